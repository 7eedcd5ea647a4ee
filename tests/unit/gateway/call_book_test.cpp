// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/call_book.h"

#include <gtest/gtest.h>

#include <numeric>

namespace berth::gateway {
namespace {

using namespace std::chrono_literals;
using model::RecordedCall;

constexpr CallNames echoOfEditor{"i-1", "echo", "c-1", "editor", "tools/call", "echo"};

RecordedCall endedAfter(std::chrono::microseconds duration)
{
    RecordedCall call;
    call.record.toFirstByte = duration / 2;
    call.record.duration = duration;
    call.record.requestBytes = 10;
    call.record.responseBytes = 100;
    call.record.httpStatus = 200;
    return call;
}

std::int64_t callsIn(const CallBook::Contents &contents)
{
    return std::accumulate(
        contents.calls.begin(), contents.calls.end(), std::int64_t{0},
        [](std::int64_t sum, const RecordedCall &call) { return sum + call.record.count; });
}

TEST(CallBook, keepsFewCallsOneByOne)
{
    CallBook book(nullptr);
    for (int number = 1; number <= 100; ++number) {
        book.add(endedAfter(number * 1ms), echoOfEditor);
    }
    const auto taken = book.take();
    ASSERT_EQ(taken.calls.size(), 100U);
    const auto age = std::chrono::system_clock::now() - taken.calls[6].record.startedAt;
    EXPECT_GE(age, 7ms);
    EXPECT_LT(age, 1min);
    RecordedCall expected = endedAfter(7ms);
    expected.record.instanceId = "i-1";
    expected.record.target = "echo";
    expected.record.clientId = "c-1";
    expected.record.client = "editor";
    expected.record.method = "tools/call";
    expected.record.tool = "echo";
    expected.record.startedAt = taken.calls[6].record.startedAt;
    EXPECT_EQ(taken.calls[6], expected);
    EXPECT_TRUE(book.take().calls.empty());
}

TEST(CallBook, keepsThoseAlikeOfAFloodTogetherAndCountsEach)
{
    CallBook book(nullptr);
    for (int number = 0; number < 1000; ++number) {
        book.add(endedAfter(number % 2 == 0 ? 2ms : 4ms), echoOfEditor);
    }
    const auto taken = book.take();
    EXPECT_LT(taken.calls.size(), 200U);
    EXPECT_EQ(taken.lost, 0U);
    EXPECT_EQ(callsIn(taken), 1000);
    const auto &together = taken.calls.back().record;
    ASSERT_GT(together.count, 800);
    EXPECT_NEAR(static_cast<double>(together.duration.count()), 3000, 5);
    EXPECT_NEAR(static_cast<double>(together.toFirstByte.count()), 1500, 5);
    EXPECT_EQ(together.requestBytes, static_cast<std::uint64_t>(together.count) * 10);
    EXPECT_EQ(together.responseBytes, static_cast<std::uint64_t>(together.count) * 100);
}

TEST(CallBook, keepsFewerOneByOneOfAFloodThatGoesOn)
{
    CallBook book(nullptr);
    auto now = CallBook::Clock::now();
    const auto keptOfAFlood = [&](std::chrono::milliseconds since) {
        for (int number = 0; number < 1000; ++number) {
            book.add(endedAfter(1ms), echoOfEditor);
        }
        now += since;
        const auto taken = book.take(now);
        EXPECT_EQ(callsIn(taken), 1000);
        return taken.calls.size() - 1; // the last holds the others
    };
    const auto first = keptOfAFlood(25ms);
    const auto second = keptOfAFlood(100ms);
    EXPECT_LT(second, first / 4);
    const auto third = keptOfAFlood(10s);
    EXPECT_LT(third, first);
    EXPECT_GT(third, second);
    EXPECT_EQ(keptOfAFlood(25ms), first); // it was quiet for long enough
}

TEST(CallBook, tellsApartWhatIsNotAlike)
{
    CallBook book(nullptr);
    CallNames other = echoOfEditor;
    other.tool = "add";
    RecordedCall failed = endedAfter(1ms);
    failed.record.outcome = model::CallOutcome::ToolError;
    RecordedCall recorded = endedAfter(1ms);
    recorded.record.isRecorded = true;
    recorded.request = "{}";
    for (int round = 0; round < 100; ++round) {
        book.add(endedAfter(1ms), echoOfEditor);
        book.add(endedAfter(1ms), other);
        book.add(RecordedCall(failed), echoOfEditor);
        book.add(RecordedCall(recorded), echoOfEditor);
    }
    const auto taken = book.take();
    EXPECT_EQ(callsIn(taken), 400);
    std::int64_t failures = 0;
    std::size_t kept = 0;
    for (const RecordedCall &call : taken.calls) {
        failures += call.record.outcome == model::CallOutcome::ToolError ? call.record.count : 0;
        kept += call.record.isRecorded ? 1 : 0;
    }
    EXPECT_EQ(failures, 100);
    EXPECT_EQ(kept, 100U) << "each with what was said";
}

TEST(CallBook, ringsOnceUntilItIsTaken)
{
    int rung = 0;
    CallBook book([&rung] { ++rung; });
    for (int number = 0; number < 500; ++number) {
        book.add(endedAfter(1ms), echoOfEditor);
    }
    EXPECT_EQ(rung, 1);
    (void)book.take();
    book.add(endedAfter(1ms), echoOfEditor);
    EXPECT_EQ(rung, 2);
}

} // namespace
} // namespace berth::gateway
