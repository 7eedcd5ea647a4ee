// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/json.h"
#include "base/result.h"

#include <cstdint>
#include <functional>
#include <map>
#include <string>

namespace berth::engine {

// What the settings of all areas have in common: a value is put where it belongs, or refused with
// its key and what it must be.

/// By key, how a value gets into settings of type S.
template <typename S>
using Setters =
    std::map<std::string,
             std::function<base::Status(S &, const std::string &key, const base::Json &value)>>;

tl::unexpected<base::Error> refusedSetting(const std::string &key, std::string message);
tl::unexpected<base::Error> wrongSetting(const std::string &key, const std::string &expected);

/// At most 2048 bytes on one line.
bool isPlainText(const std::string &text);

base::Status setFlag(bool &target, const std::string &key, const base::Json &value);

template <typename T>
base::Status setNumber(T &target, std::int64_t low, std::int64_t high, const std::string &key,
                       const base::Json &value)
{
    if (!value.is_number_integer() || value.get<std::int64_t>() < low ||
        value.get<std::int64_t>() > high) {
        return wrongSetting(key, "a whole number from " + std::to_string(low) + " to " +
                                     std::to_string(high));
    }
    target = static_cast<T>(value.get<std::int64_t>());
    return {};
}

template <typename Check>
base::Status setText(std::string &target, Check check, const std::string &expected,
                     const std::string &key, const base::Json &value)
{
    if (!value.is_string() || !check(value.get_ref<const std::string &>())) {
        return wrongSetting(key, expected);
    }
    target = value.get<std::string>();
    return {};
}

} // namespace berth::engine
