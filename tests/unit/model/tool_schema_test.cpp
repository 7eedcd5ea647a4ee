// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "model/tool_schema.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace berth::model {
namespace {

using base::Json;
using testing::ElementsAre;
using testing::HasSubstr;

Json parsed(const char *text)
{
    return Json::parse(text);
}

SchemaField fieldOf(const char *text)
{
    const Json schema = parsed(text);
    return ToolSchema(schema).field(schema);
}

std::vector<std::string> pointersOf(const Violations &violations)
{
    std::vector<std::string> pointers;
    for (const Violation &violation : violations) {
        pointers.push_back(violation.pointer);
    }
    return pointers;
}

Violations wrongWith(const char *schema, const char *value)
{
    return ToolSchema(parsed(schema)).check(parsed(value));
}

TEST(ToolSchemaField, KnowsThePlainKinds)
{
    EXPECT_EQ(fieldOf(R"({"type":"string"})").kind, SchemaKind::Text);
    EXPECT_EQ(fieldOf(R"({"type":"integer"})").kind, SchemaKind::Integer);
    EXPECT_EQ(fieldOf(R"({"type":"number"})").kind, SchemaKind::Number);
    EXPECT_EQ(fieldOf(R"({"type":"boolean"})").kind, SchemaKind::Boolean);
    EXPECT_EQ(fieldOf(R"({"type":"object"})").kind, SchemaKind::Object);
    EXPECT_EQ(fieldOf(R"({"type":"array"})").kind, SchemaKind::List);
    EXPECT_EQ(fieldOf(R"({"type":"null"})").kind, SchemaKind::Null);
    EXPECT_EQ(fieldOf(R"({})").kind, SchemaKind::Any);
    EXPECT_EQ(fieldOf(R"({"properties":{"a":true}})").kind, SchemaKind::Object);
    EXPECT_EQ(fieldOf(R"({"minimum":3})").kind, SchemaKind::Number);
    EXPECT_THAT(fieldOf(R"({"type":"banana"})").obstacle, HasSubstr("banana"));
}

TEST(ToolSchemaField, ReadsMembersInOrderWithTheirMarks)
{
    const auto field = fieldOf(R"({"type":"object","required":["b","ghost"],
        "properties":{"b":{"type":"string"},"a":{"type":"integer"}}})");
    ASSERT_EQ(field.members.size(), 3U);
    EXPECT_EQ(field.members[0].name, "b");
    EXPECT_TRUE(field.members[0].required);
    EXPECT_FALSE(field.members[1].required);
    EXPECT_EQ(field.members[2].name, "ghost");
    EXPECT_FALSE(field.additional);
}

TEST(ToolSchemaField, OffersFurtherMembersWhereTheSchemaSpeaksOfThem)
{
    EXPECT_TRUE(fieldOf(R"({"type":"object"})").additional);
    EXPECT_FALSE(fieldOf(R"({"type":"object","additionalProperties":false})").additional);
    const auto map = fieldOf(R"({"type":"object","additionalProperties":{"type":"string"}})");
    ASSERT_TRUE(map.additional);
    EXPECT_EQ(map.additional->at("type"), "string");
}

TEST(ToolSchemaField, TakesNullAsAPossibilityAndNotAsAVariant)
{
    for (const char *text :
         {R"({"type":["string","null"]})", R"({"anyOf":[{"type":"string"},{"type":"null"}]})",
          R"({"oneOf":[{"const":null},{"type":"string"}]})",
          R"({"type":"string","nullable":true})"}) {
        const auto field = fieldOf(text);
        EXPECT_EQ(field.kind, SchemaKind::Text) << text;
        EXPECT_TRUE(field.nullable) << text;
    }
    const auto choice = fieldOf(R"({"enum":["a","b",null]})");
    EXPECT_EQ(choice.choices.size(), 2U);
    EXPECT_TRUE(choice.nullable);
}

