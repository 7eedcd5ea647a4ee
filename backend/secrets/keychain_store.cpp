// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "secrets/keychain_store.h"

#include "secrets/keychain_bulk.h"

#include <QString>
#include <QStringDecoder>

#include <fmt/format.h>

namespace berth::secrets {

using base::ErrorCode;
using base::fail;
using base::Status;

namespace {

constexpr const char *lockedMessage =
    "The keyring stayed locked. Unlock it (\"Passwords and Keys\", or log in to the desktop again) "
    "and try again.";

/// The keyring keeps C strings in UTF-8; anything else would come back changed.
Status checkText(const std::string &key, const base::Secret &value)
{
    const std::string &text = value.expose();
    QStringDecoder decoder(QStringDecoder::Utf8, QStringConverter::Flag::Stateless);
    QString decoded = decoder.decode(QByteArrayView(text.data(), qsizetype(text.size())));
    decoded.fill(QChar(0));
    if (decoder.hasError() || text.find('\0') != std::string::npos) {
        return fail(
            ErrorCode::InvalidArgument,
            fmt::format("The value for {} is not text in UTF-8, which the keyring needs.", key));
    }
    return {};
}

} // namespace

KeychainStore::KeychainStore(QObject *context)
    : KeychainStore(context, Options{})
{}

KeychainStore::KeychainStore(QObject *context, Options options)
    : m_options(std::move(options))
    , m_jobs(context)
    , m_kwallet(prefersKWallet())
{}

std::string KeychainStore::displayName() const
{
    return m_kwallet ? "KWallet" : "Secret Service";
}

Status KeychainStore::checkLoop() const
{
    if (m_kwallet || m_jobs.hasGlibLoop()) {
        return {};
    }
    return fail(ErrorCode::SecretStoreMissing,
                "Qt runs without GLib's event loop, through which the keyring answers. Unset the "
                "environment variable QT_NO_GLIB and start Berth again.");
}

net::Task<> KeychainStore::check()
{
    if (auto loop = checkLoop(); !loop) {
        co_return loop;
    }
    auto work = [this] { return m_probe.check(); };
    co_return co_await m_worker.run(std::move(work));
}

StoreCapabilities KeychainStore::capabilities() const
{
    // KWallet's own interface would need a second way to its entries, only for their names.
    return {true, !m_kwallet};
}

net::Task<std::vector<std::string>> KeychainStore::names()
{
    if (m_kwallet) {
        co_return co_await SecretStore::names();
    }
    auto service = co_await requireService();
    if (!service) {
        co_return fail(service.error());
    }
    auto work = [this] { return m_probe.names(m_options.service); };
    co_return co_await m_worker.run(std::move(work));
}

net::Task<> KeychainStore::requireService()
{
    auto checked = co_await check();
    if (!checked && checked.error().code == ErrorCode::SecretStoreMissing) {
        co_return checked;
    }
    co_return Status{};
}

net::Task<KeychainAnswer> KeychainStore::ask(KeychainRequest::Kind kind, std::string key,
                                             base::Secret value)
{
    const auto replaced = co_await keyringWasReplaced();
    if (!replaced) {
        co_return fail(replaced.error());
    }
    co_return co_await askKeyring(kind, std::move(key), std::move(value), *replaced);
}

net::Task<KeychainAnswer> KeychainStore::askKeyring(KeychainRequest::Kind kind, std::string key,
                                                    base::Secret value, bool newKeyring)
{
    KeychainRequest request{kind, m_options.service, std::move(key), std::move(value), newKeyring};
    return m_jobs.run(std::move(request), m_options.timeout);
}

net::Task<bool> KeychainStore::keyringWasReplaced()
{
    if (auto loop = checkLoop(); !loop) {
        co_return fail(loop.error());
    }
    auto work = [this] { return m_probe.service(); };
    SecretServiceProbe::Service service = co_await m_worker.run(std::move(work));
    if (!service.usable && service.usable.error().code == ErrorCode::SecretStoreMissing) {
        co_return fail(std::move(service.usable.error()));
    }
    const bool replaced = !m_owner.empty() && service.owner != m_owner;
    m_owner = std::move(service.owner);
    co_return replaced;
}

net::Task<KeychainStore::Presence> KeychainStore::find(std::string key)
{
    auto work = [this, key = std::move(key)] { return m_probe.find(m_options.service, key); };
    co_return co_await m_worker.run(std::move(work));
}

net::Task<> KeychainStore::explain(KeychainAnswer answer, std::string_view doing, std::string key)
{
    auto state = co_await check();
    if (!state) {
        base::Error error = state.error();
        error.details += (error.details.empty() ? "" : "\n") + answer.details;
        co_return fail(std::move(error));
    }
    if (answer.kind == KeychainAnswer::Kind::NoBackend) {
        co_return fail(ErrorCode::SecretStoreMissing,
                       "No keyring answers. Install the package gnome-keyring and log in again.",
                       std::move(answer.details));
    }
    if (answer.kind == KeychainAnswer::Kind::Denied) {
        co_return fail(ErrorCode::SecretStoreLocked, lockedMessage, std::move(answer.details));
    }
    co_return fail(
        ErrorCode::Internal,
        fmt::format("The keyring could not {} {}. The details hold its answer.", doing, key),
        std::move(answer.details));
}

net::Task<base::Secret> KeychainStore::get(std::string key)
{
    const auto replaced = co_await keyringWasReplaced();
    if (!replaced) {
        co_return fail(replaced.error());
    }
    co_return co_await read(std::move(key), *replaced);
}

net::Task<SecretMap> KeychainStore::getAll(std::vector<std::string> keys)
{
    SecretMap found = co_await readWhatIsOpen(keys);
    std::erase_if(keys, [&found](const std::string &key) { return found.count(key) != 0; });
    if (keys.empty()) {
        co_return found;
    }
    // What is left is missing or locked, or nobody answers; QtKeychain says which.
    const auto replaced = co_await keyringWasReplaced();
    if (!replaced) {
        co_return fail(replaced.error());
    }
    bool newKeyring = *replaced;
    for (const std::string &key : keys) {
        auto value = co_await read(key, newKeyring);
        newKeyring = false;
        if (value) {
            found.insert_or_assign(key, std::move(*value));
        } else if (value.error().code != ErrorCode::SecretMissing) {
            co_return fail(std::move(value.error()));
        }
    }
    co_return found;
}

/// QtKeychain reads one after the other, which for 20 takes longer than the rest of a start waits.
net::asio::awaitable<SecretMap> KeychainStore::readWhatIsOpen(std::vector<std::string> keys)
{
    if (m_kwallet || keys.size() < 2) {
        co_return SecretMap();
    }
    auto work = [this, keys = std::move(keys), known = m_owner] {
        const SecretServiceProbe::Paths paths = m_probe.paths(m_options.service, keys);
        // libsecret's session is with the keyring there was; QtKeychain's turn comes first.
        const bool replaced = !known.empty() && known != paths.owner;
        SecretMap values = replaced ? SecretMap() : readTogether(paths.byKey);
        return std::pair(replaced ? known : paths.owner, std::move(values));
    };
    auto [owner, values] = co_await m_worker.run(std::move(work));
    m_owner = std::move(owner);
    co_return std::move(values);
}

net::Task<base::Secret> KeychainStore::read(std::string key, bool newKeyring)
{
    base::Secret none;
    auto answer =
        co_await askKeyring(KeychainRequest::Kind::Read, key, std::move(none), newKeyring);
    if (!answer) {
        co_return fail(answer.error());
    }
    if (answer->kind == KeychainAnswer::Kind::Done) {
        co_return std::move(answer->value);
    }
    if (answer->kind != KeychainAnswer::Kind::NotFound) {
        auto reason = co_await explain(std::move(*answer), "read", key);
        co_return fail(reason.error());
    }
    // A dismissed password prompt looks like a missing entry to QtKeychain.
    if (!m_kwallet) {
        auto presence = co_await find(key);
        if (!presence) {
            co_return fail(presence.error());
        }
        if (*presence == Presence::Locked) {
            co_return fail(ErrorCode::SecretStoreLocked, lockedMessage);
        }
    }
    co_return fail(
        ErrorCode::SecretMissing,
        fmt::format("{} has no value for {}. Enter the value again.", displayName(), key));
}

net::Task<> KeychainStore::set(std::string key, base::Secret value)
{
    if (auto text = checkText(key, value); !text) {
        co_return text;
    }
    auto answer = co_await ask(KeychainRequest::Kind::Write, key, std::move(value));
    if (!answer) {
        co_return fail(answer.error());
    }
    if (answer->kind != KeychainAnswer::Kind::Done) {
        co_return co_await explain(std::move(*answer), "save", key);
    }
    if (m_kwallet) {
        co_return Status{};
    }
    // libsecret reports success when the person dismisses the prompt; so look.
    auto presence = co_await find(key);
    if (!presence) {
        co_return fail(presence.error());
    }
    if (*presence != Presence::Present) {
        co_return co_await explain(std::move(*answer), "save", key);
    }
    co_return Status{};
}

net::Task<> KeychainStore::remove(std::string key)
{
    auto answer = co_await ask(KeychainRequest::Kind::Remove, key, {});
    if (!answer) {
        co_return fail(answer.error());
    }
    const bool gone = answer->kind == KeychainAnswer::Kind::Done ||
                      answer->kind == KeychainAnswer::Kind::NotFound;
    if (!gone) {
        co_return co_await explain(std::move(*answer), "remove", key);
    }
    if (m_kwallet) {
        co_return Status{};
    }
    auto presence = co_await find(key);
    if (!presence) {
        co_return fail(presence.error());
    }
    if (*presence == Presence::Absent) {
        co_return Status{};
    }
    co_return co_await explain(std::move(*answer), "remove", key);
}

} // namespace berth::secrets
