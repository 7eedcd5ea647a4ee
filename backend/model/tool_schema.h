// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/json.h"
#include "model/validation.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// A tool's inputSchema (JSON Schema 2020-12, mcp-protocol.md section 1.3) as a form needs it. The
// schema is a stranger's text: references leave the document nowhere, and depth, steps and patterns
// are bounded.
namespace berth::model {

/// What a person fills in at one place of the arguments.
enum class SchemaKind
{
    Text,
    Integer,
    Number,
    Boolean,
    Choice, ///< enum, const, or anyOf/oneOf of consts
    Object,
    List,
    Variants, ///< anyOf, oneOf, several types: one of them is chosen
    Null,
    Any ///< nothing that can be drawn: JSON
};

struct SchemaChoice
{
    std::string title;
    base::Json value;
};

struct SchemaMember
{
    std::string name;
    base::Json schema;
    bool required = false;
};

struct SchemaVariant
{
    std::string title; ///< "Text", "Address"; unique among its neighbours
    base::Json schema;
};

/// One place, made plain: references followed, allOf merged. Its parts are still schemas, which
/// field() makes plain when somebody looks: a recursive schema has no end.
struct SchemaField
{
    SchemaKind kind = SchemaKind::Any;
    std::string title;
    std::string description;
    bool nullable = false; ///< null is a value too
    bool deprecated = false;
    std::optional<base::Json> defaultValue;
    std::vector<base::Json> examples;

    std::string format;
    std::string pattern;
    std::optional<std::size_t> minLength;
    std::optional<std::size_t> maxLength;
    std::optional<double> minimum;
    std::optional<double> maximum;
    bool exclusiveMinimum = false;
    bool exclusiveMaximum = false;

    std::vector<SchemaChoice> choices;

    std::vector<SchemaMember> members;
    /// Of what members have that are not named; nothing: there are none to be added.
    std::optional<base::Json> additional;

    std::vector<base::Json> places; ///< of a list whose first entries have a form each (tuple)
    base::Json items = true;        ///< of all entries, or of those behind the places
    std::size_t minItems = 0;
    std::optional<std::size_t> maxItems;

    std::vector<SchemaVariant> variants;

    std::string obstacle; ///< of Any: why it is not drawn, for a person; empty: anything goes
    base::Json schema;    ///< as it was given, for check()
};

/// Where a JSON text is broken.
struct TextPlace
{
    std::size_t line = 1;   ///< from 1
    std::size_t column = 1; ///< from 1, in characters
};

class ToolSchema
{
public:
    explicit ToolSchema(base::Json root = base::Json::object());

    /// The arguments as a whole: always an Object, since tools/call takes nothing else.
    SchemaField root() const;
    SchemaField field(const base::Json &schema) const;

    /// What to begin with: the default, required members with their defaults; nothing where a
    /// person has to say.
    std::optional<base::Json> startValue(const SchemaField &field) const;
    /// The variant that a value is of; the first where none fits.
    std::size_t variantOf(const SchemaField &field, const base::Json &value) const;

    /// Everything that is wrong with the arguments; pointers are relative to them.
    Violations check(const base::Json &arguments) const;
    Violations check(const base::Json &schema, const base::Json &value,
                     std::string_view pointer) const;

private:
    std::optional<base::Json> startValue(const SchemaField &field, int depth) const;

    base::Json m_root;
};

/// What was typed for a field, as JSON: 5 for "5" in an Integer. Text that is no such value stays a
/// string, which check() then complains of; nothing: the field is empty.
std::optional<base::Json> valueFromText(const SchemaField &field, std::string_view text);
/// The other way round.
std::string textFromValue(const base::Json &value);

/// JSON object text as a person typed it. The error's message names line and column.
base::Result<base::Json> readArguments(std::string_view text);
/// Where `text` stops being JSON; nothing when it is JSON.
std::optional<TextPlace> brokenPlace(std::string_view text);

} // namespace berth::model
