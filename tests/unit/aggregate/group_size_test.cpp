// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/facade/groups.h"

#include <gtest/gtest.h>

namespace berth::engine {
namespace {

InstanceSnapshot instance(const std::string &id, std::vector<std::string> tools, bool runs = true)
{
    InstanceSnapshot view;
    view.instance.id = id;
    view.instance.name = id;
    view.instance.slug = id;
    view.instance.desired = runs ? model::DesiredState::Running : model::DesiredState::Stopped;
    view.instance.state = runs ? model::InstanceState::Running : model::InstanceState::Stopped;
    for (std::string &name : tools) {
        model::Tool tool;
        tool.name = std::move(name);
        view.instance.tools.push_back(std::move(tool));
    }
    return view;
}

/// {"name":"x","description":"","inputSchema":{}}
constexpr std::int64_t smallTool = 46;

TEST(GroupSize, countsWhatIsListed)
{
    model::Group group;
    group.name = "work";
    group.members = {{"a", std::vector<std::string>{"x"}}, {"b", {}}};
    const GroupView view = describeGroup(
        group, {instance("a", {"x", "y"}), instance("b", {"z"}, false), instance("c", {"w"})},
        "http://h:1");
    EXPECT_EQ(view.address, "http://h:1/mcp/@work");
    EXPECT_EQ(view.tools, 1) << "b does not run, c is no member, y is not chosen";
    EXPECT_EQ(view.bytes, smallTool);
    EXPECT_EQ(view.tokens, 12);
    EXPECT_FALSE(view.isLarge);
    EXPECT_EQ(view.parts[2].instanceId, "c") << "members come first";
}

TEST(GroupSize, ofAllHasWhatRuns)
{
    const auto views =
        describeGroups({}, {instance("a", {"x"}), instance("b", {"z"}, false)}, "http://h:1");
    ASSERT_EQ(views.size(), 1U);
    EXPECT_EQ(views[0].address, "http://h:1/mcp");
    EXPECT_TRUE(views[0].isBuiltIn);
    EXPECT_EQ(views[0].tools, 1);
}

TEST(GroupSize, warnsOfMoreThanFortyTools)
{
    std::vector<std::string> names;
    for (int i = 0; i < 41; ++i) {
        names.push_back("t" + std::to_string(i));
    }
    EXPECT_TRUE(describeGroup(model::groupOfAll(), {instance("a", names)}, "").isLarge);
    names.pop_back();
    EXPECT_FALSE(describeGroup(model::groupOfAll(), {instance("a", names)}, "").isLarge);
}

} // namespace
} // namespace berth::engine
