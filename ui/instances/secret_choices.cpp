// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/instances/secret_choices.h"

#include "model/secret_ref.h"

#include <QCoreApplication>

#include <algorithm>

namespace berth::ui {

namespace {

/// The name of the instance whose own it is; the scope where that is none that is known.
std::string ownerOf(const engine::SecretEntry &entry, const std::string &scope)
{
    const auto own =
        std::find_if(entry.usedBy.begin(), entry.usedBy.end(),
                     [&scope](const engine::SecretUser &user) { return user.instanceId == scope; });
    return own == entry.usedBy.end() ? scope : own->instanceName;
}

} // namespace

std::vector<SecretChoice> secretChoices(const std::vector<engine::SecretEntry> &entries,
                                        const std::string &instanceId)
{
    std::vector<SecretChoice> choices;
    for (const engine::SecretEntry &entry : entries) {
        const auto ref = model::refOfKey(entry.key);
        const bool usable = ref && !entry.isOrphan && entry.state == engine::SecretState::Present &&
                            ref->scope != instanceId && model::parseSecretRef(toText(*ref));
        if (usable) {
            choices.push_back({QCoreApplication::translate("berth::ui::SecretChoices", "%1 of %2",
                                                           "secret, instance or scope")
                                   .arg(QString::fromStdString(ref->name),
                                        QString::fromStdString(ownerOf(entry, ref->scope))),
                               model::toText(*ref)});
        }
    }
    return choices;
}

} // namespace berth::ui
