// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "model/client_snippets.h"

#include "base/json.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace berth::model {

namespace {

constexpr std::string_view urlPlain = R"({
  "mcpServers": {
    "{name}": {
      "url": "{url}"
    }
  }
})";

constexpr std::string_view urlWithToken = R"({
  "mcpServers": {
    "{name}": {
      "url": "{url}",
      "headers": {
        "Authorization": "Bearer {token}"
      }
    }
  }
})";

// Formats as the clients' documentation had them in November 2026; each source is named.
constexpr std::array<ClientSnippet, 10> table{{
    {"claude-code", "Claude Code", "", SnippetLanguage::Shell,
     "claude mcp add --transport http {name} {url}",
     "claude mcp add --transport http {name} {url} \\\n  --header \"Authorization: Bearer "
     "{token}\"",
     "Add --scope user to have it in every project.", "https://code.claude.com/docs/en/mcp"},
    {"claude-desktop", "Claude Desktop", "~/.config/Claude/claude_desktop_config.json",
     SnippetLanguage::Json,
     R"({
  "mcpServers": {
    "{name}": {
      "command": "npx",
      "args": ["-y", "mcp-remote", "{url}"{allow_http}]
    }
  }
})",
     R"({
  "mcpServers": {
    "{name}": {
      "command": "npx",
      "args": ["-y", "mcp-remote", "{url}"{allow_http}, "--header", "Authorization:${BERTH_AUTHORIZATION}"],
      "env": {
        "BERTH_AUTHORIZATION": "Bearer {token}"
      }
    }
  }
})",
     "Its file only takes programs, so mcp-remote (an npm package, needs Node.js) makes the "
     "bridge. Settings, Developer, Edit Config opens the file, on macOS and Windows too; restart "
     "Claude Desktop afterwards.",
     "https://github.com/geelen/mcp-remote"},
    {"cursor", "Cursor", "~/.cursor/mcp.json", SnippetLanguage::Json, urlPlain, urlWithToken,
     "For one project only: .cursor/mcp.json in its folder.", "https://cursor.com/docs/mcp"},
    {"vscode", "VS Code", ".vscode/mcp.json", SnippetLanguage::Json,
     R"({
  "servers": {
    "{name}": {
      "type": "http",
      "url": "{url}"
    }
  }
})",
     R"({
  "servers": {
    "{name}": {
      "type": "http",
      "url": "{url}",
      "headers": {
        "Authorization": "Bearer {token}"
      }
    }
  }
})",
     "For every project: the command \"MCP: Open User Configuration\". The form of \"Other\" is "
     "read from .mcp.json in the project's folder and from ~/.copilot/mcp-config.json.",
     "https://code.visualstudio.com/docs/agents/reference/mcp-configuration"},
    {"devin", "Devin Desktop (Windsurf)", "~/.config/devin/mcp_config.json", SnippetLanguage::Json,
     urlPlain, urlWithToken,
     "Windsurf from before it became Devin Desktop: the file is "
     "~/.codeium/windsurf/mcp_config.json, and \"url\" is called \"serverUrl\".",
     "https://docs.devin.ai/cli/extensibility/mcp/configuration"},
    {"zed", "Zed", "~/.config/zed/settings.json", SnippetLanguage::Json,
     R"({
  "context_servers": {
    "{name}": {
      "url": "{url}"
    }
  }
})",
     R"({
  "context_servers": {
    "{name}": {
      "url": "{url}",
      "headers": {
        "Authorization": "Bearer {token}"
      }
    }
  }
})",
     "", "https://zed.dev/docs/ai/mcp"},
    {"gemini", "Gemini CLI", "~/.gemini/settings.json", SnippetLanguage::Json,
     R"({
  "mcpServers": {
    "{name}": {
      "httpUrl": "{url}"
    }
  }
})",
     R"({
  "mcpServers": {
    "{name}": {
      "httpUrl": "{url}",
      "headers": {
        "Authorization": "Bearer {token}"
      }
    }
  }
})",
     "\"url\" would mean the older HTTP+SSE transport there. For one project only: "
     ".gemini/settings.json in its folder.",
     "https://geminicli.com/docs/tools/mcp-server"},
    {"codex", "Codex CLI", "~/.codex/config.toml", SnippetLanguage::Toml,
     R"([mcp_servers.{name}]
url = "{url}")",
     R"([mcp_servers.{name}]
