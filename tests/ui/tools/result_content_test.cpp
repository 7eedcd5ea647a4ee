// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/tools/result_content.h"

#include <gtest/gtest.h>

namespace berth::ui {
namespace {

using namespace Qt::Literals::StringLiterals;

using base::Json;
using Kind = ContentBlock::Kind;

std::vector<ContentBlock> blocks(const char *text)
{
    return contentBlocks(Json::parse(text));
}

TEST(ResultContent, KnowsEachKind)
{
    const auto all = blocks(R"({"content":[{"type":"text","text":"plain"},
        {"type":"text","text":"{\"a\":1}"},{"type":"image","data":"aGk=","mimeType":"image/png"},
        {"type":"audio","data":"aGk=","mimeType":"audio/wav"},
        {"type":"resource","resource":{"uri":"file:///a/b.txt","text":"t","mimeType":"text/x"}},
        {"type":"resource","resource":{"uri":"file:///c","blob":"aGk="}},
        {"type":"resource_link","uri":"x://y","name":"n","title":"T"},
        {"type":"strange"}, 5]})");
    ASSERT_EQ(all.size(), 9U);
    EXPECT_EQ(all[0].kind, Kind::Text);
    EXPECT_EQ(all[1].kind, Kind::Json);
    EXPECT_EQ(all[1].text, u"{\n  \"a\": 1\n}"_s);
    EXPECT_EQ(all[2].kind, Kind::Image);
    EXPECT_EQ(all[2].bytes, "hi");
    EXPECT_EQ(all[3].kind, Kind::Audio);
    EXPECT_EQ(all[4].kind, Kind::Text);
    EXPECT_EQ(all[4].mimeType, u"text/x"_s);
    EXPECT_EQ(fileNameFor(all[4]), u"b.txt"_s);
    EXPECT_EQ(all[5].kind, Kind::Bytes);
    EXPECT_EQ(all[6].kind, Kind::Link);
    EXPECT_EQ(all[6].name, u"T"_s);
    EXPECT_EQ(all[7].kind, Kind::Json);
    EXPECT_EQ(all[8].kind, Kind::Json);
    EXPECT_EQ(fileNameFor(all[2]), u"result.png"_s);
}

TEST(ResultContent, StructuredContentIsShownOnce)
{
    EXPECT_EQ(blocks(R"({"content":[{"type":"text","text":"{\"a\":1}"}],
                         "structuredContent":{"a":1}})")
                  .size(),
              1U);
    EXPECT_EQ(blocks(R"({"content":[{"type":"text","text":"one"}],
                         "structuredContent":{"a":1}})")
                  .size(),
              2U);
    EXPECT_TRUE(blocks(R"({"content":[]})").empty());
    EXPECT_TRUE(blocks(R"({})").empty());
}

TEST(ResultContent, TimesAndSizesAreReadable)
{
    EXPECT_EQ(durationText(1500), u"1.5 ms"_s);
    EXPECT_EQ(durationText(85000), u"85 ms"_s);
    EXPECT_EQ(durationText(1240000), u"1.2 s"_s);
    EXPECT_EQ(durationText(125000000), u"2 min 5 s"_s);
    EXPECT_EQ(sizeText(4300), u"4.2 kB"_s);
}

} // namespace
} // namespace berth::ui
