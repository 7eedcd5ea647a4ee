// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
//
// A KeychainStore as Berth runs it: Qt on the main thread, callers on an Asio thread. Reads
// {"op", "key", "value"} lines from standard input and answers each with one line.
#include "base/json.h"
#include "secrets/keychain_store.h"

#include <QCoreApplication>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <iostream>
#include <thread>

#include <unistd.h>

namespace {

using berth::base::Error;
using berth::base::Json;
using berth::base::Secret;
namespace asio = boost::asio;

Json toJson(const Error &error)
{
    return {{"code", berth::base::errorCodeName(error.code)},
            {"message", error.message},
            {"details", error.details}};
}

template <typename T>
Json answer(const berth::base::Result<T> &result)
{
    return result ? Json{{"code", "ok"}} : toJson(result.error());
}

berth::net::Task<Json> obey(berth::secrets::SecretStore &store, Json command)
{
    const std::string op = berth::base::stringOr(command, "op");
    const std::string key = berth::base::stringOr(command, "key");
    if (op == "get") {
        auto value = co_await store.get(key);
        Json reply = answer(value);
        if (value) {
            reply["value"] = value->expose();
        }
        co_return reply;
    }
    if (op == "get-all") {
        auto values = co_await store.getAll(command.value("keys", std::vector<std::string>()));
        Json reply = answer(values);
        for (const auto &[name, value] : values.value_or(berth::secrets::SecretMap())) {
            reply["values"][name] = value.expose();
        }
        co_return reply;
    }
    if (op == "set") {
        co_return answer(co_await store.set(key, Secret(berth::base::stringOr(command, "value"))));
    }
    if (op == "remove") {
        co_return answer(co_await store.remove(key));
    }
    if (op == "names") {
        auto names = co_await store.names();
        Json reply = answer(names);
        if (names) {
            reply["names"] = *names;
        }
        co_return reply;
    }
    co_return answer(co_await store.check());
}

asio::awaitable<void> serve(berth::secrets::SecretStore &store)
{
    asio::posix::stream_descriptor input(co_await asio::this_coro::executor, STDIN_FILENO);
    std::string buffer;
    for (;;) {
        auto [error, size] = co_await asio::async_read_until(
            input, asio::dynamic_buffer(buffer), '\n', asio::as_tuple(asio::use_awaitable));
        if (error) {
            co_return;
        }
        const auto command = berth::base::parseJson(std::string_view(buffer).substr(0, size - 1));
        buffer.erase(0, size);
        auto reply = co_await obey(store, command.value_or(Json::object()));
        std::cout << berth::base::toText(*reply) << std::endl;
    }
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    berth::secrets::KeychainStore::Options options;
    options.service = "Berth test";
    options.timeout = std::chrono::seconds(20);
    asio::io_context io(1);
    berth::secrets::KeychainStore store(&app, options);
    asio::co_spawn(io, serve(store), [](const std::exception_ptr &) {
        QMetaObject::invokeMethod(
            qApp, [] { QCoreApplication::quit(); }, Qt::QueuedConnection);
    });
    std::thread engine([&io] { io.run(); });
    const int code = QCoreApplication::exec();
    engine.join();
    return code;
}
