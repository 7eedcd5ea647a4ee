// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "net/connect.h"

#include "base/bytes.h"
#include "net/fingerprint.h"
#include "net/quiet.h"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <openssl/ssl.h>

#include <vector>

namespace berth::net {

namespace {

using asio::ip::tcp;
using base::ErrorCode;

base::Error timeoutError(const Endpoint &endpoint)
{
    return {ErrorCode::Timeout, "Connecting to " + describe(endpoint) + " took too long."};
}

base::Error connectError(const Endpoint &endpoint, const ErrorCodeOf &error)
{
    if (error == asio::error::access_denied) {
        return {ErrorCode::PermissionDenied,
                "No permission to connect to " + describe(endpoint) + "."};
    }
    return {ErrorCode::Unavailable,
            "Cannot connect to " + describe(endpoint) + ": " + error.message() + "."};
}

/// What the resolver's own thread leaves behind; outlives a caller that gave up.
struct Lookup
{
    explicit Lookup(const asio::any_io_executor &executor)
        : resolver(executor)
        , done(executor)
    {}
    tcp::resolver resolver;
    asio::steady_timer done;
    bool finished = false;
    ErrorCodeOf error;
    tcp::resolver::results_type results;
};

/// getaddrinfo cannot be interrupted, so the wait for it can.
Task<std::vector<Address>> resolveName(asio::any_io_executor executor, Endpoint endpoint,
                                       SteadyClock::time_point deadline)
{
    const auto lookup = std::make_shared<Lookup>(executor);
    lookup->done.expires_at(deadline);
    lookup->resolver.async_resolve(
        endpoint.host, std::to_string(endpoint.port),
        [lookup](ErrorCodeOf error, tcp::resolver::results_type results) {
            lookup->finished = true;
            lookup->error = error;
            lookup->results = std::move(results);
            lookup->done.cancel();
        });
    co_await lookup->done.async_wait(asTuple);
    if (!lookup->finished) {
        lookup->resolver.cancel();
        co_return base::fail(co_await cancelledOr(timeoutError(endpoint)));
    }
    if (lookup->error) {
        co_return base::fail(ErrorCode::Unavailable,
                             "The host name " + endpoint.host +
                                 " cannot be resolved: " + lookup->error.message() + ".");
    }
    std::vector<Address> all;
    for (const auto &entry : lookup->results) {
        all.emplace_back(entry.endpoint());
    }
    co_return all;
}

struct PinnedTls
{
    asio::ssl::context context{asio::ssl::context::tls_client};
    std::string fingerprint;
};

/// In place of OpenSSL's own check; the handshake has proved that the peer holds the key.
int isPinned(X509_STORE_CTX *chain, void *fingerprint)
{
    const bool same = fingerprintOf(X509_STORE_CTX_get0_cert(chain)) ==
                      *static_cast<const std::string *>(fingerprint);
    X509_STORE_CTX_set_error(chain, same ? X509_V_OK : X509_V_ERR_CERT_REJECTED);
    return same ? 1 : 0;
}

std::string tlsErrorText(SSL *ssl, const ErrorCodeOf &error)
{
    const long verdict = ::SSL_get_verify_result(ssl);
    if (verdict == X509_V_OK) {
        return error.message() + ". Does that port speak TLS?";
    }
    if (verdict == X509_V_ERR_CERT_REJECTED) {
        return "its certificate is not the expected one. Does another program listen there?";
    }
    const bool isForAnother =
        verdict == X509_V_ERR_HOSTNAME_MISMATCH || verdict == X509_V_ERR_IP_ADDRESS_MISMATCH;
    return std::string("its certificate is not trusted (") +
           ::X509_verify_cert_error_string(verdict) +
           (isForAnother ? "). Use the host name that it was made for."
                         : "). Add the certificate of its authority as the CA file.");
}

Task<std::shared_ptr<Transport>> connectOne(asio::any_io_executor executor, Address target,
                                            Endpoint endpoint, SteadyClock::time_point deadline)
{
    Socket socket(executor);
    ErrorCodeOf error;
    socket.open(target.protocol(), error);
    if (error) {
        co_return base::fail(connectError(endpoint, error));
    }
    const auto transport = std::make_shared<Transport>(std::move(socket));
    transport->setPeerName(describe(endpoint));
    transport->watchdog().expireAt(deadline);
    const auto [connected] = co_await transport->socket().async_connect(target, asTuple);
    if (transport->watchdog().hasExpired()) {
        co_return base::fail(timeoutError(endpoint));
    }
    if (connected) {
        co_return base::fail(co_await cancelledOr(connectError(endpoint, connected)));
    }
    if (endpoint.kind != Endpoint::Kind::Unix) {
        transport->socket().set_option(tcp::no_delay(true), error);
    }
    co_return transport;
}

base::Error refusedTunnel(const Endpoint &endpoint, std::string_view answer)
{
    const std::string_view status = answer.substr(0, answer.find("\r\n"));
    if (status.find(" 407") != std::string_view::npos) {
        return {ErrorCode::Unauthorized, "The proxy wants a user and a password. Put them into the "
                                         "system's proxy setting: http://user:password@host:port."};
    }
    return {ErrorCode::Unavailable,
            "The proxy opened no way to " + describe(endpoint) +
                ". Check the system's proxy "
                "settings.",
            std::string(status)};
}

/// Asks the proxy on the other end for a tunnel. Nothing comes after its answer: in TLS the client
/// speaks first.
Task<> openTunnel(std::shared_ptr<Transport> transport, Proxy proxy, Endpoint endpoint)
{
    constexpr std::size_t mostBytes = 16 * base::kibibyte;
    constexpr std::string_view headEnd = "\r\n\r\n";
    const std::string target = endpoint.authority();
    std::string request = "CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\n";
    if (!proxy.authorization.empty()) {
        request += "Proxy-Authorization: " + proxy.authorization + "\r\n";
    }
    request += "\r\n";
    ErrorCodeOf error = co_await transport->write(asio::buffer(request));
    std::string answer;
    while (!error && answer.find(headEnd) == std::string::npos && answer.size() < mostBytes) {
        std::string piece(1024, '\0');
        const auto [failed, size] = co_await transport->asyncReadSome(asio::buffer(piece), asTuple);
        error = failed;
        answer.append(piece, 0, size);
    }
    if (transport->watchdog().hasExpired()) {
        co_return base::fail(timeoutError(proxy.endpoint));
    }
    if (error) {
        base::Error closed{ErrorCode::Unavailable,
                           "The proxy " + describe(proxy.endpoint) +
                               " closed the connection: " + error.message() + "."};
        auto reason = co_await cancelledOr(std::move(closed));
        co_return base::fail(std::move(reason));
    }
    const bool opened = answer.starts_with("HTTP/1.") &&
                        answer.find(headEnd) + headEnd.size() == answer.size() &&
                        answer.substr(8, 2) == " 2";
    if (!opened) {
        co_return base::fail(refusedTunnel(endpoint, answer));
    }
    co_return base::Status();
}

} // namespace

std::string describe(const Endpoint &endpoint)
{
    if (!endpoint.name.empty()) {
        return endpoint.name;
    }
    return endpoint.kind == Endpoint::Kind::Unix ? "unix:" + endpoint.host : endpoint.authority();
}

base::Result<std::shared_ptr<asio::ssl::context>> makeClientTls(const std::string &extraCaFile)
{
    auto context = std::make_shared<asio::ssl::context>(asio::ssl::context::tls_client);
    ErrorCodeOf error;
    context->set_verify_mode(asio::ssl::verify_peer, error);
    context->set_default_verify_paths(error);
    if (!error && !extraCaFile.empty()) {
        context->load_verify_file(extraCaFile, error);
    }
    if (error) {
        return base::fail(ErrorCode::Unavailable,
                          "The trusted certificates cannot be loaded" +
                              (extraCaFile.empty() ? std::string() : " (" + extraCaFile + ")") +
                              ": " + error.message() + ".");
    }
    return context;
}

std::shared_ptr<asio::ssl::context> makePinnedTls(std::string fingerprint)
{
    auto pinned = std::make_shared<PinnedTls>();
    pinned->fingerprint = std::move(fingerprint);
    ErrorCodeOf ignored;
    pinned->context.set_verify_mode(asio::ssl::verify_peer, ignored);
    ::SSL_CTX_set_cert_verify_callback(pinned->context.native_handle(), isPinned,
                                       &pinned->fingerprint);
    return {pinned, &pinned->context};
}

Task<std::vector<Address>> resolveEndpoint(asio::any_io_executor executor, Endpoint endpoint,
                                           SteadyClock::time_point deadline)
{
    if (endpoint.kind == Endpoint::Kind::Unix) {
        if (endpoint.host.size() >= sizeof(sockaddr_un::sun_path)) {
            co_return base::fail(ErrorCode::InvalidArgument, "The socket path " + endpoint.host +
                                                                 " is too long for the system.");
        }
        co_return std::vector<Address>{
            Address(asio::local::stream_protocol::endpoint(endpoint.host))};
    }
    ErrorCodeOf notLiteral;
    const auto address = asio::ip::make_address(endpoint.host, notLiteral);
    if (!notLiteral) {
        co_return std::vector<Address>{Address(tcp::endpoint(address, endpoint.port))};
    }
    co_return co_await resolveName(std::move(executor), std::move(endpoint), deadline);
}

Task<> secureTransport(std::shared_ptr<Transport> transport, Endpoint endpoint,
                       std::shared_ptr<asio::ssl::context> tls)
{
    transport->startTls(tls);
    auto &stream = transport->tls();
    ErrorCodeOf notLiteral;
    asio::ip::make_address(endpoint.host, notLiteral);
    // SNI carries names only (RFC 6066 section 3).
    if (notLiteral && ::SSL_set1_host(stream.native_handle(), endpoint.host.c_str()) == 1) {
        static_cast<void>(SSL_ctrl(stream.native_handle(), SSL_CTRL_SET_TLSEXT_HOSTNAME,
                                   TLSEXT_NAMETYPE_host_name, endpoint.host.data()));
    }
    if (!notLiteral) {
        ::X509_VERIFY_PARAM_set1_ip_asc(::SSL_get0_param(stream.native_handle()),
                                        endpoint.host.c_str());
    }
    const auto [error] = co_await stream.async_handshake(asio::ssl::stream_base::client, asTuple);
    if (!error) {
        co_return base::Status();
    }
    if (transport->watchdog().hasExpired()) {
        co_return base::fail(timeoutError(endpoint));
    }
    const bool cancelled = co_await isCancelled();
    if (cancelled) {
        co_return base::fail(cancelledError());
    }
    co_return base::fail(ErrorCode::Unavailable, "No secure connection to " + describe(endpoint) +
                                                     ": " +
                                                     tlsErrorText(stream.native_handle(), error));
}

Task<std::shared_ptr<Transport>> connectToAny(asio::any_io_executor executor,
                                              std::vector<Address> addresses, Endpoint endpoint,
                                              SteadyClock::time_point deadline)
{
    base::Error last{ErrorCode::Unavailable, "The host " + endpoint.host + " has no address."};
    for (const Address &address : addresses) {
        auto transport = co_await connectOne(executor, address, endpoint, deadline);
        if (transport) {
            co_return std::move(*transport);
        }
        last = std::move(transport.error());
        if (last.code == ErrorCode::Timeout || last.code == ErrorCode::Cancelled) {
            break;
        }
    }
    co_return base::fail(std::move(last));
}

Task<std::shared_ptr<Transport>> connectTransport(asio::any_io_executor executor, Endpoint endpoint,
                                                  std::shared_ptr<asio::ssl::context> tls,
                                                  SteadyClock::time_point deadline)
{
    auto addresses = co_await resolveEndpoint(executor, endpoint, deadline);
    if (!addresses) {
        co_return base::fail(std::move(addresses.error()));
    }
    auto transport = co_await connectToAny(executor, std::move(*addresses), endpoint, deadline);
    if (!transport) {
        co_return base::fail(std::move(transport.error()));
    }
    if (endpoint.kind == Endpoint::Kind::Tls) {
        auto done = co_await secureTransport(*transport, endpoint, tls);
        if (!done) {
            co_return base::fail(std::move(done.error()));
        }
    }
    (*transport)->watchdog().expireNever();
    co_return std::move(*transport);
}

Task<std::shared_ptr<Transport>> connectThrough(asio::any_io_executor executor, Proxy proxy,
                                                Endpoint endpoint,
                                                std::shared_ptr<asio::ssl::context> tls,
                                                SteadyClock::time_point deadline)
{
    auto transport = co_await connectTransport(executor, proxy.endpoint, tls, deadline);
    if (!transport) {
        transport.error().message =
            "The system's proxy settings lead nowhere. " + transport.error().message;
        co_return base::fail(std::move(transport.error()));
    }
    if (endpoint.kind != Endpoint::Kind::Tls) {
        co_return transport;
    }
    (*transport)->watchdog().expireAt(deadline);
    auto opened = co_await openTunnel(*transport, proxy, endpoint);
    if (opened) {
        opened = co_await secureTransport(*transport, endpoint, tls);
    }
    if (!opened) {
        co_return base::fail(std::move(opened.error()));
    }
    (*transport)->setPeerName(describe(endpoint));
    (*transport)->watchdog().expireNever();
    co_return std::move(*transport);
}

} // namespace berth::net
