// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/json.h"
#include "base/secret.h"
#include "net/http_client.h"

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
    /// InvalidArgument when `url` is none. `url` goes up to and including /v1.
    static base::Result<std::unique_ptr<PlatformClient>> make(net::asio::any_io_executor executor,
                                                              const std::string &url,
                                                              const std::string &caFile,
                                                              base::Secret token);

    /// GET /v1/mcp-server-instances/, bearer token. Entries without id or json_spec are left out.
    /// Unauthorized, Forbidden, NotFound, Unavailable, Timeout, ProtocolError say what to do.
    net::Task<std::vector<PlatformInstance>> instances();
    /// GET /v1/mcp-server-instances/{id}; nothing when the platform has it no longer.
    net::Task<std::optional<PlatformInstance>> instance(std::string id);

private:
    PlatformClient(std::unique_ptr<net::HttpClient> http, std::string basePath, base::Secret token);

    std::unique_ptr<net::HttpClient> m_http;
    std::string m_basePath;
    base::Secret m_token;
};

} // namespace berth::connections
