// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/json.h"
#include "podman/podman_client.h"

#include <string>
#include <string_view>
#include <vector>

namespace berth::podman {

/// A Podman secret that holds one value.
struct SecretReference
{
    SecretDelivery::Way way;
    std::string name; ///< of the variable, or the path
    std::string secretName;
};

// How berth-init finds variables, and files of the server's own, among the files of /run/secrets.
inline constexpr std::string_view secretVariablePrefix = "berth-env.";
inline constexpr std::string_view secretFilePrefix = "berth-file.";

/// Body of POST /containers/create (Podman's SpecGenerator). `initPath` is the program that turns
/// secret files into variables; used when there are secrets only.
base::Json createBody(const ContainerConfig &config, const std::vector<SecretReference> &secrets,
                      const std::string &initPath);

/// Whether berth-init has to hand any of them over.
bool needsInit(const std::vector<SecretReference> &secrets);

/// Value of a `filters` query parameter: {"label": ["key=value", …]}.
std::string labelFilter(const Labels &labels);

base::Result<VersionInfo> parseInfo(std::string_view body);
base::Result<ContainerDetails> parseDetails(std::string_view body);
base::Result<std::vector<ContainerSummary>> parseList(std::string_view body);
/// Names of the secrets that begin with `prefix`.
base::Result<std::vector<std::string>> parseSecretNames(std::string_view body,
                                                        std::string_view prefix);
/// The string member `key` of an answer such as {"Id": "…"}.
base::Result<std::string> parseMember(std::string_view body, std::string_view key);
base::Result<std::vector<std::string>> parseNames(std::string_view body);

/// One line of the event stream; nothing for what is no container's event.
std::optional<Event> parseEvent(std::string_view line);

} // namespace berth::podman
