// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "events/binary_message.h"

#include <cstdint>

namespace berth::events {

namespace {

constexpr std::string_view magic("\x89"
                                 "BIN\r\n\x1a\n",
                                 8);
constexpr std::size_t fixedBytes = 8 + 2 + 4 + 4;
constexpr std::uint32_t knownVersion = 1;

tl::unexpected<base::Error> refuse(std::string message)
{
    return base::fail(base::ErrorCode::ProtocolError, std::move(message));
}

/// Reads big-endian numbers and counted strings, never beyond the end.
class Cursor
{
public:
    Cursor(std::string_view bytes, std::size_t position)
        : m_bytes(bytes)
        , m_position(position)
    {}

    std::uint32_t number(std::size_t size)
    {
        std::uint32_t value = 0;
        for (const char c : take(size)) {
            value = (value << 8U) | static_cast<unsigned char>(c);
        }
        return value;
    }
    std::string text()
    {
        return std::string(take(number(2)));
    }
    bool isBroken() const
    {
        return m_isBroken;
    }

private:
    std::string_view take(std::size_t size)
    {
        if (m_isBroken || m_position > m_bytes.size() || size > m_bytes.size() - m_position) {
            m_isBroken = true;
            return {};
        }
        const auto taken = m_bytes.substr(m_position, size);
        m_position += size;
        return taken;
    }

    std::string_view m_bytes;
    std::size_t m_position;
    bool m_isBroken = false;
};

} // namespace

bool hasBinaryMagic(std::string_view bytes)
{
    return bytes.starts_with(magic);
}

base::Result<BinaryMessage> readBinaryMessage(std::string_view bytes)
{
    if (bytes.size() < fixedBytes) {
        return refuse("The binary message ends within its head.");
    }
    Cursor head(bytes, magic.size());
    const std::uint32_t version = head.number(2);
    const std::uint32_t headersAt = head.number(4);
    const std::uint32_t dataAt = head.number(4);
    if (version != knownVersion) {
        return refuse("The binary message has version " + std::to_string(version) +
                      "; Berth knows version 1.");
    }
    if (headersAt < fixedBytes || dataAt < fixedBytes || headersAt > bytes.size() ||
        dataAt > bytes.size()) {
        return refuse("The binary message's offsets lead outside of it.");
    }
    BinaryMessage message;
    Cursor headers(bytes, headersAt);
    const std::uint32_t count = headers.number(2);
    for (std::uint32_t i = 0; i < count && !headers.isBroken(); ++i) {
        std::string key = headers.text();
        std::string value = headers.text();
        message.headers.emplace_back(std::move(key), std::move(value));
    }
    if (headers.isBroken()) {
        return refuse("The binary message's headers lead outside of it.");
    }
    message.payload = bytes.substr(dataAt);
    return message;
}

} // namespace berth::events
