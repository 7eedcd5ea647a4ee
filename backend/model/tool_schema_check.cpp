// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "model/pattern.h"
#include "model/schema_walk.h"
#include "model/tool_schema.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <utility>

// The libraries at hand know drafts up to 7 and match patterns with std::regex, which hangs on a
// hostile one; so the keywords that tools use are checked here, with bounded work.
namespace berth::model {

using base::Json;

namespace {

constexpr int mostSteps = 20000;
constexpr int deepest = 64;
constexpr std::size_t mostViolations = 100;

std::string shortText(const Json &value)
{
    constexpr std::size_t longest = 60;
    std::string text = base::toText(value);
    if (text.size() > longest) {
        text =
            "a " + std::string(typeName(value)) + " of " + std::to_string(text.size()) + " bytes";
    }
    return text;
}

std::string withArticle(std::string_view type)
{
    const bool vowel = type == "array" || type == "object" || type == "integer";
    return (vowel ? "an " : "a ") + std::string(type);
}

std::string number(double value)
{
    return base::toText(value == std::floor(value) && std::abs(value) < 1e15
                            ? Json(static_cast<std::int64_t>(value))
                            : Json(value));
}

std::size_t characters(const std::string &text)
{
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U;
    }));
}

/// JSON Schema's patterns match anywhere in the text.
PatternMatch search(const std::string &pattern, const std::string &text)
{
    return matchPattern("(?s:.*)(?:" + pattern + ")(?s:.*)", text);
}

/// Formats that can be told without doubt; of the others nothing is said.
bool hasFormat(const std::string &format, const std::string &text)
{
    struct Shape
    {
        std::string_view format;
        std::string_view pattern;
    };
    constexpr Shape shapes[] = {
        {"date", R"(\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]))"},
        {"date-time", R"(\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])[Tt ]([01]\d|2[0-3]):[0-5]\d:)"
                      R"(([0-5]\d|60)(\.\d+)?([Zz]|[+-]\d\d:\d\d))"},
        {"email", R"([^@\s]+@[^@\s]+)"},
        {"uri", R"([A-Za-z][A-Za-z0-9+.-]*:\S*)"},
        {"url", R"([A-Za-z][A-Za-z0-9+.-]*:\S*)"},
        {"uuid", R"([0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})"},
    };
    for (const Shape &shape : shapes) {
        if (shape.format == format) {
            return matchPattern(shape.pattern, text) != PatternMatch::No;
        }
    }
    return true;
}

std::string formatExample(const std::string &format)
{
    return format == "date"        ? "a date such as 2026-11-24"
           : format == "date-time" ? "a time such as 2026-11-24T18:30:00Z"
           : format == "email"     ? "an e-mail address"
           : format == "uuid"      ? "a UUID"
                                   : "an absolute address such as https://example.org/";
}

class Checker
{
public:
    explicit Checker(const Json &root)
        : m_root(root)
    {}

    void run(const Json &schema, const Json &value, const std::string &pointer, int depth)
    {
        if (schema.is_boolean() && !schema.get<bool>()) {
            blame(pointer, value, "nothing", "Nothing may stand here.");
            return;
        }
        if (!schema.is_object() || depth > deepest || ++m_steps > mostSteps) {
            return;
        }
        if (!checkType(schema, value, pointer)) {
            return; // what follows from it would only repeat it
        }
        checkChoices(schema, value, pointer);
        checkReferences(schema, value, pointer, depth);
        if (value.is_string()) {
            checkText(schema, value.get<std::string>(), pointer, value);
        } else if (value.is_number()) {
            checkNumber(schema, value, pointer);
        } else if (value.is_object()) {
            checkObject(schema, value, pointer, depth);
        } else if (value.is_array()) {
            checkList(schema, value, pointer, depth);
        }
        checkAlternatives(schema, value, pointer, depth);
    }

    Violations take()
    {
        return std::move(m_violations);
    }

private:
    void blame(const std::string &pointer, const Json &value, std::string expected,
               std::string message)
    {
        const bool known =
            std::any_of(m_violations.begin(), m_violations.end(), [&](const Violation &violation) {
                return violation.pointer == pointer && violation.message == message;
            });
        if (!known && m_violations.size() < mostViolations) {
            m_violations.push_back(
                {pointer, std::move(message), shortText(value), std::move(expected)});
        }
    }

    /// Checked on its own: nothing it finds is kept.
    Violations aside(const Json &schema, const Json &value, const std::string &pointer, int depth)
    {
        Violations kept = std::exchange(m_violations, {});
        run(schema, value, pointer, depth + 1);
        return std::exchange(m_violations, std::move(kept));
    }

    bool checkType(const Json &schema, const Json &value, const std::string &pointer)
    {
        const Json *type = keyword(schema, "type");
        if (type == nullptr) {
            return true;
        }
        const Json *nullable = keyword(schema, "nullable");
        if (value.is_null() && nullable != nullptr && *nullable == Json(true)) {
            return true;
        }
        const Json types = type->is_array() ? *type : Json::array({*type});
        std::string expected;
        for (const Json &name : types) {
            if (!name.is_string() || hasType(value, name.get<std::string>())) {
                return true;
            }
            const std::string word =
                name == "null" ? std::string("null") : withArticle(name.get<std::string>());
            expected += (expected.empty() ? "" : " or ") + word;
        }
        blame(pointer, value, expected, "Give " + expected + ".");
        return types.empty();
    }

