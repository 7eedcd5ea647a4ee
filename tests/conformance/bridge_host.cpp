// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
//
// berth-bridge-host [--group | --proxy] COMMAND…: a stdio server as a child process, behind the
// real bridge and the real gateway, without a container. Prints the server's address; with --group
// that of a group with no other member, with --proxy that at a second gateway, for which the first
// is an HTTP server like any other. For the conformance suite and the benchmarks.
#include "gateway/aggregate/aggregates.h"
#include "gateway/gateway.h"
#include "gateway/stdio_bridges.h"
#include "model/group.h"
#include "net/io_thread.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

namespace asio = boost::asio;
namespace net = berth::net;

constexpr auto asTuple = asio::as_tuple(asio::use_awaitable);

struct Child
{
    pid_t pid = -1;
    int input = -1;
    int output = -1;
};

Child startChild(char **command)
{
    int input[2] = {-1, -1};
    int output[2] = {-1, -1};
    Child child;
    if (::pipe2(input, O_CLOEXEC) != 0 || ::pipe2(output, O_CLOEXEC) != 0) {
        return child;
    }
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, input[0], STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, output[1], STDOUT_FILENO);
    if (::posix_spawnp(&child.pid, command[0], &actions, nullptr, command, environ) != 0) {
        child.pid = -1;
    }
    posix_spawn_file_actions_destroy(&actions);
    ::close(input[0]);
    ::close(output[1]);
    child.input = input[1];
    child.output = output[0];
    return child;
}

/// The child's pipes, in the frames that Podman's attach has.
class PipeStream final : public net::RawStream
{
public:
    PipeStream(const asio::any_io_executor &executor, const Child &child)
        : m_input(executor, child.input)
        , m_output(executor, child.output)
    {}

    net::Task<std::string> read() override
    {
        m_buffer.resize(headerBytes + readBytes);
        auto [error, size] = co_await m_output.async_read_some(
            asio::buffer(m_buffer.data() + headerBytes, readBytes), asTuple);
        if (error || size == 0) {
            co_return std::string();
        }
        m_buffer.resize(headerBytes + size);
        m_buffer[0] = 1;
        m_buffer[1] = m_buffer[2] = m_buffer[3] = 0;
        for (unsigned i = 0; i < 4; ++i) {
            m_buffer[4 + i] = static_cast<char>(size >> (24U - 8U * i) & 0xFFU);
        }
        co_return m_buffer;
    }
    net::Task<> write(std::string_view bytes) override
    {
        auto [error, size] = co_await asio::async_write(m_input, asio::buffer(bytes), asTuple);
        if (error) {
            co_return berth::base::fail(berth::base::ErrorCode::ConnectionLost,
                                        "The server closed its input.");
        }
        co_return berth::base::Status();
    }
    void shutdownWrite() override
    {
        m_input.close();
    }
    void close() override
    {
        boost::system::error_code ignored;
        m_input.close(ignored);
        m_output.close(ignored);
    }

private:
    static constexpr std::size_t headerBytes = 8;
    static constexpr std::size_t readBytes = 65536;

    asio::posix::stream_descriptor m_input;
    asio::posix::stream_descriptor m_output;
    std::string m_buffer;
};

net::Task<std::unique_ptr<net::RawStream>> attach(asio::any_io_executor executor, Child child)
{
    co_return std::make_unique<PipeStream>(executor, child);
}

} // namespace

int main(int argc, char **argv)
{
    const std::string_view mode = argc > 1 ? argv[1] : "";
    const bool isGroup = mode == "--group";
    const bool isProxy = mode == "--proxy";
    if (isGroup || isProxy) {
        --argc;
        ++argv;
    }
    if (argc < 2) {
        std::fprintf(stderr, "Usage: berth-bridge-host [--group | --proxy] COMMAND [ARGUMENT…]\n");
        return EXIT_FAILURE;
    }
    sigset_t signals;
    sigemptyset(&signals);
    for (const int number : {SIGINT, SIGTERM, SIGCHLD}) {
        sigaddset(&signals, number);
    }
    std::signal(SIGPIPE, SIG_IGN);
    const Child child = startChild(argv + 1);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    std::string directory = "/tmp/berth-bridge-XXXXXX";
    if (child.pid < 0 || ::mkdtemp(directory.data()) == nullptr) {
        std::fprintf(stderr, "Cannot start %s.\n", argv[1]);
        return EXIT_FAILURE;
    }
    {
        berth::net::IoThread thread("berth-gateway");
        berth::gateway::StdioBridges bridges(thread.executor(), directory + "/sockets");
        berth::gateway::StdioServer server;
        server.name = "server";
        server.attach = [executor = bridges.executor(), child] { return attach(executor, child); };
        auto endpoint = bridges.open("server", std::move(server), [] {});
        berth::gateway::Gateway gateway(thread.executor(), {"127.0.0.1", 0, 1, "test"});
        const auto port = gateway.start();
        if (!endpoint || !port) {
            return EXIT_FAILURE;
        }
        berth::gateway::Route route;
        route.available = true;
        route.instanceName = "server";
        route.upstream = *endpoint;
        route.local = bridges.serviceAt(*endpoint);
        berth::gateway::Aggregates aggregates({thread.executor(), directory + "/groups"});
        const auto members = std::make_shared<const berth::gateway::Members>(
            berth::gateway::Members{{"server", route, {}, {}}});
        auto routes = aggregates.publish({{std::string(berth::model::allInstancesGroup), members}});
        routes["server"] = route;
        gateway.setRoutes(std::move(routes));
        berth::gateway::Gateway front(thread.executor(), {"127.0.0.1", 0, 1, "test"});
        if (!front.start()) {
            return EXIT_FAILURE;
        }
        route.upstream = net::Endpoint::tcp("127.0.0.1", *port);
        route.basePath = "/mcp/server";
        route.local = nullptr;
        front.setRoutes({{"server", route}});
        std::printf("%s/mcp%s\n", (isProxy ? front : gateway).address().c_str(),
                    isGroup ? "" : "/server");
        std::fflush(stdout);
        int number = 0;
        sigwait(&signals, &number);
        front.stop();
        gateway.stop();
    }
    ::kill(child.pid, SIGTERM);
    ::waitpid(child.pid, nullptr, 0);
    std::filesystem::remove_all(directory);
    return EXIT_SUCCESS;
}
