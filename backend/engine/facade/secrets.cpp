// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/facade/secrets.h"

namespace berth::engine {

std::string_view secretStoreName(SecretStoreKind kind)
{
    switch (kind) {
    case SecretStoreKind::Keychain:
        return "keychain";
    case SecretStoreKind::Infisical:
        return "infisical";
    case SecretStoreKind::EncryptedFile:
        return "encrypted-file";
    }
    return {};
}

SecretStoreKind secretStoreFrom(std::string_view name)
{
    for (const SecretStoreKind kind : allSecretStores) {
        if (secretStoreName(kind) == name) {
            return kind;
        }
    }
    return SecretStoreKind::Keychain;
}

} // namespace berth::engine
