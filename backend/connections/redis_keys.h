// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

// Internal to connections/. All keys begin with "berth:", so that one ACL rule (~berth:*) allows
// them.
namespace berth::connections::keys {

inline constexpr const char *instances = "berth:instances";
inline constexpr const char *managers = "berth:managers";

/// A hash (manager, life, name, token) that expires.
inline std::string lease(std::string_view instanceId)
{
    return "berth:lease:" + std::string(instanceId);
}

/// The last fencing token that was given for the instance; outlives the lease by far.
inline std::string fence(std::string_view instanceId)
{
    return "berth:fence:" + std::string(instanceId);
}

} // namespace berth::connections::keys
