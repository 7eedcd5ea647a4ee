// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "model/group.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace berth::model {
namespace {

using base::Json;
using testing::HasSubstr;

TEST(Group, isReadAsItIsWritten)
{
    Group group;
    group.name = "work-2";
    group.title = "Work";
    group.members = {{"a", std::vector<std::string>{"x", "y"}}, {"b", {}}};
    const auto read = readGroup(toJson(group));
    ASSERT_TRUE(read);
    EXPECT_EQ(*read, group);
}

TEST(Group, leavesAloneWhatItDoesNotKnow)
{
    const auto read = readGroup(Json{{"name", "work"}, {"colour", "red"}});
    ASSERT_TRUE(read);
    EXPECT_TRUE(read->members.empty());
}

TEST(Group, namesWhatIsWrongByItsPlace)
{
    const Json json = Json::parse(
        R"({"name":"Work!","members":[{"instance_id":"a"},{"tools":["x"]},{"instance_id":"a"},7]})");
    const auto read = readGroup(json);
    ASSERT_FALSE(read);
    std::vector<std::string> places;
    for (const Violation &violation : read.error()) {
        places.push_back(violation.pointer);
    }
    EXPECT_THAT(places, testing::ElementsAre("/name", "/members/1/instance_id",
                                             "/members/2/instance_id", "/members/3"));
}

TEST(Group, hasANameForItsAddress)
{
    EXPECT_EQ(groupNameProblem("a-1"), "");
    EXPECT_EQ(groupNameProblem(std::string(32, 'a')), "");
    for (const char *name : {"", "Work", "a b", "a/b", "ä", "@a"}) {
        EXPECT_NE(groupNameProblem(name), "") << name;
    }
    EXPECT_NE(groupNameProblem(std::string(33, 'a')), "");
    EXPECT_THAT(groupNameProblem("all"), HasSubstr("there already"));
}

} // namespace
} // namespace berth::model
