// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "base/secret.h"
#include "model/field_readers.h"
#include "model/http_url.h"
#include "model/secret_ref.h"
#include "model/spec_readers.h"
#include "model/text_rules.h"

#include <algorithm>
#include <array>
#include <set>

namespace berth::model {

namespace {

constexpr const char *expectedEndpoint =
    "an http or https URL, for example https://example.org/mcp";

void readEndpoint(ObjectReader &reader, UrlSpec &spec)
{
    const ObjectReader::Member member = reader.find({"endpoint", "endpoint_url", "url"});
    if (!member) {
        reader.require("endpoint", "The endpoint is missing.", expectedEndpoint);
        return;
    }
    if (!member.value->is_string()) {
        addViolation(reader.violations(), member.pointer, "The endpoint must be a string.",
                     std::string(describeType(*member.value)), expectedEndpoint);
        return;
    }
    spec.endpoint = member.value->get<std::string>();
    if (const std::string_view problem = httpUrlProblem(spec.endpoint); !problem.empty()) {
        addViolation(reader.violations(), member.pointer,
                     "The endpoint " + std::string(problem) + '.', describeText(spec.endpoint),
                     expectedEndpoint);
    }
}

/// What may follow "Authorization: Bearer ", or stand in any header's value.
bool isHeaderValue(std::string_view value)
{
    return std::none_of(value.begin(), value.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte < 0x20U && c != '\t') || byte == 0x7fU;
    });
}

void checkToken(const std::string &token, std::string_view pointer, Violations &violations)
{
    if (isBlank(token) || !isHeaderValue(token)) {
        addViolation(violations, pointer,
                     "The bearer token is empty or holds line breaks or control characters.",
                     std::string(base::secretMask), "a token in one line, or a secret reference");
        return;
    }
    checkSecretRef(token, pointer, violations);
}

void readAuthentication(ObjectReader &reader, UrlSpec &spec, base::Json &extra)
{
    const ObjectReader::Member member = reader.object({"authentication"});
    if (!member) {
        return;
    }
    ObjectReader authentication(*member.value, member.pointer, reader.violations());
    const std::string typePointer = base::appendPointer(member.pointer, "type");
    const ObjectReader::Member tokenMember = authentication.find({"token"});
    const std::optional<std::string> token = authentication.text({"token"}, Show::TypeOnly);
    const std::string type = asciiLower(
        authentication.text({"type"}, Show::TypeOnly).value_or(tokenMember ? "bearer" : "none"));
    keepUnknown(authentication, "authentication", extra);
    if (type != "bearer" && type != "none") {
        addViolation(reader.violations(), typePointer,
                     "Berth knows no such kind of authentication.", describeText(type),
                     "\"bearer\" or \"none\"");
    } else if (type == "none" && tokenMember) {
        addViolation(reader.violations(), typePointer,
                     "There is a token, but the type says that none is used.", "\"none\"",
                     "\"bearer\"");
    } else if (type == "bearer" && !tokenMember) {
        authentication.require("token", "The bearer token is missing.",
                               "a token or a secret reference");
    }
    if (token) {
        checkToken(*token, base::appendPointer(member.pointer, "token"), reader.violations());
        spec.bearerToken = *token;
    }
}

/// Headers that describe the connection or the body; Berth sets them itself.
bool isOwnHeader(const std::string &lowerName)
{
    constexpr std::array<std::string_view, 9> own{
        "host", "content-length", "transfer-encoding", "connection", "keep-alive", "upgrade",
        "te",   "trailer",        "proxy-connection"};
    return std::find(own.begin(), own.end(), lowerName) != own.end();
}

void checkHeaderName(const std::string &name, std::string_view pointer, Violations &violations,
                     std::set<std::string> &seen)
{
    const std::string lower = asciiLower(name);
    if (!isHttpToken(name) || name.size() > 255) {
        addViolation(violations, pointer, "The header's name is not allowed in HTTP.",
                     describeText(name), "letters, digits and !#$%&'*+-.^_`|~ only");
    } else if (isOwnHeader(lower)) {
        addViolation(violations, pointer,
                     "Berth sets the header " + name + " itself. Remove it here.", name,
                     "a header that does not describe the connection");
    } else if (!seen.insert(lower).second) {
        addViolation(violations, pointer,
                     "The header " + name + " is there twice; upper and lower case are the same.",
                     name, "each header once");
    }
}

void readHeaders(ObjectReader &reader, UrlSpec &spec)
{
    const ObjectReader::Member member = reader.object({"headers"});
    if (!member) {
        return;
    }
    std::set<std::string> seen;
    for (const auto &[name, value] : member.value->items()) {
        const std::string pointer = base::appendPointer(member.pointer, name);
        checkHeaderName(name, pointer, reader.violations(), seen);
        const std::optional<std::string> text = scalarText(value);
        if (!text) {
            addViolation(reader.violations(), pointer, "The header's value must be a string.",
                         std::string(describeType(value)), "a string");
            continue;
        }
        if (!isHeaderValue(*text)) {
            addViolation(reader.violations(), pointer,
                         "The header's value holds line breaks or control characters.",
                         std::string(base::secretMask), "text in one line");
        }
        checkSecretRef(*text, pointer, reader.violations());
        spec.headers.emplace_back(name, *text);
    }
}

void readTls(ObjectReader &reader, UrlSpec &spec, base::Json &extra)
{
    const ObjectReader::Member member = reader.object({"tls"});
    if (!member) {
        return;
    }
    ObjectReader tls(*member.value, member.pointer, reader.violations());
    spec.caFile = tls.text({"ca_file"}).value_or(std::string());
    if (!spec.caFile.empty() && !spec.caFile.starts_with('/')) {
        addViolation(reader.violations(), base::appendPointer(member.pointer, "ca_file"),
                     "The file of the authority is not named by its whole path.",
                     describeText(spec.caFile), "a path that begins with /");
    }
    keepUnknown(tls, "tls", extra);
}

} // namespace

UrlSpec readUrlSpec(ObjectReader &reader, base::Json &extra)
{
    UrlSpec spec;
    readEndpoint(reader, spec);
    readHealthCheck(reader, spec.healthCheck, extra);
    readAuthentication(reader, spec, extra);
    readHeaders(reader, spec);
    readDuration(reader, "timeout", spec.timeout);
    readTls(reader, spec, extra);
    return spec;
}

} // namespace berth::model
