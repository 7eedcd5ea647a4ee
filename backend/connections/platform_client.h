// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/json.h"
#include "base/secret.h"
#include "net/http_client.h"

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace berth::connections {

/// An instance as the platform's REST API lists it (contract section 1.3).
struct PlatformInstance
{
    std::string id;
    std::string name;
    std::string description;
    std::optional<std::string> serverSpecId;
    base::Json spec;    ///< as it came; unchecked
    std::string status; ///< unreliable (contract section 0 rule 7): only "stopped" means something
};

/// The calls of AgentArea's REST API that an attached Berth needs. Confined to one executor.
class PlatformClient
{
public:
    static constexpr std::chrono::seconds defaultTimeout{10};

    /// InvalidArgument when `url` is none. `url` goes up to and including /v1. Without a token none
    /// is sent, as a platform in DEV_MODE wants it. `timeout` bounds each call as a whole.
    static base::Result<std::unique_ptr<PlatformClient>>
    make(net::asio::any_io_executor executor, const std::string &url, const std::string &caFile,
         base::Secret token, std::chrono::milliseconds timeout = defaultTimeout);

    /// Names what the token lets Berth see: its workspace where the token says one, else the token
    /// itself, by a digest. A list read in one scope says nothing about what another one lists.
    const std::string &scope() const
    {
        return m_scope;
    }

    /// GET /v1/mcp-server-instances/, bearer token. Entries without id or json_spec are left out.
    /// Unauthorized, Forbidden, NotFound, Unavailable, Timeout, ProtocolError say what to do.
    net::Task<std::vector<PlatformInstance>> instances();
    /// GET /v1/mcp-server-instances/{id}; nothing when the platform says that it has no such
    /// instance. Any other 404, of a wrong URL for one, is an error: it proves nothing.
    net::Task<std::optional<PlatformInstance>> instance(std::string id);

private:
    PlatformClient(std::unique_ptr<net::HttpClient> http, std::string basePath, base::Secret token,
                   std::chrono::milliseconds timeout);

    net::Task<net::HttpResponse> get(std::string path);
    base::Error refusal(const net::HttpResponse &response) const;
    base::Result<base::Json> read(const net::HttpResponse &response) const;
    /// The platform's own words, for the details of an error.
    std::string wordsOf(const net::HttpResponse &response) const;
    std::string where() const;

    std::unique_ptr<net::HttpClient> m_http;
    std::string m_basePath;
    base::Secret m_token;
    std::string m_scope;
    std::chrono::milliseconds m_timeout;
};

} // namespace berth::connections
