// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

namespace berth::ui {

/// Numbers for texts that come again and again, so that a row holds four bytes for each.
class WordTable
{
public:
    std::uint32_t idOf(const std::string &word)
    {
        const auto [entry, isNew] =
            m_ids.try_emplace(word, static_cast<std::uint32_t>(m_words.size()));
        if (isNew) {
            m_words.push_back(&entry->first); // stays where it is when the map grows
        }
        return entry->second;
    }
    const std::string &word(std::uint32_t id) const
    {
        return *m_words[id];
    }
    std::size_t size() const
    {
        return m_words.size();
    }

private:
    std::unordered_map<std::string, std::uint32_t> m_ids;
    std::vector<const std::string *> m_words;
};

} // namespace berth::ui
