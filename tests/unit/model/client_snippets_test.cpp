// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "base/json.h"
#include "model/client_snippets.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <set>
#include <vector>

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
            for (const char *left : {"{name}", "{url}", "{token}", "{allow_http}"}) {
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

std::string textFor(const char *id, std::string_view token, std::string_view address = url)
{
    return renderSnippet(*findClientSnippet(id), "files", address, token);
}

/// Where the servers stand in the client's file, and under which key their address.
struct Form
{
    const char *id;
    const char *file;
    const char *servers;
    const char *address;
    std::optional<std::string> type;
};

TEST(ClientSnippets, EachFileHasItsClientsKeys)
{
    const std::vector<Form> forms{
        {"cursor", "~/.cursor/mcp.json", "mcpServers", "url", {}},
        {"vscode", ".vscode/mcp.json", "servers", "url", "http"},
        {"devin", "~/.config/devin/mcp_config.json", "mcpServers", "url", {}},
        {"zed", "~/.config/zed/settings.json", "context_servers", "url", {}},
        {"gemini", "~/.gemini/settings.json", "mcpServers", "httpUrl", {}},
        {"json", ".mcp.json", "mcpServers", "url", "http"},
    };
    for (const Form &form : forms) {
        EXPECT_EQ(findClientSnippet(form.id)->place, form.file);
        base::Json expected = base::Json::object();
        if (form.type) {
            expected["type"] = *form.type;
        }
        expected[form.address] = url;
        const auto plain = base::parseJson(textFor(form.id, "")).value();
        EXPECT_EQ(plain, (base::Json{{form.servers, {{"files", expected}}}})) << form.id;
        expected["headers"]["Authorization"] = "Bearer t0ken";
        const auto with = base::parseJson(textFor(form.id, "t0ken")).value();
        EXPECT_EQ(with, (base::Json{{form.servers, {{"files", expected}}}})) << form.id;
    }
}

TEST(ClientSnippets, ClaudeDesktopRunsABridge)
{
    const auto server = [](std::string_view token, std::string_view address) {
        return base::parseJson(textFor("claude-desktop", token, address))
            .value()["mcpServers"]["files"];
    };
    EXPECT_EQ(server("", url)["command"], "npx");
    EXPECT_EQ(server("", url)["args"], (base::Json{"-y", "mcp-remote", url}));
    const base::Json with = server("t0ken", url);
    EXPECT_EQ(with["args"].back(), "Authorization:${BERTH_AUTHORIZATION}")
        << "without a space, which some shells lose";
    EXPECT_EQ(with["env"]["BERTH_AUTHORIZATION"], "Bearer t0ken");
    const auto allows = [&server](std::string_view address) {
        const base::Json args = server("t0ken", address)["args"];
        return std::find(args.begin(), args.end(), "--allow-http") != args.end();
    };
    EXPECT_TRUE(allows("http://mcp.example.org:7999/mcp/files"));
    EXPECT_TRUE(allows("http://192.168.1.5:7999/mcp/files"));
    EXPECT_FALSE(allows("https://mcp.example.org:7999/mcp/files"));
    EXPECT_FALSE(allows(url)) << "this machine needs no leave";
}

TEST(ClientSnippets, TheCommandsAndTomlAreWhatTheClientsRead)
{
    EXPECT_EQ(textFor("claude-code", ""),
              "claude mcp add --transport http files http://127.0.0.1:7999/mcp/files");
    EXPECT_THAT(textFor("claude-code", "t0ken"),
                HasSubstr("--header \"Authorization: Bearer t0ken\""));
    EXPECT_EQ(textFor("codex", ""),
              "[mcp_servers.files]\nurl = \"http://127.0.0.1:7999/mcp/files\"");
    EXPECT_THAT(textFor("codex", "t0ken"),
                HasSubstr("http_headers = { Authorization = \"Bearer t0ken\" }"));
    EXPECT_EQ(findClientSnippet("codex")->place, "~/.codex/config.toml");
    EXPECT_THAT(textFor("curl", "t0ken"), HasSubstr("-H \"Authorization: Bearer t0ken\""));
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
