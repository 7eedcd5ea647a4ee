// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/secrets/secret_text.h"

#include "model/secret_ref.h"

#include <QDateTime>
#include <QLocale>
#include <QStringList>

#include <algorithm>

namespace berth::ui {

using engine::SecretEntry;
using engine::SecretState;
using engine::SecretStoreKind;

namespace {

/// Enough of an id to tell it from another one.
constexpr int shortIdLength = 8;

QStringList instanceNames(const SecretEntry &entry)
{
    QStringList names;
    for (const engine::SecretUser &user : entry.usedBy) {
        names << QString::fromStdString(user.instanceName);
    }
    names.removeDuplicates();
    return names;
}

} // namespace

QString SecretText::name(const SecretEntry &entry)
{
    const auto ref = model::refOfKey(entry.key);
    return QString::fromStdString(ref ? ref->name : entry.key);
}

QString SecretText::owner(const SecretEntry &entry)
{
    const auto ref = model::refOfKey(entry.key);
    if (!ref) {
        return tr("Not named by Berth");
    }
    const auto own = std::find_if(
        entry.usedBy.begin(), entry.usedBy.end(),
        [&ref](const engine::SecretUser &user) { return user.instanceId == ref->scope; });
    if (own != entry.usedBy.end()) {
        return QString::fromStdString(own->instanceName);
    }
    const QString scope = QString::fromStdString(ref->scope);
    const bool isInstance = scope.count(QLatin1Char('-')) == 4 && scope.size() == 36;
    if (!isInstance) {
        return tr("Shared as %1").arg(scope);
    }
    const QString id = scope.left(shortIdLength);
    return entry.usedBy.empty() ? tr("Instance %1").arg(id) : tr("Of another instance, %1").arg(id);
}

QString SecretText::usedBy(const SecretEntry &entry)
{
    const QStringList names = instanceNames(entry);
    if (names.isEmpty()) {
        return tr("Nobody");
    }
    const int more = static_cast<int>(names.size()) - 1;
    return more == 0 ? names.first() : tr("%1 and %n more", nullptr, more).arg(names.first());
}

QString SecretText::userNames(const SecretEntry &entry)
{
    return QLocale().createSeparatedList(instanceNames(entry));
}

QString SecretText::reference(const SecretEntry &entry)
{
    const auto ref = model::refOfKey(entry.key);
    if (!ref || !model::parseSecretRef(model::toText(*ref))) {
        return {};
    }
    return QString::fromStdString(model::toText(*ref));
}

QString SecretText::state(const SecretEntry &entry)
{
    if (entry.state == SecretState::Missing) {
        return tr("Missing");
    }
    if (entry.state == SecretState::Unknown) {
        return tr("Not known");
    }
    if (entry.restartPending) {
        return tr("Restart pending");
    }
    return entry.usedBy.empty() ? tr("Unused") : tr("Present");
}

Tone SecretText::stateTone(const SecretEntry &entry)
{
    if (entry.state == SecretState::Missing) {
        return Tone::Danger;
    }
    if (entry.state == SecretState::Unknown || entry.restartPending) {
        return Tone::Warning;
    }
    return entry.usedBy.empty() ? Tone::Neutral : Tone::Success;
}

QString SecretText::when(const std::optional<base::Timestamp> &time, base::Timestamp now,
                         const QString &unknown)
{
    using namespace std::chrono;
    if (!time) {
        return unknown;
    }
    const auto age = now - *time;
    if (age < minutes(1)) {
        return tr("Just now");
    }
    if (age < hours(1)) {
        return tr("%1 min ago").arg(duration_cast<minutes>(age).count());
    }
    if (age < hours(24)) {
        return tr("%1 h ago").arg(duration_cast<hours>(age).count());
    }
    const auto dayCount = duration_cast<days>(age).count();
    if (dayCount < 14) {
        return tr("%n day(s) ago", nullptr, static_cast<int>(dayCount));
    }
    const auto ms = duration_cast<milliseconds>(time->time_since_epoch()).count();
    return QLocale().toString(QDateTime::fromMSecsSinceEpoch(ms).date(),
                              QStringLiteral("d MMM yyyy"));
}

QString SecretText::storeName(SecretStoreKind kind)
{
    switch (kind) {
    case SecretStoreKind::Keychain:
        return tr("Keychain");
    case SecretStoreKind::Infisical:
        return tr("Infisical");
    case SecretStoreKind::EncryptedFile:
        return tr("Encrypted file");
    }
    return {};
}

QString SecretText::theStore(SecretStoreKind kind)
{
    switch (kind) {
    case SecretStoreKind::Keychain:
        return tr("the keychain");
    case SecretStoreKind::Infisical:
        return tr("Infisical");
    case SecretStoreKind::EncryptedFile:
        return tr("the encrypted file");
    }
    return {};
}

QString SecretText::storeExplained(SecretStoreKind kind)
{
    switch (kind) {
    case SecretStoreKind::Keychain:
        return tr("The desktop's own keyring. It is unlocked when you log in, and any program that "
                  "runs as you can ask it too.");
    case SecretStoreKind::Infisical:
        return tr("A server that a team shares. Instances start only while it answers. The login "
                  "of Berth's machine identity is kept in the keychain.");
    case SecretStoreKind::EncryptedFile:
        return tr("One file in Berth's profile, for a machine without a keyring. Berth asks for "
                  "the passphrase after each start and keeps it nowhere. Whoever forgets it loses "
                  "the secrets.");
    }
    return {};
}

} // namespace berth::ui