    void checkChoices(const Json &schema, const Json &value, const std::string &pointer)
    {
        if (const Json *constant = keyword(schema, "const");
            constant != nullptr && *constant != value) {
            blame(pointer, value, shortText(*constant), "Only " + shortText(*constant) + " fits.");
        }
        const Json *list = keyword(schema, "enum");
        if (list == nullptr || !list->is_array() ||
            std::find(list->begin(), list->end(), value) != list->end()) {
            return;
        }
        std::string all;
        for (std::size_t i = 0; i < list->size() && i < 8; ++i) {
            all += (i == 0 ? "" : ", ") + shortText(list->at(i));
        }
        if (list->size() > 8) {
            all += ", …";
        }
        blame(pointer, value, all, "Choose one of " + all + ".");
    }

    void checkReferences(const Json &schema, const Json &value, const std::string &pointer,
                         int depth)
    {
        const std::string reference = textKeyword(schema, "$ref");
        if (const Json *target = followReference(m_root, reference)) {
            run(*target, value, pointer, depth + 1);
        }
        if (const Json *all = keyword(schema, "allOf"); all != nullptr && all->is_array()) {
            for (const Json &part : *all) {
                run(part, value, pointer, depth + 1);
            }
        }
    }

    void checkText(const Json &schema, const std::string &text, const std::string &pointer,
                   const Json &value)
    {
        const std::size_t length = characters(text);
        if (const auto least = sizeKeyword(schema, "minLength"); least && length < *least) {
            const std::string expected =
                "at least " + std::to_string(*least) + (*least == 1 ? " character" : " characters");
            blame(pointer, value, expected,
                  "Type " + expected + "; there are " + std::to_string(length) + ".");
        }
        if (const auto most = sizeKeyword(schema, "maxLength"); most && length > *most) {
            const std::string expected = "at most " + std::to_string(*most) + " characters";
            blame(pointer, value, expected,
                  "Type " + expected + "; there are " + std::to_string(length) + ".");
        }
        const std::string pattern = textKeyword(schema, "pattern");
        if (!pattern.empty() && search(pattern, text) == PatternMatch::No) {
            blame(pointer, value, pattern, "The text does not match the pattern " + pattern + ".");
        }
        const std::string format = textKeyword(schema, "format");
        if (!hasFormat(format, text)) {
            blame(pointer, value, format, "Give " + formatExample(format) + ".");
        }
    }

    void checkNumber(const Json &schema, const Json &value, const std::string &pointer)
    {
        const double given = value.get<double>();
        const auto limit = [&](const char *key, auto isFine, const char *words) {
            const auto bound = numberKeyword(schema, key);
            if (bound && !isFine(given, *bound)) {
                const std::string expected = words + number(*bound);
                blame(pointer, value, expected, "Give a number of " + expected + ".");
            }
        };
        limit("minimum", std::greater_equal<>(), "at least ");
        limit("maximum", std::less_equal<>(), "at most ");
        limit("exclusiveMinimum", std::greater<>(), "more than ");
        limit("exclusiveMaximum", std::less<>(), "less than ");
        const auto unit = numberKeyword(schema, "multipleOf");
        if (unit && *unit > 0) {
            const double quotient = given / *unit;
            if (std::abs(quotient - std::round(quotient)) > 1e-9 * std::max(1.0, quotient)) {
                blame(pointer, value, "a multiple of " + number(*unit),
                      "Give a multiple of " + number(*unit) + ".");
            }
        }
    }

    void checkObject(const Json &schema, const Json &value, const std::string &pointer, int depth)
    {
        if (const Json *list = keyword(schema, "required"); list != nullptr && list->is_array()) {
            for (const Json &name : *list) {
                if (name.is_string() && !value.contains(name.get<std::string>())) {
                    blame(base::appendPointer(pointer, name.get<std::string>()), nullptr, "a value",
                          "A value is required.");
                }
            }
        }
        for (const auto &[name, member] : value.items()) {
            checkMember(schema, name, member, base::appendPointer(pointer, name), depth);
        }
        const auto least = sizeKeyword(schema, "minProperties");
        const auto most = sizeKeyword(schema, "maxProperties");
        if (least && value.size() < *least) {
            blame(pointer, value, std::to_string(*least) + " entries",
                  "Give at least " + std::to_string(*least) + " entries.");
        }
        if (most && value.size() > *most) {
            blame(pointer, value, std::to_string(*most) + " entries",
                  "Give at most " + std::to_string(*most) + " entries.");
        }
    }

