// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "secrets/infisical_store.h"

#include "base/bytes.h"
#include "secrets/resolver.h"

#include <fmt/format.h>

#include <algorithm>

namespace berth::secrets {

namespace asio = net::asio;

using base::ErrorCode;
using base::fail;
using base::Json;
using base::Result;
using base::Secret;
using base::Status;

namespace {

constexpr const char *secretsTarget = "/api/v4/secrets";
constexpr const char *foldersTarget = "/api/v2/folders";
// A larger body is answered with 500, which says nothing to a person.
constexpr std::size_t mostBodyBytes = base::mebibyte - base::kibibyte;

std::string percentEncoded(std::string_view text)
{
    std::string encoded;
    for (const char c : text) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                           (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.' || c == '~';
        if (plain) {
            encoded += c;
        } else {
            encoded += fmt::format("%{:02X}", static_cast<unsigned char>(c));
        }
    }
    return encoded;
}

bool isBlank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/// Infisical cuts blanks off both ends and leaves one line feed at the end.
bool comesBackUnchanged(std::string_view value)
{
    if (value.ends_with('\n')) {
        value.remove_suffix(1);
        if (value.empty()) {
            return false;
        }
    }
    return value.empty() || (!isBlank(value.front()) && !isBlank(value.back()));
}

/// The text of a JSON body with a value in it; empty when the value is not UTF-8.
std::string bodyWith(Json body, const Secret &value)
{
    body["secretValue"] = value.expose();
    std::string text;
    try {
        text = body.dump(); // strict, unlike base::toText(): a value must not be altered
    } catch (const Json::exception &) {
        text.clear();
    }
    base::wipeString(body["secretValue"].get_ref<std::string &>());
    return text;
}

Result<Secret> valueOf(const Json &secret)
{
    const auto value = secret.is_object() ? secret.find("secretValue") : secret.end();
    if (value == secret.end() || !value->is_string()) {
        return fail(ErrorCode::ProtocolError, "Infisical answered without the value of a secret.");
    }
    const auto hidden = secret.find("secretValueHidden");
    if (hidden != secret.end() && hidden->is_boolean() && hidden->get<bool>()) {
        return fail(ErrorCode::Forbidden,
                    "The machine identity may see the names of secrets in Infisical, but not their "
                    "values. Give it a role that reads values.");
    }
    return Secret(value->get<std::string>());
}

/// A change is only made when the answer shows the secret.
Status madeChange(const InfisicalAnswer &answer)
{
    if (answer.at("secret").is_object()) {
        return {};
    }
    if (!answer.at("approval").is_null()) {
        return fail(ErrorCode::Conflict,
                    "The change waits for approval in Infisical; nothing is changed yet. Approve "
                    "it there, or write to an environment without a change policy.");
    }
    return fail(ErrorCode::ProtocolError,
                "Infisical did not say that it made the change. Look there, then try again.");
}

} // namespace

Result<std::unique_ptr<InfisicalStore>>
InfisicalStore::make(asio::any_io_executor executor, InfisicalOptions options,
                     InfisicalSession::CredentialSource credentials, InfisicalSession::Now now)
{
    auto site = net::parseUrl(options.site);
    if (!site) {
        return fail(ErrorCode::InvalidArgument,
                    "The address of Infisical is no URL such as https://app.infisical.com. " +
                        site.error().message);
    }
    if (options.projectId.empty() || options.environment.empty()) {
        return fail(ErrorCode::InvalidArgument, "Infisical needs the id of a project, which its "
                                                "settings show, and the slug of an environment.");
    }
    if (!options.proxy) {
        auto proxy = net::proxyFor(site->endpoint);
        if (!proxy) {
            return fail(proxy.error());
        }
        options.proxy = std::move(*proxy);
    }
    auto names = InfisicalNames::make(options.path, options.nameTemplate.empty()
                                                        ? InfisicalNames::agentArea
                                                        : std::string_view(options.nameTemplate));
    if (!names) {
        return fail(names.error());
    }
    return std::unique_ptr<InfisicalStore>(
        new InfisicalStore(std::move(executor), std::move(*site), std::move(*names),
                           std::move(options), std::move(credentials), std::move(now)));
}

InfisicalStore::InfisicalStore(asio::any_io_executor executor, net::Url site, InfisicalNames names,
                               InfisicalOptions options,
                               InfisicalSession::CredentialSource credentials,
                               InfisicalSession::Now now)
    : m_names(std::move(names))
    , m_options(options)
    , m_session(std::move(executor), std::move(site), std::move(options), std::move(credentials),
                std::move(now))
{}

std::string InfisicalStore::displayName() const
{
    return "Infisical";
}

std::string InfisicalStore::query(const std::string &folder) const
{
    return fmt::format("?projectId={}&environment={}&secretPath={}&expandSecretReferences=false",
                       percentEncoded(m_options.projectId), percentEncoded(m_options.environment),
                       percentEncoded(folder));
}

Json InfisicalStore::place(const std::string &folder) const
{
    return {{"projectId", m_options.projectId},
            {"environment", m_options.environment},
            {"secretPath", folder}};
}

net::Task<Secret> InfisicalStore::get(std::string key)
{
    std::vector<std::string> keys(1, key);
    auto found = co_await getAll(std::move(keys));
    co_return valueIn(std::move(found), key,
                      displayName() + " has no value for " + key + ". Enter the value again.");
}

net::Task<SecretMap> InfisicalStore::getAll(std::vector<std::string> keys)
{
    std::map<std::string, Wanted> folders;
    for (const std::string &key : keys) {
        auto where = m_names.placeOf(key);
        if (!where) {
            co_return fail(std::move(where.error()));
        }
        folders[where->folder].insert_or_assign(where->name, key);
    }
    SecretMap all;
    for (auto &[folder, wanted] : folders) {
        Result<SecretMap> some;
        if (wanted.size() == 1) {
            InfisicalPlace one{folder, wanted.begin()->first};
            some = co_await readOne(std::move(one), wanted.begin()->second);
        } else {
            some = co_await readFolder(folder, std::move(wanted));
        }
        if (!some) {
            co_return fail(std::move(some.error()));
        }
        all.merge(*some);
    }
    co_return all;
}

net::Task<SecretMap> InfisicalStore::readOne(InfisicalPlace at, std::string key)
{
    InfisicalSession::Call call;
    call.target = fmt::format("{}/{}{}", secretsTarget, percentEncoded(at.name), query(at.folder));
    call.folder = at.folder;
    auto answer = co_await m_session.call(std::move(call));
    SecretMap found;
    if (!answer) {
        const InfisicalFault fault = answer.error().fault;
        if (fault == InfisicalFault::SecretMissing ||
            (fault == InfisicalFault::FolderMissing && isOptional(at.folder))) {
            co_return found;
        }
        co_return fail(std::move(answer.error().error));
    }
    auto value = valueOf(answer->at("secret"));
    if (!value) {
        co_return fail(std::move(value.error()));
    }
    found.insert_or_assign(std::move(key), std::move(*value));
    co_return found;
}

net::Task<SecretMap> InfisicalStore::readFolder(std::string folder, Wanted wanted)
{
    auto answer = co_await list(folder, true, false);
    SecretMap found;
    if (!answer) {
        if (answer.error().fault == InfisicalFault::FolderMissing && isOptional(folder)) {
            co_return found;
        }
        co_return fail(std::move(answer.error().error));
    }
    for (const Json &secret : answer->at("secrets")) {
        const auto key = wanted.find(secret.is_object() ? base::stringOr(secret, "secretKey") : "");
        if (key == wanted.end()) {
            continue;
        }
        auto value = valueOf(secret);
        if (!value) {
            co_return fail(std::move(value.error()));
        }
        found.insert_or_assign(key->second, std::move(*value));
    }
    co_return found;
}

InfisicalStore::Failable InfisicalStore::list(std::string folder, bool withValues, bool recursive)
{
    InfisicalSession::Call call;
    call.target = fmt::format("{}{}&viewSecretValue={}{}", secretsTarget, query(folder), withValues,
                              recursive ? "&recursive=true" : "");
    call.folder = std::move(folder);
    auto answer = co_await m_session.call(std::move(call));
    if (answer && !answer->at("secrets").is_array()) {
        base::Error error{ErrorCode::ProtocolError,
                          "Infisical answered without a list of secrets. Check the address."};
        co_return tl::unexpected<InfisicalFailure>({InfisicalFault::NoAnswer, std::move(error)});
    }
    co_return answer;
}

InfisicalStore::Failable InfisicalStore::write(std::string method, InfisicalPlace at,
                                               std::string body)
{
    InfisicalSession::Call call;
    call.method = std::move(method);
    call.target = fmt::format("{}/{}", secretsTarget, percentEncoded(at.name));
    call.body = std::move(body);
    call.folder = std::move(at.folder);
    return m_session.call(std::move(call));
}

InfisicalStore::Failable InfisicalStore::makeFolder(std::string folder)
{
    const std::size_t slash = folder.rfind('/');
    Json body{{"projectId", m_options.projectId},
              {"environment", m_options.environment},
              {"name", folder.substr(slash + 1)},
              {"path", slash == 0 ? "/" : folder.substr(0, slash)}};
    InfisicalSession::Call call;
    call.method = "POST";
    call.target = foldersTarget;
    call.body = base::toText(body);
    call.folder = std::move(folder);
    return m_session.call(std::move(call));
}

InfisicalStore::Failable InfisicalStore::createWithFolder(InfisicalPlace at, std::string body)
{
    auto created = co_await write("POST", at, body);
    if (created || created.error().fault != InfisicalFault::FolderMissing ||
        !isOptional(at.folder)) {
        co_return created;
    }
    auto made = co_await makeFolder(at.folder);
    if (!made && made.error().fault != InfisicalFault::AlreadyExists) {
        co_return made;
    }
    co_return co_await write("POST", std::move(at), std::move(body));
}

net::Task<> InfisicalStore::set(std::string key, Secret value)
{
    auto at = m_names.placeOf(key);
    if (!at) {
        co_return fail(std::move(at.error()));
    }
    if (!comesBackUnchanged(value.expose())) {
        co_return fail(ErrorCode::InvalidArgument,
                       fmt::format("Infisical cuts blanks and line feeds off the ends of a value, "
                                   "so {} would come back changed. Remove them.",
                                   key));
    }
    std::string body = bodyWith(place(at->folder), value);
    if (body.empty() || body.size() > mostBodyBytes) {
        co_return fail(body.empty() ? ErrorCode::InvalidArgument : ErrorCode::LimitReached,
                       fmt::format("The value for {} is {}, which Infisical does not keep.", key,
                                   body.empty() ? "not text in UTF-8" : "larger than 1 MB"));
    }
    auto answer = co_await write("PATCH", *at, body);
    if (!answer && (answer.error().fault == InfisicalFault::SecretMissing ||
                    answer.error().fault == InfisicalFault::FolderMissing)) {
        answer = co_await createWithFolder(std::move(*at), body);
    }
    base::wipeString(body);
    if (!answer) {
        base::Error error = std::move(answer.error().error);
        std::vector<Secret> known(1, std::move(value));
        error.details = redact(std::move(error.details), known);
        co_return fail(std::move(error));
    }
    co_return madeChange(*answer);
}

net::Task<> InfisicalStore::remove(std::string key)
{
    auto at = m_names.placeOf(key);
    if (!at) {
        co_return fail(std::move(at.error()));
    }
    std::string body = base::toText(place(at->folder));
    auto answer = co_await write("DELETE", *at, std::move(body));
    if (answer) {
        co_return madeChange(*answer);
    }
    const InfisicalFault fault = answer.error().fault;
    if (fault == InfisicalFault::SecretMissing ||
        (fault == InfisicalFault::FolderMissing && isOptional(at->folder))) {
        co_return Status{};
    }
    co_return fail(std::move(answer.error().error));
}

net::Task<std::vector<std::string>> InfisicalStore::names()
{
    auto answer = co_await list(m_names.basePath(), false, m_names.usesFolders());
    if (!answer) {
        co_return fail(std::move(answer.error().error));
    }
    std::vector<std::string> names;
    for (const Json &secret : answer->at("secrets")) {
        if (!secret.is_object()) {
            continue;
        }
        InfisicalPlace at{base::stringOr(secret, "secretPath", m_names.basePath()),
                          base::stringOr(secret, "secretKey")};
        if (auto key = m_names.keyOf(at)) {
            names.push_back(std::move(*key));
        }
    }
    std::sort(names.begin(), names.end());
    co_return names;
}

net::Task<> InfisicalStore::check()
{
    auto answer = co_await list(m_names.basePath(), false, false);
    co_return answer ? Status{} : fail(std::move(answer.error().error));
}

} // namespace berth::secrets
