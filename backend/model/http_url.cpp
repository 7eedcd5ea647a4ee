// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "model/http_url.h"

#include "base/parse_number.h"
#include "model/text_rules.h"

#include <algorithm>
#include <cstdint>

#include <re2/re2.h>

namespace berth::model {

namespace {

constexpr std::size_t maxUrlLength = 8192;

re2::StringPiece piece(std::string_view text)
{
    return {text.data(), text.size()};
}

bool isVisibleText(std::string_view text)
{
    return utf8Length(text).has_value() && !hasControlCharacter(text) &&
           text.find(' ') == std::string_view::npos;
}

bool isPort(std::string_view text)
{
    const auto port = base::parseNumber<std::uint16_t>(text);
    return port && *port != 0;
}

} // namespace

bool isAbsoluteUrl(std::string_view text)
{
    static const RE2 grammar("[A-Za-z][A-Za-z0-9+.-]*://[^/?#].*", RE2::Quiet);
    return text.size() <= maxUrlLength && isVisibleText(text) &&
           RE2::FullMatch(piece(text), grammar);
}

std::string_view httpUrlProblem(std::string_view text)
{
    static const RE2 grammar("(?i:https?)://([^/?#]*)(?:[/?][^#]*)?", RE2::Quiet);
    static const RE2 authorityGrammar(
        "(?:[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?\\.?|\\[[0-9A-Fa-f:.]+\\])(?::([0-9]+))?",
        RE2::Quiet);
    if (text.size() > maxUrlLength) {
        return "is longer than 8192 bytes";
    }
    if (!isVisibleText(text)) {
        return "holds spaces or control characters";
    }
    re2::StringPiece authority;
    if (!RE2::FullMatch(piece(text), grammar, &authority)) {
        return text.find('#') == std::string_view::npos
                   ? "does not start with http:// or https:// and a host"
                   : "has a fragment (#…), which is never sent";
    }
    if (authority.find('@') != re2::StringPiece::npos) {
        return "holds credentials; put them into authentication or headers";
    }
    re2::StringPiece port;
    if (!RE2::FullMatch(authority, authorityGrammar, &port)) {
        return "has no valid host";
    }
    if (port.data() != nullptr && !isPort({port.data(), port.size()})) {
        return "has a port that is not between 1 and 65535";
    }
    return {};
}

} // namespace berth::model
