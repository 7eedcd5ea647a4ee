// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "base/json.h"
#include "model/validation.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace berth::model {

/// What a client's token opens. Both lists empty: everything.
struct ClientLimits
{
    std::vector<std::string> instances; ///< ids
    std::vector<std::string> groups;    ///< as in /mcp/@<group>; allInstancesGroup: /mcp itself

    bool isEverything() const
    {
        return instances.empty() && groups.empty();
    }
    bool operator==(const ClientLimits &) const = default;
};

/// The name under which limits mean the endpoint /mcp, which stands for all instances.
inline constexpr std::string_view allInstancesGroup = "all";

/// Names of callers that are no client with a token.
inline constexpr std::string_view ownClientName = "berth";
inline constexpr std::string_view anonymousClientName = "anonymous";

/// What a person says of a client: "Claude Desktop", which may reach github only.
struct ClientDraft
{
    std::string name;
    ClientLimits limits;
    std::optional<std::int64_t> rateLimit; ///< calls a minute, 0: none; else gateway.rate_limit

    bool operator==(const ClientDraft &) const = default;
};

/// A client of the gateway that has a token. The token itself is kept nowhere.
struct Client
{
    std::string id;
    ClientDraft draft;
    base::Timestamp createdAt{};
    std::optional<base::Timestamp> lastUsedAt;
    std::optional<base::Timestamp> revokedAt;
    std::int64_t calls = 0; ///< since it was made

    bool isRevoked() const
    {
        return revokedAt.has_value();
    }
    bool operator==(const Client &) const = default;
};

/// Reads {name, instances?, groups?, rate_limit?}; pointers are relative to it.
Validated<ClientDraft> readClientDraft(const base::Json &json);
base::Json toJson(const ClientLimits &limits);
base::Json toJson(const Client &client);
/// Reads what toJson() wrote; what is something else is left out.
ClientLimits limitsFromJson(const base::Json &json);

} // namespace berth::model
