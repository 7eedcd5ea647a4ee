// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "model/secret_masker.h"

#include "base/json.h"
#include "base/secret.h"
#include "model/json_text_walk.h"
#include "model/secret_names.h"
#include "model/secret_ref.h"

#include <algorithm>

#include <re2/re2.h>

namespace berth::model {

namespace {

/// Shorter values are masked only where they are the whole text: "1" is everywhere.
constexpr std::size_t shortestPart = 6;
constexpr std::size_t longestOptionName = 64;
constexpr int deepestText = 4;

using Values = std::vector<std::string>;

std::string stars()
{
    return std::string(base::secretMask);
}

bool isReference(std::string_view value)
{
    return parseSecretRef(value).has_value();
}

/// A password may hold any character, so whatever has a scheme and an @ is suspicious.
bool mayHoldCredentials(std::string_view value)
{
    const std::size_t scheme = value.find("://");
    return scheme != std::string_view::npos && value.find('@', scheme) != std::string_view::npos;
}

void maskUrlUsers(std::string &text)
{
    static const RE2 user(R"re((://[^/\s@:"]*):[^/\s"@]+@)re", RE2::Latin1);
    if (text.find("://") != std::string::npos) {
        RE2::GlobalReplace(&text, user, "\\1:" + stars() + "@");
    }
}

void maskKnown(std::string &text, const Values &values)
{
    for (const std::string &value : values) {
        if (text == value) {
            text = stars();
            return;
        }
        if (value.size() < shortestPart) {
            continue;
        }
        for (std::size_t at = text.find(value); at != std::string::npos;
             at = text.find(value, at)) {
            text.replace(at, value.size(), base::secretMask);
            at += base::secretMask.size();
        }
    }
}

/// "--token=abc", "API_KEY=abc": the length of what stands before the secret; else 0.
std::size_t assignmentLength(std::string_view text)
{
    const std::size_t sign = text.find('=');
    if (sign == std::string_view::npos || sign > longestOptionName || sign + 1 == text.size() ||
        !looksSecret(text.substr(0, sign)) || isReference(text.substr(sign + 1))) {
        return 0;
    }
    return sign + 1;
}

/// What is done with the strings and numbers of a text, by their place in it.
class Masking final : public JsonTextVisitor
{
public:
    /// `learned` is filled when it is given.
    Masking(const Values &known, Values *learned, int level)
        : m_known(known)
        , m_learned(learned)
        , m_level(level)
    {}

    std::optional<std::string> string(const JsonPlace &place, const std::string &value) override
    {
        std::string result = value;
        if (const std::size_t kept = assignmentLength(value); kept > 0 && !isSecret(place, value)) {
            learn(value.substr(kept));
            result = value.substr(0, kept) + stars();
        } else if (isSecret(place, value)) {
            learn(value);
            result = stars();
        } else {
            if (m_level < deepestText && value.find('"') != std::string::npos) {
                Masking inner(m_known, m_learned, m_level + 1);
                result = walkJsonText(value, inner);
            }
            maskKnown(result, m_known);
            maskUrlUsers(result);
        }
        return result == value ? std::nullopt : std::optional(std::move(result));
    }

    std::optional<std::string> number(const JsonPlace &place, const std::string &value) override
    {
        const bool isKnown = std::find(m_known.begin(), m_known.end(), value) != m_known.end();
        if (!isSecret(place, value) && !isKnown) {
            return std::nullopt;
        }
        learn(value);
        return stars();
    }

private:
    bool isSecret(const JsonPlace &place, std::string_view value) const
    {
        if (value.empty() || isReference(value)) {
            return false;
        }
        // {"name": "API_KEY", "value": …}, and ["--api-key", …]
        const bool isNamed =
            (place.key() == "value" || place.key() == "default") && looksSecret(place.name());
        const bool isOption = place.before().starts_with("-") && looksSecret(place.before());
        if (isNamed || isOption || looksSecret(place.key())) {
            return true;
        }
        for (std::size_t depth = 0; depth < place.path.size(); ++depth) {
            const std::string &key = place.path[depth].key;
            // The outermost "headers" are the envelope's: content type and correlation.
            const bool isEnvelope = depth == 0 && m_level == 0;
            if (looksSecret(key) || (key == "headers" && !isEnvelope)) {
                return true;
            }
            if ((key == "environment" || key == "env") && mayHoldCredentials(value)) {
                return true;
            }
        }
        return false;
    }

    void learn(std::string value)
    {
        if (m_learned != nullptr) {
            m_learned->push_back(std::move(value));
        }
    }

    const Values &m_known;
    Values *m_learned;
    int m_level;
};

} // namespace

void SecretMasker::learn(std::string_view text)
{
    Values found;
    Masking learning(m_values, &found, 0);
    walkJsonText(text, learning);
    m_values.insert(m_values.end(), std::make_move_iterator(found.begin()),
                    std::make_move_iterator(found.end()));
    std::sort(m_values.begin(), m_values.end(), [](const std::string &a, const std::string &b) {
        return a.size() != b.size() ? a.size() > b.size() : a < b;
    });
    m_values.erase(std::unique(m_values.begin(), m_values.end()), m_values.end());
}

std::string SecretMasker::mask(std::string_view text) const
{
    Masking masking(m_values, nullptr, 0);
    return walkJsonText(text, masking);
}

std::string SecretMasker::maskLoosely(std::string_view text) const
{
    static const RE2 assignment(
        R"re(([A-Za-z0-9_-]+)([\\"'\s]*[:=]\s*)([\\"']*)([^\\"'\s,;&}]+))re", RE2::Latin1);
    static const RE2 rest(R"re([^\\"'\r\n]*)re", RE2::Latin1);
    std::string result;
    re2::StringPiece left(text.data(), text.size());
    re2::StringPiece name;
    re2::StringPiece between;
    re2::StringPiece quote;
    re2::StringPiece value;
    while (RE2::PartialMatch(left, assignment, &name, &between, &quote, &value)) {
        const char *end = value.data() + value.size();
        const std::string_view found(value.data(), value.size());
        const bool isSecret =
            looksSecret({name.data(), name.size()}) && !isReference(found) && found != stars();
        // Of what is not masked only the name is done with: its value may be a name in turn.
        const char *copied = isSecret ? value.data() : between.data();
        result.append(left.data(), copied);
        left.remove_prefix(static_cast<std::size_t>((isSecret ? end : copied) - left.data()));
        if (isSecret) {
            result += stars();
            if (!quote.empty()) {
                RE2::Consume(&left, rest);
            }
        }
    }
    result.append(left.data(), left.size());
    maskKnown(result, m_values);
    maskUrlUsers(result);
    return result;
}

} // namespace berth::model
