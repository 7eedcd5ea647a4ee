// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "base/secret.h"

#include <utility>

#include <string.h>

namespace berth::base {

void wipeString(std::string &text)
{
    text.resize(text.capacity());
    explicit_bzero(text.data(), text.size());
    text.clear();
}

Secret::Secret(std::string value)
    : m_value(std::move(value))
{}

Secret::~Secret()
{
    wipe();
}

Secret::Secret(const Secret &other) = default;

Secret &Secret::operator=(const Secret &other)
{
    if (this != &other) {
        wipe();
        m_value = other.m_value;
    }
    return *this;
}

Secret::Secret(Secret &&other) noexcept
    : m_value(std::move(other.m_value))
{
    other.wipe(); // short strings are copied by a move
}

Secret &Secret::operator=(Secret &&other) noexcept
{
    if (this != &other) {
        wipe();
        m_value = std::move(other.m_value);
        other.wipe();
    }
    return *this;
}

void Secret::wipe()
{
    wipeString(m_value);
}

} // namespace berth::base
