// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "model/tool_schema.h"

#include "model/schema_walk.h"

#include <algorithm>
#include <charconv>
#include <set>

namespace berth::model {

using base::Json;

namespace {

constexpr std::size_t mostVariants = 64;
constexpr int deepestStart = 6;
constexpr std::size_t mostPlaces = 50; ///< of a tuple: so many fields are a form still
constexpr std::size_t longestTitle = 60;

std::vector<std::string> typesOf(const Json &schema)
{
    const Json *type = keyword(schema, "type");
    std::vector<std::string> types;
    if (type != nullptr && type->is_string()) {
        types.push_back(type->get<std::string>());
    } else if (type != nullptr && type->is_array()) {
        for (const Json &name : *type) {
            if (name.is_string()) {
                types.push_back(name.get<std::string>());
            }
        }
    }
    return types;
}

/// What a schema without a type means, by the keywords it has.
std::string guessedType(const Json &schema)
{
    for (const char *key : {"properties", "additionalProperties", "required"}) {
        if (keyword(schema, key) != nullptr) {
            return "object";
        }
    }
    for (const char *key : {"items", "minItems", "maxItems"}) {
        if (keyword(schema, key) != nullptr) {
            return "array";
        }
    }
    for (const char *key : {"pattern", "minLength", "maxLength"}) {
        if (keyword(schema, key) != nullptr) {
            return "string";
        }
    }
    const bool isNumber = keyword(schema, "minimum") != nullptr ||
                          keyword(schema, "maximum") != nullptr ||
                          keyword(schema, "multipleOf") != nullptr;
    return isNumber ? "number" : "";
}

bool isNull(const Json &schema)
{
    const auto types = typesOf(schema);
    const Json *constant = keyword(schema, "const");
    return (types.size() == 1 && types.front() == "null") ||
           (constant != nullptr && constant->is_null());
}

std::string humanType(const std::string &type)
{
    if (type == "string") {
        return "Text";
    }
    if (type == "array") {
        return "List";
    }
    std::string word = type.empty() ? "value" : type;
    word.front() = static_cast<char>(word.front() - 'a' + 'A');
    return word;
}

/// "Address" of "#/$defs/Address".
std::string referenceName(const Json &schema)
{
    const std::string reference = textKeyword(schema, "$ref");
    const auto slash = reference.rfind('/');
    return slash == std::string::npos ? std::string() : reference.substr(slash + 1);
}

/// The constant that tells a variant from its neighbours: {"kind": {"const": "circle"}}.
std::string tagOf(const Json &schema)
{
    const Json *properties = keyword(schema, "properties");
    if (properties == nullptr || !properties->is_object()) {
        return {};
    }
    for (const auto &[name, property] : properties->items()) {
        const std::string tag = textKeyword(property, "const");
        if (!tag.empty()) {
            return tag;
        }
    }
    return {};
}

/// Makes one SchemaField out of a schema that is flat already.
class FieldMaker
{
public:
    FieldMaker(const Json &root, const Json &schema)
        : m_root(root)
        , m_flat(flattened(root, schema, m_field.obstacle))
    {
        m_field.schema = schema;
    }

    SchemaField make()
    {
        readWords();
        if (!m_field.obstacle.empty() || m_flat.is_boolean()) {
            return std::move(m_field);
        }
        if (!readChoices() && !readVariants()) {
            readType();
        }
        return std::move(m_field);
    }

private:
    void readWords()
    {
        m_field.title = textKeyword(m_flat, "title");
        m_field.description = textKeyword(m_flat, "description");
        if (const Json *value = keyword(m_flat, "default")) {
            m_field.defaultValue = *value;
        }
        if (const Json *list = keyword(m_flat, "examples"); list != nullptr && list->is_array()) {
            m_field.examples.assign(list->begin(), list->end());
        }
        const Json *old = keyword(m_flat, "deprecated");
        m_field.deprecated = old != nullptr && old->is_boolean() && old->get<bool>();
        const Json *nullable = keyword(m_flat, "nullable"); // OpenAPI's word, seen in the wild
        m_field.nullable = nullable != nullptr && nullable->is_boolean() && nullable->get<bool>();
        m_field.format = textKeyword(m_flat, "format");
    }

    void addChoice(const Json &value, std::string title)
    {
        if (value.is_null()) {
            m_field.nullable = true;
            return;
        }
        if (title.empty()) {
            title = value.is_string() ? value.get<std::string>() : base::toText(value);
        }
        m_field.choices.push_back({std::move(title), value});
    }

