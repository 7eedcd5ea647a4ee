// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
//
// Writes numbered secrets into the encrypted file FILE, from FIRST on, until it is killed. Prints
// every number once the store said that it is kept.
#include "secrets/encrypted_file_store.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <cstdio>
#include <string>

namespace {

using namespace berth;

net::Task<> write(secrets::EncryptedFileStore &store, long number)
{
    const base::Secret passphrase("killed over and over");
    auto state = co_await store.state();
    if (!state) {
        co_return base::fail(state.error());
    }
    base::Status opened;
    if (*state == secrets::EncryptedFileStore::State::Absent) {
        opened = co_await store.setUp(passphrase);
    } else {
        opened = co_await store.unlock(passphrase);
    }
    while (opened) {
        std::string key = "key-" + std::to_string(number);
        base::Secret value("value-" + std::to_string(number));
        opened = co_await store.set(std::move(key), std::move(value));
        if (opened) {
            std::printf("%ld\n", number++);
            std::fflush(stdout);
        }
    }
    co_return opened;
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 3) {
        std::fputs("usage: secret_file_writer FILE FIRST\n", stderr);
        return 2;
    }
    secrets::EncryptedFileStore store(argv[1], secrets::KeyCost{1, 8192});
    boost::asio::io_context io(1);
    boost::asio::co_spawn(io, write(store, std::stol(argv[2])),
                          [](const std::exception_ptr &, const base::Status &status) {
                              std::fprintf(stderr, "%s\n", status.error().message.c_str());
                          });
    io.run();
    return 1;
}
