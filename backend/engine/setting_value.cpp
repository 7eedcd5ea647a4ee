// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/setting_value.h"

#include <algorithm>
#include <utility>

namespace berth::engine {

using base::Error;
using base::ErrorCode;

tl::unexpected<Error> refusedSetting(const std::string &key, std::string message)
{
    return base::fail(
        Error{ErrorCode::InvalidArgument, std::move(message), {}, base::appendPointer("", key)});
}

tl::unexpected<Error> wrongSetting(const std::string &key, const std::string &expected)
{
    return refusedSetting(key, "The setting " + key + " must be " + expected + ".");
}

bool isPlainText(const std::string &text)
{
    constexpr std::size_t longest = 2048;
    return text.size() <= longest && std::all_of(text.begin(), text.end(), [](unsigned char c) {
               return c >= ' ' && c != 0x7f;
           });
}

base::Status setFlag(bool &target, const std::string &key, const base::Json &value)
{
    if (!value.is_boolean()) {
        return wrongSetting(key, "true or false");
    }
    target = value.get<bool>();
    return {};
}

} // namespace berth::engine
