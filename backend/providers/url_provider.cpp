// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "providers/url_provider.h"

#include <algorithm>
#include <cctype>

namespace berth::providers {

namespace {

std::string valueOf(const secrets::ResolvedValues &secrets, const std::string &name,
                    const std::string &plain)
{
    const auto found = secrets.find(name);
    return found == secrets.end() ? plain : found->second.expose();
}

} // namespace

std::string credential::forHeader(const std::string &headerName)
{
    std::string name = "HEADER_" + headerName;
    std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) {
        return std::isalnum(c) != 0 ? static_cast<char>(std::toupper(c)) : '_';
    });
    return name;
}

net::Task<std::optional<Running>> UrlProvider::adopt(const model::Instance &,
                                                     const secrets::ResolvedValues &)
{
    co_return std::nullopt;
}

net::Task<Running> UrlProvider::start(const model::Instance &instance,
                                      const secrets::ResolvedValues &secrets,
                                      const ProgressCallback &)
{
    const model::UrlSpec *spec = instance.spec.url();
    if (spec == nullptr) {
        co_return base::fail(base::ErrorCode::Internal, "This instance is not reached by a URL.");
    }
    auto url = net::parseUrl(spec->endpoint);
    if (!url) {
        base::Error error = url.error();
        error.field = "/json_spec/endpoint";
        co_return base::fail(std::move(error));
    }
    Running running;
    running.upstream = url->endpoint;
    running.mcpPath = url->target;
    running.hostHeader = url->endpoint.hostHeader();
    running.caFile = spec->caFile;
    for (const auto &[name, value] : spec->headers) {
        running.headers.set(name, valueOf(secrets, credential::forHeader(name), value));
    }
    if (!spec->bearerToken.empty()) {
        running.headers.set("Authorization", "Bearer " + valueOf(secrets, credential::bearerToken,
                                                                 spec->bearerToken));
    }
    co_return running;
}

net::Task<> UrlProvider::waitForEnd(const Running &)
{
    co_return base::fail(base::ErrorCode::Unsupported, "A remote server has no process here.");
}

net::Task<Ended> UrlProvider::explainEnd(const Running &)
{
    co_return Ended{"The remote server does not answer.", std::nullopt};
}

net::Task<bool> UrlProvider::isRunning(const Running &)
{
    co_return true;
}

net::Task<> UrlProvider::stop(const model::Instance &)
{
    co_return base::Status{};
}

} // namespace berth::providers
