// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "gateway/aggregate/memory_link.h"

#include "base/bytes.h"

#include <limits>
#include <utility>

namespace berth::gateway {

namespace {

constexpr std::size_t mostUnread = 4 * base::mebibyte;

} // namespace

class MemoryLink::Stream final : public net::RawStream
{
public:
    explicit Stream(std::shared_ptr<MemoryLink> link)
        : m_link(std::move(link))
    {}
    ~Stream() override
    {
        close();
    }
    Stream(const Stream &) = delete;
    Stream &operator=(const Stream &) = delete;

    net::Task<std::string> read() override
    {
        const auto link = m_link; // which may be closed, and this stream gone, while it waits
        while (link->m_unread.empty() && link->m_isOpen) {
            co_await link->m_said.wait();
        }
        std::string bytes = std::exchange(link->m_unread, {});
        link->m_hasRoom.beat();
        co_return bytes;
    }
    net::Task<> write(std::string_view bytes) override
    {
        const auto link = m_link;
        link->m_lines.feed(bytes);
        co_return base::Status();
    }
    void shutdownWrite() override
    {
        close();
    }
    void close() override
    {
        const auto link = m_link;
        link->close();
        if (const auto onClose = std::exchange(link->m_hooks, {}).onClose) {
            onClose();
        }
    }

private:
    std::shared_ptr<MemoryLink> m_link;
};

MemoryLink::MemoryLink(net::asio::any_io_executor executor)
    : m_said(executor)
    , m_hasRoom(std::move(executor))
    // The bridge has bounded every message already.
    , m_lines(std::numeric_limits<std::size_t>::max(), {[this](std::string line) {
                                                            if (m_hooks.onLine) {
                                                                m_hooks.onLine(std::move(line));
                                                            }
                                                        },
                                                        [](const OversizedLine &) {}})
{}

std::unique_ptr<net::RawStream> MemoryLink::stream(Hooks hooks)
{
    m_hooks = std::move(hooks);
    return std::make_unique<Stream>(shared_from_this());
}

void MemoryLink::say(std::string_view line)
{
    if (m_isOpen) {
        m_unread.append(line).push_back('\n');
        m_said.beat();
    }
}

net::asio::awaitable<void> MemoryLink::waitForRoom()
{
    const auto self = shared_from_this();
    while (m_isOpen && m_unread.size() > mostUnread) {
        co_await m_hasRoom.wait();
    }
}

void MemoryLink::close()
{
    m_isOpen = false;
    m_said.beat();
    m_hasRoom.beat();
}

} // namespace berth::gateway
