// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace berth::cli {

/// Columns padded to their widest cell, for people to read.
class Table
{
public:
    explicit Table(std::vector<std::string> headings);

    void addRow(std::vector<std::string> cells);
    std::string text() const;

private:
    std::vector<std::vector<std::string>> m_rows;
};

/// Places a text takes on a terminal, counting characters instead of bytes.
std::size_t displayWidth(const std::string &text);

/// `text` without control characters, so that what a server sent cannot steer the terminal.
std::string printable(const std::string &text);

} // namespace berth::cli
