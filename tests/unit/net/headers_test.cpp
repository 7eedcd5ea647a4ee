// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "net/http_message.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

using namespace berth::net;
using testing::ElementsAre;
using testing::Pair;

std::vector<std::pair<std::string, std::string>> listed(const Headers &headers)
{
    std::vector<std::pair<std::string, std::string>> all;
    for (const auto &[name, value] : headers.fields()) {
        all.emplace_back(name, value);
    }
    return all;
}

TEST(Headers, keepTheirOrderAndTheirRepetitions)
{
    Headers headers{{"Accept", "a"}, {"X-Empty", ""}};
    headers.add("accept", "b");
    EXPECT_THAT(listed(headers),
                ElementsAre(Pair("Accept", "a"), Pair("X-Empty", ""), Pair("accept", "b")));
    EXPECT_EQ(headers.text(), "Accept: a\r\nX-Empty: \r\naccept: b\r\n");
}

TEST(Headers, areFoundWhateverTheCaseAndWithoutBlanks)
{
    const Headers headers{{"X-One", "  a b\t"}, {"x-one", "second"}, {"X-Two", ""}};
    EXPECT_EQ(headers.get("x-ONE"), "a b");
    EXPECT_EQ(headers.get("X-Two"), "");
    EXPECT_EQ(headers.get("X-Tw"), std::nullopt);
    EXPECT_FALSE(headers.contains("X-Three"));
}

TEST(Headers, setReplacesAllOfThatName)
{
    Headers headers{{"A", "1"}, {"B", "2"}, {"a", "3"}, {"C", "4"}};
    headers.set("A", "five");
    EXPECT_THAT(listed(headers), ElementsAre(Pair("B", "2"), Pair("C", "4"), Pair("A", "five")));
    headers.remove("c");
    EXPECT_THAT(listed(headers), ElementsAre(Pair("B", "2"), Pair("A", "five")));
}

TEST(Headers, areIndependentOnceCopied)
{
    Headers one{{"A", "1"}};
    Headers other = one;
    EXPECT_EQ(one, other);
    other.add("B", "2");
    EXPECT_NE(one, other);
    EXPECT_THAT(listed(one), ElementsAre(Pair("A", "1")));
    const Headers moved = std::move(other);
    EXPECT_THAT(listed(moved), ElementsAre(Pair("A", "1"), Pair("B", "2")));
}

TEST(Headers, areNotSafeWithWhatEndsALine)
{
    EXPECT_TRUE((Headers{{"A", "1\t2"}, {"B", ""}}).areSafe());
    for (const char *value : {"a\r\nX: y", "a\nb", "a\x7f"}) {
        EXPECT_FALSE((Headers{{"A", "1"}, {"B", value}}).areSafe()) << value;
    }
    for (const char *name : {"", "A B", "A:", "A\r\nB"}) {
        EXPECT_FALSE((Headers{{name, "1"}}).areSafe()) << name;
    }
}

TEST(Headers, areAsSafeAsWhatTheyWereCopiedFrom)
{
    Headers safe{{"A", "1"}};
    Headers copied;
    copied.addFrom(safe, *safe.fields().begin());
    EXPECT_TRUE(copied.areSafe());
    EXPECT_EQ(copied, safe);
    Headers unsafe{{"A", "1\r\nX: y"}};
    copied.addFrom(unsafe, *unsafe.fields().begin());
    EXPECT_FALSE(copied.areSafe());
    unsafe.remove("A");
    unsafe.set("B", "2");
    EXPECT_TRUE(unsafe.areSafe());
}

TEST(Headers, tellLongNamesApart)
{
    const std::string longName(70, 'a');
    Headers headers{{longName + "b", "1"}};
    EXPECT_FALSE(headers.contains(longName + "c"));
    EXPECT_FALSE(headers.contains(longName));
    EXPECT_EQ(headers.get(longName + "B"), "1");
}

TEST(Headers, mayBeEmpty)
{
    const Headers headers;
    EXPECT_TRUE(headers.empty());
    EXPECT_TRUE(listed(headers).empty());
    EXPECT_EQ(headers.get("A"), std::nullopt);
}

} // namespace