    bool readChoices()
    {
        if (const Json *constant = keyword(m_flat, "const")) {
            addChoice(*constant, {});
        } else if (const Json *list = keyword(m_flat, "enum");
                   list != nullptr && list->is_array()) {
            const Json *names = keyword(m_flat, "enumNames"); // legacy, still allowed (SEP-1330)
            for (std::size_t i = 0; i < list->size(); ++i) {
                const bool named = names != nullptr && names->is_array() && i < names->size() &&
                                   names->at(i).is_string();
                addChoice(list->at(i), named ? names->at(i).get<std::string>() : std::string());
            }
        } else if (const Json *constants = constantVariants()) {
            for (const Json &variant : *constants) {
                addChoice(variant.at("const"), textKeyword(variant, "title"));
            }
        } else {
            return false;
        }
        m_field.kind = m_field.choices.empty() ? SchemaKind::Null : SchemaKind::Choice;
        return true;
    }

    const Json *alternatives() const
    {
        for (const char *key : {"anyOf", "oneOf"}) {
            const Json *list = keyword(m_flat, key);
            if (list != nullptr && list->is_array() && !list->empty() &&
                list->size() <= mostVariants) {
                return list;
            }
        }
        return nullptr;
    }

    const Json *constantVariants() const
    {
        const Json *list = alternatives();
        const bool all = list != nullptr && std::all_of(list->begin(), list->end(), [](auto &one) {
                             return keyword(one, "const") != nullptr;
                         });
        return all ? list : nullptr;
    }

    /// What a variant shares with its neighbours stands beside anyOf; it belongs to each.
    Json complete(const Json &variant) const
    {
        Json common = m_flat;
        for (const char *key : {"anyOf", "oneOf", "title", "description", "default", "examples"}) {
            common.erase(key);
        }
        if (common.empty()) {
            return variant;
        }
        Json whole = Json::object();
        whole["allOf"] = Json::array({variant, std::move(common)});
        const std::string title = textKeyword(variant, "title");
        if (!title.empty()) {
            whole["title"] = title;
        }
        return whole;
    }

    void addVariant(const Json &schema, std::string title)
    {
        if (title.size() > longestTitle) {
            title.clear();
        }
        m_field.variants.push_back({std::move(title), schema});
    }

    std::string titleOf(const Json &variant) const
    {
        std::string ignored;
        const Json flat = flattened(m_root, variant, ignored);
        std::string title = textKeyword(flat, "title");
        if (title.empty()) {
            title = referenceName(variant);
        }
        if (title.empty()) {
            title = tagOf(flat);
        }
        if (title.empty()) {
            const auto types = typesOf(flat);
            title = humanType(types.empty() ? guessedType(flat) : types.front());
        }
        return title;
    }

    bool readVariants()
    {
        if (const Json *list = alternatives()) {
            for (const Json &variant : *list) {
                std::string ignored;
                if (isNull(flattened(m_root, variant, ignored))) {
                    m_field.nullable = true;
                } else {
                    addVariant(complete(variant), titleOf(variant));
                }
            }
        } else {
            const auto types = typesOf(m_flat);
            if (types.size() < 2) {
                return false;
            }
            for (const std::string &type : types) {
                if (type == "null") {
                    m_field.nullable = true;
                    continue;
                }
                Json single = m_flat;
                single["type"] = type;
                single.erase("title");
                single.erase("description");
                single.erase("default");
                addVariant(single, humanType(type));
            }
        }
        return settleVariants();
    }

    bool settleVariants()
    {
        if (m_field.variants.empty()) {
            m_field.kind = SchemaKind::Null;
            return true;
        }
        if (m_field.variants.size() == 1) {
            return becomeOnlyVariant();
        }
        std::set<std::string> seen;
        for (SchemaVariant &variant : m_field.variants) {
            std::string title = variant.title;
            for (int number = 2; !seen.insert(title).second || title.empty(); ++number) {
                title = variant.title + (variant.title.empty() ? "" : " ") + std::to_string(number);
            }
            variant.title = title;
        }
        m_field.kind = SchemaKind::Variants;
        return true;
    }

    /// A single variant beside null is that variant, and may be null.
    bool becomeOnlyVariant()
    {
        SchemaField only = FieldMaker(m_root, m_field.variants.front().schema).make();
        only.nullable = true;
        only.schema = m_field.schema;
        if (!m_field.title.empty()) {
            only.title = m_field.title;
        }
        if (!m_field.description.empty()) {
            only.description = m_field.description;
        }
        if (m_field.defaultValue) {
            only.defaultValue = m_field.defaultValue;
        }
        const bool hadNull = m_field.nullable;
        m_field = std::move(only);
        m_field.nullable = hadNull;
        return true;
    }