url = "{url}"
http_headers = { Authorization = "Bearer {token}" })",
     "To keep a token out of the file, put it into an environment variable and name that: "
     "bearer_token_env_var = \"NAME\" in place of http_headers.",
     "https://developers.openai.com/codex/mcp"},
    {"json", "Other (.mcp.json)", ".mcp.json", SnippetLanguage::Json,
     R"({
  "mcpServers": {
    "{name}": {
      "type": "http",
      "url": "{url}"
    }
  }
})",
     R"({
  "mcpServers": {
    "{name}": {
      "type": "http",
      "url": "{url}",
      "headers": {
        "Authorization": "Bearer {token}"
      }
    }
  }
})",
     "The form that Claude Code and Copilot share in a project's folder. Some say "
     "\"streamable-http\" for the type, or want none.",
     "https://code.claude.com/docs/en/mcp"},
    {"curl", "curl", "", SnippetLanguage::Shell,
     R"(curl {url} \
  -H 'Content-Type: application/json' \
  -H 'Accept: application/json, text/event-stream' \
  -d '{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"curl","version":"1"}}}')",
     R"(curl {url} \
  -H "Authorization: Bearer {token}" \
  -H 'Content-Type: application/json' \
  -H 'Accept: application/json, text/event-stream' \
  -d '{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"curl","version":"1"}}}')",
     "The handshake, to see whether something answers.",
     "https://modelcontextprotocol.io/specification/2025-11-25/basic/lifecycle"},
}};

bool isPlain(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        return letter || (c >= '0' && c <= '9') ||
               std::string_view("-_.~:/@%+=").find(c) != std::string_view::npos;
    });
}

/// The value as it may stand in the template. What the gateway makes needs no escaping anywhere;
/// anything else is escaped as in a string of JSON, which TOML reads alike.
std::string escaped(SnippetLanguage language, std::string_view value)
{
    if (isPlain(value)) {
        return std::string(value);
    }
    if (language == SnippetLanguage::Shell) {
        std::string quoted;
        for (const char c : value) {
            const bool special =
                std::string_view("\\\"$` '!&;|<>()*?[]{}#\n").find(c) != std::string_view::npos;
            quoted += special ? "\\" : "";
            quoted += c;
        }
        return quoted;
    }
    const std::string text = base::toText(base::Json(std::string(value)));
    return text.substr(1, text.size() - 2);
}

/// mcp-remote takes an address without TLS only of this machine, unless it is told to.
std::string_view allowHttp(std::string_view url)
{
    constexpr std::string_view own[] = {"http://127.0.0.1:", "http://localhost:"};
    const bool isAllowed =
        !url.starts_with("http://") ||
        std::any_of(std::begin(own), std::end(own),
                    [url](std::string_view start) { return url.starts_with(start); });
    return isAllowed ? "" : R"(, "--allow-http")";
}

void replaceAll(std::string &text, std::string_view what, const std::string &with)
{
    for (std::size_t at = text.find(what); at != std::string::npos;
         at = text.find(what, at + with.size())) {
        text.replace(at, what.size(), with);
    }
}

} // namespace

std::span<const ClientSnippet> clientSnippets()
{
    return table;
}

const ClientSnippet *findClientSnippet(std::string_view id)
{
    const auto found = std::find_if(table.begin(), table.end(),
                                    [id](const ClientSnippet &one) { return one.id == id; });
    return found == table.end() ? nullptr : &*found;
}

std::string renderSnippet(const ClientSnippet &snippet, std::string_view name, std::string_view url,
                          std::string_view token)
{
    std::string text(token.empty() ? snippet.plain : snippet.withToken);
    replaceAll(text, "{allow_http}", std::string(allowHttp(url)));
    replaceAll(text, "{name}", escaped(snippet.language, name));
    replaceAll(text, "{url}", escaped(snippet.language, url));
    replaceAll(text, "{token}", escaped(snippet.language, token));
    return text;
}

} // namespace berth::model
