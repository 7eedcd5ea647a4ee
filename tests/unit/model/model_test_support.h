// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/json.h"
#include "model/validation.h"

#include <gtest/gtest.h>

#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace berth::model {

inline void PrintTo(const Violation &violation, std::ostream *out) // NOLINT(*-naming)
{
    *out << violation.pointer << ": " << violation.message << " [found " << violation.found
         << ", expected " << violation.expected << ']';
}

} // namespace berth::model

namespace berth::tests {

inline base::Json parsed(std::string_view text)
{
    auto json = base::parseJson(text);
    EXPECT_TRUE(json.has_value()) << text;
    return json ? *json : base::Json();
}

template <typename T>
std::vector<std::string> pointersOf(const model::Validated<T> &result)
{
    std::vector<std::string> pointers;
    if (!result) {
        for (const model::Violation &violation : result.error()) {
            pointers.push_back(violation.pointer);
        }
    }
    return pointers;
}

inline std::string allTextOf(const model::Violations &violations)
{
    std::string text;
    for (const model::Violation &violation : violations) {
        text += violation.pointer + '\n' + violation.message + '\n' + violation.found + '\n' +
                violation.expected + '\n';
    }
    return text;
}

} // namespace berth::tests