    void readType()
    {
        const auto types = typesOf(m_flat);
        const std::string type = types.empty() ? guessedType(m_flat) : types.front();
        if (type == "object") {
            readObject();
        } else if (type == "array") {
            readList();
        } else if (type == "string") {
            m_field.kind = SchemaKind::Text;
            m_field.pattern = textKeyword(m_flat, "pattern");
            m_field.minLength = sizeKeyword(m_flat, "minLength");
            m_field.maxLength = sizeKeyword(m_flat, "maxLength");
        } else if (type == "integer" || type == "number") {
            m_field.kind = type == "integer" ? SchemaKind::Integer : SchemaKind::Number;
            readRange();
        } else if (type == "boolean") {
            m_field.kind = SchemaKind::Boolean;
        } else if (type == "null") {
            m_field.kind = SchemaKind::Null;
        } else if (!type.empty()) {
            m_field.obstacle = "its type \"" + type + "\" is not one of JSON's";
        }
    }

    void readRange()
    {
        m_field.minimum = numberKeyword(m_flat, "minimum");
        m_field.maximum = numberKeyword(m_flat, "maximum");
        if (const auto bound = numberKeyword(m_flat, "exclusiveMinimum")) {
            m_field.exclusiveMinimum = true;
            m_field.minimum = bound;
        }
        if (const auto bound = numberKeyword(m_flat, "exclusiveMaximum")) {
            m_field.exclusiveMaximum = true;
            m_field.maximum = bound;
        }
    }

    void readObject()
    {
        m_field.kind = SchemaKind::Object;
        std::set<std::string> required;
        if (const Json *list = keyword(m_flat, "required"); list != nullptr && list->is_array()) {
            for (const Json &name : *list) {
                if (name.is_string()) {
                    required.insert(name.get<std::string>());
                }
            }
        }
        const Json *properties = keyword(m_flat, "properties");
        if (properties != nullptr && properties->is_object()) {
            for (const auto &[name, schema] : properties->items()) {
                m_field.members.push_back({name, schema, required.erase(name) > 0});
            }
        }
        for (const std::string &name : required) {
            m_field.members.push_back({name, Json(true), true}); // asked for, yet not described
        }
        const Json *more = keyword(m_flat, "additionalProperties");
        const Json *patterns = keyword(m_flat, "patternProperties");
        const bool closed = more != nullptr && more->is_boolean() && !more->get<bool>();
        if (more != nullptr && !closed) {
            m_field.additional = *more;
        } else if ((m_field.members.empty() && !closed) ||
                   (patterns != nullptr && patterns->is_object() && !patterns->empty())) {
            m_field.additional = Json(true);
        }
    }

    void readList()
    {
        m_field.kind = SchemaKind::List;
        m_field.minItems = sizeKeyword(m_flat, "minItems").value_or(0);
        m_field.maxItems = sizeKeyword(m_flat, "maxItems");
        const Json *places = keyword(m_flat, "prefixItems");
        const Json *items = keyword(m_flat, "items");
        if (items != nullptr && items->is_array()) {
            places = items; // as drafts before 2020-12 had it
            items = keyword(m_flat, "additionalItems");
        }
        if (places != nullptr && places->is_array() && places->size() > mostPlaces) {
            m_field.kind = SchemaKind::Any;
            m_field.obstacle =
                "the list has " + std::to_string(places->size()) + " places with a form each";
            return;
        }
        if (places != nullptr && places->is_array()) {
            m_field.places.assign(places->begin(), places->end());
        }
        if (items != nullptr) {
            m_field.items = *items;
        }
        if (m_field.items == Json(false)) {
            m_field.maxItems =
                std::min(m_field.maxItems.value_or(m_field.places.size()), m_field.places.size());
        }
    }

