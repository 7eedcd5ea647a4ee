// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/instances/pasted_spec.h"

#include <gtest/gtest.h>

namespace berth::ui {
namespace {

TEST(PastedSpec, ReadsAJsonSpecAndAnInstance)
{
    const auto spec = readPasted(R"({"type":"docker","image":"mcp/echo:1","port":9000})");
    ASSERT_TRUE(spec);
    EXPECT_TRUE(spec->violations.empty());
    ASSERT_NE(spec->draft.spec.docker(), nullptr);
    EXPECT_EQ(spec->draft.spec.docker()->port, 9000);
    const auto instance = readPasted(
        R"({"name":"notion","json_spec":{"type":"url","endpoint":"https://mcp.notion.com/mcp"}})");
    ASSERT_TRUE(instance);
    EXPECT_EQ(instance->draft.name, "notion");
    ASSERT_NE(instance->draft.spec.url(), nullptr);
    EXPECT_EQ(instance->draft.spec.url()->endpoint, "https://mcp.notion.com/mcp");
}

TEST(PastedSpec, KeepsTheGoodPartsAndNamesTheBadOnes)
{
    const auto pasted = readPasted(
        R"({"type":"docker","image":"mcp/echo:1","port":99999,"environment":{"MODE":"fast"}})");
    ASSERT_TRUE(pasted);
    ASSERT_FALSE(pasted->violations.empty());
    EXPECT_EQ(pasted->violations.front().pointer, "/json_spec/port");
    ASSERT_NE(pasted->draft.spec.docker(), nullptr);
    EXPECT_EQ(pasted->draft.spec.docker()->image, "mcp/echo:1");
    EXPECT_EQ(pasted->draft.spec.docker()->environment, (model::Environment{{"MODE", "fast"}}));
}

TEST(PastedSpec, RefusesWhatIsNoObjectWithoutQuotingIt)
{
    const auto broken = readPasted("{\"token\": hunter2");
    ASSERT_FALSE(broken);
    EXPECT_EQ(broken.error().message.find("hunter2"), std::string::npos);
    EXPECT_FALSE(readPasted("[1,2]"));
}

TEST(PastedSpec, AMissingImageStillOpensTheRightForm)
{
    const auto pasted = readPasted(R"({"type":"url"})");
    ASSERT_TRUE(pasted);
    EXPECT_NE(pasted->draft.spec.url(), nullptr);
    EXPECT_FALSE(pasted->violations.empty());
}

} // namespace
} // namespace berth::ui
