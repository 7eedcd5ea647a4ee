// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace berth::base {

/// A value that must not be shown. It has no stream operator, no JSON conversion and no implicit
/// string, so it cannot be printed by accident; the memory is kept out of core dumps and swap where
/// the system allows, and wiped when it goes.
class Secret
{
public:
    Secret() = default;
    explicit Secret(std::string value);
    ~Secret();

    Secret(const Secret &other);
    Secret &operator=(const Secret &other);
    Secret(Secret &&other) noexcept;
    Secret &operator=(Secret &&other) noexcept;

    /// The value itself. Whoever calls this decides that the value leaves here.
    const std::string &expose() const
    {
        return m_value;
    }
    bool empty() const
    {
        return m_value.empty();
    }

    bool operator==(const Secret &other) const = default;

private:
    void assign(const std::string &value);
    void wipe();

    std::string m_value;
};

/// What stands for a secret wherever a person or a log might look.
inline constexpr std::string_view secretMask = "••••••••";

/// Whether both are the same, in a time that only depends on their lengths.
bool sameSecret(std::string_view a, std::string_view b);

/// Overwrites the characters of `text`, capacity included, and empties it.
void wipeString(std::string &text);

} // namespace berth::base