TEST(ToolSchemaField, NamesChoices)
{
    const auto titled = fieldOf(R"({"oneOf":[{"const":"r","title":"Red"},{"const":2}]})");
    ASSERT_EQ(titled.kind, SchemaKind::Choice);
    EXPECT_EQ(titled.choices[0].title, "Red");
    EXPECT_EQ(titled.choices[1].title, "2");
    EXPECT_EQ(titled.choices[1].value, 2);
    EXPECT_EQ(fieldOf(R"({"enum":["r"],"enumNames":["Red"]})").choices[0].title, "Red");
}

TEST(ToolSchemaField, NamesVariantsByWhatTellsThemApart)
{
    const auto field = fieldOf(R"({"$defs":{"Point":{"type":"object"}},"description":"Where",
        "anyOf":[{"$ref":"#/$defs/Point"},{"type":"string"},{"title":"Exact","type":"integer"},
                 {"type":"object","properties":{"kind":{"const":"circle"}}},{"type":"string"}]})");
    ASSERT_EQ(field.kind, SchemaKind::Variants);
    std::vector<std::string> titles;
    for (const auto &variant : field.variants) {
        titles.push_back(variant.title);
    }
    EXPECT_THAT(titles, ElementsAre("Point", "Text", "Exact", "circle", "Text 2"));
}

TEST(ToolSchemaField, GivesEachVariantWhatStandsBesideThem)
{
    const Json schema = parsed(R"({"type":"object","properties":{"id":{"type":"string"}},
        "oneOf":[{"properties":{"a":{"type":"string"}},"required":["a"]},{"title":"B"}]})");
    const ToolSchema tool(schema);
    const auto field = tool.field(schema);
    ASSERT_EQ(field.variants.size(), 2U);
    const auto first = tool.field(field.variants[0].schema);
    ASSERT_EQ(first.kind, SchemaKind::Object);
    EXPECT_EQ(first.members.size(), 2U);
}

TEST(ToolSchemaField, ATupleHasAFormForEachPlace)
{
    const auto pair =
        fieldOf(R"({"type":"array","prefixItems":[{"type":"string"},{"type":"number"}],
        "items":false,"minItems":2})");
    ASSERT_EQ(pair.kind, SchemaKind::List);
    ASSERT_EQ(pair.places.size(), 2U);
    EXPECT_EQ(pair.places[1].at("type"), "number");
    EXPECT_EQ(pair.maxItems, 2U);
    EXPECT_EQ(pair.minItems, 2U);
    const auto open = fieldOf(R"({"type":"array","items":[{"type":"string"}],
        "additionalItems":{"type":"integer"}})");
    EXPECT_EQ(open.places.size(), 1U) << "as older drafts have it";
    EXPECT_EQ(open.items.at("type"), "integer");
    EXPECT_FALSE(open.maxItems);
    Json many{{"type", "array"}, {"prefixItems", Json::array()}};
    many["prefixItems"].insert(many["prefixItems"].end(), 51, Json::object());
    EXPECT_THAT(ToolSchema(many).field(many).obstacle, HasSubstr("51"));
}

TEST(ToolSchemaField, FollowsReferencesAndMergesAllOf)
{
    const Json schema = parsed(R"({"$defs":{"a/b~":{"type":"string","description":"far"}},
        "properties":{"x":{"$ref":"#/$defs/a~1b~0","description":"near"},
                      "y":{"allOf":[{"type":"object","properties":{"p":true},"required":["p"]},
                                    {"properties":{"q":true}}]},
                      "z":{"$ref":"https://example.org/other.json"}}})");
    const ToolSchema tool(schema);
    const auto root = tool.root();
    const auto x = tool.field(root.members[0].schema);
    EXPECT_EQ(x.kind, SchemaKind::Text);
    EXPECT_EQ(x.description, "near");
    const auto y = tool.field(root.members[1].schema);
    ASSERT_EQ(y.members.size(), 2U);
    EXPECT_TRUE(y.members[0].required);
    EXPECT_THAT(tool.field(root.members[2].schema).obstacle, HasSubstr("outside"));
}

