// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "podman/conmon_stream.h"

#include "base/bytes.h"
#include "net/quiet.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/generic/seq_packet_protocol.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <array>
#include <cerrno>
#include <string>
#include <system_error>

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace berth::podman {

namespace asio = net::asio;

using base::ErrorCode;
using SeqPacket = asio::generic::seq_packet_protocol;

namespace {

constexpr std::size_t packetBytes = 32 * base::kibibyte; ///< the most that conmon reads at once
constexpr std::size_t headerBytes = 8;
constexpr char conmonOutput = 2; ///< the first byte of a packet; 3 is standard error
constexpr auto asTuple = asio::as_tuple(asio::use_awaitable);

/// Podman's frame around what a packet of conmon holds after its first byte.
void appendFrame(std::string &frames, std::string_view packet)
{
    const char stream = packet.front() == conmonOutput ? 1 : 2;
    const auto size = static_cast<std::uint32_t>(packet.size() - 1);
    const std::array<char, headerBytes> header{stream,
                                               0,
                                               0,
                                               0,
                                               static_cast<char>(size >> 24U),
                                               static_cast<char>(size >> 16U),
                                               static_cast<char>(size >> 8U),
                                               static_cast<char>(size)};
    frames.append(header.data(), header.size()).append(packet.substr(1));
}

class ConmonStream final : public net::RawStream
{
public:
    explicit ConmonStream(SeqPacket::socket socket)
        : m_state(std::make_shared<State>(std::move(socket)))
    {}
    ~ConmonStream() override
    {
        close();
    }
    ConmonStream(const ConmonStream &) = delete;
    ConmonStream &operator=(const ConmonStream &) = delete;

    net::Task<std::string> read() override
    {
        return net::quietly(readPackets(m_state));
    }
    net::Task<> write(std::string_view bytes) override
    {
        return net::quietly(writeAll(m_state, bytes));
    }
    void shutdownWrite() override
    {
        boost::system::error_code ignored;
        m_state->socket.shutdown(SeqPacket::socket::shutdown_send, ignored);
    }
    void close() override
    {
        boost::system::error_code ignored;
        m_state->socket.close(ignored);
    }

private:
    struct State
    {
        explicit State(SeqPacket::socket connected)
            : socket(std::move(connected))
        {}

        SeqPacket::socket socket;
        std::array<char, packetBytes> packet{};
    };

    static net::Task<std::string> readPackets(std::shared_ptr<State> state)
    {
        asio::socket_base::message_flags flags = 0;
        const auto [error, size] =
            co_await state->socket.async_receive(asio::buffer(state->packet), flags, asTuple);
        if (error || size == 0) { // a packet without anything is the end
            const bool isEnd =
                !error || error == asio::error::eof || error == asio::error::connection_reset;
            if (isEnd) {
                co_return std::string();
            }
            base::Error lost{ErrorCode::ConnectionLost, "The container's monitor went away."};
            co_return base::fail(co_await net::cancelledOr(std::move(lost)));
        }
        std::string frames;
        appendFrame(frames, std::string_view(state->packet.data(), size));
        co_return frames;
    }

    static net::Task<> writeAll(std::shared_ptr<State> state, std::string_view bytes)
    {
        while (!bytes.empty()) {
            const auto piece = bytes.substr(0, packetBytes);
            const auto [error, size] =
                co_await state->socket.async_send(asio::buffer(piece), 0, asTuple);
            if (error) {
                base::Error lost{ErrorCode::ConnectionLost, "The container's monitor went away."};
                co_return base::fail(co_await net::cancelledOr(std::move(lost)));
            }
            bytes.remove_prefix(size);
        }
        co_return base::Status();
    }

    std::shared_ptr<State> m_state;
};

/// A descriptor that is closed at the end.
struct Descriptor
{
    explicit Descriptor(int opened)
        : number(opened)
    {}
    ~Descriptor()
    {
        if (number >= 0) {
            ::close(number);
        }
    }
    Descriptor(const Descriptor &) = delete;
    Descriptor &operator=(const Descriptor &) = delete;

    int number;
};

base::Error unreachable(const std::filesystem::path &bundle)
{
    return {ErrorCode::Unavailable,
            "The socket of the container's monitor in " + bundle.string() +
                " cannot be reached: " + std::generic_category().message(errno) + '.'};
}

} // namespace

base::Result<std::unique_ptr<net::RawStream>> attachToConmon(const asio::any_io_executor &executor,
                                                             const std::filesystem::path &bundle)
{
    // The path is longer than an address may be; by way of its directory it is not.
    const Descriptor directory(::open(bundle.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    if (directory.number < 0) {
        return base::fail(unreachable(bundle));
    }
    const std::string path = "/proc/self/fd/" + std::to_string(directory.number) + "/attach";
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::copy(path.begin(), path.end(), std::begin(address.sun_path));
    SeqPacket::socket socket(executor);
    boost::system::error_code error;
    socket.open(SeqPacket(AF_UNIX, 0), error);
    if (!error) {
        socket.non_blocking(true, error); // a monitor that accepts nobody holds nobody up
    }
    if (error || ::connect(socket.native_handle(), reinterpret_cast<const sockaddr *>(&address),
                           sizeof address) != 0) {
        return base::fail(unreachable(bundle));
    }
    return std::make_unique<ConmonStream>(std::move(socket));
}

} // namespace berth::podman
