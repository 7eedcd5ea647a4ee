// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "unit/model/model_test_support.h"

#include <gmock/gmock.h>

namespace berth::model {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using tests::parsed;

TEST(EnvSchema, ReadsEveryField)
{
    const auto schema = readEnvSchema(parsed(R"([{
        "name": "LEVEL", "type": "integer", "description": "How much", "required": true,
        "secret": false, "default": 3, "choices": [1, 3, "5"], "format": "int",
        "placeholder": "3", "minimum": 1, "maximum": 5.5, "pattern": "[0-9]",
        "help_url": "https://example.org/"}])"));
    ASSERT_TRUE(schema) << tests::allTextOf(schema.error());
    ASSERT_EQ(schema->size(), 1U);
    const EnvVariable &variable = schema->front();
    EXPECT_EQ(variable.name, "LEVEL");
    EXPECT_EQ(variable.type, EnvType::Integer);
    EXPECT_EQ(variable.description, "How much");
    EXPECT_TRUE(variable.required);
    EXPECT_FALSE(variable.secret);
    EXPECT_EQ(variable.defaultValue, "3");
    EXPECT_THAT(variable.choices, ElementsAre("1", "3", "5"));
    EXPECT_EQ(variable.minimum, 1.0);
    EXPECT_EQ(variable.maximum, 5.5);
    EXPECT_EQ(variable.pattern, "[0-9]");
    EXPECT_EQ(variable.helpUrl, "https://example.org/");
}

TEST(EnvSchema, AcceptsTheFormsOfOtherTools)
{
    const auto schema = readEnvSchema(parsed(
        R"([{"name":"A","description":null,"required":false,"default":""},
            {"name":"B","sensitive":true}, {"name":"C","type":"password"},
            {"name":"D","type":"bool","default":true}, {"name":"E","type":"float","min":0.5},
            {"name":"F","type":"enum","enum":["x"]}])"));
    ASSERT_TRUE(schema) << tests::allTextOf(schema.error());
    EXPECT_EQ((*schema)[0].defaultValue, "");
    EXPECT_TRUE((*schema)[1].secret);
    EXPECT_TRUE((*schema)[2].secret);
    EXPECT_EQ((*schema)[2].type, EnvType::String);
    EXPECT_EQ((*schema)[3].defaultValue, "true");
    EXPECT_EQ((*schema)[4].minimum, 0.5);
    EXPECT_THAT((*schema)[5].choices, ElementsAre("x"));
    EXPECT_TRUE(readEnvSchema(base::Json(nullptr)).value().empty());
}

TEST(EnvSchema, RoundTrips)
{
    const auto schema = readEnvSchema(parsed(
        R"([{"name":"A"},{"name":"B","type":"enum","choices":["x","y"],"default":"y"},
            {"name":"C","type":"number","minimum":-0.5,"maximum":1e300},
            {"name":"D","secret":true,"default":"secret_ref:shared:D","pattern":"a|b"}])"));
    ASSERT_TRUE(schema) << tests::allTextOf(schema.error());
    const auto again = readEnvSchema(parsed(base::toText(toJson(*schema))));
    ASSERT_TRUE(again);
    EXPECT_EQ(*again, *schema);
}

TEST(EnvSchema, WritesWholeNumbersWithoutAFraction)
{
    EnvVariable variable;
    variable.name = "A";
    variable.minimum = 1;
    EXPECT_EQ(base::toText(toJson(EnvSchema{variable})),
              R"([{"name":"A","type":"string","description":"","required":false,)"
              R"("secret":false,"minimum":1}])");
}

struct BadSchema
{
    const char *name;
    const char *text;
    const char *pointer;
};

class EnvSchemaViolation : public testing::TestWithParam<BadSchema>
{};

TEST_P(EnvSchemaViolation, IsReportedOnceWithItsPlace)
{
    EXPECT_THAT(tests::pointersOf(readEnvSchema(parsed(GetParam().text))),
                ElementsAre(GetParam().pointer));
}

INSTANTIATE_TEST_SUITE_P(
    Documents, EnvSchemaViolation,
    testing::Values(
        BadSchema{"NoList", "{}", ""}, BadSchema{"NoObject", "[1]", "/0"},
        BadSchema{"NoName", "[{}]", "/0/name"}, BadSchema{"NameType", R"([{"name":1}])", "/0/name"},
        BadSchema{"NameText", R"([{"name":"A B"}])", "/0/name"},
        BadSchema{"Twice", R"([{"name":"A"},{"name":"A"}])", "/1/name"},
        BadSchema{"Type", R"([{"name":"A","type":"banana"}])", "/0/type"},
        BadSchema{"Required", R"([{"name":"A","required":"yes"}])", "/0/required"},
        BadSchema{"Secret", R"([{"name":"A","secret":1}])", "/0/secret"},
        BadSchema{"NoChoices", R"([{"name":"A","type":"enum"}])", "/0/choices"},
        BadSchema{"Choice", R"([{"name":"A","choices":["a",{}]}])", "/0/choices/1"},
        BadSchema{"Range", R"([{"name":"A","type":"integer","minimum":2,"maximum":1}])",
                  "/0/minimum"},
        BadSchema{"Minimum", R"([{"name":"A","minimum":"1"}])", "/0/minimum"},
        BadSchema{"Pattern", R"([{"name":"A","pattern":"(a"}])", "/0/pattern"},
        BadSchema{"LookAhead", R"([{"name":"A","pattern":"(?=a)b"}])", "/0/pattern"},
        BadSchema{"PatternHuge", R"([{"name":"A","pattern":"((a{1000}){1000}){1000}"}])",
                  "/0/pattern"},
        BadSchema{"DefaultType", R"([{"name":"A","type":"integer","default":"x"}])", "/0/default"},
        BadSchema{"DefaultObject", R"([{"name":"A","default":{}}])", "/0/default"},
        BadSchema{"SecretDefault", R"([{"name":"A","secret":true,"default":"pw"}])", "/0/default"}),
    [](const auto &test) { return test.param.name; });

TEST(EnvSchema, NeverShowsTheDefaultOfASecret)
{
    const auto schema = readEnvSchema(parsed(R"([{"name":"A","type":"integer","sensitive":true,
                                    "default":"hunter2"}])"));
    ASSERT_FALSE(schema);
    EXPECT_THAT(tests::allTextOf(schema.error()), Not(HasSubstr("hunter2")));
}

TEST(EnvType, HasANameForEveryType)
{
    for (const EnvType type : {EnvType::String, EnvType::Integer, EnvType::Number, EnvType::Boolean,
                               EnvType::Url, EnvType::Filepath, EnvType::Enum}) {
        EXPECT_EQ(envTypeFromName(envTypeName(type)), type);
    }
    EXPECT_FALSE(envTypeFromName("banana"));
    EXPECT_FALSE(envTypeFromName(""));
}

} // namespace
} // namespace berth::model
