// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/forms/humanise.h"

#include <gtest/gtest.h>

namespace berth::ui {
namespace {

TEST(Humanise, WritesVariableNamesAsWords)
{
    EXPECT_EQ(humanise(QStringLiteral("DATABASE_URL")), QStringLiteral("Database URL"));
    EXPECT_EQ(humanise(QStringLiteral("maxConnections")), QStringLiteral("Max connections"));
    EXPECT_EQ(humanise(QStringLiteral("SSL_VERIFY")), QStringLiteral("SSL verify"));
    EXPECT_EQ(humanise(QStringLiteral("read-only")), QStringLiteral("Read only"));
    EXPECT_EQ(humanise(QStringLiteral("X-Api-Key")), QStringLiteral("X API key"));
}

TEST(Humanise, KeepsWhatHasNoWords)
{
    EXPECT_EQ(humanise(QString()), QString());
    EXPECT_EQ(humanise(QStringLiteral("__")), QStringLiteral("__"));
}

} // namespace
} // namespace berth::ui