    void checkMember(const Json &schema, const std::string &name, const Json &member,
                     const std::string &pointer, int depth)
    {
        bool known = false;
        if (const Json *properties = keyword(schema, "properties")) {
            if (const Json *own = keyword(*properties, name)) {
                known = true;
                run(*own, member, pointer, depth + 1);
            }
        }
        const Json *patterns = keyword(schema, "patternProperties");
        if (patterns != nullptr && patterns->is_object()) {
            for (const auto &[pattern, own] : patterns->items()) {
                if (search(pattern, name) == PatternMatch::Yes) {
                    known = true;
                    run(own, member, pointer, depth + 1);
                }
            }
        }
        const Json *more = keyword(schema, "additionalProperties");
        if (known || more == nullptr) {
            return;
        }
        if (more->is_boolean() && !more->get<bool>()) {
            blame(pointer, member, "no such member", "The tool takes no member of this name.");
        } else {
            run(*more, member, pointer, depth + 1);
        }
    }

    void checkList(const Json &schema, const Json &value, const std::string &pointer, int depth)
    {
        const auto least = sizeKeyword(schema, "minItems");
        const auto most = sizeKeyword(schema, "maxItems");
        if (least && value.size() < *least) {
            const std::string expected =
                "at least " + std::to_string(*least) + (*least == 1 ? " entry" : " entries");
            blame(pointer, value, expected, "Add " + expected + ".");
        }
        if (most && value.size() > *most) {
            const std::string expected =
                "at most " + std::to_string(*most) + (*most == 1 ? " entry" : " entries");
            blame(pointer, value, expected, "Keep " + expected + ".");
        }
        checkItems(schema, value, pointer, depth);
        const Json *unique = keyword(schema, "uniqueItems");
        if (unique != nullptr && *unique == Json(true) && value.size() <= 1000) {
            for (std::size_t i = 0; i < value.size(); ++i) {
                if (std::find(value.begin(), value.begin() + static_cast<std::ptrdiff_t>(i),
                              value[i]) != value.begin() + static_cast<std::ptrdiff_t>(i)) {
                    blame(base::appendPointer(pointer, i), value[i], "another value",
                          "This entry is there twice.");
                }
            }
        }
    }

    void checkItems(const Json &schema, const Json &value, const std::string &pointer, int depth)
    {
        const Json *places = keyword(schema, "prefixItems");
        const Json *items = keyword(schema, "items");
        if (items != nullptr && items->is_array()) {
            places = items; // as drafts before 2020-12 had it
            items = keyword(schema, "additionalItems");
        }
        const std::size_t fixed = places != nullptr && places->is_array() ? places->size() : 0;
        for (std::size_t i = 0; i < value.size(); ++i) {
            const Json *own = i < fixed ? &places->at(i) : items;
            if (own != nullptr) {
                run(*own, value[i], base::appendPointer(pointer, i), depth + 1);
            }
        }
    }

    void checkAlternatives(const Json &schema, const Json &value, const std::string &pointer,
                           int depth)
    {
        checkAny(schema, value, pointer, depth, "anyOf");
        checkAny(schema, value, pointer, depth, "oneOf");
        if (const Json *no = keyword(schema, "not");
            no != nullptr && aside(*no, value, pointer, depth).empty()) {
            blame(pointer, value, "another value", "The tool rules this value out.");
        }
        const Json *condition = keyword(schema, "if");
        if (condition != nullptr) {
            const bool holds = aside(*condition, value, pointer, depth).empty();
            if (const Json *follows = keyword(schema, holds ? "then" : "else")) {
                run(*follows, value, pointer, depth + 1);
            }
        }
    }

    void checkAny(const Json &schema, const Json &value, const std::string &pointer, int depth,
                  const char *key)
    {
        const Json *list = keyword(schema, key);
        if (list == nullptr || !list->is_array() || list->empty()) {
            return;
        }
        std::size_t fitting = 0;
        Violations nearest;
        std::size_t leastWrong = static_cast<std::size_t>(-1);
        for (const Json &variant : *list) {
            Violations wrong = aside(variant, value, pointer, depth);
            fitting += wrong.empty() ? 1 : 0;
            if (const std::size_t weight = weightOf(wrong, pointer); weight < leastWrong) {
                leastWrong = weight;
                nearest = std::move(wrong);
            }
        }
        if (fitting == 0) {
            for (Violation &violation : nearest) {
                m_violations.push_back(std::move(violation));
            }
        } else if (fitting > 1 && std::string_view(key) == "oneOf") {
            blame(pointer, value, "a value of one kind only",
                  "The value is of several kinds at once, and the tool wants one.");
        }
    }

    /// A value of another type is further off than one with mistakes inside.
    static std::size_t weightOf(const Violations &violations, const std::string &pointer)
    {
        constexpr std::size_t otherType = 1000;
        std::size_t weight = violations.size();
        for (const Violation &violation : violations) {
            weight += violation.pointer == pointer ? otherType : 0;
        }
        return weight;
    }

    const Json &m_root;
    Violations m_violations;
    int m_steps = 0;
};

} // namespace

Violations ToolSchema::check(const Json &arguments) const
{
    return check(m_root, arguments, {});
}

Violations ToolSchema::check(const Json &schema, const Json &value, std::string_view pointer) const
{
    Checker checker(m_root);
    checker.run(schema, value, std::string(pointer), 0);
    return checker.take();
}

} // namespace berth::model
