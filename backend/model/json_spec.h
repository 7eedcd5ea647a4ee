// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/json.h"
#include "model/gateway_options.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace berth::model {

enum class Transport
{
    StreamableHttp,
    Sse,
    Stdio
};

/// Name and value in the order a person wrote them. A value may be a secret reference.
using Environment = std::vector<std::pair<std::string, std::string>>;

struct Resources
{
    std::optional<std::string> memoryLimit; ///< "256m", "1g"
    std::optional<std::string> cpuLimit;    ///< "0.5" cores
    std::optional<std::int64_t> pidsLimit;

    bool operator==(const Resources &) const = default;
};

struct HealthCheck
{
    std::string path; ///< empty: ask through MCP instead of a plain GET
    std::chrono::milliseconds interval{30000};
    std::chrono::milliseconds timeout{5000};
    int retries = 3;

    bool operator==(const HealthCheck &) const = default;
};

struct Volume
{
    /// Absolute host path, a Podman volume's name, or a reference to a secret whose value is
    /// mounted as a file.
    std::string source;
    std::string destination;
    bool readOnly = true;

    bool operator==(const Volume &) const = default;
};

/// What may be loosened knowingly (design section 8).
struct Isolation
{
    std::vector<std::string> capAdd;
    bool readOnlyRoot = false;
    bool operator==(const Isolation &) const = default;
};

struct DockerSpec
{
    std::string image;
    std::uint16_t port = 8000;
    Environment environment;
    /// Variables whose secret is delivered as the file /run/secrets/NAME; NAME_FILE says so to the
    /// server, and there is no variable NAME.
    std::set<std::string> secretFiles;
    std::vector<std::string> command; ///< appended to the image's entrypoint
    Transport transport = Transport::StreamableHttp;
    std::string path = "/mcp"; ///< where the server answers MCP inside the container
    Resources resources;
    HealthCheck healthCheck;
    std::vector<Volume> volumes;
    std::string
        network; ///< empty: default for the transport; "none", "bridge", "host" or a network's name
    Isolation isolation;
    std::chrono::milliseconds startupTimeout{120000};
    GatewayOptions gateway;

    bool operator==(const DockerSpec &) const = default;
};

struct UrlSpec
{
    std::string endpoint;
    HealthCheck healthCheck;
    std::string bearerToken; ///< value or secret reference; empty: none
    std::vector<std::pair<std::string, std::string>> headers;
    std::chrono::milliseconds timeout{30000};
    std::string caFile; ///< tls.ca_file: PEM, trusted beside the system's authorities

    bool operator==(const UrlSpec &) const = default;
};

/// The complete run configuration of an instance. Keys that Berth does not know are kept in
/// `extra` and written back, so a document from another tool survives a round trip.
struct JsonSpec
{
    std::variant<DockerSpec, UrlSpec> type = DockerSpec{};
    base::Json extra = base::Json::object();

    const DockerSpec *docker() const
    {
        return std::get_if<DockerSpec>(&type);
    }
    DockerSpec *docker()
    {
        return std::get_if<DockerSpec>(&type);
    }
    const UrlSpec *url() const
    {
        return std::get_if<UrlSpec>(&type);
    }
    UrlSpec *url()
    {
        return std::get_if<UrlSpec>(&type);
    }

    bool operator==(const JsonSpec &) const = default;
};

std::string_view transportName(Transport transport);

/// Strict JSON: canonical key names, string environment values, integer port, no nulls.
/// `cmd` is the name AgentArea reads (contract section 7 rule 6).
base::Json toJson(const JsonSpec &spec);

/// "256m", "1g", "512Mi", "1073741824" to bytes.
base::Result<std::int64_t> parseMemory(std::string_view text);
/// "0.5", "2" to thousandths of a core.
base::Result<std::int64_t> parseCpu(std::string_view text);
/// "30s", "500ms", "2m", "1h", or a bare number of seconds.
base::Result<std::chrono::milliseconds> parseDuration(std::string_view text);
std::string formatDuration(std::chrono::milliseconds duration);

} // namespace berth::model
