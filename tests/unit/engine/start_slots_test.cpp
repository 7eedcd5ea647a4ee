// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/start_slots.h"
#include "engine/task_group.h"

#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>

#include <algorithm>

namespace berth::engine {
namespace {

namespace asio = boost::asio;

asio::awaitable<void> hold(std::shared_ptr<StartSlots> slots, int &present, int &most, int &done)
{
    const auto slot = co_await slots->acquire();
    most = std::max(most, ++present);
    co_await sleepFor(std::chrono::milliseconds(1));
    --present;
    ++done;
}

TEST(StartSlotsTest, neverMoreThanTheBoundAndEverybodyGetsATurn)
{
    asio::io_context context;
    const auto slots = std::make_shared<StartSlots>(context.get_executor(), 3);
    TaskGroup group(context.get_executor());
    int present = 0;
    int most = 0;
    int done = 0;
    for (int i = 0; i < 20; ++i) {
        group.spawn("hold", hold(slots, present, most, done));
    }
    context.run();
    EXPECT_EQ(most, 3);
    EXPECT_EQ(done, 20);
}

TEST(StartSlotsTest, aCancelledWaiterDoesNotKeepItsTurn)
{
    asio::io_context context;
    const auto slots = std::make_shared<StartSlots>(context.get_executor(), 1);
    TaskGroup first(context.get_executor());
    TaskGroup waiting(context.get_executor());
    TaskGroup last(context.get_executor());
    int present = 0;
    int most = 0;
    int done = 0;
    first.spawn("first", hold(slots, present, most, done));
    waiting.spawn("cancelled", hold(slots, present, most, done));
    last.spawn("last", hold(slots, present, most, done));
    context.poll();
    waiting.cancel();
    context.run();
    EXPECT_EQ(done, 2);
}

} // namespace
} // namespace berth::engine
