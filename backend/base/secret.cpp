// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "base/secret.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

namespace berth::base {

namespace {

/// More than what a std::string keeps within itself.
constexpr std::size_t leastCapacity = 64;

/// Keeps the pages of the buffer out of core dumps and swap, as far as the system allows. They stay
/// so when the buffer is given back: other secrets may be there, and it costs nothing.
void guard(const std::string &text)
{
    static const auto pageSize = static_cast<std::uintptr_t>(::sysconf(_SC_PAGESIZE));
    const auto begin = reinterpret_cast<std::uintptr_t>(text.data()) / pageSize * pageSize;
    const auto end = reinterpret_cast<std::uintptr_t>(text.data()) + text.capacity();
    auto *pages = reinterpret_cast<void *>(begin);
    (void)::madvise(pages, end - begin, MADV_DONTDUMP);
    (void)::mlock(pages, end - begin);
}

} // namespace

void wipeString(std::string &text)
{
    text.resize(text.capacity());
    explicit_bzero(text.data(), text.size());
    text.clear();
}

Secret::Secret(std::string value)
{
    assign(value);
    wipeString(value);
}

Secret::~Secret()
{
    wipe();
}

Secret::Secret(const Secret &other)
{
    assign(other.m_value);
}

Secret &Secret::operator=(const Secret &other)
{
    if (this != &other) {
        wipe();
        assign(other.m_value);
    }
    return *this;
}

Secret::Secret(Secret &&other) noexcept
    : m_value(std::move(other.m_value))
{
    other.wipe();
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

/// Into a buffer of its own, never into this object, whose place is not ours to guard.
void Secret::assign(const std::string &value)
{
    if (value.empty()) {
        return;
    }
    m_value.reserve(std::max(value.size(), leastCapacity));
    guard(m_value);
    m_value = value;
}

void Secret::wipe()
{
    wipeString(m_value);
}

bool sameSecret(std::string_view a, std::string_view b)
{
    if (a.size() != b.size()) {
        return false;
    }
    volatile unsigned char difference = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        difference = static_cast<unsigned char>(
            difference | (static_cast<unsigned char>(a[i]) ^ static_cast<unsigned char>(b[i])));
    }
    return difference == 0;
}

} // namespace berth::base
