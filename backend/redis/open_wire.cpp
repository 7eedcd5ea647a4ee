// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "redis/open_wire.h"

#include "net/connect.h"
#include "net/quiet.h"

#include <utility>

namespace berth::redis {

using base::ErrorCode;
using net::Endpoint;

namespace {

base::Status addClientCertificate(net::asio::ssl::context &context, const TlsOptions &options)
{
    net::ErrorCodeOf error;
    context.use_certificate_chain_file(options.certificateFile, error);
    if (error) {
        return base::fail(ErrorCode::InvalidArgument,
                          "The client certificate " + options.certificateFile +
                              " cannot be used: " + error.message() + ".");
    }
    context.use_private_key_file(options.keyFile, net::asio::ssl::context::pem, error);
    if (error) {
        return base::fail(ErrorCode::InvalidArgument,
                          "The client certificate's key " + options.keyFile +
                              " cannot be used: " + error.message() + ".");
    }
    return {};
}

net::Task<Reply> ask(Wire &wire, Command command)
{
    std::string bytes;
    appendCommand(bytes, command);
    for (std::string &argument : command) {
        base::wipeString(argument); // one may be the password
    }
    auto sent = co_await wire.write(bytes);
    base::wipeString(bytes);
    if (!sent) {
        co_return base::fail(std::move(sent.error()));
    }
    co_return co_await wire.read();
}

/// The server's text is not passed on: a Redis that does not know AUTH quotes its arguments.
base::Error loginError(const Reply &reply, const std::string &peer)
{
    const std::string word = reply.text.substr(0, reply.text.find(' '));
    if (word == "WRONGPASS" || word == "NOAUTH") {
        return errorOf(word, peer);
    }
    return {ErrorCode::Unauthorized,
            "Redis at " + peer +
                " refused the login. Check user and password; a Redis older than "
                "6 knows no users, and one without a password refuses any."};
}

net::Task<> logIn(Wire &wire, RedisAddress address)
{
    if (address.user.empty() && address.password.empty()) {
        co_return base::Status();
    }
    Command command{"AUTH"};
    if (!address.user.empty()) {
        command.push_back(address.user);
    }
    command.push_back(address.password.expose());
    auto reply = co_await ask(wire, std::move(command));
    if (!reply) {
        co_return base::fail(std::move(reply.error()));
    }
    if (!reply->isText("OK")) {
        co_return base::fail(loginError(*reply, wire.peer()));
    }
    co_return base::Status();
}

net::Task<> selectDatabase(Wire &wire, int database)
{
    if (database == 0) {
        co_return base::Status();
    }
    Command command{"SELECT", std::to_string(database)};
    auto reply = co_await ask(wire, std::move(command));
    if (!reply) {
        co_return base::fail(std::move(reply.error()));
    }
    if (reply->kind == Reply::Kind::Error && reply->text.starts_with("ERR")) {
        co_return base::fail(ErrorCode::InvalidArgument,
                             "Redis at " + wire.peer() + " has no database " +
                                 std::to_string(database) + ".",
                             reply->text);
    }
    if (reply->kind == Reply::Kind::Error) {
        co_return base::fail(errorOf(reply->text, wire.peer()));
    }
    co_return base::Status();
}

/// Names the connection and finds out whether commands are taken at all (a missing password shows
/// at the first one). A user that may do neither is still welcome.
net::Task<> introduce(Wire &wire, std::string name)
{
    Command command{"CLIENT", "SETNAME", std::move(name)};
    auto reply = co_await ask(wire, std::move(command));
    if (!reply) {
        co_return base::fail(std::move(reply.error()));
    }
    if (reply->kind == Reply::Kind::Error) {
        base::Error error = errorOf(reply->text, wire.peer());
        const bool unfit = error.code == ErrorCode::Unauthorized ||
                           error.code == ErrorCode::Unavailable ||
                           reply->text.starts_with("DENIED");
        if (unfit) {
            co_return base::fail(std::move(error));
        }
    }
    co_return base::Status();
}

} // namespace

base::Result<TlsContext> makeTls(const ConnectOptions &options)
{
    if (options.address.endpoint.kind != Endpoint::Kind::Tls) {
        return TlsContext();
    }
    auto context = net::makeClientTls(options.tls.caFile);
    if (context && !options.tls.certificateFile.empty()) {
        auto added = addClientCertificate(**context, options.tls);
        if (!added) {
            return base::fail(std::move(added.error()));
        }
    }
    return context;
}

net::Task<> prepareWire(Wire &wire, ConnectOptions options)
{
    auto done = co_await logIn(wire, options.address);
    if (done) {
        done = co_await selectDatabase(wire, options.address.database);
    }
    if (done) {
        done = co_await introduce(wire, options.clientName);
    }
    co_return done;
}

net::Task<std::shared_ptr<Wire>> openWire(net::asio::any_io_executor executor,
                                          ConnectOptions options)
{
    auto tls = makeTls(options);
    if (!tls) {
        co_return base::fail(std::move(tls.error()));
    }
    const auto deadline = net::SteadyClock::now() + options.connectTimeout;
    auto transport =
        co_await net::connectTransport(executor, options.address.endpoint, *tls, deadline);
    if (!transport) {
        co_return base::fail(std::move(transport.error()));
    }
    const auto wire = std::make_shared<Wire>(std::move(*transport));
    wire->watchdog().expireAt(deadline);
    auto prepared = co_await prepareWire(*wire, options);
    if (!prepared) {
        wire->close();
        co_return base::fail(std::move(prepared.error()));
    }
    wire->watchdog().expireNever();
    co_return wire;
}

} // namespace berth::redis
