// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "model/text_rules.h"
#include "model/violation_list.h"

namespace berth::model {

Violations checkName(std::string_view name, std::string_view pointer)
{
    constexpr const char *expected = "1 to 255 characters, not blank, no control characters";
    Violations violations;
    const std::optional<std::size_t> length = utf8Length(name);
    std::string problem;
    if (!length) {
        problem = "The name is not valid UTF-8.";
    } else if (isBlank(name)) {
        problem = "The name is empty or blank.";
    } else if (hasControlCharacter(name)) {
        problem = "The name holds a control character.";
    } else if (*length > 255) {
        problem = "The name has " + std::to_string(*length) + " characters; 255 are allowed.";
    }
    if (!problem.empty()) {
        addViolation(violations, pointer, std::move(problem), describeText(name), expected);
    }
    return violations;
}

} // namespace berth::model
