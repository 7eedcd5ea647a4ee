// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "cli/secret_body.h"

#include "base/secret.h"

namespace berth::cli {

using base::Json;

namespace {

/// Other text would be altered on its way through JSON.
bool isUtf8(const Json &body)
{
    try {
        std::string text = body.dump();
        base::wipeString(text);
        return true;
    } catch (const Json::exception &) {
        return false;
    }
}

} // namespace

base::Result<Json> postSecret(ApiClient &api, const std::string &path, Json body)
{
    base::Result<Json> answer = base::fail(base::ErrorCode::InvalidArgument,
                                           "What was read is not text in UTF-8. Encode it first, "
                                           "for example with base64.");
    if (isUtf8(body)) {
        answer = api.post(path, body);
    }
    for (Json &member : body) {
        if (member.is_string()) {
            base::wipeString(member.get_ref<std::string &>());
        }
    }
    return answer;
}

} // namespace berth::cli
