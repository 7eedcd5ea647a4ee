// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "providers/provider.h"

#include <string>

namespace berth::providers {

/// Names under which url credentials are resolved and stored.
namespace credential {
inline constexpr const char *bearerToken = "AUTHENTICATION_TOKEN";
/// A header's credential is HEADER_<name>.
std::string forHeader(const std::string &headerName);
} // namespace credential

/// Attaches servers that somebody else runs, by their URL. There is nothing to start or stop.
class UrlProvider final : public Provider
{
public:
    net::Task<std::optional<Running>> adopt(const model::Instance &instance,
                                            const secrets::ResolvedValues &secrets) override;
    net::Task<Running> start(const model::Instance &instance,
                             const secrets::ResolvedValues &secrets,
                             const ProgressCallback &onProgress) override;
    net::Task<> waitForEnd(const Running &running) override;
    net::Task<Ended> explainEnd(const Running &running) override;
    net::Task<bool> isRunning(const Running &running) override;
    net::Task<> stop(const model::Instance &instance) override;
};

} // namespace berth::providers
