// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "secrets/locked_bytes.h"

#include <cstring>
#include <new>

#include <sodium.h>

namespace berth::secrets {

LockedBytes::LockedBytes(std::size_t size)
    : m_size(size)
{
    // Before anything else of libsodium, and cheap when it was done already.
    if (::sodium_init() < 0) {
        throw std::bad_alloc();
    }
    m_data = static_cast<unsigned char *>(::sodium_malloc(size));
    if (m_data == nullptr) {
        throw std::bad_alloc();
    }
    std::memset(m_data, 0, size);
}

LockedBytes::LockedBytes(std::string_view bytes)
    : LockedBytes(bytes.size())
{
    if (!bytes.empty()) {
        std::memcpy(m_data, bytes.data(), bytes.size());
    }
}

LockedBytes::~LockedBytes()
{
    ::sodium_free(m_data);
}

} // namespace berth::secrets