TEST(ToolSchemaField, ARecursiveSchemaEndsWhereNobodyLooks)
{
    const Json schema = parsed(R"({"$ref":"#/$defs/Node","$defs":{"Node":{"type":"object",
        "properties":{"name":{"type":"string"},"children":{"type":"array",
        "items":{"$ref":"#/$defs/Node"}},"next":{"$ref":"#/$defs/Node"}},"required":["next"]}}})");
    const ToolSchema tool(schema);
    SchemaField field = tool.root();
    for (int depth = 0; depth < 40; ++depth) {
        ASSERT_EQ(field.members.size(), 3U);
        field = tool.field(field.members[2].schema);
    }
    EXPECT_TRUE(tool.startValue(tool.root()));
    const Json circle = parsed(R"({"$ref":"#"})");
    EXPECT_THAT(ToolSchema(circle).root().obstacle, HasSubstr("circle"));
    EXPECT_TRUE(ToolSchema(circle).check(Json::object()).empty());
}

TEST(ToolSchemaStart, HasDefaultsAndRequiredContainersOnly)
{
    const Json schema = parsed(R"({"type":"object","required":["where","tags","mode"],"properties":{
        "limit":{"type":"integer","default":10},"text":{"type":"string"},
        "where":{"type":"object","properties":{"lang":{"default":"en"},"x":{"type":"string"}}},
        "tags":{"type":"array"},"mode":{"const":"fast"},"other":{"type":"object"}}})");
    const ToolSchema tool(schema);
    EXPECT_EQ(*tool.startValue(tool.root()),
              parsed(R"({"limit":10,"where":{"lang":"en"},"tags":[],"mode":"fast"})"));
}

TEST(ToolSchemaCheck, PointsAtWhatIsWrong)
{
    const char *schema = R"({"type":"object","required":["name"],"additionalProperties":false,
        "properties":{"name":{"type":"string","minLength":2},
        "at":{"type":"object","properties":{"a/b":{"type":"integer","maximum":5}}},
        "list":{"type":"array","maxItems":2,"uniqueItems":true,"items":{"enum":["x","y"]}}}})";
    EXPECT_THAT(pointersOf(wrongWith(schema, R"({})")), ElementsAre("/name"));
    EXPECT_THAT(pointersOf(wrongWith(schema, R"({"name":"é"})")), ElementsAre("/name"));
    EXPECT_THAT(pointersOf(wrongWith(schema, R"({"name":"éé","at":{"a/b":6},"zip":1})")),
                ElementsAre("/at/a~1b", "/zip"));
    EXPECT_THAT(pointersOf(wrongWith(schema, R"({"name":"ab","list":["x","q","x"]})")),
                ElementsAre("/list", "/list/1", "/list/2"));
    EXPECT_TRUE(wrongWith(schema, R"({"name":"ab","at":{"a/b":5.0},"list":["x"]})").empty());
}

TEST(ToolSchemaCheck, TellsNumbersPatternsAndFormatsApart)
{
    const char *number = R"({"type":"number","exclusiveMinimum":0,"multipleOf":0.1})";
    EXPECT_TRUE(wrongWith(number, "0.3").empty());
    EXPECT_FALSE(wrongWith(number, "0").empty());
    EXPECT_FALSE(wrongWith(number, "0.35").empty());
    EXPECT_FALSE(wrongWith(R"({"type":"integer"})", "1.5").empty());
    EXPECT_TRUE(wrongWith(R"({"pattern":"b+"})", R"("abc")").empty()) << "matches anywhere";
    EXPECT_FALSE(wrongWith(R"({"pattern":"^b+$"})", R"("abc")").empty());
    EXPECT_TRUE(wrongWith(R"({"pattern":"(?<=a)b"})", R"("x")").empty())
        << "a pattern that cannot be read rules nothing out";
    EXPECT_FALSE(wrongWith(R"({"format":"date"})", R"("2026-13-01")").empty());
    EXPECT_TRUE(wrongWith(R"({"format":"date-time"})", R"("2026-11-24T18:30:00Z")").empty());
    EXPECT_TRUE(wrongWith(R"({"format":"something"})", R"("x")").empty());
}

