// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <mutex>
#include <utility>

namespace berth::engine {

/// What one thread collects until another one takes it.
template <typename Mail>
class LetterBox
{
public:
    /// `ring` is called by whoever puts something into the empty box, never after close(). It must
    /// not call back into the box.
    explicit LetterBox(std::function<void()> ring)
        : m_ring(std::move(ring))
    {}

    template <typename Change>
    void put(Change change)
    {
        // Rung under the lock: after close() no call is under way.
        const std::lock_guard lock(m_mutex);
        change(m_mail);
        if (!std::exchange(m_rung, true) && m_ring) {
            m_ring();
        }
    }

    Mail take()
    {
        const std::lock_guard lock(m_mutex);
        m_rung = false;
        return std::exchange(m_mail, {});
    }

    /// From here on nobody is rung for; the receiver may go.
    void close()
    {
        const std::lock_guard lock(m_mutex);
        m_ring = nullptr;
    }

private:
    std::function<void()> m_ring;
    std::mutex m_mutex;
    Mail m_mail;
    bool m_rung = false;
};

} // namespace berth::engine
