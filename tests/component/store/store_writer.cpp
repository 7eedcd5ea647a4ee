// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
//
// Writes instances with one event each into the database FILE, numbered from FIRST, until it is
// killed. Prints every number once the store said that it is kept.
#include "base/ids.h"
#include "store/store.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <cstdio>
#include <string>
#include <utility>
#include <vector>

namespace {

using namespace berth;

model::Instance numbered(long number)
{
    model::Instance instance;
    instance.id = std::to_string(number);
    instance.name = "Number " + instance.id;
    instance.slug = "number-" + instance.id;
    model::DockerSpec docker;
    docker.image = "localhost/echo";
    instance.spec.type = docker;
    return instance;
}

net::Task<> write(store::Store &store, long number)
{
    for (;; ++number) {
        model::DomainEvent event;
        event.eventId = base::newUuid();
        event.type = model::event::instanceCreated;
        event.instanceId = std::to_string(number);
        // g++ 12 cannot compile a braced list inside a co_await expression.
        std::vector<model::DomainEvent> events{event};
        auto saved = co_await store.saveInstance(numbered(number), std::move(events));
        if (!saved) {
            co_return saved;
        }
        // Another table takes part now and then, in a transaction of its own.
        if (number % 7 == 0) {
            (void)co_await store.setValue("last", std::to_string(number));
        }
        std::printf("%ld\n", number);
        std::fflush(stdout);
    }
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 3) {
        std::fputs("usage: store_writer FILE FIRST\n", stderr);
        return 2;
    }
    auto store = store::Store::open(argv[1]);
    if (!store) {
        std::fprintf(stderr, "%s %s\n", store.error().message.c_str(),
                     store.error().details.c_str());
        return 1;
    }
    boost::asio::io_context io(1);
    int code = 0;
    boost::asio::co_spawn(io, write(**store, std::stol(argv[2])),
                          [&code](const std::exception_ptr &, const base::Status &status) {
                              std::fprintf(stderr, "%s\n", status.error().message.c_str());
                              code = 1;
                          });
    io.run();
    return code;
}
