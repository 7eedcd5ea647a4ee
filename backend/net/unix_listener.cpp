// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "net/unix_listener.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <system_error>

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

namespace berth::net {

namespace {

using base::ErrorCode;
using boost::asio::local::stream_protocol;
namespace fs = std::filesystem;

base::Error pathError(ErrorCode code, const fs::path &path, const std::string &why)
{
    return {code, "Cannot listen on " + path.string() + ": " + why + "."};
}

/// Refused or gone means nobody is there; a full backlog or anything else counts as somebody.
bool isDead(const boost::asio::any_io_executor &executor, const fs::path &path)
{
    boost::system::error_code error;
    stream_protocol::socket probe(executor);
    probe.open(stream_protocol(), error);
    probe.non_blocking(true, error);
    probe.connect(stream_protocol::endpoint(path.string()), error);
    return error == boost::asio::error::connection_refused || error.value() == ENOENT;
}

base::Status clearTheWay(const boost::asio::any_io_executor &executor, const fs::path &path)
{
    std::error_code error;
    const auto status = fs::symlink_status(path, error);
    if (status.type() == fs::file_type::not_found) {
        return {};
    }
    if (status.type() != fs::file_type::socket) {
        return base::fail(
            pathError(ErrorCode::AlreadyExists, path, "a file that is no socket is in the way"));
    }
    if (!isDead(executor, path)) {
        return base::fail(
            pathError(ErrorCode::AlreadyExists, path, "a server answers there already"));
    }
    return {};
}

/// A directory beside `path` that only we can enter.
fs::path makePrivateDir(const fs::path &path)
{
    std::string pattern = (path.parent_path() / ".berth-XXXXXX").string();
    return ::mkdtemp(pattern.data()) == nullptr ? fs::path() : fs::path(pattern);
}

base::Error systemError(const fs::path &path, int number)
{
    return pathError(number == EACCES ? ErrorCode::PermissionDenied : ErrorCode::Unavailable, path,
                     std::strerror(number));
}

} // namespace

base::Result<BoundUnixSocket> bindUnixSocket(const boost::asio::any_io_executor &executor,
                                             const fs::path &path)
{
    if (auto clear = clearTheWay(executor, path); !clear) {
        return base::fail(std::move(clear.error()));
    }
    // Bound in a private directory, closed to others, then moved: no umask, which belongs to the
    // whole process, and no moment at which a stranger could connect.
    const auto dir = makePrivateDir(path);
    if (dir.empty()) {
        return base::fail(systemError(path, errno));
    }
    const auto temporary = dir / "s";
    std::error_code ignored;
    if (std::max(path.string().size(), temporary.string().size()) >=
        sizeof(sockaddr_un::sun_path)) {
        fs::remove_all(dir, ignored);
        return base::fail(
            pathError(ErrorCode::InvalidArgument, path, "the path is too long for a socket"));
    }
    boost::system::error_code error;
    BoundUnixSocket bound{stream_protocol::acceptor(executor), {path, 0, 0}};
    bound.acceptor.open(stream_protocol(), error);
    if (!error) {
        bound.acceptor.bind(stream_protocol::endpoint(temporary.string()), error);
    }
    if (!error) {
        bound.acceptor.listen(boost::asio::socket_base::max_listen_connections, error);
    }
    struct stat info
    {};
    int failure = error ? error.value() : 0;
    if (failure == 0 &&
        (::chmod(temporary.c_str(), S_IRUSR | S_IWUSR) != 0 ||
         ::stat(temporary.c_str(), &info) != 0 || ::rename(temporary.c_str(), path.c_str()) != 0)) {
        failure = errno;
    }
    fs::remove_all(dir, ignored);
    if (failure != 0) {
        return base::fail(systemError(path, failure));
    }
    bound.identity.device = info.st_dev;
    bound.identity.inode = info.st_ino;
    return bound;
}

void removeOwnSocket(const SocketFile &file)
{
    struct stat info
    {};
    if (::lstat(file.path.c_str(), &info) == 0 && info.st_dev == file.device &&
        info.st_ino == file.inode) {
        ::unlink(file.path.c_str());
    }
}

} // namespace berth::net
