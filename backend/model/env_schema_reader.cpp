// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "base/secret.h"
#include "model/field_readers.h"
#include "model/pattern.h"
#include "model/secret_ref.h"
#include "model/spec_readers.h"
#include "model/text_rules.h"

#include <set>

namespace berth::model {

namespace {

void readType(ObjectReader &reader, EnvVariable &variable)
{
    const std::optional<std::string> name = reader.text({"type"});
    if (!name) {
        return;
    }
    const std::string lower = asciiLower(*name);
    if (lower == "secret" || lower == "password") {
        variable.secret = true;
    } else if (const auto type = envTypeFromName(lower)) {
        variable.type = *type;
    } else {
        addViolation(reader.violations(), base::appendPointer(reader.pointer(), "type"),
                     "The type " + describeText(*name) + " is not known.", describeText(*name),
                     "string, integer, number, boolean, url, filepath or enum");
    }
}

void readName(ObjectReader &reader, EnvVariable &variable)
{
    if (const auto name = reader.text({"name"})) {
        variable.name = *name;
        if (!isEnvName(*name)) {
            addViolation(reader.violations(), base::appendPointer(reader.pointer(), "name"),
                         "The name of an environment variable is not allowed.", describeText(*name),
                         "letters, digits and _, not starting with a digit");
        }
    } else if (!reader.find({"name"})) {
        reader.require("name", "The variable has no name.", "the name of an environment variable");
    }
}

void readChoices(ObjectReader &reader, EnvVariable &variable)
{
    const ObjectReader::Member member = reader.list({"choices", "enum", "options"});
    if (member) {
        for (std::size_t i = 0; i < member.value->size(); ++i) {
            if (const auto text = scalarText((*member.value)[i])) {
                variable.choices.push_back(*text);
            } else {
                addViolation(reader.violations(), base::appendPointer(member.pointer, i),
                             "A choice must be a string.",
                             std::string(describeType((*member.value)[i])), "a string");
            }
        }
    }
    if (variable.type == EnvType::Enum && variable.choices.empty()) {
        reader.require("choices", "A variable of type enum needs its choices.",
                       "a list of at least one string");
    }
}

void readRange(ObjectReader &reader, EnvVariable &variable)
{
    variable.minimum = reader.number({"minimum", "min"});
    variable.maximum = reader.number({"maximum", "max"});
    if (variable.minimum && variable.maximum && *variable.minimum > *variable.maximum) {
        addViolation(reader.violations(), base::appendPointer(reader.pointer(), "minimum"),
                     "The minimum is greater than the maximum.",
                     base::toText(base::Json(*variable.minimum)), "at most the maximum");
    }
}

void readPattern(ObjectReader &reader, EnvVariable &variable)
{
    variable.pattern = reader.text({"pattern"}).value_or(std::string());
    if (!isUsablePattern(variable.pattern)) {
        addViolation(reader.violations(), base::appendPointer(reader.pointer(), "pattern"),
                     "The pattern is no regular expression that Berth can use.",
                     describeText(variable.pattern),
                     "a regular expression in RE2 syntax (no look-around, no back-references) of "
                     "at most 1024 characters");
    }
}

/// A default of a secret would be stored in clear, so only a reference may stand there.
void readDefault(ObjectReader &reader, EnvVariable &variable)
{
    const ObjectReader::Member member = reader.find({"default"});
    if (!member) {
        return;
    }
    const std::optional<std::string> text = scalarText(*member.value);
    if (!text) {
        addViolation(reader.violations(), member.pointer, "The default value must be a string.",
                     std::string(describeType(*member.value)), "a string, a number or a boolean");
        return;
    }
    variable.defaultValue = *text;
    if (variable.secret && !text->empty() && !looksLikeSecretRef(*text)) {
        addViolation(reader.violations(), member.pointer,
                     "A secret variable cannot have a default value: it would be stored in clear.",
                     std::string(base::secretMask), "no default, or a secret reference");
    } else if (!text->empty()) {
        if (const auto violation = checkValue(variable, *text, member.pointer)) {
            addViolation(reader.violations(), member.pointer,
                         "The default value of " + violation->message, violation->found,
                         violation->expected);
        }
    }
}

EnvVariable readVariable(const base::Json &json, const std::string &pointer, Violations &violations)
{
    EnvVariable variable;
    if (!json.is_object()) {
        addViolation(violations, pointer, "A variable of the env_schema must be an object.",
                     std::string(describeType(json)), "an object with at least a name");
        return variable;
    }
    ObjectReader reader(json, pointer, violations);
    readName(reader, variable);
    readType(reader, variable);
    variable.description = reader.text({"description"}).value_or(std::string());
    variable.required = reader.boolean({"required"}).value_or(false);
    variable.secret = reader.boolean({"secret", "sensitive"}).value_or(false) || variable.secret;
    variable.format = reader.text({"format"}).value_or(std::string());
    variable.placeholder = reader.text({"placeholder"}).value_or(std::string());
    variable.helpUrl = reader.text({"help_url"}).value_or(std::string());
    readChoices(reader, variable);
    readRange(reader, variable);
    readPattern(reader, variable);
    readDefault(reader, variable);
    return variable;
}

} // namespace

EnvSchema readEnvSchemaAt(const base::Json &json, std::string_view pointer, Violations &violations)
{
    EnvSchema schema;
    if (json.is_null()) {
        return schema;
    }
    if (!json.is_array()) {
        addViolation(violations, pointer, "The env_schema must be a list.",
                     std::string(describeType(json)), "a list of variables");
        return schema;
    }
    std::set<std::string> names;
    for (std::size_t i = 0; i < json.size(); ++i) {
        const std::string at = base::appendPointer(pointer, i);
        EnvVariable variable = readVariable(json[i], at, violations);
        if (!variable.name.empty() && !names.insert(variable.name).second) {
            addViolation(violations, base::appendPointer(at, "name"),
                         "The variable " + describeText(variable.name) + " is there twice.",
                         describeText(variable.name), "a name of its own");
        }
        schema.push_back(std::move(variable));
    }
    return schema;
}

Validated<EnvSchema> readEnvSchema(const base::Json &json)
{
    Violations violations;
    EnvSchema schema = readEnvSchemaAt(json, {}, violations);
    if (!violations.empty()) {
        return tl::unexpected(std::move(violations));
    }
    return schema;
}

} // namespace berth::model
