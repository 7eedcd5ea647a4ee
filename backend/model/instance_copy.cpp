// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "model/instance_copy.h"

#include "model/secret_ref.h"

#include <utility>

namespace berth::model {

namespace {

void nameOwner(std::string &value, std::optional<SecretRef> reference, const std::string &owner)
{
    if (reference && reference->scope.empty()) {
        reference->scope = owner;
        value = toText(*reference);
    }
}

} // namespace

InstanceDraft copyOf(const Instance &instance, std::string name)
{
    InstanceDraft draft{std::move(name), instance.description, instance.serverSpecId,
                        instance.spec};
    if (DockerSpec *docker = draft.spec.docker()) {
        for (auto &[variable, value] : docker->environment) {
            nameOwner(value, secretRefOf(value, variable), instance.id);
        }
        for (Volume &volume : docker->volumes) {
            nameOwner(volume.source, parseSecretRef(volume.source), instance.id);
        }
        return draft;
    }
    UrlSpec &url = *draft.spec.url();
    nameOwner(url.bearerToken, parseSecretRef(url.bearerToken), instance.id);
    for (auto &[header, value] : url.headers) {
        nameOwner(value, parseSecretRef(value), instance.id);
    }
    return draft;
}

} // namespace berth::model
