// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/aggregate/shown_names.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace berth::gateway {
namespace {

using testing::ElementsAre;
using testing::StartsWith;

TEST(ShownNames, prefixesWhatCollidesAndNothingElse)
{
    EXPECT_THAT(shownNames({{"a", "search"}, {"a", "read"}, {"b", "search"}}),
                ElementsAre("a__search", "read", "b__search"));
}

TEST(ShownNames, neverExceeds64Characters)
{
    const std::string name(64, 'n');
    const std::string slug(40, 's');
    EXPECT_THAT(shownNames({{slug, name}}), ElementsAre(name)) << "alone it fits";
    const auto shown = shownNames({{slug, name}, {"b", name}, {"c", name + "longer"}});
    for (const std::string &one : shown) {
        EXPECT_LE(one.size(), longestName) << one;
    }
    EXPECT_THAT(shown[0], StartsWith(slug + "__n"));
    EXPECT_EQ(std::set<std::string>(shown.begin(), shown.end()).size(), 3U);
}

TEST(ShownNames, dependOnNoOrder)
{
    std::vector<OwnedName> names{{"a", "x"}, {"b", "x"}, {"c", "a__x"}, {"d", "a__x"}, {"e", "y"}};
    const auto shown = shownNames(names);
    std::reverse(names.begin(), names.end());
    auto reversed = shownNames(names);
    std::reverse(reversed.begin(), reversed.end());
    EXPECT_EQ(shown, reversed);
}

TEST(ShownNames, giveWayToAServersOwnName)
{
    const auto shown = shownNames({{"a", "x"}, {"b", "x"}, {"c", "a__x"}});
    EXPECT_EQ(shown[2], "a__x");
    EXPECT_THAT(shown[0], StartsWith("a__x_"));
    EXPECT_EQ(shown[1], "b__x");
}

TEST(ShownNames, areNotCutInsideACharacter)
{
    std::string name;
    for (int i = 0; i < 40; ++i) {
        name += "ä";
    }
    const std::string shown = shownNames({{"a", name}}).front();
    EXPECT_LE(shown.size(), longestName);
    const auto end = shown.rfind('_');
    EXPECT_EQ(end % 2, 0U) << "whole characters of two bytes each";
}

TEST(OwnedUri, isReadBack)
{
    const std::string shown = ownedUri("my-files", "file:///a+b?c");
    EXPECT_EQ(shown, "berth.my-files+file:///a+b?c");
    const auto owned = readOwnedUri(shown);
    ASSERT_TRUE(owned);
    EXPECT_EQ(owned->first, "my-files");
    EXPECT_EQ(owned->second, "file:///a+b?c");
    EXPECT_FALSE(readOwnedUri("file:///a"));
    EXPECT_FALSE(readOwnedUri("berth.x"));
}

TEST(Template, matchesWhatItMayHaveGiven)
{
    EXPECT_TRUE(matchesTemplate("test://template/{id}/data", "test://template/12/data"));
    EXPECT_FALSE(matchesTemplate("test://template/{id}/data", "test://template/12/other"));
    EXPECT_TRUE(matchesTemplate("file:///{+path}", "file:///a/b"));
    EXPECT_TRUE(matchesTemplate("a:{x}{?q}", "a:1?q=2"));
    EXPECT_FALSE(matchesTemplate("a:1", "a:12"));
    EXPECT_FALSE(matchesTemplate("a:{x", "a:1"));
}

} // namespace
} // namespace berth::gateway
