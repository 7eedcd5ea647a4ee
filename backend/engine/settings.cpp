// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/settings.h"

#include "model/json_spec.h"
#include "net/endpoint.h"
#include "net/listen_address.h"

#include <QByteArray>
#include <QFile>
#include <QSaveFile>
#include <QString>

#include <algorithm>
#include <functional>
#include <map>

namespace berth::engine {

namespace {

using base::Error;
using base::ErrorCode;
using base::Json;
using base::Status;

Status wrong(const std::string &key, const std::string &expected)
{
    return base::fail(Error{ErrorCode::InvalidArgument,
                            "The setting " + key + " must be " + expected + ".",
                            {},
                            base::appendPointer("", key)});
}

template <typename T>
Status setInteger(const std::string &key, const Json &value, std::int64_t low, std::int64_t high,
                  T &target)
{
    const std::string range =
        "a whole number from " + std::to_string(low) + " to " + std::to_string(high);
    if (!value.is_number_integer()) {
        return wrong(key, range);
    }
    const auto number = value.get<std::int64_t>();
    if (number < low || number > high) {
        return wrong(key, range);
    }
    target = static_cast<T>(number);
    return {};
}

Status setFlag(const std::string &key, const Json &value, bool &target)
{
    if (!value.is_boolean()) {
        return wrong(key, "true or false");
    }
    target = value.get<bool>();
    return {};
}

template <typename Parse>
Status setParsed(const std::string &key, const Json &value, const std::string &expected,
                 Parse parse, std::string &target)
{
    if (!value.is_string() || !parse(value.get_ref<const std::string &>())) {
        return wrong(key, expected);
    }
    target = value.get<std::string>();
    return {};
}

Status setTheme(const std::string &key, const Json &value, std::string &target)
{
    const auto isTheme = [](const std::string &text) {
        return text == "auto" || text == "light" || text == "dark";
    };
    return setParsed(key, value, "\"auto\", \"light\" or \"dark\"", isTheme, target);
}

Status setStore(const std::string &key, const Json &value, secrets::StoreKind &target)
{
    const auto kind = value.is_string()
                          ? secrets::storeKindFrom(value.get_ref<const std::string &>())
                          : std::nullopt;
    if (!kind) {
        return wrong(key, R"("keychain", "infisical" or "encrypted-file")");
    }
    target = *kind;
    return {};
}

/// Whether it makes sense is judged when Infisical is chosen; here it may be half of it.
Status setPlain(const std::string &key, const Json &value, std::string &target)
{
    constexpr std::size_t longest = 2048;
    const auto isPlain = [](const std::string &text) {
        return text.size() <= longest && std::all_of(text.begin(), text.end(), [](unsigned char c) {
                   return c >= ' ' && c != 0x7f;
               });
    };
    return setParsed(key, value, "a text of at most 2048 bytes", isPlain, target);
}

/// User info in an address would be a credential in the settings.
Status setAddress(const std::string &key, const Json &value, std::string &target)
{
    const auto isAddress = [](const std::string &text) {
        return text.empty() || (text.find('@') == std::string::npos && net::parseUrl(text));
    };
    return setParsed(key, value, "a URL such as https://app.infisical.com", isAddress, target);
}

using Setter = std::function<Status(Settings &, const std::string &, const Json &)>;

const std::map<std::string, Setter> &setters()
{
    static const std::map<std::string, Setter> table = {
        {"instances.max", [](Settings &s, const std::string &k,
                             const Json &v) { return setInteger(k, v, 1, 1000, s.maxInstances); }},
        {"quit.stop_instances", [](Settings &s, const std::string &k,
                                   const Json &v) { return setFlag(k, v, s.stopInstancesAtQuit); }},
        {"gateway.port", [](Settings &s, const std::string &k,
                            const Json &v) { return setInteger(k, v, 1, 65535, s.gatewayPort); }},
        {"defaults.memory_limit",
         [](Settings &s, const std::string &k, const Json &v) {
             return setParsed(k, v, "a size such as \"512m\"", model::parseMemory, s.memoryLimit);
         }},
        {"defaults.cpu_limit",
         [](Settings &s, const std::string &k, const Json &v) {
             return setParsed(k, v, "a number of cores such as \"0.5\"", model::parseCpu,
                              s.cpuLimit);
         }},
        {"defaults.pids_limit",
         [](Settings &s, const std::string &k, const Json &v) {
             return setInteger(k, v, 1, 1000000, s.pidsLimit);
         }},
        {"stdio.max_message_bytes",
         [](Settings &s, const std::string &k, const Json &v) {
             return setInteger(k, v, 65536, 1073741824, s.stdioMessageBytes);
         }},
        {"events.keep_days",
         [](Settings &s, const std::string &k, const Json &v) {
             return setInteger(k, v, 1, 365, s.eventsKeepDays);
         }},
        {"events.keep_count",
         [](Settings &s, const std::string &k, const Json &v) {
             return setInteger(k, v, 1000, 1000000, s.eventsKeepCount);
         }},
        {"appearance.theme",
         [](Settings &s, const std::string &k, const Json &v) { return setTheme(k, v, s.theme); }},
        {"appearance.reduce_motion", [](Settings &s, const std::string &k,
                                        const Json &v) { return setFlag(k, v, s.reduceMotion); }},
        {"manager_api.enabled", [](Settings &s, const std::string &k,
                                   const Json &v) { return setFlag(k, v, s.managerApi.enabled); }},
        {"manager_api.address",
         [](Settings &s, const std::string &k, const Json &v) {
             return setParsed(k, v, "an address such as 127.0.0.1:8000", net::parseListenAddress,
                              s.managerApi.address);
         }},
        {"manager_api.require_token",
         [](Settings &s, const std::string &k, const Json &v) {
             return setFlag(k, v, s.managerApi.requireToken);
         }},
        {"secrets.store", [](Settings &s, const std::string &k,
                             const Json &v) { return setStore(k, v, s.secretStore.kind); }},
        {"secrets.infisical.url",
         [](Settings &s, const std::string &k, const Json &v) {
             return setAddress(k, v, s.secretStore.infisical.site);
         }},
        {"secrets.infisical.project",
         [](Settings &s, const std::string &k, const Json &v) {
             return setPlain(k, v, s.secretStore.infisical.projectId);
         }},
        {"secrets.infisical.environment",
         [](Settings &s, const std::string &k, const Json &v) {
             return setPlain(k, v, s.secretStore.infisical.environment);
         }},
        {"secrets.infisical.path",
         [](Settings &s, const std::string &k, const Json &v) {
             return setPlain(k, v, s.secretStore.infisical.path);
         }},
        {"secrets.infisical.names",
         [](Settings &s, const std::string &k, const Json &v) {
             return setPlain(k, v, s.secretStore.infisical.nameTemplate);
         }},
        {"secrets.infisical.ca_file",
         [](Settings &s, const std::string &k, const Json &v) {
             return setPlain(k, v, s.secretStore.infisical.caFile);
         }},
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
    return base::fail(Error{ErrorCode::InvalidArgument,
                            "Other machines could use the manager API without a token. Require "
                            "the token, or listen on 127.0.0.1 only.",
                            {},
                            base::appendPointer("", key)});
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
            return base::fail(Error{ErrorCode::InvalidArgument,
                                    "There is no setting " + key + ".",
                                    {},
                                    base::appendPointer("", key)});
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
