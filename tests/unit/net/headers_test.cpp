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

TEST(Headers, areCopiedInOrderWithoutThoseNotWanted)
{
    const Headers all{{"A", "1"}, {"B", "2"}, {"No", "3"}, {"C", ""}, {"No", "4"}, {"D", "5"}};
    for (const std::string_view none : {"No", "A", "D", "X"}) {
        const auto keeps = [none](const Headers::Field &field) { return field.first != none; };
        Headers expected{{"Z", "0"}};
        for (const auto &[name, value] : all.fields()) {
            if (name != none) {
                expected.add(name, value);
            }
        }
        Headers copied{{"Z", "0"}};
        copied.addFrom(all, keeps);
        EXPECT_EQ(copied, expected) << none;
        EXPECT_EQ(copied.get("C"), "") << none;
        EXPECT_EQ(copied.get(none), std::nullopt) << none;
        std::string text = "Z: 0\r\n";
        all.appendTo(text, keeps);
        EXPECT_EQ(text, expected.text()) << none;
    }
}

TEST(Headers, holdNothingAfterLinesOfWhichOneIsNoField)
{
    Headers headers{{"A", "1"}};
    EXPECT_TRUE(headers.addLines("B: 2\r\nC:3\r\n"));
    EXPECT_EQ(headers, (Headers{{"A", "1"}, {"B", "2"}, {"C", "3"}}));
    for (const std::string_view lines : {"D: 4", "D: 4\r\nE\r\n", "D: 4\n", "D: 4\nE: 5\r\n",
                                         "D: 4\rE: 5\r\n", "D: \x01\r\n", "\r\n", "\n", ":\r\n"}) {
        Headers damaged = headers;
        EXPECT_FALSE(damaged.addLines(lines)) << lines;
        EXPECT_TRUE(damaged.empty()) << lines;
        EXPECT_EQ(damaged.text(), "") << lines;
    }
    std::string manyControls = "D: ";
    manyControls.append(254, '\x01');
    EXPECT_FALSE(Headers().addLines(manyControls + "\r\n")) << "not counted modulo 256";
}

TEST(Headers, areAsSafeAsWhatTheyWereCopiedFrom)
{
    const auto all = [](const Headers::Field &) { return true; };
    Headers safe{{"A", "1"}};
    Headers copied;
    copied.addFrom(safe, all);
    EXPECT_TRUE(copied.areSafe());
    EXPECT_EQ(copied, safe);
    Headers unsafe{{"A", "1\r\nX: y"}};
    copied.addFrom(unsafe, all);
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