TEST(ToolSchemaCheck, NamesTheNearestVariantsMistakes)
{
    const char *schema = R"({"properties":{"shape":{"oneOf":[
        {"type":"object","properties":{"kind":{"const":"circle"},"r":{"type":"number"}},
         "required":["kind","r"]},
        {"type":"object","properties":{"kind":{"const":"square"},"side":{"type":"number"}},
         "required":["kind","side"]}]}}})";
    EXPECT_TRUE(wrongWith(schema, R"({"shape":{"kind":"circle","r":1}})").empty());
    EXPECT_THAT(pointersOf(wrongWith(schema, R"({"shape":{"kind":"circle"}})")),
                ElementsAre("/shape/r"));
    EXPECT_FALSE(wrongWith(R"({"oneOf":[{"type":"number"},{"type":"integer"}]})", "1").empty());
    EXPECT_TRUE(wrongWith(R"({"anyOf":[{"type":"number"},{"type":"integer"}]})", "1").empty());
    EXPECT_FALSE(wrongWith(R"({"not":{"const":3}})", "3").empty());
    EXPECT_THAT(pointersOf(wrongWith(R"({"if":{"required":["a"]},"then":{"required":["b"]}})",
                                     R"({"a":1})")),
                ElementsAre("/b"));
}

TEST(ToolSchemaCheck, ValuesChooseTheirVariant)
{
    const Json schema = parsed(R"({"anyOf":[{"type":"string"},{"type":"array",
        "items":{"type":"integer"}},{"type":"object","required":["a"]},
        {"type":"object","required":["b"]}]})");
    const ToolSchema tool(schema);
    const auto field = tool.field(schema);
    EXPECT_EQ(tool.variantOf(field, "x"), 0U);
    EXPECT_EQ(tool.variantOf(field, parsed(R"(["no integer"])")), 1U);
    EXPECT_EQ(tool.variantOf(field, parsed(R"({"b":1})")), 3U);
}

TEST(ToolSchemaCheck, HostileSchemasEnd)
{
    std::string text = R"({"$defs":{"a":{"anyOf":[)";
    for (int i = 0; i < 20; ++i) {
        text += R"({"$ref":"#/$defs/a"},)";
    }
    text += R"({"type":"string"}]}},"$ref":"#/$defs/a"})";
    const ToolSchema tool(Json::parse(text));
    tool.check(Json::object());
    tool.root();
    EXPECT_FALSE(
        wrongWith(R"({"pattern":"^(a+)+$"})", R"("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!")")
            .empty());
}

TEST(ToolSchemaText, BecomesTheValueItLooksLike)
{
    SchemaField integer;
    integer.kind = SchemaKind::Integer;
    EXPECT_EQ(*valueFromText(integer, " 9007199254740993 "), 9007199254740993);
    EXPECT_EQ(*valueFromText(integer, "five"), "five");
    EXPECT_EQ(*valueFromText(integer, "true"), "true");
    EXPECT_FALSE(valueFromText(integer, "  "));
    SchemaField text;
    text.kind = SchemaKind::Text;
    EXPECT_EQ(*valueFromText(text, " 5 "), " 5 ");
    EXPECT_EQ(textFromValue("a"), "a");
    EXPECT_EQ(textFromValue(parsed("[1]")), "[1]");
}

TEST(ToolSchemaText, BrokenTextNamesLineAndColumn)
{
    const auto broken = readArguments("{\n  \"é\": tru\n}");
    ASSERT_FALSE(broken);
    EXPECT_THAT(broken.error().message, HasSubstr("line 2, column"));
    const auto place = brokenPlace("{\n  \"é\": ?\n}");
    ASSERT_TRUE(place);
    EXPECT_EQ(place->line, 2U);
    EXPECT_EQ(place->column, 8U);
    EXPECT_FALSE(brokenPlace("{}"));
    EXPECT_FALSE(readArguments("[1]"));
    EXPECT_TRUE(readArguments(R"({"a":1})"));
}

} // namespace
} // namespace berth::model
