// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "secrets/secret_service_probe.h"

#include "base/ids.h"

#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QDBusMessage>
#include <QDBusMetaType>
#include <QDBusPendingCall>
#include <QDBusReply>
#include <QDBusVariant>
#include <QLibrary>
#include <QMap>

#include <algorithm>

namespace berth::secrets {

namespace {

using base::ErrorCode;
using base::fail;
using base::Result;
using base::Status;

// Secret Service API, https://specifications.freedesktop.org/secret-service-spec/latest/
constexpr QLatin1String secretsName{"org.freedesktop.secrets"};
constexpr QLatin1String secretsPath{"/org/freedesktop/secrets"};
constexpr QLatin1String serviceInterface{"org.freedesktop.Secret.Service"};
constexpr QLatin1String collectionInterface{"org.freedesktop.Secret.Collection"};
constexpr QLatin1String itemInterface{"org.freedesktop.Secret.Item"};
constexpr QLatin1String kwalletName{"org.kde.kwalletd5"};

// Starting a service by D-Bus takes a moment; a healthy one answers in milliseconds.
constexpr int callTimeoutMs = 5000;

using Attributes = QMap<QString, QString>;

/// A connection of its own: QDBusConnection::sessionBus() remembers for good that there was no bus.
class SessionBus
{
public:
    SessionBus()
        : m_name(QString::fromStdString("berth-" + base::newUuid()))
        , m_connection(QDBusConnection::connectToBus(QDBusConnection::SessionBus, m_name))
    {}
    ~SessionBus()
    {
        QDBusConnection::disconnectFromBus(m_name);
    }
    SessionBus(const SessionBus &) = delete;
    SessionBus &operator=(const SessionBus &) = delete;

    bool isConnected() const
    {
        return m_connection.isConnected();
    }
    std::string lastError() const
    {
        return m_connection.lastError().message().toStdString();
    }

    bool offers(const QString &name) const
    {
        QDBusConnectionInterface *daemon = m_connection.interface();
        if (daemon == nullptr) {
            return false;
        }
        if (daemon->isServiceRegistered(name)) {
            return true;
        }
        const QDBusReply<QStringList> startable = daemon->activatableServiceNames();
        return startable.isValid() && startable.value().contains(name);
    }

    std::string owner(const QString &name) const
    {
        QDBusConnectionInterface *daemon = m_connection.interface();
        return daemon == nullptr ? std::string() : daemon->serviceOwner(name).value().toStdString();
    }

    QDBusMessage call(const QString &path, const QString &interface, const QString &method,
                      const QVariantList &arguments) const
    {
        return m_connection.call(message(path, interface, method, arguments), QDBus::Block,
                                 callTimeoutMs);
    }
    QDBusPendingCall start(const QString &path, const QString &interface, const QString &method,
                           const QVariantList &arguments) const
    {
        return m_connection.asyncCall(message(path, interface, method, arguments), callTimeoutMs);
    }

private:
    static QDBusMessage message(const QString &path, const QString &interface,
                                const QString &method, const QVariantList &arguments)
    {
        QDBusMessage made = QDBusMessage::createMethodCall(secretsName, path, interface, method);
        made.setArguments(arguments);
        return made;
    }

