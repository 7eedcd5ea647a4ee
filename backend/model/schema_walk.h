// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/json.h"

#include <optional>
#include <string>
#include <string_view>

// Internal to model/.
namespace berth::model {

/// The member `key` of a schema that is an object; null when there is none.
const base::Json *keyword(const base::Json &schema, std::string_view key);
std::optional<double> numberKeyword(const base::Json &schema, std::string_view key);
std::optional<std::size_t> sizeKeyword(const base::Json &schema, std::string_view key);
std::string textKeyword(const base::Json &schema, std::string_view key);

/// What a local reference ("#/$defs/Address", "#") points to; null for any other.
const base::Json *followReference(const base::Json &root, const std::string &reference);

/// `schema` with its references and allOf merged in; the keywords nearest to the place win. An
/// empty `problem` afterwards says that nothing was left out.
base::Json flattened(const base::Json &root, const base::Json &schema, std::string &problem);

/// "string", "integer", … of a value; integers are "integer".
std::string_view typeName(const base::Json &value);
/// Whether a value is of a type as JSON Schema has it: 1.0 is an integer, an integer is a number.
bool hasType(const base::Json &value, std::string_view type);

} // namespace berth::model
