// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "store/inspection.h"
#include "store/migrations.h"
#include "store/store.h"
#include "support/keyring/scratch_dir.h"
#include "support/process/child_process.h"
#include "support/process/run_task.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <csignal>
#include <random>
#include <set>

namespace {

using namespace berth;
using namespace berth::test;
using namespace std::chrono_literals;

constexpr int rounds = 60;

/// Numbers that no other round writes, also when a round was killed between commit and print.
constexpr long numbersPerRound = 1'000'000;

/// Runs a writer that counts from `first`, kills it after `acknowledged` numbers and `moment`
/// more; adds what it printed.
void writeAndKill(const std::filesystem::path &file, long first, int acknowledged,
                  std::chrono::milliseconds moment, std::set<long> &kept)
{
    ChildProcess writer({BERTH_STORE_WRITER, file.string(), std::to_string(first)});
    std::optional<std::string> line;
    for (int i = 0; i < acknowledged; ++i) {
        line = writer.readLine(ChildProcess::Stream::Output);
        ASSERT_TRUE(line) << writer.readAll(ChildProcess::Stream::Error, 1s);
        kept.insert(std::stol(*line));
    }
    const auto deadline = std::chrono::steady_clock::now() + moment;
    while (std::chrono::steady_clock::now() < deadline) {
        // Waits for the moment to kill; numbers that come meanwhile count as acknowledged.
        line = writer.readLine(ChildProcess::Stream::Output, 1ms);
        if (line) {
            kept.insert(std::stol(*line));
        }
    }
    writer.signal(SIGKILL);
    while ((line = writer.readLine(ChildProcess::Stream::Output))) {
        kept.insert(std::stol(*line));
    }
    EXPECT_EQ(writer.wait(), 128 + SIGKILL);
}

template <typename Rows, typename Id>
std::set<long> numbersOf(const Rows &rows, Id id)
{
    std::set<long> numbers;
    for (const auto &row : rows) {
        numbers.insert(std::stol(id(row)));
    }
    return numbers;
}

TEST(StoreKill, losesNothingThatWasAcknowledged)
{
    const ScratchDir dir;
    const auto file = dir / "berth.db";
    std::mt19937 random(std::random_device{}());
    std::uniform_int_distribution<int> numbers(0, 12);
    std::uniform_int_distribution<int> milliseconds(0, 25);
    std::set<long> kept;
    for (int round = 0; round < rounds; ++round) {
        writeAndKill(file, round * numbersPerRound + 1, numbers(random),
                     std::chrono::milliseconds(milliseconds(random)), kept);
        ASSERT_FALSE(HasFatalFailure());
        // Makes the quick_check; a writer may have been killed before it made the file.
        if (std::filesystem::exists(file)) {
            const auto newest = static_cast<int>(store::migrations().size());
            const auto sound = store::inspectDatabase(file, newest);
            ASSERT_TRUE(sound) << sound.error().details;
        }
    }
    ASSERT_GT(kept.size(), static_cast<std::size_t>(rounds));

    auto opened = store::Store::open(file);
    ASSERT_TRUE(opened) << opened.error().message;
    boost::asio::io_context io(1);
    const auto instances = runTask(io, (*opened)->instances()).value();
    const auto events = runTask(io, (*opened)->pendingEvents(1'000'000)).value();
    const auto stored = numbersOf(instances, [](const auto &row) { return row.id; });
    const auto told = numbersOf(events, [](const auto &row) { return row.event.instanceId; });
    EXPECT_TRUE(std::includes(stored.begin(), stored.end(), kept.begin(), kept.end()));
    EXPECT_EQ(stored, told) << "A state and its event are written together or not at all.";
    EXPECT_EQ(events.size(), told.size());
}

} // namespace
