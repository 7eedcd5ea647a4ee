// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/secret_ledger.h"
#include "model/secret_ref.h"
#include "support/process/run_task.h"

#include <filesystem>
#include <functional>
#include <map>

namespace berth::test {

/// What happens around each call to a store.
struct Around
{
    std::function<void()> before = [] {};
    std::function<void()> after = [] {};
};

/// An encrypted file that stands for the keychain.
class WatchedStore final : public secrets::SecretStore
{
public:
    WatchedStore(std::shared_ptr<secrets::EncryptedFileStore> file, Around around)
        : m_file(std::move(file))
        , m_around(std::move(around))
    {}
    net::Task<base::Secret> get(std::string key) override
    {
        m_around.before();
        auto done = co_await m_file->get(std::move(key));
        m_around.after();
        co_return done;
    }
    net::Task<secrets::SecretMap> getAll(std::vector<std::string> keys) override
    {
        m_around.before();
        auto done = co_await m_file->getAll(std::move(keys));
        m_around.after();
        co_return done;
    }
    net::Task<> set(std::string key, base::Secret value) override
    {
        m_around.before();
        auto done = co_await m_file->set(std::move(key), std::move(value));
        m_around.after();
        co_return done;
    }
    net::Task<> remove(std::string key) override
    {
        m_around.before();
        auto done = co_await m_file->remove(std::move(key));
        m_around.after();
        co_return done;
    }
    net::Task<std::vector<std::string>> names() override
    {
        return m_file->names();
    }
    net::Task<> check() override
    {
        return m_file->check();
    }
    std::string displayName() const override
    {
        return "watched store";
    }

private:
    std::shared_ptr<secrets::EncryptedFileStore> m_file;
    Around m_around;
};

/// A profile with three secrets, its stores unlocked.
class MovingProfile
{
public:
    static constexpr const char *instanceId = "0b8f6d52-1111-4222-8333-444444444444";
    static constexpr int count = 3;

    MovingProfile(boost::asio::io_context &io, const std::filesystem::path &folder, Around around)
        : m_io(io)
        , m_keychain(std::make_shared<secrets::EncryptedFileStore>(folder / "keychain", cost))
        , m_chooser({io.get_executor(),
                     std::make_unique<WatchedStore>(m_keychain, std::move(around)),
                     folder / "secrets.berth", cost})
        , m_store(std::move(*store::Store::open(folder / "berth.db")))
        , m_ledger(io.get_executor(), m_chooser, *m_store, m_clock)
    {
        unlock(*m_keychain);
        unlock(m_chooser.encryptedFile());
        m_opened = m_opened && runTask(m_io, m_ledger.load());
    }

    base::Status fill(secrets::StoreKind kind)
    {
        base::Status done = opened();
        for (const auto &[key, value] : values()) {
            if (done) {
                done = runTask(m_io, m_ledger.setIn(key, base::Secret(value), kind));
            }
        }
        return done;
    }
    base::Status move(secrets::StoreKind to)
    {
        if (!m_opened) {
            return opened();
        }
        std::vector<std::string> keys;
        for (const auto &[key, value] : values()) {
            keys.push_back(key);
        }
        const auto done = runTask(m_io, m_ledger.move(std::move(keys), to));
        return done ? base::Status{} : base::fail(done.error());
    }
    static std::map<std::string, std::string> values()
    {
        std::map<std::string, std::string> all;
        for (int i = 0; i < count; ++i) {
            all.emplace(model::secretKey(instanceId, "V" + std::to_string(i)),
                        "value " + std::to_string(i));
        }
        return all;
    }
    engine::SecretLedger &ledger()
    {
        return m_ledger;
    }

private:
    static constexpr secrets::KeyCost cost{1, 8192};

    void unlock(secrets::EncryptedFileStore &store)
    {
        const base::Secret passphrase("moved and killed");
        const auto state = runTask(m_io, store.state());
        const bool absent = state && *state == secrets::EncryptedFileStore::State::Absent;
        const auto done =
            runTask(m_io, absent ? store.setUp(passphrase) : store.unlock(passphrase));
        m_opened = m_opened && done;
    }
    base::Status opened() const
    {
        return m_opened ? base::Status{}
                        : base::fail(base::ErrorCode::Internal, "The profile was not opened.");
    }

    boost::asio::io_context &m_io;
    base::SystemClock m_clock;
    std::shared_ptr<secrets::EncryptedFileStore> m_keychain;
    secrets::StoreChooser m_chooser;
    std::unique_ptr<store::Store> m_store;
    engine::SecretLedger m_ledger;
    bool m_opened = true;
};

} // namespace berth::test
