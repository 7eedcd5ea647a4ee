// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <unistd.h>

namespace berth::base {

/// Owns a file descriptor and closes it; a negative number owns nothing.
class Descriptor
{
public:
    explicit Descriptor(int number)
        : m_number(number)
    {}
    ~Descriptor()
    {
        if (m_number >= 0) {
            ::close(m_number);
        }
    }
    Descriptor(const Descriptor &) = delete;
    Descriptor &operator=(const Descriptor &) = delete;

    int number() const
    {
        return m_number;
    }
    bool isOpen() const
    {
        return m_number >= 0;
    }

private:
    int m_number;
};

} // namespace berth::base
