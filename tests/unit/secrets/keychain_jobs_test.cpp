// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
//
// The way to the Qt thread and back, when nobody runs the Qt thread's event loop.
#include "secrets/handoff.h"
#include "secrets/keychain_job.h"
#include "support/process/run_task.h"

#include <QObject>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <thread>

namespace {

using namespace berth;
using namespace std::chrono_literals;
using base::ErrorCode;
using berth::test::runTask;
using secrets::Handoff;
using secrets::KeychainAnswer;
using secrets::KeychainJobs;
using secrets::KeychainRequest;
using testing::HasSubstr;

using Answer = base::Result<KeychainAnswer>;

KeychainRequest request()
{
    return {KeychainRequest::Kind::Write, "Berth test", "key", base::Secret("value"), false};
}

TEST(KeychainJobs, endsWhenTheContextGoes)
{
    auto context = std::make_unique<QObject>();
    KeychainJobs jobs(context.get());
    boost::asio::io_context io;
    std::optional<Answer> answer;
    boost::asio::co_spawn(io, jobs.run(request(), 1h),
                          [&answer](const std::exception_ptr &, Answer got) { answer = got; });
    io.poll();
    EXPECT_FALSE(answer);

    context.reset();
    io.run();
    ASSERT_TRUE(answer);
    ASSERT_FALSE(*answer);
    EXPECT_EQ(answer->error().code, ErrorCode::Unavailable);
}

TEST(KeychainJobs, answersAtOnceWhenTheContextIsGone)
{
    auto context = std::make_unique<QObject>();
    KeychainJobs jobs(context.get());
    context.reset();
    boost::asio::io_context io;
    const auto answer = runTask(io, jobs.run(request(), 1h));
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().code, ErrorCode::Unavailable);
}

TEST(KeychainJobs, givesUpInTime)
{
    QObject context;
    KeychainJobs jobs(&context);
    boost::asio::io_context io;
    const auto answer = runTask(io, jobs.run(request(), 1ms));
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().code, ErrorCode::Timeout);
    EXPECT_THAT(answer.error().message, HasSubstr("unlock it"));
}

TEST(KeychainJobs, canBeCancelled)
{
    QObject context;
    KeychainJobs jobs(&context);
    boost::asio::io_context io;
    boost::asio::cancellation_signal cancel;
    std::optional<Answer> answer;
    boost::asio::co_spawn(io, jobs.run(request(), 1h),
                          boost::asio::bind_cancellation_slot(
                              cancel.slot(), [&answer](const std::exception_ptr &, Answer got) {
                                  answer = std::move(got);
                              }));
    io.poll();
    cancel.emit(boost::asio::cancellation_type::terminal);
    io.run();
    ASSERT_TRUE(answer);
    ASSERT_FALSE(*answer);
    EXPECT_EQ(answer->error().code, ErrorCode::Cancelled);
}

TEST(KeychainJobs, surviveTheirCaller)
{
    auto context = std::make_unique<QObject>();
    KeychainJobs jobs(context.get());
    {
        boost::asio::io_context io;
        boost::asio::co_spawn(io, jobs.run(request(), 1h),
                              [](const std::exception_ptr &, const Answer &) {});
        io.poll();
    }
    context.reset(); // answers to an io_context that is no more
}

TEST(Handoff, bringsTheFirstResultFromAnotherThread)
{
    boost::asio::io_context io;
    for (int round = 0; round < 200; ++round) {
        auto handoff = std::make_shared<Handoff<int>>();
        std::thread other;
        auto start = [&other, handoff] {
            other = std::thread([handoff] {
                handoff->deliver(7);
                handoff->deliver(8);
            });
        };
        const auto result = runTask(io, handoff->wait(start, 1h, "late"));
        other.join();
        ASSERT_TRUE(result);
        EXPECT_EQ(*result, 7);
    }
}

} // namespace
