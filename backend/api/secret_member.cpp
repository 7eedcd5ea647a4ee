// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "api/secret_member.h"

namespace berth::api {

std::optional<base::Secret> takeSecret(base::Json &body, const char *key)
{
    const auto member = body.find(key);
    if (member == body.end() || !member->is_string()) {
        return std::nullopt;
    }
    auto &text = member->get_ref<std::string &>();
    base::Secret secret(text);
    base::wipeString(text);
    body.erase(member);
    return secret;
}

} // namespace berth::api
