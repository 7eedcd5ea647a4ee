// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "model/events.h"
#include "ui/events/event_rate.h"
#include "ui/events/event_text.h"

#include <gtest/gtest.h>

namespace berth::ui {
namespace {

TEST(EventText, NamesTypesShortly)
{
    EXPECT_EQ(EventText::type("MCPServerInstanceStatusChanged"), QStringLiteral("StatusChanged"));
    EXPECT_EQ(EventText::type("MCPServerInstanceError"), QStringLiteral("Error"));
    EXPECT_EQ(EventText::type("MCPServerInstanceCreated"), QStringLiteral("InstanceCreated"));
    EXPECT_EQ(EventText::type("MCPServerDeleted"), QStringLiteral("ServerDeleted"));
    EXPECT_EQ(EventText::type("mcp.server.ready"), QStringLiteral("mcp.server.ready"));
    EXPECT_EQ(EventText::type(""), QStringLiteral("Unreadable"));
}

TEST(EventText, SortsIntoGroups)
{
    const char *const status = model::event::instanceStatusChanged;
    EXPECT_TRUE(EventText::isIn(EventGroup::Status, status, "running"));
    EXPECT_FALSE(EventText::isIn(EventGroup::Errors, status, "running"));
    EXPECT_TRUE(EventText::isIn(EventGroup::Errors, status, "failed, no such image"));
    EXPECT_TRUE(EventText::isIn(EventGroup::Errors, model::event::instanceError, "x"));
    EXPECT_TRUE(EventText::isIn(EventGroup::Errors, "", ""));
    EXPECT_TRUE(EventText::isIn(EventGroup::Lifecycle, model::event::serverCreated, ""));
    EXPECT_FALSE(EventText::isIn(EventGroup::Lifecycle, status, "running"));
}

TEST(EventText, ShowsBytesThatAreNoText)
{
    EXPECT_EQ(EventText::bytes(std::string("a\x01\xff\xc3\xa9\n\x00z\xe2\x82", 10)),
              QString::fromUtf8("a\\x01\\xff\u00e9\n\\x00z\\xe2\\x82"));
}

TEST(EventRate, CountsTheLastSeconds)
{
    EventRate rate;
    EXPECT_TRUE(rate.isQuiet());
    rate.add(9);
    EXPECT_EQ(rate.perSecond(), 3);
    rate.tick();
    rate.add(1);
    EXPECT_EQ(rate.perSecond(), 4);
    rate.tick();
    rate.tick();
    rate.tick();
    EXPECT_TRUE(rate.isQuiet());
}

} // namespace
} // namespace berth::ui
