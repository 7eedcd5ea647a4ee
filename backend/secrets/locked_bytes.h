// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>
#include <utility>

namespace berth::secrets {

/// Bytes that are kept out of swap and core dumps where the system allows, stand between guard
/// pages, and are wiped when they go. Not copyable: each copy would be one more to watch.
class LockedBytes
{
public:
    LockedBytes() = default;
    /// Zeroed. Throws std::bad_alloc.
    explicit LockedBytes(std::size_t size);
    explicit LockedBytes(std::string_view bytes);
    ~LockedBytes();

    LockedBytes(LockedBytes &&other) noexcept
        : m_data(std::exchange(other.m_data, nullptr))
        , m_size(std::exchange(other.m_size, 0))
    {}
    LockedBytes &operator=(LockedBytes &&other) noexcept
    {
        std::swap(m_data, other.m_data);
        std::swap(m_size, other.m_size);
        return *this;
    }
    LockedBytes(const LockedBytes &) = delete;
    LockedBytes &operator=(const LockedBytes &) = delete;

    unsigned char *data()
    {
        return m_data;
    }
    const unsigned char *data() const
    {
        return m_data;
    }
    std::size_t size() const
    {
        return m_size;
    }
    bool empty() const
    {
        return m_size == 0;
    }
    std::string_view view() const
    {
        return {reinterpret_cast<const char *>(m_data), m_size};
    }

private:
    unsigned char *m_data = nullptr;
    std::size_t m_size = 0;
};

} // namespace berth::secrets
