// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
// Requests through a proxy on a port of this machine.
#include "loop.h"
#include "net/http_client.h"
#include "support/keyring/scratch_dir.h"
#include "support/redis/test_certificates.h"

#include <boost/asio/detached.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/ssl.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace berth::tests {
namespace {

using namespace net;
using asio::ip::tcp;
using base::ErrorCode;
using testing::HasSubstr;
using testing::StartsWith;

using Tls = asio::ssl::stream<tcp::socket>;
using Accept = std::function<asio::awaitable<void>(tcp::socket)>;

/// Listens on a free port and gives every connection to `serve`.
std::uint16_t listen(asio::io_context &io, Accept serve)
{
    auto acceptor =
        std::make_shared<tcp::acceptor>(io, tcp::endpoint(asio::ip::address_v4::loopback(), 0));
    const std::uint16_t port = acceptor->local_endpoint().port();
    auto loop = [](std::shared_ptr<tcp::acceptor> from, Accept give) -> asio::awaitable<void> {
        while (true) {
            auto socket = co_await from->async_accept(asio::use_awaitable);
            asio::co_spawn(from->get_executor(), give(std::move(socket)), asio::detached);
        }
    };
    asio::co_spawn(io, loop(std::move(acceptor), std::move(serve)), asio::detached);
    return port;
}

template <typename Stream>
asio::awaitable<std::string> readHead(Stream &stream)
{
    std::string head;
    co_await asio::async_read_until(stream, asio::dynamic_buffer(head), "\r\n\r\n",
                                    asio::use_awaitable);
    co_return head;
}

asio::awaitable<void> pump(std::shared_ptr<tcp::socket> from, std::shared_ptr<tcp::socket> to)
{
    std::array<char, 4096> buffer{};
    boost::system::error_code error;
    while (!error) {
        const std::size_t size = co_await from->async_read_some(
            asio::buffer(buffer), asio::redirect_error(asio::use_awaitable, error));
        if (!error) {
            co_await asio::async_write(*to, asio::buffer(buffer, size),
                                       asio::redirect_error(asio::use_awaitable, error));
        }
    }
    to->shutdown(tcp::socket::shutdown_send, error);
}

class Tunnel : public testing::Test
{
protected:
    void SetUp() override
    {
        m_certificates.sign("server", "DNS:localhost");
        m_context.use_certificate_chain_file(m_certificates.certificate("server"));
        m_context.use_private_key_file(m_certificates.key("server"), asio::ssl::context::pem);
        m_server = listen(loop.io, [this](tcp::socket socket) { return serve(std::move(socket)); });
        m_proxy = listen(loop.io, [this](tcp::socket socket) { return relay(std::move(socket)); });
    }

    asio::awaitable<void> serve(tcp::socket socket)
    {
        Tls tls(std::move(socket), m_context);
        co_await tls.async_handshake(asio::ssl::stream_base::server, asio::use_awaitable);
        co_await readHead(tls);
        static constexpr std::string_view answer =
            "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nsecure";
        co_await asio::async_write(tls, asio::buffer(answer), asio::use_awaitable);
        co_await readHead(tls); // until the client goes
    }

    asio::awaitable<void> relay(tcp::socket socket)
    {
        auto client = std::make_shared<tcp::socket>(std::move(socket));
        m_heads.push_back(co_await readHead(*client));
        co_await asio::async_write(*client, asio::buffer(m_answer), asio::use_awaitable);
        if (!m_answer.ends_with("\r\n\r\n") || m_answer.find(" 200 ") == std::string::npos) {
            co_return;
        }
        auto server = std::make_shared<tcp::socket>(client->get_executor());
        co_await server->async_connect({asio::ip::address_v4::loopback(), m_server},
                                       asio::use_awaitable);
        asio::co_spawn(client->get_executor(), pump(client, server), asio::detached);
        co_await pump(server, client);
    }

    base::Result<HttpResponse> get(Endpoint::Kind kind, std::string authorization = {})
    {
        HttpClient::Options options;
        options.extraCaFile = m_certificates.authority();
        options.proxy = Proxy{Endpoint::tcp("127.0.0.1", m_proxy), std::move(authorization)};
        HttpClient client(loop.io.get_executor(), Endpoint{kind, "localhost", m_server}, options);
        HttpRequest request;
        request.target = "/path?query";
        return loop.run(client.request(std::move(request), std::chrono::seconds(20)));
    }

    test::ScratchDir m_dir;
    test::TestCertificates m_certificates{m_dir.path()};
    asio::ssl::context m_context{asio::ssl::context::tls_server};
    Loop loop;
    std::uint16_t m_server = 0;
    std::uint16_t m_proxy = 0;
    std::string m_answer = "HTTP/1.1 200 Connection established\r\n\r\n";
    std::vector<std::string> m_heads;
};

TEST_F(Tunnel, leadsToAServerThatTheProxyCannotReadAlong)
{
    const auto answer = get(Endpoint::Kind::Tls, "Basic bWU6cHc=");
    ASSERT_TRUE(answer) << answer.error().message << answer.error().details;
    EXPECT_EQ(answer->body, "secure");
    ASSERT_EQ(m_heads.size(), 1U);
    const std::string target = "localhost:" + std::to_string(m_server);
    EXPECT_THAT(m_heads[0], StartsWith("CONNECT " + target + " HTTP/1.1\r\nHost: " + target));
    EXPECT_THAT(m_heads[0], HasSubstr("\r\nProxy-Authorization: Basic bWU6cHc=\r\n"));
}

TEST_F(Tunnel, isToldWhenTheProxyRefuses)
{
    m_answer = "HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n";
    const auto unknown = get(Endpoint::Kind::Tls);
    ASSERT_FALSE(unknown);
    EXPECT_EQ(unknown.error().code, ErrorCode::Unauthorized);
    m_answer = "HTTP/1.1 502 Bad Gateway\r\n\r\n";
    EXPECT_EQ(get(Endpoint::Kind::Tls).error().code, ErrorCode::Unavailable);
    m_answer = "SSH-2.0\r\n\r\n";
    EXPECT_EQ(get(Endpoint::Kind::Tls).error().code, ErrorCode::Unavailable);
    m_answer = "HTTP/1.1 200 ";
    EXPECT_EQ(get(Endpoint::Kind::Tls).error().code, ErrorCode::Unavailable);
}

TEST_F(Tunnel, isNotNeededForPlainHttp)
{
    m_answer = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nplain";
    const auto answer = get(Endpoint::Kind::Tcp, "Basic bWU6cHc=");
    ASSERT_TRUE(answer) << answer.error().message;
    EXPECT_EQ(answer->body, "plain");
    const std::string host = "localhost:" + std::to_string(m_server);
    EXPECT_THAT(m_heads[0], StartsWith("GET http://" + host + "/path?query HTTP/1.1\r\n"));
    EXPECT_THAT(m_heads[0], HasSubstr("\r\nProxy-Authorization: Basic bWU6cHc=\r\n"));
}

} // namespace
} // namespace berth::tests
