// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "events/event_source.h"
#include "unit/store/samples.h"

#include <gtest/gtest.h>

namespace {

using namespace berth;
using namespace berth::test;

void record(StoreBench &bench, const model::DomainEvent &event)
{
    ASSERT_TRUE(bench.run(bench.store().saveInstance(sampleInstance("i1", "a"), {event})));
}

TEST(OutboxSource, givesWhatHappensAfterItBeganAndNothingOlder)
{
    StoreBench bench;
    const auto older = sampleEvent("i1");
    record(bench, older);
    events::OutboxSource source(bench.store(), "staging");
    ASSERT_TRUE(bench.run(source.begin()));
    const auto newer = sampleEvent("i1");
    record(bench, newer);
    const auto given = bench.run(source.next(10)).value();
    ASSERT_EQ(given.size(), 1U);
    EXPECT_EQ(given[0].event.eventId, newer.eventId);
}

TEST(OutboxSource, goesOnWhereItWasWhenItBeginsAgain)
{
    StoreBench bench;
    {
        events::OutboxSource source(bench.store(), "staging");
        ASSERT_TRUE(bench.run(source.begin()));
    }
    const auto meanwhile = sampleEvent("i1");
    record(bench, meanwhile);
    events::OutboxSource source(bench.store(), "staging");
    ASSERT_TRUE(bench.run(source.begin()));
    const auto given = bench.run(source.next(10)).value();
    ASSERT_EQ(given.size(), 1U);
    EXPECT_EQ(given[0].event.eventId, meanwhile.eventId);
}

} // namespace
