// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "samples.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include <sys/stat.h>

namespace {

using namespace berth;
using namespace berth::test;
using store::EventLogEntry;
using testing::ElementsAre;
using testing::IsEmpty;

EventLogEntry sampleEntry(int number)
{
    EventLogEntry entry;
    entry.recordedAt = sampleTime(number);
    entry.connectionId = "staging";
    entry.direction = number % 2 == 0 ? "received" : "local";
    entry.channel = model::event::instanceStatusChanged;
    entry.form = "double";
    entry.eventId = "e" + std::to_string(number);
    entry.type = model::event::instanceStatusChanged;
    entry.occurredAt = sampleTime(number);
    entry.subjectId = "i1";
    entry.subjectName = "Größe";
    entry.summary = "running";
    entry.size = 4;
    entry.decoded = R"({"data":{}})";
    entry.bytes = std::string("\0\xff\"x", 4);
    return entry;
}

std::vector<std::int64_t> sequences(const std::vector<EventLogEntry> &entries)
{
    std::vector<std::int64_t> result;
    for (const EventLogEntry &entry : entries) {
        result.push_back(entry.sequence);
    }
    return result;
}

std::vector<EventLogEntry> sampleEntries(int from, int to)
{
    std::vector<EventLogEntry> entries;
    for (int number = from; number <= to; ++number) {
        entries.push_back(sampleEntry(number));
    }
    return entries;
}

TEST(EventLogStore, keepsRecordsAcrossARestart)
{
    StoreBench bench;
    EXPECT_EQ(bench.run(bench.store().eventLog().append(sampleEntries(1, 3))).value(), 1);
    bench.open();
    EXPECT_EQ(bench.run(bench.store().eventLog().append(sampleEntries(4, 5))).value(), 4);
    auto expected = sampleEntry(2);
    expected.sequence = 2;
    EXPECT_EQ(bench.run(bench.store().eventLog().entry(2)).value(), expected);
    EXPECT_EQ(bench.run(bench.store().eventLog().entry(9)).error().code, base::ErrorCode::NotFound);
}

TEST(EventLogStore, givesPagesNewestFirst)
{
    StoreBench bench;
    auto &log = bench.store().eventLog();
    ASSERT_TRUE(bench.run(log.append(sampleEntries(1, 5))));
    EXPECT_THAT(sequences(bench.run(log.before(0, 2)).value()), ElementsAre(5, 4));
    EXPECT_THAT(sequences(bench.run(log.before(4, 10)).value()), ElementsAre(3, 2, 1));
    EXPECT_THAT(bench.run(log.before(1, 10)).value(), IsEmpty());
    EXPECT_THAT(bench.run(log.before(0, 1)).value().front().bytes, IsEmpty());
    EXPECT_THAT(bench.run(log.receivedIds(10)).value(), ElementsAre("e4", "e2"));
}

TEST(EventLogStore, forgetsByNumberAndByAge)
{
    StoreBench bench;
    auto &log = bench.store().eventLog();
    ASSERT_TRUE(bench.run(log.append(sampleEntries(1, 5))));
    ASSERT_TRUE(bench.run(log.prune(sampleTime(5), {std::chrono::days(1), 3})));
    EXPECT_THAT(sequences(bench.run(log.before(0, 10)).value()), ElementsAre(5, 4, 3));
    ASSERT_TRUE(
        bench.run(log.prune(sampleTime(5) + std::chrono::days(2), {std::chrono::days(1), 3})));
    EXPECT_THAT(bench.run(log.before(0, 10)).value(), IsEmpty());
}

TEST(EventLogStore, goesOnCountingAfterItWasCleared)
{
    StoreBench bench;
    auto &log = bench.store().eventLog();
    ASSERT_TRUE(bench.run(log.append(sampleEntries(1, 2))));
    ASSERT_TRUE(bench.run(log.clear()));
    EXPECT_THAT(bench.run(log.before(0, 10)).value(), IsEmpty());
    EXPECT_EQ(bench.run(log.append(sampleEntries(3, 3))).value(), 3);
}

std::vector<base::Json> linesOf(const std::filesystem::path &file)
{
    std::vector<base::Json> lines;
    std::ifstream stream(file);
    for (std::string line; std::getline(stream, line);) {
        lines.push_back(base::parseJson(line).value());
    }
    return lines;
}

TEST(EventLogStore, exportsPagesOfJsonLines)
{
    StoreBench bench;
    const ScratchDir dir;
    auto &log = bench.store().eventLog();
    ASSERT_TRUE(bench.run(log.append(sampleEntries(1, 450))));
    const auto file = dir / "events.jsonl";
    EXPECT_EQ(bench.run(log.exportTo(file.string(), {})).value(), 450);
    const auto lines = linesOf(file);
    ASSERT_EQ(lines.size(), 450U);
    EXPECT_EQ(lines.back()["sequence"], 450);
    EXPECT_EQ(lines.back()["subject_name"], "Größe");
    struct stat state = {};
    ASSERT_EQ(::stat(file.c_str(), &state), 0);
    EXPECT_EQ(state.st_mode & 07777U, 0600U);
    EXPECT_EQ(bench.run(log.exportTo(file.string(), {449, 7})).value(), 2);
    EXPECT_EQ(linesOf(file).front()["sequence"], 7);
    EXPECT_EQ(bench.run(log.exportTo((dir / "no" / "file").string(), {})).error().code,
              base::ErrorCode::StorageFailed);
}

} // namespace
