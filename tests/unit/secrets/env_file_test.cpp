// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "secrets/env_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

using namespace berth;
using namespace berth::secrets;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::Pair;

std::vector<std::pair<std::string, std::string>> read(std::string_view text)
{
    const auto variables = parseEnvFile(text);
    EXPECT_TRUE(variables) << variables.error().message;
    std::vector<std::pair<std::string, std::string>> pairs;
    for (const EnvVariable &variable : variables.value_or(std::vector<EnvVariable>())) {
        pairs.emplace_back(variable.name, variable.value.expose());
    }
    return pairs;
}

TEST(EnvFile, readsWhatPeopleWrite)
{
    EXPECT_THAT(
        read("# tokens\n\nA=1\r\nexport B = two words  # why\nC=\nD=a#b\n"),
        ElementsAre(Pair("A", "1"), Pair("B", "two words"), Pair("C", ""), Pair("D", "a#b")));
    EXPECT_THAT(read("\xEF\xBB\xBF"
                     "A=1"),
                ElementsAre(Pair("A", "1")));
    EXPECT_THAT(read("export=1"), ElementsAre(Pair("export", "1")));
    EXPECT_THAT(read(""), IsEmpty());
    EXPECT_THAT(read("  \n#"), IsEmpty());
}

TEST(EnvFile, readsQuotes)
{
    EXPECT_THAT(read("A='$x \\n \"#' # note\nB=\"a\\nb \\\"q\\\" \\$x \\\\ \\d #\"\n"),
                ElementsAre(Pair("A", "$x \\n \"#"), Pair("B", "a\nb \"q\" $x \\ \\d #")));
    EXPECT_THAT(read("KEY=\"-----BEGIN\nline\n-----END\"\nNEXT=1"),
                ElementsAre(Pair("KEY", "-----BEGIN\nline\n-----END"), Pair("NEXT", "1")));
    EXPECT_THAT(read("A=\"\"\nB=''"), ElementsAre(Pair("A", ""), Pair("B", "")));
}

TEST(EnvFile, theLastOfEqualNamesCounts)
{
    EXPECT_THAT(read("A=1\nB=2\nA=3"), ElementsAre(Pair("B", "2"), Pair("A", "3")));
}

TEST(EnvFile, anErrorNamesTheLineAndNoValue)
{
    struct Case
    {
        const char *text;
        const char *line;
    };
    for (const Case &wrong :
         {Case{"A=1\nhunter2", "Line 2"}, Case{"1A=hunter2", "Line 1"},
          Case{"A='hunter2\nB=1'", "Line 1"}, Case{"A=\"x\ny\"\nB=\"hunter2\n\n", "Line 3"},
          Case{"A=\"x\" hunter2", "Line 1"}, Case{"=hunter2", "Line 1"}}) {
        const auto refused = parseEnvFile(wrong.text);
        ASSERT_FALSE(refused) << wrong.text;
        EXPECT_THAT(refused.error().message, HasSubstr(wrong.line)) << wrong.text;
        EXPECT_THAT(refused.error().message, Not(HasSubstr("hunter2")));
    }
    EXPECT_FALSE(parseEnvFile(std::string_view("A=1\0", 4)));
}

} // namespace
