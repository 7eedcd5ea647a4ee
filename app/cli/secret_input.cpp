// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "cli/secret_input.h"

#include "base/bytes.h"

#include <cstdio>
#include <optional>

#include <termios.h>
#include <unistd.h>

namespace berth::cli {

using base::ErrorCode;
using base::Secret;

namespace {

constexpr std::size_t mostBytes = base::mebibyte;

/// Keeps a terminal from showing what is typed.
class Unseen
{
public:
    Unseen()
    {
        m_on = ::tcgetattr(STDIN_FILENO, &m_before) == 0;
        if (m_on) {
            termios quiet = m_before;
            quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
            ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet);
        }
    }
    ~Unseen()
    {
        if (m_on) {
            ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &m_before);
            std::fputc('\n', stderr);
        }
    }
    Unseen(const Unseen &) = delete;
    Unseen &operator=(const Unseen &) = delete;

private:
    termios m_before{};
    bool m_on = false;
};

/// Unbuffered, so that no copy stays in a buffer of the C library. Up to a line feed, or the end.
base::Result<Secret> readUpTo(bool lineFeed)
{
    std::string text;
    text.reserve(mostBytes); // never moved, so nothing is left behind unwiped
    char c = 0;
    while (::read(STDIN_FILENO, &c, 1) == 1 && !(lineFeed && c == '\n')) {
        if (text.size() == mostBytes) {
            base::wipeString(text);
            return base::fail(ErrorCode::LimitReached, "A secret has at most 1 MB.");
        }
        text += c;
    }
    Secret secret{std::string(text)};
    base::wipeString(text);
    return secret;
}

} // namespace

base::Result<Secret> readSecretLine(const std::string &prompt)
{
    if (::isatty(STDIN_FILENO) == 0) {
        return readUpTo(true);
    }
    std::fprintf(stderr, "%s: ", prompt.c_str());
    const Unseen unseen;
    return readUpTo(true);
}

base::Result<Secret> readSecretValue(const std::string &prompt)
{
    if (::isatty(STDIN_FILENO) != 0) {
        return readSecretLine(prompt);
    }
    auto value = readUpTo(false);
    if (value && value->expose().ends_with('\n')) {
        return Secret(value->expose().substr(0, value->expose().size() - 1));
    }
    return value;
}

} // namespace berth::cli
