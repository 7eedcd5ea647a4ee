// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "base/json.h"
#include "model/client_snippets.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace berth::model {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr const char *url = "http://127.0.0.1:7999/mcp/files";

TEST(ClientSnippets, EachClientGetsAWholeText)
{
    std::set<std::string_view> ids;
    for (const ClientSnippet &snippet : clientSnippets()) {
        EXPECT_TRUE(ids.insert(snippet.id).second) << snippet.id;
        EXPECT_EQ(findClientSnippet(snippet.id), &snippet);
        EXPECT_EQ(snippet.source.substr(0, 8), "https://") << snippet.id;
        for (const char *token : {"", "brt_5Xz-9_A"}) {
            const std::string text = renderSnippet(snippet, "files", url, token);
            EXPECT_THAT(text, HasSubstr(url)) << snippet.id;
            EXPECT_THAT(text, HasSubstr(token)) << snippet.id;
            EXPECT_EQ(text.find("Bearer") != text.npos, token[0] != '\0') << snippet.id;
            for (const char *left : {"{name}", "{url}", "{token}"}) {
                EXPECT_THAT(text, Not(HasSubstr(left))) << snippet.id;
            }
            if (snippet.language == SnippetLanguage::Json) {
                EXPECT_TRUE(base::parseJson(text)) << text;
            }
        }
    }
    EXPECT_GE(ids.size(), 10U);
    EXPECT_EQ(findClientSnippet("nobody"), nullptr);
}

TEST(ClientSnippets, EachFormatIsItsClients)
{
    const auto json = [](const char *id) {
        return base::parseJson(renderSnippet(*findClientSnippet(id), "files", url, "t0ken"))
            .value();
    };
    EXPECT_EQ(json("cursor")["mcpServers"]["files"]["headers"]["Authorization"], "Bearer t0ken");
    EXPECT_EQ(json("vscode")["servers"]["files"]["type"], "http");
    EXPECT_EQ(json("windsurf")["mcpServers"]["files"]["serverUrl"], url);
    EXPECT_EQ(json("zed")["context_servers"]["files"]["url"], url);
    EXPECT_EQ(json("gemini")["mcpServers"]["files"]["httpUrl"], url);
    EXPECT_EQ(json("claude-desktop")["mcpServers"]["files"]["command"], "npx");
}

TEST(ClientSnippets, StrangeValuesStayValues)
{
    const std::string hostile = "a\"b\\c\n$(x)";
    const auto json =
        base::parseJson(renderSnippet(*findClientSnippet("cursor"), "files", url, hostile));
    ASSERT_TRUE(json);
    EXPECT_EQ((*json)["mcpServers"]["files"]["headers"]["Authorization"], "Bearer " + hostile);
    EXPECT_THAT(renderSnippet(*findClientSnippet("curl"), "files", url, "$(x)"),
                HasSubstr("\\$\\(x\\)"));
}

} // namespace
} // namespace berth::model
