// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "secrets/keychain_bulk.h"

#include <QLibrary>
#include <QString>

#include <vector>

namespace berth::secrets {

namespace {

/// What is needed of libsecret, loaded as QtKeychain loads it (secret-service.h, secret-paths.h,
/// secret-value.h), and of the GLib it brings along.
struct Libsecret
{
    using GetService = void *(*)(int flags, void *cancellable, void **error);
    using GetSecrets = void *(*)(void *service, const char **paths, void *cancellable,
                                 void **error);
    using ValueText = const char *(*)(void *value, std::size_t *length);
    using Lookup = void *(*)(void *table, const void *key);
    using Release = void (*)(void *object);

    GetService getService = nullptr;
    GetSecrets getSecrets = nullptr;
    ValueText valueText = nullptr;
    Lookup lookup = nullptr;
    Release releaseTable = nullptr;
    Release releaseObject = nullptr;

    bool load()
    {
        QLibrary library(QStringLiteral("secret-1"), 0);
        const auto find = [&library](auto &function, const char *name) {
            using Function = std::remove_reference_t<decltype(function)>;
            function = reinterpret_cast<Function>(library.resolve(name));
            return function != nullptr;
        };
        return find(getService, "secret_service_get_sync") &&
               find(getSecrets, "secret_service_get_secrets_for_dbus_paths_sync") &&
               find(valueText, "secret_value_get") && find(lookup, "g_hash_table_lookup") &&
               find(releaseTable, "g_hash_table_unref") && find(releaseObject, "g_object_unref");
    }
};

constexpr int openSession = 1 << 1; // SECRET_SERVICE_OPEN_SESSION

} // namespace

SecretMap readTogether(const std::map<std::string, std::string> &paths)
{
    SecretMap found;
    Libsecret libsecret;
    if (paths.empty() || !libsecret.load()) {
        return found;
    }
    void *service = libsecret.getService(openSession, nullptr, nullptr);
    if (service == nullptr) {
        return found;
    }
    std::vector<const char *> list;
    for (const auto &[key, path] : paths) {
        list.push_back(path.c_str());
    }
    list.push_back(nullptr);
    if (void *values = libsecret.getSecrets(service, list.data(), nullptr, nullptr)) {
        for (const auto &[key, path] : paths) {
            if (void *value = libsecret.lookup(values, path.c_str())) {
                std::size_t length = 0;
                const char *text = libsecret.valueText(value, &length);
                found.insert_or_assign(key, base::Secret(std::string(text, length)));
            }
        }
        libsecret.releaseTable(values); // and the values, which libsecret wipes
    }
    libsecret.releaseObject(service);
    return found;
}

} // namespace berth::secrets