    QString m_name;
    QDBusConnection m_connection;
};

bool hasLibsecret()
{
    // The name under which QtKeychain loads it.
    QLibrary library(QStringLiteral("secret-1"), 0);
    return library.load();
}

tl::unexpected<base::Error> noLibrary()
{
    return fail(
        ErrorCode::SecretStoreMissing,
        "The library libsecret is missing, by which Berth talks to the keyring. Install the "
        "package libsecret-1-0 and start Berth again.");
}

tl::unexpected<base::Error> noBus(std::string details)
{
    return fail(ErrorCode::SecretStoreMissing,
                "There is no D-Bus session, so no keyring can be reached. Log in to a desktop, or "
                "install the package dbus-user-session and log in again.",
                std::move(details));
}

tl::unexpected<base::Error> noService(std::string details)
{
    return fail(ErrorCode::SecretStoreMissing,
                "No keyring is running: nothing in this D-Bus session provides the Secret Service. "
                "Install the package gnome-keyring (or kwalletmanager on KDE) and log in again.",
                std::move(details));
}

tl::unexpected<base::Error> noCollection()
{
    return fail(ErrorCode::SecretStoreLocked,
                "The keyring is empty and not set up. It asks for a new password when the first "
                "secret is saved; where it has no window to ask in, make one first: "
                "gnome-keyring-daemon --unlock.");
}

tl::unexpected<base::Error> locked()
{
    return fail(
        ErrorCode::SecretStoreLocked,
        "The keyring is locked. Unlock it (\"Passwords and Keys\", or log in to the desktop "
        "again) and try again.");
}

std::string describe(const QDBusMessage &answer)
{
    return (answer.errorName() + QStringLiteral(": ") + answer.errorMessage()).toStdString();
}

/// The object path of the default collection; "/" when there is none.
Result<QDBusObjectPath> defaultCollection(const SessionBus &bus)
{
    const QDBusMessage answer = bus.call(secretsPath, serviceInterface, QStringLiteral("ReadAlias"),
                                         {QStringLiteral("default")});
    const QDBusReply<QDBusObjectPath> path(answer);
    if (!path.isValid()) {
        return noService(describe(answer));
    }
    return path.value();
}

Status checkUnlocked(const SessionBus &bus)
{
    const auto collection = defaultCollection(bus);
    if (!collection) {
        return fail(collection.error());
    }
    if (collection->path() == QLatin1String("/")) {
        return noCollection();
    }
    const QDBusMessage answer =
        bus.call(collection->path(), QStringLiteral("org.freedesktop.DBus.Properties"),
                 QStringLiteral("Get"), {collectionInterface, QStringLiteral("Locked")});
    const QDBusReply<QDBusVariant> isLocked(answer);
    if (!isLocked.isValid()) {
        return noService(describe(answer));
    }
    if (isLocked.value().variant().toBool()) {
        return locked();
    }
    return {};
}

struct FoundItems
{
    QList<QDBusObjectPath> unlocked;
    QList<QDBusObjectPath> locked;
};

/// The attributes that QtKeychain gives its entries.
Attributes attributesOf(const std::string &service, const std::string &key)
{
    qDBusRegisterMetaType<Attributes>();
    return {{QStringLiteral("user"), QString::fromStdString(key)},
            {QStringLiteral("server"), QString::fromStdString(service)}};
}

Result<FoundItems> foundIn(const QDBusMessage &answer)
{
    if (answer.type() != QDBusMessage::ReplyMessage || answer.arguments().size() != 2) {
        return noService(describe(answer));
    }
    return FoundItems{qdbus_cast<QList<QDBusObjectPath>>(answer.arguments().at(0)),
                      qdbus_cast<QList<QDBusObjectPath>>(answer.arguments().at(1))};
}

Result<FoundItems> search(const SessionBus &bus, const Attributes &attributes)
{
    if (!bus.isConnected()) {
        return noBus(bus.lastError());
    }
    qDBusRegisterMetaType<Attributes>();
    return foundIn(bus.call(secretsPath, serviceInterface, QStringLiteral("SearchItems"),
                            {QVariant::fromValue(attributes)}));
}

bool isPlasma5()
{
    return qgetenv("KDE_SESSION_VERSION") == "5" &&
           (qgetenv("XDG_CURRENT_DESKTOP") == "KDE" || qgetenv("DESKTOP_SESSION") == "kde" ||
            !qgetenv("KDE_FULL_SESSION").isEmpty());
}

} // namespace

bool prefersKWallet()
{
    if (!isPlasma5()) {
        return false;
    }
    const SessionBus bus;
    return bus.isConnected() && bus.offers(kwalletName);
}

namespace {

Status checkOn(const SessionBus &bus)
{
    if (!bus.isConnected()) {
        return noBus(bus.lastError());
    }
    if (isPlasma5() && bus.offers(kwalletName)) {
        return {};
    }
    if (!hasLibsecret()) {
        return noLibrary();
    }
    if (!bus.offers(secretsName)) {
        return noService({});
    }
    return checkUnlocked(bus);
}

} // namespace

Status SecretServiceProbe::check() const
{
    return checkOn(SessionBus());
}

SecretServiceProbe::Service SecretServiceProbe::service() const
{
    const SessionBus bus;
    Status usable = checkOn(bus);
    return {std::move(usable), bus.isConnected() ? bus.owner(secretsName) : std::string()};
}

Result<SecretServiceProbe::Presence> SecretServiceProbe::find(const std::string &service,
                                                              const std::string &key) const
{
    const SessionBus bus;
    const auto found = search(bus, attributesOf(service, key));
    if (!found) {
        return fail(found.error());
    }
    if (!found->unlocked.isEmpty()) {
        return Presence::Present;
    }
    return found->locked.isEmpty() ? Presence::Absent : Presence::Locked;
}

SecretServiceProbe::Paths SecretServiceProbe::paths(const std::string &service,
                                                    const std::vector<std::string> &keys) const
{
    Paths found;
    const SessionBus bus;
    if (!bus.isConnected()) {
        return found;
    }
    found.owner = bus.owner(secretsName);
    if (found.owner.empty()) {
        return found;
    }
    // All questions are under way before the first answer is waited for.
    std::vector<QDBusPendingCall> calls;
    for (const std::string &key : keys) {
        calls.push_back(bus.start(secretsPath, serviceInterface, QStringLiteral("SearchItems"),
                                  {QVariant::fromValue(attributesOf(service, key))}));
    }
    for (std::size_t i = 0; i < keys.size(); ++i) {
        calls[i].waitForFinished();
        const auto items = foundIn(calls[i].reply());
        if (items && !items->unlocked.isEmpty()) {
            found.byKey.insert_or_assign(keys[i],
                                         items->unlocked.constFirst().path().toStdString());
        }
    }
    return found;
}

Result<std::vector<std::string>> SecretServiceProbe::names(const std::string &service) const
{
    const SessionBus bus;
    const auto found = search(bus, {{QStringLiteral("server"), QString::fromStdString(service)}});
    if (!found) {
        return fail(found.error());
    }
    std::vector<std::string> names;
    for (const QDBusObjectPath &path : found->unlocked + found->locked) {
        const QDBusMessage answer =
            bus.call(path.path(), QStringLiteral("org.freedesktop.DBus.Properties"),
                     QStringLiteral("Get"), {itemInterface, QStringLiteral("Attributes")});
        const QDBusReply<QDBusVariant> value(answer);
        if (!value.isValid()) {
            continue; // removed since the search
        }
        const auto attributes = qdbus_cast<Attributes>(value.value().variant());
        if (attributes.contains(QStringLiteral("user"))) {
            names.push_back(attributes.value(QStringLiteral("user")).toStdString());
        }
    }
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
}

} // namespace berth::secrets
