// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/local/stream_protocol.hpp>

#include <filesystem>

#include <sys/types.h>

// Internal to net/.
namespace berth::net {

/// A socket's file, so that only the own one is ever removed again.
struct SocketFile
{
    std::filesystem::path path;
    dev_t device = 0;
    ino_t inode = 0;
};

struct BoundUnixSocket
{
    boost::asio::local::stream_protocol::acceptor acceptor;
    SocketFile identity;
};

/// Listens on `path`, mode 0600 from the first moment. Replaces a socket nobody answers on;
/// AlreadyExists when somebody does, or when the path is no socket.
base::Result<BoundUnixSocket> bindUnixSocket(const boost::asio::any_io_executor &executor,
                                             const std::filesystem::path &path);

/// Removes the file unless another server has put its own there meanwhile.
void removeOwnSocket(const SocketFile &file);

} // namespace berth::net
