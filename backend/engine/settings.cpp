// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/settings.h"

#include "engine/setting_value.h"
#include "model/json_spec.h"
#include "net/endpoint.h"
#include "net/listen_address.h"

#include <QByteArray>
#include <QFile>
#include <QSaveFile>
#include <QString>

namespace berth::engine {

namespace {

using base::ErrorCode;
using base::Json;
using base::Status;

bool isTheme(const std::string &text)
{
    return text == "auto" || text == "light" || text == "dark";
}

/// User info in an address would be a credential in the settings.
bool isAddress(const std::string &text)
{
    return text.empty() || (text.find('@') == std::string::npos && net::parseUrl(text));
}

/// Whether it makes sense is judged when Infisical is chosen; here it may be half of it.
Status setPlain(std::string &target, const std::string &key, const Json &value)
{
    return setText(target, isPlainText, "a text of at most 2048 bytes", key, value);
}

Status setStore(secrets::StoreKind &target, const std::string &key, const Json &value)
{
    const auto kind = value.is_string()
                          ? secrets::storeKindFrom(value.get_ref<const std::string &>())
                          : std::nullopt;
    if (!kind) {
        return wrongSetting(key, R"("keychain", "infisical" or "encrypted-file")");
    }
    target = *kind;
    return {};
}

const Setters<Settings> &setters()
{
    using S = Settings;
    using K = const std::string;
    static const Setters<Settings> table = {
        {"instances.max",
         [](S &s, K &k, const Json &v) { return setNumber(s.maxInstances, 1, 1000, k, v); }},
        {"quit.stop_instances",
         [](S &s, K &k, const Json &v) { return setFlag(s.stopInstancesAtQuit, k, v); }},
        {"gateway.port",
         [](S &s, K &k, const Json &v) { return setNumber(s.gatewayPort, 1, 65535, k, v); }},
        {"defaults.memory_limit",
         [](S &s, K &k, const Json &v) {
             return setText(s.memoryLimit, model::parseMemory, "a size such as \"512m\"", k, v);
         }},
        {"defaults.cpu_limit",
         [](S &s, K &k, const Json &v) {
             return setText(s.cpuLimit, model::parseCpu, "a number of cores such as \"0.5\"", k, v);
         }},
        {"defaults.pids_limit",
         [](S &s, K &k, const Json &v) { return setNumber(s.pidsLimit, 1, 1000000, k, v); }},
        {"stdio.max_message_bytes",
         [](S &s, K &k, const Json &v) {
             return setNumber(s.stdioMessageBytes, 65536, 1073741824, k, v);
         }},
        {"events.keep_days",
         [](S &s, K &k, const Json &v) { return setNumber(s.eventsKeepDays, 1, 365, k, v); }},
        {"events.keep_count",
         [](S &s, K &k, const Json &v) {
             return setNumber(s.eventsKeepCount, 1000, 1000000, k, v);
         }},
        {"appearance.theme",
         [](S &s, K &k, const Json &v) {
             return setText(s.theme, isTheme, R"("auto", "light" or "dark")", k, v);
         }},
        {"appearance.reduce_motion",
         [](S &s, K &k, const Json &v) { return setFlag(s.reduceMotion, k, v); }},
        {"manager_api.enabled",
         [](S &s, K &k, const Json &v) { return setFlag(s.managerApi.enabled, k, v); }},
        {"manager_api.address",
         [](S &s, K &k, const Json &v) {
             return setText(s.managerApi.address, net::parseListenAddress,
                            "an address such as 127.0.0.1:8000", k, v);
         }},
        {"manager_api.require_token",
         [](S &s, K &k, const Json &v) { return setFlag(s.managerApi.requireToken, k, v); }},
        {"secrets.store",
         [](S &s, K &k, const Json &v) { return setStore(s.secretStore.kind, k, v); }},
        {"secrets.infisical.url",
         [](S &s, K &k, const Json &v) {
             return setText(s.secretStore.infisical.site, isAddress,
                            "a URL such as https://app.infisical.com", k, v);
         }},
        {"secrets.infisical.project",
         [](S &s, K &k, const Json &v) {
             return setPlain(s.secretStore.infisical.projectId, k, v);
         }},
        {"secrets.infisical.environment",
         [](S &s, K &k, const Json &v) {
             return setPlain(s.secretStore.infisical.environment, k, v);
         }},
        {"secrets.infisical.path",
         [](S &s, K &k, const Json &v) { return setPlain(s.secretStore.infisical.path, k, v); }},
        {"secrets.infisical.names",
         [](S &s, K &k, const Json &v) {
             return setPlain(s.secretStore.infisical.nameTemplate, k, v);
         }},
        {"secrets.infisical.ca_file",
         [](S &s, K &k, const Json &v) { return setPlain(s.secretStore.infisical.caFile, k, v); }},
    };
    return table;
}

/// Without a token the manager API is for this machine alone.
Status checkManagerApi(const ManagerApiSettings &api, const Json &patch)
{
    const auto address = net::parseListenAddress(api.address);
    if (api.requireToken || (address && address->isLoopback())) {
        return {};
    }
    const char *key = "manager_api.address";
    if (!patch.contains(key)) {
        key = "manager_api.require_token";
    }
    return refusedSetting(key, "Other machines could use the manager API without a token. Require "
                               "the token, or listen on 127.0.0.1 only.");
}

} // namespace

Json toJson(const Settings &settings)
{
    const secrets::InfisicalOptions &infisical = settings.secretStore.infisical;
    Json json{{"instances.max", settings.maxInstances},
              {"quit.stop_instances", settings.stopInstancesAtQuit},
              {"gateway.port", settings.gatewayPort},
              {"defaults.memory_limit", settings.memoryLimit},
              {"defaults.cpu_limit", settings.cpuLimit},
              {"defaults.pids_limit", settings.pidsLimit},
              {"stdio.max_message_bytes", settings.stdioMessageBytes},
              {"events.keep_days", settings.eventsKeepDays},
              {"events.keep_count", settings.eventsKeepCount},
              {"appearance.theme", settings.theme},
              {"appearance.reduce_motion", settings.reduceMotion},
              {"manager_api.enabled", settings.managerApi.enabled},
              {"manager_api.address", settings.managerApi.address},
              {"manager_api.require_token", settings.managerApi.requireToken},
              {"secrets.store", secrets::toText(settings.secretStore.kind)},
              {"secrets.infisical.url", infisical.site},
              {"secrets.infisical.project", infisical.projectId},
              {"secrets.infisical.environment", infisical.environment},
              {"secrets.infisical.path", infisical.path},
              {"secrets.infisical.names", infisical.nameTemplate},
              {"secrets.infisical.ca_file", infisical.caFile}};
    addTo(json, settings.gateway);
    addTo(json, settings.traefik);
    return json;
}

base::Result<Settings> patched(Settings settings, const Json &patch)
{
    if (!patch.is_object()) {
        return base::fail(ErrorCode::InvalidArgument, "Settings must be a JSON object.");
    }
    for (const auto &[key, value] : patch.items()) {
        if (isGatewaySetting(key)) {
            if (Status status = setGatewaySetting(settings.gateway, key, value); !status) {
                return base::fail(status.error());
            }
            continue;
        }
        if (isTraefikSetting(key)) {
            if (Status status = setTraefikSetting(settings.traefik, key, value); !status) {
                return base::fail(status.error());
            }
            continue;
        }
        const auto setter = setters().find(key);
        if (setter == setters().end()) {
            return refusedSetting(key, "There is no setting " + key + ".");
        }
        if (Status status = setter->second(settings, key, value); !status) {
            return base::fail(status.error());
        }
    }
    if (Status fine = checkManagerApi(settings.managerApi, patch); !fine) {
        return base::fail(fine.error());
    }
    if (Status fine = checkGateway(settings.gateway, patch); !fine) {
        return base::fail(fine.error());
    }
    if (Status fine = checkTraefik(settings.traefik, settings.gateway, settings.gatewayPort, patch);
        !fine) {
        return base::fail(fine.error());
    }
    return settings;
}

SettingsFile::SettingsFile(std::filesystem::path path)
    : m_path(std::move(path))
{}

Settings SettingsFile::load() const
{
    Settings settings;
    QFile file(QString::fromStdString(m_path.string()));
    if (!file.open(QIODevice::ReadOnly)) {
        return settings;
    }
    const auto json = base::parseJson(file.readAll().toStdString());
    if (!json || !json->is_object()) {
        return settings;
    }
    if (auto whole = patched(settings, *json)) {
        return *whole;
    }
    // Twice, since some keys are right only together with one that comes later.
    for (int round = 0; round < 2; ++round) {
        for (const auto &[key, value] : json->items()) {
            if (auto next = patched(settings, Json{{key, value}})) {
                settings = *next;
            }
        }
    }
    return settings;
}

Status SettingsFile::save(const Settings &settings) const
{
    QSaveFile file(QString::fromStdString(m_path.string()));
    const QByteArray text = QByteArray::fromStdString(base::toPrettyText(toJson(settings)) + "\n");
    if (!file.open(QIODevice::WriteOnly) ||
        !file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner) ||
        file.write(text) != text.size() || !file.commit()) {
        return base::fail(ErrorCode::StorageFailed,
                          "The settings could not be saved to " + m_path.string() + ".",
                          file.errorString().toStdString());
    }
    return {};
}

} // namespace berth::engine