    SchemaField m_field;
    const Json &m_root;
    Json m_flat;
};

} // namespace

ToolSchema::ToolSchema(Json root)
    : m_root(std::move(root))
{}

SchemaField ToolSchema::field(const Json &schema) const
{
    return FieldMaker(m_root, schema).make();
}

SchemaField ToolSchema::root() const
{
    SchemaField whole = field(m_root);
    if (whole.kind == SchemaKind::Any && whole.obstacle.empty()) {
        whole.kind = SchemaKind::Object;
        if (m_root.is_object() && keyword(m_root, "type") == nullptr) {
            whole.additional = Json(true);
        }
    }
    return whole;
}

std::optional<Json> ToolSchema::startValue(const SchemaField &field) const
{
    return startValue(field, 0);
}

std::optional<Json> ToolSchema::startValue(const SchemaField &field, int depth) const
{
    if (field.defaultValue) {
        return field.defaultValue;
    }
    if (field.kind == SchemaKind::Choice && field.choices.size() == 1 && !field.nullable) {
        return field.choices.front().value;
    }
    if (field.kind == SchemaKind::Boolean && !field.nullable) {
        return Json(false); // what a switch shows that nobody touched
    }
    if (depth >= deepestStart) {
        return std::nullopt;
    }
    if (field.kind == SchemaKind::Variants) {
        return startValue(this->field(field.variants.front().schema), depth + 1);
    }
    if (field.kind == SchemaKind::List) {
        return Json::array();
    }
    if (field.kind != SchemaKind::Object) {
        return std::nullopt;
    }
    Json value = Json::object();
    for (const SchemaMember &member : field.members) {
        const SchemaField plain = this->field(member.schema);
        if (member.required || plain.defaultValue) {
            if (auto start = startValue(plain, depth + 1)) {
                value[member.name] = std::move(*start);
            }
        }
    }
    return value;
}

std::size_t ToolSchema::variantOf(const SchemaField &field, const Json &value) const
{
    std::size_t best = 0;
    std::size_t fewest = static_cast<std::size_t>(-1);
    for (std::size_t i = 0; i < field.variants.size(); ++i) {
        const Json &schema = field.variants[i].schema;
        std::size_t wrong = check(schema, value, {}).size();
        // A value of the right type with mistakes in it is still of that variant.
        const SchemaKind kind = this->field(schema).kind;
        const bool sameShape = (kind == SchemaKind::Object) == value.is_object() &&
                               (kind == SchemaKind::List) == value.is_array();
        wrong += wrong > 0 && !sameShape ? 1000 : 0;
        if (wrong < fewest) {
            fewest = wrong;
            best = i;
        }
    }
    return best;
}

std::optional<Json> valueFromText(const SchemaField &field, std::string_view text)
{
    if (field.kind == SchemaKind::Text) {
        return text.empty() ? std::nullopt : std::optional(Json(std::string(text)));
    }
    while (!text.empty() && text.front() == ' ') {
        text.remove_prefix(1);
    }
    while (!text.empty() && text.back() == ' ') {
        text.remove_suffix(1);
    }
    if (text.empty()) {
        return std::nullopt;
    }
    // JSON's own reading keeps large integers exact.
    auto parsed = base::parseJson(text);
    const bool fits = parsed && (field.kind == SchemaKind::Any || parsed->is_number());
    return fits ? std::move(*parsed) : Json(std::string(text));
}

std::string textFromValue(const Json &value)
{
    return value.is_string() ? value.get<std::string>() : base::toText(value);
}

std::optional<TextPlace> brokenPlace(std::string_view text)
{
    std::size_t byte = 0;
    try {
        const auto parsed = Json::parse(text.begin(), text.end());
        return std::nullopt;
    } catch (const nlohmann::json::parse_error &error) {
        byte = std::min(error.byte > 0 ? error.byte - 1 : 0, text.size());
    } catch (const nlohmann::json::exception &) {
        return TextPlace{};
    }
    TextPlace place;
    for (std::size_t i = 0; i < byte; ++i) {
        if (text[i] == '\n') {
            ++place.line;
            place.column = 1;
        } else if ((static_cast<unsigned char>(text[i]) & 0xc0U) != 0x80U) {
            ++place.column;
        }
    }
    return place;
}

base::Result<Json> readArguments(std::string_view text)
{
    auto parsed = base::parseJson(text);
    if (!parsed) {
        if (const auto place = brokenPlace(text)) {
            return base::fail(base::ErrorCode::InvalidArgument,
                              "This is no JSON yet: see line " + std::to_string(place->line) +
                                  ", column " + std::to_string(place->column) + ".");
        }
        return base::fail(std::move(parsed.error()));
    }
    if (!parsed->is_object()) {
        return base::fail(base::ErrorCode::InvalidArgument,
                          "The arguments of a tool are a JSON object: { … }.");
    }
    return parsed;
}

} // namespace berth::model
