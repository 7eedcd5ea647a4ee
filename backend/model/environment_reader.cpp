// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "model/environment_reader.h"

#include "base/secret.h"
#include "model/field_readers.h"
#include "model/text_rules.h"

namespace berth::model {

namespace {

/// The kernel takes no longer "NAME=value" (MAX_ARG_STRLEN, with its final NUL).
constexpr std::size_t maxEntryLength = 131071;

void checkKey(const std::string &name, std::string_view pointer, Violations &violations)
{
    if (isEnvName(name)) {
        return;
    }
    // A person who pastes "KEY=value" as a name has put a value where the name goes.
    const bool holdsValue = name.find('=') != std::string::npos;
    addViolation(violations, holdsValue ? std::string(pointer) : base::appendPointer(pointer, name),
                 "The name of an environment variable is not allowed.",
                 holdsValue ? describeText(name.substr(0, name.find('=') + 1) + "…")
                            : describeText(name),
                 "letters, digits and _, not starting with a digit");
}

void checkText(const std::string &name, const std::string &value, std::string_view pointer,
               Violations &violations)
{
    if (hasNul(value)) {
        addViolation(violations, pointer,
                     "The value of " + describeText(name) +
                         " holds a NUL character, which an environment cannot carry.",
                     std::string(base::secretMask), "text without NUL");
    }
    if (name.size() + 1 + value.size() > maxEntryLength) {
        addViolation(violations, pointer,
                     "The value of " + describeText(name) +
                         " is longer than the kernel accepts for one variable.",
                     std::to_string(value.size()) + " bytes", "at most 128 KiB with the name");
    }
    checkSecretRef(value, pointer, violations);
}

} // namespace

Environment readEnvironment(ObjectReader &reader)
{
    Environment environment;
    const ObjectReader::Member member = reader.object({"environment", "env"});
    if (!member) {
        return environment;
    }
    for (const auto &[name, value] : member.value->items()) {
        checkKey(name, member.pointer, reader.violations());
        const std::string pointer = name.find('=') == std::string::npos
                                        ? base::appendPointer(member.pointer, name)
                                        : member.pointer;
        const std::optional<std::string> text = scalarText(value);
        if (!text) {
            addViolation(reader.violations(), pointer,
                         "The value of an environment variable must be a string.",
                         std::string(describeType(value)), "a string, a number or a boolean");
            continue;
        }
        checkText(name, *text, pointer, reader.violations());
        environment.emplace_back(name, *text);
    }
    return environment;
}

} // namespace berth::model
