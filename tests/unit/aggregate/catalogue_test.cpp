// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/aggregate/catalogue.h"

#include <gtest/gtest.h>

namespace berth::gateway {
namespace {

ListEntries entries(const std::string &result, ListKind kind = ListKind::Tools)
{
    return std::make_shared<const std::vector<ListEntry>>(entriesOfResult(result, kind));
}

TEST(Catalogue, keepsEntriesAsTheyWereWrittenButForTheirNames)
{
    Catalogue catalogue(ListKind::Tools);
    const auto one = entries(R"({"tools":[ {"x":1.50,"name":"a","d":"\u00e9]["} , {"name":"b"}]})");
    const auto two = entries(R"({"tools":[{"name":"a"}]})");
    catalogue.build({{"s", one}, {"t", two}});
    EXPECT_EQ(catalogue.result(), R"({"tools":[{"x":1.50,"name":"s__a","d":"\u00e9]["},)"
                                  R"({"name":"b"},{"name":"t__a"}]})");
    EXPECT_EQ(catalogue.find("s__a")->name, "a");
    EXPECT_EQ(catalogue.find("b")->slug, "s");
    EXPECT_FALSE(catalogue.find("a"));
}

TEST(Catalogue, keepsNamesFreeThatAreNotListed)
{
    Catalogue catalogue(ListKind::Tools);
    const auto list = entries(R"({"tools":[{"name":"a"}]})");
    catalogue.build({{"s", list, false}, {"t", list}});
    EXPECT_EQ(catalogue.result(), R"({"tools":[{"name":"t__a"}]})");
}

TEST(Catalogue, leavesOutWhatHasNoNameOrOneTwice)
{
    const auto list =
        entries(R"({"tools":[{"name":""},{"title":"x"},7,{"name":"a"},{"name":"a"}]})");
    Catalogue catalogue(ListKind::Tools);
    catalogue.build({{"s", list}});
    EXPECT_EQ(catalogue.result(), R"({"tools":[{"name":"a"}]})");
}

TEST(Catalogue, findsTheOwnerOfATemplatesUri)
{
    Catalogue catalogue(ListKind::Templates);
    catalogue.build({{"s", entries(R"({"resourceTemplates":[{"uriTemplate":"x://{a}"}]})",
                                   ListKind::Templates)}});
    ASSERT_TRUE(catalogue.findByTemplate("x://1"));
    EXPECT_EQ(catalogue.findByTemplate("x://1")->name, "x://1");
    EXPECT_FALSE(catalogue.findByTemplate("y://1"));
}

TEST(Catalogue, knowsTheNextPage)
{
    EXPECT_EQ(nextCursorText(R"({"tools":[],"nextCursor":""})"), R"("")");
    EXPECT_FALSE(nextCursorText(R"({"tools":[],"nextCursor":null})"));
    EXPECT_FALSE(nextCursorText(R"({"tools":[]})"));
}

} // namespace
} // namespace berth::gateway
