// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/instances/log_search.h"

#include <gtest/gtest.h>

namespace berth::ui {
namespace {

TEST(LogSearch, FindsEveryOccurrenceInOrder)
{
    LogSearch search;
    search.start(QStringLiteral("ab"));
    search.addLine(0, QStringLiteral("ab AB xab"));
    search.addLine(1, QStringLiteral("none"));
    search.addLine(2, QStringLiteral("ab"));
    EXPECT_EQ(search.count(), 4);
    EXPECT_EQ(search.next(0, 0), 0);
    EXPECT_EQ(search.next(0, 1), 1);
    EXPECT_EQ(search.next(1, 0), 3);
    EXPECT_EQ(search.next(2, 1), 0) << "wraps round";
    EXPECT_EQ(search.previous(0, 0), 3) << "wraps round";
    EXPECT_EQ(search.previous(2, 0), 2);
}

TEST(LogSearch, ForgetsDroppedLinesAndKeepsTheRest)
{
    LogSearch search;
    search.start(QStringLiteral("x"));
    for (int line = 0; line < 10000; ++line) {
        search.addLine(line, QStringLiteral("x"));
    }
    search.dropBefore(9998);
    EXPECT_EQ(search.count(), 2);
    EXPECT_EQ(search.at(0).line, 9998);
    search.addLine(10000, QStringLiteral("x"));
    EXPECT_EQ(search.next(10000, 0), 2);
}

TEST(LogSearch, WithoutTextThereIsNothing)
{
    LogSearch search;
    search.addLine(0, QStringLiteral("text"));
    EXPECT_EQ(search.count(), 0);
    EXPECT_EQ(search.next(0, 0), -1);
    EXPECT_EQ(search.previous(0, 0), -1);
}

} // namespace
} // namespace berth::ui
