// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "secrets/env_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace berth::secrets {

using base::ErrorCode;
using base::fail;
using base::Result;
using base::Secret;
using base::Status;

namespace {

constexpr std::string_view byteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view exportWord = "export";
constexpr std::size_t longestName = 255; // what a reference can name

bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

bool isNameStart(char c)
{
    return std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '_';
}

bool isNamePart(char c)
{
    return isNameStart(c) || std::isdigit(static_cast<unsigned char>(c)) != 0;
}

class EnvParser
{
public:
    explicit EnvParser(std::string_view text)
        : m_rest(text)
    {
        if (m_rest.starts_with(byteOrderMark)) {
            m_rest.remove_prefix(byteOrderMark.size());
        }
    }

    Result<std::vector<EnvVariable>> parse()
    {
        while (!m_rest.empty()) {
            skipBlanks();
            if (m_rest.empty()) {
                break;
            }
            if (m_rest.front() == '#') {
                skipLine();
            } else if (m_rest.front() != '\n') {
                if (Status read = readVariable(); !read) {
                    return fail(read.error());
                }
            }
            if (!m_rest.empty()) { // stands at the line's end
                take();
            }
        }
        return std::move(m_variables);
    }

private:
    char take()
    {
        const char c = m_rest.front();
        m_rest.remove_prefix(1);
        m_line += c == '\n' ? 1 : 0;
        return c;
    }

    void skipBlanks()
    {
        while (!m_rest.empty() && isBlank(m_rest.front())) {
            m_rest.remove_prefix(1);
        }
    }

    void skipLine()
    {
        m_rest.remove_prefix(std::min(m_rest.find('\n'), m_rest.size()));
    }

    static tl::unexpected<base::Error> wrong(std::size_t line, std::string_view what)
    {
        return fail(ErrorCode::InvalidArgument,
                    fmt::format("Line {} of the .env text cannot be read: {}.", line, what));
    }

    std::string_view word()
    {
        const auto *end = std::find_if_not(m_rest.begin(), m_rest.end(), isNamePart);
        const std::string_view found =
            m_rest.substr(0, static_cast<std::size_t>(end - m_rest.begin()));
        m_rest.remove_prefix(found.size());
        return found;
    }

    Status readVariable()
    {
        std::string_view name = word();
        if (name == exportWord && !m_rest.empty() && isBlank(m_rest.front())) {
            skipBlanks();
            name = word();
        }
        skipBlanks();
        if (name.empty() || !isNameStart(name.front()) || name.size() > longestName ||
            m_rest.empty() || m_rest.front() != '=') {
            return wrong(m_line, "NAME=VALUE was expected");
        }
        m_rest.remove_prefix(1);
        skipBlanks();
        auto value = readValue();
        if (!value) {
            return fail(value.error());
        }
        keep(std::string(name), std::move(*value));
        return {};
    }

    Result<Secret> readValue()
    {
        if (m_rest.empty() || (m_rest.front() != '"' && m_rest.front() != '\'')) {
            return Secret(std::string(readBare()));
        }
        const std::size_t line = m_line;
        const char quote = take();
        auto value = readQuoted(quote, line);
        skipBlanks();
        if (value && !m_rest.empty() && m_rest.front() == '#') {
            skipLine();
        }
        if (value && !m_rest.empty() && m_rest.front() != '\n') {
            return wrong(m_line, "something follows the closing quote");
        }
        return value;
    }

    std::string_view readBare()
    {
        std::string_view line = m_rest.substr(0, m_rest.find('\n'));
        m_rest.remove_prefix(line.size());
        for (std::size_t i = 0; i < line.size(); ++i) {
            if (line[i] == '#' && (i == 0 || isBlank(line[i - 1]))) {
                line = line.substr(0, i);
            }
        }
        while (!line.empty() && isBlank(line.back())) {
            line.remove_suffix(1);
        }
        return line;
    }

    Result<Secret> readQuoted(char quote, std::size_t line)
    {
        std::string value;
        value.reserve(m_rest.size()); // never moved, so nothing is left behind unwiped
        while (!m_rest.empty()) {
            const char c = take();
            if (c == quote) {
                Secret secret{std::string(value)};
                base::wipeString(value);
                return secret;
            }
            if (quote == '\'' && c == '\n') {
                break;
            }
            if (quote == '"' && c == '\\' && !m_rest.empty()) {
                value += unescaped(take());
                continue;
            }
            value += c;
        }
        base::wipeString(value);
        return wrong(line, "the closing quote is missing");
    }

    static std::string unescaped(char c)
    {
        switch (c) {
        case 'n':
            return "\n";
        case 'r':
            return "\r";
        case 't':
            return "\t";
        case '"':
        case '\\':
        case '$':
            return {c};
        default:
            return {'\\', c};
        }
    }

    void keep(std::string name, Secret value)
    {
        std::erase_if(m_variables,
                      [&name](const EnvVariable &variable) { return variable.name == name; });
        m_variables.push_back({std::move(name), std::move(value)});
    }

    std::string_view m_rest;
    std::size_t m_line = 1;
    std::vector<EnvVariable> m_variables;
};

} // namespace

Result<std::vector<EnvVariable>> parseEnvFile(std::string_view text)
{
    if (text.find('\0') != std::string_view::npos) {
        return fail(ErrorCode::InvalidArgument, "This is no text file.");
    }
    return EnvParser(text).parse();
}

} // namespace berth::secrets
