// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "base/secret.h"
#include "unit/model/model_test_support.h"

#include <gmock/gmock.h>

#include <chrono>

namespace berth::model {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

EnvVariable variable(EnvType type)
{
    EnvVariable result;
    result.name = "VALUE";
    result.type = type;
    return result;
}

bool fits(const EnvVariable &variable, std::string_view value)
{
    return !checkValue(variable, value, "/environment/VALUE").has_value();
}

TEST(CheckValue, Integer)
{
    const EnvVariable integer = variable(EnvType::Integer);
    for (const char *value : {"0", "-5", "9223372036854775807", "007"}) {
        EXPECT_TRUE(fits(integer, value)) << value;
    }
    for (const char *value :
         {"1.0", "1e3", "+1", " 1", "1 ", "0x10", "9223372036854775808", "abc", "true", "١"}) {
        EXPECT_FALSE(fits(integer, value)) << value;
    }
}

TEST(CheckValue, Number)
{
    const EnvVariable number = variable(EnvType::Number);
    for (const char *value : {"0", "-0.5", "1e3", ".5"}) {
        EXPECT_TRUE(fits(number, value)) << value;
    }
    for (const char *value : {"inf", "nan", "-infinity", "1,5", "1e999", "0x1p3", "1.2.3", "-"}) {
        EXPECT_FALSE(fits(number, value)) << value;
    }
}

TEST(CheckValue, Range)
{
    EnvVariable integer = variable(EnvType::Integer);
    integer.minimum = 1;
    integer.maximum = 10;
    EXPECT_TRUE(fits(integer, "1"));
    EXPECT_TRUE(fits(integer, "10"));
    EXPECT_FALSE(fits(integer, "0"));
    const auto violation = checkValue(integer, "11", "/environment/VALUE");
    ASSERT_TRUE(violation);
    EXPECT_EQ(violation->expected, "an integer between 1 and 10");
    EXPECT_EQ(violation->found, "\"11\"");
    EXPECT_EQ(violation->pointer, "/environment/VALUE");
}

TEST(CheckValue, Boolean)
{
    for (const char *value : {"true", "false"}) {
        EXPECT_TRUE(fits(variable(EnvType::Boolean), value)) << value;
    }
    for (const char *value : {"True", "1", "yes", "on"}) {
        EXPECT_FALSE(fits(variable(EnvType::Boolean), value)) << value;
    }
}

TEST(CheckValue, Url)
{
    for (const char *value : {"https://example.org", "postgres://u:p@db:5432/x?y#z", "redis://h"}) {
        EXPECT_TRUE(fits(variable(EnvType::Url), value)) << value;
    }
    for (const char *value :
         {"example.org", "http://", "http:/x", "https://a b", "://x", "https://a\nb"}) {
        EXPECT_FALSE(fits(variable(EnvType::Url), value)) << value;
    }
}

TEST(CheckValue, FilepathAndText)
{
    EXPECT_TRUE(fits(variable(EnvType::Filepath), "/srv/my data/ü.txt"));
    EXPECT_FALSE(fits(variable(EnvType::Filepath), "/srv/a\nb"));
    EXPECT_TRUE(fits(variable(EnvType::String), "two\nlines"));
    EXPECT_FALSE(fits(variable(EnvType::String), std::string_view("a\0b", 3)));
    EXPECT_FALSE(fits(variable(EnvType::String), "\xff"));
}

TEST(CheckValue, Choices)
{
    EnvVariable choice = variable(EnvType::Enum);
    choice.choices = {"red", "green"};
    EXPECT_TRUE(fits(choice, "red"));
    const auto violation = checkValue(choice, "Red", "");
    ASSERT_TRUE(violation);
    EXPECT_EQ(violation->expected, R"(one of "red", "green")");
    choice.type = EnvType::String;
    EXPECT_FALSE(fits(choice, "blue"));
}

TEST(CheckValue, PatternMatchesTheWholeValue)
{
    EnvVariable text = variable(EnvType::String);
    text.pattern = "[a-z]+";
    EXPECT_TRUE(fits(text, "abc"));
    EXPECT_FALSE(fits(text, "abc1"));
    EXPECT_FALSE(fits(text, "1abc"));
}

TEST(CheckValue, HostilePatternsNeitherHangNorPass)
{
    EnvVariable text = variable(EnvType::String);
    text.pattern = "(a+)+$";
    const auto start = std::chrono::steady_clock::now();
    EXPECT_FALSE(fits(text, std::string(50'000, 'a') + '!'));
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(5));
    text.pattern = std::string(5000, '(');
    EXPECT_FALSE(fits(text, "a"));
    text.pattern = "(";
    EXPECT_FALSE(fits(text, "a"));
    text.pattern = "a*";
    EXPECT_FALSE(fits(text, std::string(70'000, 'a')));
}

TEST(CheckValue, RequiredAndOptional)
{
    EnvVariable text = variable(EnvType::Integer);
    EXPECT_TRUE(fits(text, ""));
    text.required = true;
    EXPECT_FALSE(fits(text, ""));
    EXPECT_FALSE(fits(text, "  "));
}

TEST(CheckValue, ASecretReferenceFitsAnyType)
{
    for (const EnvType type :
         {EnvType::Integer, EnvType::Boolean, EnvType::Url, EnvType::Enum, EnvType::String}) {
        EXPECT_TRUE(fits(variable(type), "secret_ref:scope:NAME"));
        EXPECT_FALSE(fits(variable(type), "secret_ref:"));
    }
}

TEST(CheckValue, MasksSecrets)
{
    EnvVariable secret = variable(EnvType::Integer);
    secret.secret = true;
    const auto violation = checkValue(secret, "hunter2", "/environment/VALUE");
    ASSERT_TRUE(violation);
    EXPECT_EQ(violation->found, base::secretMask);
    EXPECT_THAT(tests::allTextOf({*violation}), Not(HasSubstr("hunter2")));
    EXPECT_THAT(
        tests::allTextOf({*checkValue(variable(EnvType::Integer), "secret_ref:hunter2 ", "")}),
        Not(HasSubstr("hunter2")));
    EXPECT_THAT(tests::allTextOf({*checkValue(variable(EnvType::Url), "pg://me:hunter2@h h", "")}),
                Not(HasSubstr("hunter2")));
}

TEST(CheckEnvironment, ReportsMissingUnknownAndWrongAtOnce)
{
    EnvVariable key = variable(EnvType::String);
    key.name = "KEY";
    key.required = true;
    EnvVariable count = variable(EnvType::Integer);
    count.name = "COUNT";
    EnvVariable mode = variable(EnvType::String);
    mode.name = "MODE";
    mode.required = true;
    mode.defaultValue = "fast";
    const Violations violations =
        checkEnvironment({{"COUNT", "many"}, {"OTHER", "hunter2"}}, {key, count, mode});
    std::vector<std::string> pointers;
    for (const Violation &violation : violations) {
        pointers.push_back(violation.pointer);
    }
    EXPECT_THAT(pointers,
                ElementsAre("/environment/KEY", "/environment/COUNT", "/environment/OTHER"));
    EXPECT_THAT(tests::allTextOf(violations), Not(HasSubstr("hunter2")));
}

TEST(CheckEnvironment, AnEmptySchemaDeclaresNothingAndForbidsNothing)
{
    EXPECT_TRUE(checkEnvironment({{"ANY", "thing"}}, {}).empty());
}

TEST(CheckEnvironment, AcceptsACompleteEnvironment)
{
    EnvVariable key = variable(EnvType::Integer);
    key.name = "KEY";
    key.required = true;
    EXPECT_TRUE(checkEnvironment({{"KEY", "5"}}, {key}).empty());
    EXPECT_TRUE(checkEnvironment({{"KEY", "secret_ref:KEY"}}, {key}).empty());
    EXPECT_FALSE(checkEnvironment({{"KEY", ""}}, {key}).empty());
}

} // namespace
} // namespace berth::model
