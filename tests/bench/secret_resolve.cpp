// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
//
// How long a start waits for the keyring: reads 1 and 20 values as the engine does and prints the
// medians in milliseconds. secret_resolve RUNS
#include "base/json.h"
#include "secrets/keychain_store.h"

#include <QCoreApplication>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <algorithm>
#include <chrono>
#include <iostream>
#include <thread>

namespace {

using berth::base::Json;
using berth::base::Secret;
namespace asio = boost::asio;

constexpr int references = 20;

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

asio::awaitable<double> timeOf(berth::secrets::SecretStore &store, std::vector<std::string> keys,
                               int runs)
{
    std::vector<double> times;
    for (int run = 0; run <= runs; ++run) {
        const auto begin = std::chrono::steady_clock::now();
        const auto found = co_await store.getAll(keys);
        const std::chrono::duration<double, std::milli> took =
            std::chrono::steady_clock::now() - begin;
        if (!found || found->size() != keys.size()) {
            throw std::runtime_error(found ? "Values are missing." : found.error().message);
        }
        if (run > 0) { // the first one warms up
            times.push_back(took.count());
        }
    }
    co_return median(std::move(times));
}

asio::awaitable<void> measure(berth::secrets::SecretStore &store, int runs)
{
    std::vector<std::string> keys;
    for (int i = 0; i < references; ++i) {
        keys.push_back("mcp_instance_bench_KEY_" + std::to_string(i));
        Secret value(std::string(40, static_cast<char>('a' + i)));
        const auto saved = co_await store.set(keys.back(), std::move(value));
        if (!saved) {
            throw std::runtime_error(saved.error().message);
        }
    }
    std::vector<std::string> first{keys[0]};
    Json times;
    times["one_ms"] = co_await timeOf(store, std::move(first), runs);
    times["twenty_ms"] = co_await timeOf(store, std::move(keys), runs);
    std::cout << berth::base::toText(times) << std::endl;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const int runs = argc > 1 ? std::max(std::atoi(argv[1]), 1) : 51;
    berth::secrets::KeychainStore store(&app);
    asio::io_context io(1);
    int code = 0;
    asio::co_spawn(io, measure(store, runs), [&code](const std::exception_ptr &error) {
        code = error ? 1 : 0;
        try {
            if (error) {
                std::rethrow_exception(error);
            }
        } catch (const std::exception &failure) {
            std::cerr << failure.what() << '\n';
        }
        QMetaObject::invokeMethod(
            qApp, [] { QCoreApplication::quit(); }, Qt::QueuedConnection);
    });
    std::thread engine([&io] { io.run(); });
    QCoreApplication::exec();
    engine.join();
    return code;
}
