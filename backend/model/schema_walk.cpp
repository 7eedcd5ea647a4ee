// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "model/schema_walk.h"

#include <cmath>

namespace berth::model {

using base::Json;

namespace {

constexpr int mostReferences = 16;

std::string unescaped(std::string_view text)
{
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '~' && i + 1 < text.size()) {
            ++i;
            plain += text[i] == '1' ? '/' : '~';
        } else {
            plain += text[i];
        }
    }
    return plain;
}

const Json *step(const Json &from, const std::string &key)
{
    if (from.is_object()) {
        const auto found = from.find(key);
        return found == from.end() ? nullptr : &*found;
    }
    const bool isIndex =
        !key.empty() && key.size() < 7 && key.find_first_not_of("0123456789") == std::string::npos;
    if (!from.is_array() || !isIndex || std::stoul(key) >= from.size()) {
        return nullptr;
    }
    return &from[std::stoul(key)];
}

/// Members of `below` that `schema` does not have itself; properties and required are united.
void mergeUnder(Json &schema, const Json &below)
{
    for (const auto &[key, value] : below.items()) {
        if (!schema.contains(key)) {
            schema[key] = value;
        } else if (key == "properties" && value.is_object() && schema[key].is_object()) {
            for (const auto &[name, property] : value.items()) {
                if (!schema[key].contains(name)) {
                    schema[key][name] = property;
                }
            }
        } else if (key == "required" && value.is_array() && schema[key].is_array()) {
            for (const Json &name : value) {
                schema[key].push_back(name);
            }
        }
    }
}

class Flattener
{
public:
    Flattener(const Json &root, std::string &problem)
        : m_root(root)
        , m_problem(problem)
    {}

    Json run(const Json &schema)
    {
        if (!schema.is_object()) {
            return schema;
        }
        Json result = schema;
        result.erase("$ref");
        result.erase("allOf");
        if (const Json *reference = keyword(schema, "$ref")) {
            mergeReference(result, *reference);
        }
        if (const Json *all = keyword(schema, "allOf"); all != nullptr && all->is_array()) {
            for (const Json &part : *all) {
                mergePart(result, part);
            }
        }
        return result;
    }

private:
    bool mayGoOn()
    {
        if (++m_steps <= mostReferences) {
            return true;
        }
        m_problem = "its references go round in a circle";
        return false;
    }

    void mergeReference(Json &result, const Json &reference)
    {
        const Json *target =
            reference.is_string() ? followReference(m_root, reference.get<std::string>()) : nullptr;
        if (target == nullptr) {
            m_problem = "it refers to something outside of the schema";
        } else {
            mergePart(result, *target);
        }
    }

    void mergePart(Json &result, const Json &part)
    {
        if (part.is_object() && mayGoOn()) {
            mergeUnder(result, run(part));
        }
    }

    const Json &m_root;
    std::string &m_problem;
    int m_steps = 0;
};

} // namespace

const Json *keyword(const Json &schema, std::string_view key)
{
    if (!schema.is_object()) {
        return nullptr;
    }
    const auto found = schema.find(std::string(key));
    return found == schema.end() ? nullptr : &*found;
}

std::optional<double> numberKeyword(const Json &schema, std::string_view key)
{
    const Json *value = keyword(schema, key);
    return value != nullptr && value->is_number() ? std::optional(value->get<double>())
                                                  : std::nullopt;
}

std::optional<std::size_t> sizeKeyword(const Json &schema, std::string_view key)
{
    const auto value = numberKeyword(schema, key);
    return value && *value >= 0 && *value < 1e15 ? std::optional(static_cast<std::size_t>(*value))
                                                 : std::nullopt;
}

std::string textKeyword(const Json &schema, std::string_view key)
{
    const Json *value = keyword(schema, key);
    return value != nullptr && value->is_string() ? value->get<std::string>() : std::string();
}

const Json *followReference(const Json &root, const std::string &reference)
{
    if (reference.empty() || reference.front() != '#') {
        return nullptr; // MUST NOT be fetched from the network (2026-07-28, server/tools)
    }
    const Json *place = &root;
    std::string_view rest = std::string_view(reference).substr(1);
    if (!rest.empty() && rest.front() != '/') {
        return nullptr; // an anchor
    }
    while (!rest.empty() && place != nullptr) {
        const std::size_t end = rest.find('/', 1);
        place = step(*place, unescaped(rest.substr(1, end == rest.npos ? rest.npos : end - 1)));
        rest = end == rest.npos ? std::string_view() : rest.substr(end);
    }
    return place;
}

Json flattened(const Json &root, const Json &schema, std::string &problem)
{
    return Flattener(root, problem).run(schema);
}

std::string_view typeName(const Json &value)
{
    switch (value.type()) {
    case Json::value_t::object:
        return "object";
    case Json::value_t::array:
        return "array";
    case Json::value_t::string:
        return "string";
    case Json::value_t::boolean:
        return "boolean";
    case Json::value_t::number_integer:
    case Json::value_t::number_unsigned:
        return "integer";
    case Json::value_t::number_float:
        return "number";
    default:
        return "null";
    }
}

bool hasType(const Json &value, std::string_view type)
{
    if (type == "integer" && value.is_number_float()) {
        const double number = value.get<double>();
        return std::isfinite(number) && number == std::floor(number);
    }
    return type == typeName(value) || (type == "number" && value.is_number());
}

} // namespace berth::model
