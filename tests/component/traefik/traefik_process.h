// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/json.h"
#include "net/http_client.h"
#include "support/keyring/scratch_dir.h"
#include "support/process/child_process.h"

#include <boost/asio/io_context.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace berth::test {

/// Where tests/support/python/install.sh has put Traefik and the tools to look at its files.
const std::string &traefikTools();

/// A real Traefik on free ports of 127.0.0.1.
class TraefikProcess
{
public:
    /// `provider`: on its command line, such as "--providers.file.directory=/x". What goes on in
    /// `context` goes on while it is asked.
    TraefikProcess(boost::asio::io_context &context, const std::string &provider);

    /// POST with the token, if there is one; nothing while Traefik does not answer.
    std::optional<net::HttpResponse> post(const std::string &path, const base::Json &body,
                                          const std::string &token = {});
    /// The answer as it arrives, piece by piece, until `wanted` is in it; what came until then.
    std::string readUntil(const std::string &path, const base::Json &body, const std::string &token,
                          const std::string &session, const std::string &wanted);
    /// Asks until the status is this one; what it was last.
    int waitForStatus(const std::string &path, int status, const std::string &token);
    /// Errors in its log.
    std::string errors() const;
    /// What it makes of its configuration: "/api/http/routers" and so on.
    base::Json api(const std::string &path);

private:
    net::HttpRequest request(const std::string &path, const base::Json &body,
                             const std::string &token) const;

    boost::asio::io_context &m_context;
    ScratchDir m_directory;
    std::uint16_t m_port = freePort();
    std::uint16_t m_apiPort = freePort();
    std::unique_ptr<ChildProcess> m_process;
};

} // namespace berth::test
