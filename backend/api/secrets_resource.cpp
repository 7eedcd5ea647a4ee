// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "api/secrets_resource.h"

#include "api/reply.h"
#include "api/secret_member.h"
#include "model/secret_ref.h"

#include <algorithm>
#include <utility>

namespace berth::api {

using base::Json;
using base::Secret;
using engine::SecretDesk;

namespace {

/// Empty where there is none; what is done with it refuses that by itself.
Secret takeText(Json &body, const char *key)
{
    return takeSecret(body, key).value_or(Secret());
}

/// The key that a body names: "key", or "instance" and "name". Empty when it names none.
std::string keyOf(const Json &body)
{
    const std::string name = base::stringOr(body, "name");
    const std::string instance = base::stringOr(body, "instance");
    if (!name.empty() && !instance.empty()) {
        return model::secretKey(instance, name);
    }
    return base::stringOr(body, "key");
}

net::HttpResponse missing(std::string_view what)
{
    return invalidReply("body", what, "This is missing, or no text.");
}

const char *toText(SecretDesk::State state)
{
    switch (state) {
    case SecretDesk::State::Present:
        return "present";
    case SecretDesk::State::Missing:
        return "missing";
    case SecretDesk::State::Unknown:
        break;
    }
    return "unknown";
}

Json toJson(const SecretDesk::Entry &entry)
{
    Json users = Json::array();
    for (const SecretDesk::User &user : entry.usedBy) {
        users.push_back({{"instance_id", user.instanceId},
                         {"instance", user.instanceName},
                         {"variable", user.variable}});
    }
    const auto time = [](const std::optional<base::Timestamp> &at) {
        return at ? Json(base::toRfc3339(*at)) : Json();
    };
    return {{"key", entry.key},
            {"state", toText(entry.state)},
            {"store", entry.store},
            {"used_by", std::move(users)},
            {"changed_at", time(entry.changedAt)},
            {"used_at", time(entry.usedAt)},
            {"orphan", entry.isOrphan},
            {"restart_pending", entry.restartPending}};
}

/// The store that a body names under `key`; none when it names none.
base::Result<std::optional<secrets::StoreKind>> storeIn(const Json &body, const char *key)
{
    const std::string word = base::stringOr(body, key);
    if (word.empty()) {
        return std::optional<secrets::StoreKind>();
    }
    const auto kind = secrets::storeKindFrom(word);
    if (!kind) {
        return base::fail(base::Error{base::ErrorCode::InvalidArgument,
                                      "A store is keychain, infisical or encrypted-file.",
                                      {},
                                      std::string("/") + key});
    }
    return kind;
}

/// The texts of the list "keys"; none when there is no such list.
std::optional<std::vector<std::string>> keysIn(const Json &body)
{
    const auto list = body.find("keys");
    if (list == body.end() || !list->is_array()) {
        return std::nullopt;
    }
    std::vector<std::string> keys;
    for (const Json &key : *list) {
        if (key.is_string()) {
            keys.push_back(key.get<std::string>());
        }
    }
    return keys;
}

net::HttpResponse replyTo(const base::Status &done)
{
    return done ? successReply() : errorReply(done.error());
}

} // namespace

SecretsResource::SecretsResource(engine::Engine &engine)
    : m_engine(engine)
{}

void SecretsResource::addTo(Router &router)
{
    const auto bind = handlersOf(*this);
    router.add("GET", "/v1/secrets/", bind(&SecretsResource::list));
    router.add("POST", "/v1/secrets/set", bind(&SecretsResource::set));
    router.add("POST", "/v1/secrets/remove", bind(&SecretsResource::remove));
    router.add("POST", "/v1/secrets/move", bind(&SecretsResource::move));
    router.add("POST", "/v1/secrets/sweep", bind(&SecretsResource::sweep));
    router.add("POST", "/v1/secrets/import-env", bind(&SecretsResource::importEnv));
    router.add("POST", "/v1/secrets/check", bind(&SecretsResource::check));
    router.add("GET", "/v1/secrets/store", bind(&SecretsResource::showStore));
    router.add("POST", "/v1/secrets/store", bind(&SecretsResource::chooseStore));
    router.add("POST", "/v1/secrets/store/set-up", bind(&SecretsResource::setUp));
    router.add("POST", "/v1/secrets/store/unlock", bind(&SecretsResource::unlock));
    router.add("POST", "/v1/secrets/store/lock", bind(&SecretsResource::lock));
    router.add("POST", "/v1/secrets/store/passphrase", bind(&SecretsResource::changePassphrase));
    router.add("POST", "/v1/secrets/store/login", bind(&SecretsResource::logIn));
}

SecretsResource::Reply SecretsResource::list(Call &)
{
    const auto overview = co_await m_engine.secretDesk().overview();
    Json entries = Json::array();
    for (const SecretDesk::Entry &entry : overview.entries) {
        entries.push_back(toJson(entry));
    }
    Json body{{"store", secrets::toText(m_engine.secretDesk().store().kind())},
              {"secrets", std::move(entries)}};
    if (overview.problem) {
        body["problem"] = overview.problem->message;
    }
    co_return jsonReply(body);
}

SecretsResource::Reply SecretsResource::set(Call &call)
{
    auto body = co_await readObject(call);
    if (!body) {
        co_return body.error();
    }
    const std::string key = keyOf(*body);
    if (key.empty()) {
        co_return missing("key");
    }
    auto value = takeSecret(*body, "value");
    if (!value) {
        co_return missing("value");
    }
    const auto restart = body->find("restart");
    const bool now = restart != body->end() && restart->is_boolean() && restart->get<bool>();
    const auto store = storeIn(*body, "store");
    if (!store) {
        co_return errorReply(store.error());
    }
    auto done = co_await m_engine.secretDesk().set(key, std::move(*value), now, *store);
    if (!done) {
        co_return errorReply(done.error());
    }
    co_return jsonReply(Json{{"status", "success"}, {"key", key}, {"restarted", *done}});
}

SecretsResource::Reply SecretsResource::remove(Call &call)
{
    const auto body = co_await readObject(call);
    if (!body) {
        co_return body.error();
    }
    const std::string key = keyOf(*body);
    if (key.empty()) {
        co_return missing("key");
    }
    const auto done = co_await m_engine.secretDesk().remove(key);
    co_return replyTo(done);
}

/// Keys of what this profile has in its stores, of one instance or of all.
net::asio::awaitable<std::vector<std::string>>
SecretsResource::movable(const std::string &instanceId)
{
    const auto overview = co_await m_engine.secretDesk().overview();
    std::vector<std::string> keys;
    for (const SecretDesk::Entry &entry : overview.entries) {
        const bool wanted =
            std::any_of(entry.usedBy.begin(), entry.usedBy.end(), [&](const auto &user) {
                return instanceId.empty() || user.instanceId == instanceId;
            });
        if (wanted && !entry.isOrphan && entry.state != SecretDesk::State::Missing) {
            keys.push_back(entry.key);
        }
    }
    co_return keys;
}

SecretsResource::Reply SecretsResource::move(Call &call)
{
    const auto body = co_await readObject(call);
    if (!body) {
        co_return body.error();
    }
    const auto to = storeIn(*body, "to");
    if (!to) {
        co_return errorReply(to.error());
    }
    if (!*to) {
        co_return missing("to");
    }
    auto keys = keysIn(*body);
    if (!keys) {
        keys = co_await movable(base::stringOr(*body, "instance"));
    }
    const auto moved = co_await m_engine.secretDesk().move(std::move(*keys), **to);
    co_return moved ? jsonReply(Json{{"status", "success"}, {"moved", *moved}})
                    : errorReply(moved.error());
}

SecretsResource::Reply SecretsResource::sweep(Call &call)
{
    const auto body = co_await readObject(call);
    if (!body) {
        co_return body.error();
    }
    auto keys = keysIn(*body);
    if (!keys) {
        const auto overview = co_await m_engine.secretDesk().overview();
        keys.emplace();
        for (const SecretDesk::Entry &entry : overview.entries) {
            if (entry.isOrphan) {
                keys->push_back(entry.key);
            }
        }
    }
    const auto removed = co_await m_engine.secretDesk().sweepOrphans(std::move(*keys));
    co_return removed ? jsonReply(Json{{"status", "success"}, {"removed", *removed}})
                      : errorReply(removed.error());
}

SecretsResource::Reply SecretsResource::importEnv(Call &call)
{
    auto body = co_await readObject(call);
    if (!body) {
        co_return body.error();
    }
    Secret text = takeText(*body, "text");
    const auto store = storeIn(*body, "store");
    if (!store) {
        co_return errorReply(store.error());
    }
    auto done = co_await m_engine.secretDesk().importEnv(std::move(text),
                                                         base::stringOr(*body, "instance"), *store);
    if (!done) {
        co_return errorReply(done.error());
    }
    co_return jsonReply(
        Json{{"status", "success"}, {"stored", done->stored}, {"replaced", done->replaced}});
}

net::Task<Json> SecretsResource::storeJson()
{
    secrets::StoreChooser &store = m_engine.secretDesk().store();
    const auto usable = co_await store.check();
    const secrets::StoreCapabilities capabilities = store.capabilities();
    const Json all = engine::toJson(m_engine.settings());
    Json settings = Json::object();
    for (const auto &[key, value] : all.items()) {
        if (key.starts_with("secrets.")) {
            settings[key] = value;
        }
    }
    Json json{{"store", secrets::toText(store.kind())},
              {"name", store.displayName()},
              {"state", usable ? "ok" : base::errorCodeName(usable.error().code)},
              {"can_write", capabilities.canWrite},
              {"can_list", capabilities.canList},
              {"settings", std::move(settings)}};
    if (!usable) {
        json["problem"] = usable.error().message;
        json["details"] = usable.error().details;
    }
    co_return json;
}

SecretsResource::Reply SecretsResource::showStore(Call &)
{
    const auto json = co_await storeJson();
    co_return json ? jsonReply(*json) : errorReply(json.error());
}

SecretsResource::Reply SecretsResource::check(Call &call)
{
    const auto body = co_await readObject(call);
    if (!body) {
        co_return body.error();
    }
    const auto store = storeIn(*body, "store");
    if (!store) {
        co_return errorReply(store.error());
    }
    SecretDesk &desk = m_engine.secretDesk();
    const auto usable = co_await desk.checkStore(store->value_or(desk.store().kind()));
    co_return replyTo(usable);
}

SecretsResource::Reply SecretsResource::chooseStore(Call &call)
{
    auto body = co_await readObject(call);
    if (!body) {
        co_return body.error();
    }
    for (const auto &[key, value] : body->items()) {
        if (!key.starts_with("secrets.")) {
            co_return invalidReply("body", key, "Only settings of secrets are changed here.");
        }
    }
    const auto changed = co_await m_engine.changeSettings(std::move(*body));
    if (!changed) {
        co_return errorReply(changed.error());
    }
    const auto json = co_await storeJson();
    co_return json ? jsonReply(*json) : errorReply(json.error());
}

SecretsResource::Reply SecretsResource::setUp(Call &call)
{
    auto body = co_await readObject(call);
    if (!body) {
        co_return body.error();
    }
    Secret passphrase = takeText(*body, "passphrase");
    const auto done = co_await m_engine.secretDesk().setUpFile(std::move(passphrase));
    co_return replyTo(done);
}

SecretsResource::Reply SecretsResource::unlock(Call &call)
{
    auto body = co_await readObject(call);
    if (!body) {
        co_return body.error();
    }
    Secret passphrase = takeText(*body, "passphrase");
    const auto done = co_await m_engine.secretDesk().unlockFile(std::move(passphrase));
    co_return replyTo(done);
}

SecretsResource::Reply SecretsResource::lock(Call &)
{
    const auto done = co_await m_engine.secretDesk().lockFile();
    co_return replyTo(done);
}

SecretsResource::Reply SecretsResource::changePassphrase(Call &call)
{
    auto body = co_await readObject(call);
    if (!body) {
        co_return body.error();
    }
    Secret before = takeText(*body, "passphrase");
    Secret after = takeText(*body, "new_passphrase");
    const auto done =
        co_await m_engine.secretDesk().changePassphrase(std::move(before), std::move(after));
    co_return replyTo(done);
}

SecretsResource::Reply SecretsResource::logIn(Call &call)
{
    auto body = co_await readObject(call);
    if (!body) {
        co_return body.error();
    }
    secrets::InfisicalCredentials credentials{takeText(*body, "client_id"),
                                              takeText(*body, "client_secret")};
    if (credentials.clientId.empty() || credentials.clientSecret.empty()) {
        co_return missing("client_secret");
    }
    const auto done = co_await m_engine.secretDesk().logInToInfisical(std::move(credentials));
    co_return replyTo(done);
}

} // namespace berth::api
