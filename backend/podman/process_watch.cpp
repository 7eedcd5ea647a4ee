// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "podman/process_watch.h"

#include "base/process.h"

#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <cerrno>
#include <cstring>
#include <limits>
#include <string>

namespace berth::podman {

namespace asio = net::asio;
using base::ErrorCode;

namespace {

base::Error openError(std::int64_t pid, int number)
{
    if (number == ESRCH || number == EINVAL) {
        return {ErrorCode::NotFound, "There is no process " + std::to_string(pid) + ".", {}, {}};
    }
    return {ErrorCode::Unsupported,
            "The end of process " + std::to_string(pid) + " cannot be watched on this machine.",
            std::strerror(number),
            {}};
}

} // namespace

net::Task<> waitForExit(std::int64_t pid)
{
    if (pid <= 0 || pid > std::numeric_limits<pid_t>::max()) {
        co_return base::fail(openError(pid, ESRCH));
    }
    const int descriptor = base::openProcess(static_cast<pid_t>(pid));
    if (descriptor < 0) {
        co_return base::fail(openError(pid, errno));
    }
    const auto executor = co_await asio::this_coro::executor;
    asio::posix::stream_descriptor process(executor, descriptor);
    boost::system::error_code error;
    co_await process.async_wait(asio::posix::descriptor_base::wait_read,
                                asio::redirect_error(asio::use_awaitable, error));
    if (error == asio::error::operation_aborted) {
        co_return base::fail(ErrorCode::Cancelled,
                             "Watching process " + std::to_string(pid) + " was cancelled.");
    }
    if (error) {
        co_return base::fail(ErrorCode::Unsupported,
                             "The end of process " + std::to_string(pid) +
                                 " cannot be watched on this machine.",
                             error.message());
    }
    co_return base::Status{};
}

} // namespace berth::podman
