// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "samples.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include <sys/stat.h>

namespace {

using namespace berth;
using namespace berth::test;
using model::RecordedCall;

RecordedCall sampleCall(int number)
{
    RecordedCall call;
    call.record.startedAt = sampleTime(number);
    call.record.instanceId = number % 2 == 0 ? "i-even" : "i-odd";
    call.record.target = "Größe";
    call.record.clientId = "c";
    call.record.client = "=cmd";
    call.record.method = "tools/call";
    call.record.tool = "a \"b\", c";
    call.record.toFirstByte = std::chrono::microseconds(1500);
    call.record.duration = std::chrono::microseconds(2500);
    call.record.requestBytes = 10;
    call.record.responseBytes = 20;
    call.record.httpStatus = 200;
    call.record.rpcCode = -32601;
    call.record.outcome = model::CallOutcome::RpcError;
    call.record.isRecorded = true;
    call.record.count = number;
    call.request = std::string("{\0\xff}", 4);
    call.response = "{}";
    call.isCut = true;
    return call;
}

std::vector<RecordedCall> sampleCalls(int from, int to)
{
    std::vector<RecordedCall> calls;
    for (int number = from; number <= to; ++number) {
        calls.push_back(sampleCall(number));
    }
    return calls;
}

store::ClientRow sampleClient(const std::string &id)
{
    store::ClientRow row;
    row.client.id = id;
    row.client.draft.name = "editor";
    row.client.draft.limits.instances = {"i-1"};
    row.client.draft.limits.groups = {"all"};
    row.client.draft.rateLimit = 60;
    row.client.createdAt = sampleTime(1);
    row.tokenHash = "hash of " + id;
    return row;
}

std::string readFile(const std::filesystem::path &path)
{
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

TEST(CallerStore, keepsClientsAcrossARestart)
{
    StoreBench bench;
    store::ClientRow row = sampleClient("c1");
    ASSERT_TRUE(bench.run(bench.store().callers().saveClient(row)));
    ASSERT_TRUE(bench.run(bench.store().callers().saveClient(sampleClient("c2"))));
    ASSERT_TRUE(bench.run(
        bench.store().callers().noteUse({{"c1", sampleTime(9), 12}, {"gone", sampleTime(9), 1}})));
    bench.open();
    row.client.lastUsedAt = sampleTime(9);
    row.client.calls = 12;
    EXPECT_EQ(bench.run(bench.store().callers().clients()).value(),
              (std::vector{row, sampleClient("c2")}));
    ASSERT_TRUE(bench.run(bench.store().callers().removeClient("c2")));
    EXPECT_EQ(bench.run(bench.store().callers().clients()).value().size(), 1U);
}

TEST(CallerStore, keepsCallsInOrderAndPagesBackwards)
{
    StoreBench bench;
    auto &callers = bench.store().callers();
    EXPECT_EQ(bench.run(callers.appendCalls(sampleCalls(1, 5))).value(), 1);
    const auto page = bench.run(callers.callsBefore(5, 2, {})).value();
    ASSERT_EQ(page.size(), 2U);
    EXPECT_EQ(page[0].sequence, 4);
    EXPECT_EQ(page[1].sequence, 3);
    EXPECT_EQ(bench.run(callers.callsBefore(0, 9, "i-even")).value().size(), 2U);
    RecordedCall expected = sampleCall(2);
    expected.record.sequence = 2;
    EXPECT_EQ(bench.run(callers.call(2)).value(), expected);
    EXPECT_EQ(bench.run(callers.call(99)).error().code, base::ErrorCode::NotFound);
}

TEST(CallerStore, forgetsOldCallsAndWhatWasSaidBeforeThat)
{
    StoreBench bench;
    auto &callers = bench.store().callers();
    ASSERT_TRUE(bench.run(callers.appendCalls(sampleCalls(1, 20))));
    store::CallLimits limits;
    limits.count = 10;
    limits.recorded = 3;
    ASSERT_TRUE(bench.run(callers.pruneCalls(sampleTime(21), limits)));
    EXPECT_EQ(bench.run(callers.callsBefore(0, 99, {})).value().size(), 10U);
    EXPECT_TRUE(bench.run(callers.call(18)).value().record.isRecorded);
    const auto stripped = bench.run(callers.call(17)).value();
    EXPECT_FALSE(stripped.record.isRecorded);
    EXPECT_TRUE(stripped.request.empty() && stripped.response.empty());
    limits.age = std::chrono::days(1);
    ASSERT_TRUE(bench.run(callers.pruneCalls(sampleTime(21) + std::chrono::days(2), limits)));
    EXPECT_TRUE(bench.run(callers.callsBefore(0, 99, {})).value().empty());
}

TEST(CallerStore, exportsWithoutFormulasAndForItsOwnerOnly)
{
    StoreBench bench;
    auto &callers = bench.store().callers();
    ASSERT_TRUE(bench.run(callers.appendCalls(sampleCalls(1, 3))));
    const auto csv = bench.file().parent_path() / "calls.csv";
    EXPECT_EQ(bench.run(callers.exportCalls(csv.string(), true, {})).value(), 3);
    const std::string text = readFile(csv);
    EXPECT_NE(
        text.find(R"(,Größe,'=cmd,tools/call,"a ""b"", c",rpc_error,200,-32601,1.5,2.5,10,20,2)"),
        std::string::npos)
        << text;
    struct stat info = {};
    ASSERT_EQ(::stat(csv.c_str(), &info), 0);
    EXPECT_EQ(info.st_mode & 0777U, 0600U);
    const auto lines = bench.file().parent_path() / "calls.jsonl";
    EXPECT_EQ(bench.run(callers.exportCalls(lines.string(), false, {2})).value(), 1);
    const auto one = base::parseJson(readFile(lines));
    ASSERT_TRUE(one);
    EXPECT_EQ((*one)["sequence"], 2);
    EXPECT_EQ((*one)["response"], "{}");
}

TEST(CallerStore, forgetsByAgeNoMoreThanItMust)
{
    StoreBench bench;
    store::CallerStore &callers = bench.store().callers();
    EXPECT_EQ(bench.run(callers.appendCalls(sampleCalls(1, 200))).value(), 1);
    store::CallLimits limits;
    limits.age = std::chrono::days(1);
    const base::Timestamp later = sampleTime(151) + limits.age;
    ASSERT_TRUE(bench.run(callers.pruneCalls(later, limits)));
    const auto left = bench.run(callers.callsBefore(0, 999, {})).value();
    ASSERT_EQ(left.size(), 50U);
    EXPECT_EQ(left.front().sequence, 200);
    EXPECT_EQ(left.back().sequence, 151);
    EXPECT_EQ(left.back().startedAt, sampleTime(151));
    EXPECT_EQ(bench.run(callers.appendCalls(sampleCalls(1, 33))).value(), 201);
    auto expected = sampleCall(20);
    expected.record.sequence = 220;
    EXPECT_EQ(bench.run(callers.call(220)).value(), expected);
}

} // namespace
