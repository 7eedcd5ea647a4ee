// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

// What to write into which file so that an MCP client reaches an address of the gateway.
namespace berth::model {

enum class SnippetLanguage
{
    Json,
    Toml,
    Shell
};

/// One client. The templates hold {name}, {url}, {token} and, where it matters, {allow_http}.
struct ClientSnippet
{
    std::string_view id;    ///< "cursor": for the command line
    std::string_view name;  ///< "Cursor"
    std::string_view place; ///< the file it goes into; empty: run it in a terminal
    SnippetLanguage language;
    std::string_view plain;     ///< for an address that asks for no token
    std::string_view withToken; ///< for one that does
    std::string_view note;      ///< what else to know; may be empty
    std::string_view source;    ///< where the client's own documentation says so
};

/// In the order in which they are offered.
std::span<const ClientSnippet> clientSnippets();
const ClientSnippet *findClientSnippet(std::string_view id);

/// The text to copy. `name` is what the client calls the server (a slug), values are escaped as the
/// language asks. An empty token stands for an address that needs none.
std::string renderSnippet(const ClientSnippet &snippet, std::string_view name, std::string_view url,
                          std::string_view token);

/// Stands where a token belongs that is not known.
inline constexpr std::string_view tokenPlaceholder = "YOUR_TOKEN";

} // namespace berth::model
