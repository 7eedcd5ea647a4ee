// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "podman/podman_service.h"

#include "podman/libpod_connection.h"
#include "podman/service_process.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <optional>
#include <string_view>
#include <vector>

#include <unistd.h>

namespace berth::podman {

namespace asio = net::asio;
using base::ErrorCode;
using namespace std::chrono_literals;

namespace {

constexpr auto answerTimeout = 3s;
constexpr auto startTimeout = 30s; ///< Podman sets its storage up when it runs the first time
constexpr std::string_view unixScheme = "unix://";

std::string variable(const char *name)
{
    const char *value = std::getenv(name);
    return value == nullptr ? std::string() : std::string(value);
}

/// The socket that CONTAINER_HOST names; empty when it names none.
base::Result<std::string> namedSocket()
{
    const std::string host = variable("CONTAINER_HOST");
    if (!host.empty() && host.rfind(unixScheme, 0) != 0) {
        return base::fail(ErrorCode::Unsupported,
                          "CONTAINER_HOST names a Podman on another machine or a TCP port, which "
                          "Berth does not use. Unset it, or name a socket: "
                          "unix:///run/podman/podman.sock.");
    }
    return host.empty() ? std::string() : host.substr(unixScheme.size());
}

/// Sockets to try when none is named, best first.
std::vector<std::string> usualSockets()
{
    std::vector<std::string> sockets;
    if (const std::string runtime = variable("XDG_RUNTIME_DIR"); !runtime.empty()) {
        sockets.push_back(runtime + "/podman/podman.sock");
    }
    sockets.emplace_back("/run/podman/podman.sock");
    return sockets;
}

std::optional<std::filesystem::path> findProgram(std::string_view name)
{
    const std::string path = variable("PATH");
    std::string_view rest = path;
    while (!rest.empty()) {
        const auto end = std::min(rest.find(':'), rest.size());
        const auto candidate = std::filesystem::path(rest.substr(0, end)) / name;
        if (candidate.is_absolute() && ::access(candidate.c_str(), X_OK) == 0) {
            return candidate;
        }
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return std::nullopt;
}

std::string readFile(const std::filesystem::path &path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

} // namespace

class PodmanService::Impl
{
public:
    Impl(asio::any_io_executor executor, std::filesystem::path runtimeDir)
        : m_executor(std::move(executor))
        , m_runtimeDir(std::move(runtimeDir))
    {}

    net::Task<PodmanLocation> locate();

private:
    net::Task<> answers(std::string socket, std::chrono::milliseconds timeout);
    net::Task<PodmanLocation> useNamed(std::string socket);
    net::Task<PodmanLocation> runService();

    std::filesystem::path socketPath() const
    {
        return m_runtimeDir / "podman.sock";
    }
    std::filesystem::path logPath() const
    {
        return m_runtimeDir / "podman-service.log";
    }

    asio::any_io_executor m_executor;
    std::filesystem::path m_runtimeDir;
    ServiceProcess m_process;
};

net::Task<> PodmanService::Impl::answers(std::string socket, std::chrono::milliseconds timeout)
{
    LibpodConnection connection(m_executor, net::Endpoint::unixSocket(std::move(socket)));
    auto request = ApiRequest::get("answer", "/_ping");
    auto response = co_await connection.exchange(std::move(request), timeout);
    if (!response) {
        co_return base::fail(response.error());
    }
    co_return base::Status{};
}

net::Task<PodmanLocation> PodmanService::Impl::locate()
{
    const auto named = namedSocket();
    if (!named) {
        co_return base::fail(named.error());
    }
    if (!named->empty()) {
        co_return co_await useNamed(*named);
    }
    const auto sockets = usualSockets();
    for (const std::string &socket : sockets) {
        if (::access(socket.c_str(), R_OK | W_OK) != 0) {
            continue;
        }
        auto answered = co_await answers(socket, answerTimeout);
        if (answered) {
            co_return PodmanLocation{net::Endpoint::unixSocket(socket), false};
        }
        if (answered.error().code == ErrorCode::Cancelled) {
            co_return base::fail(answered.error());
        }
    }
    co_return co_await runService();
}

net::Task<PodmanLocation> PodmanService::Impl::useNamed(std::string socket)
{
    auto answered = co_await answers(socket, answerTimeout);
    if (answered) {
        co_return PodmanLocation{net::Endpoint::unixSocket(std::move(socket)), false};
    }
    base::Error error = answered.error();
    if (error.code != ErrorCode::Cancelled) {
        error.code = ErrorCode::Unavailable;
        error.message = "No Podman answers at " + socket +
                        ", which CONTAINER_HOST names. Start it, or unset CONTAINER_HOST.";
    }
    co_return base::fail(std::move(error));
}

net::Task<PodmanLocation> PodmanService::Impl::runService()
{
    const PodmanLocation own{net::Endpoint::unixSocket(socketPath().string()), true};
    if (m_process.isRunning()) {
        auto answered = co_await answers(socketPath().string(), answerTimeout);
        if (answered) {
            co_return own;
        }
        if (answered.error().code == ErrorCode::Cancelled) {
            co_return base::fail(answered.error());
        }
    }
    const auto program = findProgram("podman");
    if (!program) {
        co_return base::fail(ErrorCode::PodmanMissing,
                             "Podman, which runs the servers, is not installed. Install it with: "
                             "sudo apt install podman");
    }
    if (auto started = m_process.start(*program, socketPath(), logPath()); !started) {
        co_return base::fail(started.error());
    }
    auto answered = co_await answers(socketPath().string(), startTimeout);
    if (!answered) {
        base::Error error = answered.error();
        if (error.code != ErrorCode::Cancelled) {
            error.code = ErrorCode::Unavailable;
            error.message = "Podman's service does not start. Run \"podman info\" in a terminal to "
                            "see what is wrong with it.";
            error.details += (error.details.empty() ? "" : "\n") + readFile(logPath());
        }
        m_process.stop();
        co_return base::fail(std::move(error));
    }
    co_return own;
}

PodmanService::PodmanService(asio::any_io_executor executor, std::filesystem::path runtimeDir)
    : m_impl(std::make_shared<Impl>(std::move(executor), std::move(runtimeDir)))
{}

PodmanService::~PodmanService() = default;

net::Task<PodmanLocation> PodmanService::locate()
{
    const auto impl = m_impl;
    co_return co_await impl->locate();
}

} // namespace berth::podman
