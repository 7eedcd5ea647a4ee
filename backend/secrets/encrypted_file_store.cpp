// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "secrets/encrypted_file_store.h"

#include "base/bytes.h"
#include "secrets/private_file.h"

#include <algorithm>
#include <optional>

namespace berth::secrets {

using base::ErrorCode;
using base::fail;
using base::Result;
using base::Secret;
using base::Status;

namespace {

constexpr std::size_t mostFileBytes = 64 * base::mebibyte;
constexpr std::size_t shortestPassphrase = 8;
constexpr std::size_t longestPassphrase = 1024;

tl::unexpected<base::Error> absent()
{
    return fail(ErrorCode::SecretStoreMissing,
                "There is no encrypted file of secrets yet. Choose its passphrase with \"berth "
                "secret store set-up\".");
}

tl::unexpected<base::Error> locked()
{
    return fail(ErrorCode::SecretStoreLocked, "The encrypted file of secrets is locked. Enter its "
                                              "passphrase with \"berth secret store unlock\".");
}

} // namespace

/// The file and the key to it. Blocks.
class EncryptedFileStore::Vault
{
public:
    Vault(std::filesystem::path file, KeyCost cost)
        : m_file(std::move(file))
        , m_cost(cost)
    {}

    Status setUp(const Secret &passphrase)
    {
        auto bytes = readPrivateFile(m_file, mostFileBytes);
        if (!bytes) {
            return fail(bytes.error());
        }
        if (*bytes) {
            return fail(ErrorCode::AlreadyExists, "There is an encrypted file of secrets already. "
                                                  "Unlock it, or change its passphrase.");
        }
        return encryptAnew(passphrase, LockedBytes(0));
    }

    Status unlock(const Secret &passphrase)
    {
        auto file = load();
        if (!file) {
            return fail(file.error());
        }
        auto key = deriveKey(passphrase, file->header);
        if (!key) {
            return fail(key.error());
        }
        if (auto plain = open(*file, *key); !plain) {
            return fail(plain.error());
        }
        m_key = std::move(*key);
        return {};
    }

    void lock()
    {
        m_key = LockedBytes();
    }

    Status changePassphrase(const Secret &before, const Secret &after)
    {
        auto file = load();
        if (!file) {
            return fail(file.error());
        }
        const auto key = deriveKey(before, file->header);
        if (!key) {
            return fail(key.error());
        }
        auto plain = open(*file, *key);
        if (!plain) {
            return fail(plain.error());
        }
        return encryptAnew(after, *plain);
    }

    Result<State> state() const
    {
        const auto file = load();
        if (file) {
            return m_key.empty() ? State::Locked : State::Unlocked;
        }
        if (file.error().code == ErrorCode::SecretStoreMissing) {
            return State::Absent;
        }
        return fail(file.error());
    }

    Status check() const
    {
        const auto plain = openUnlocked();
        return plain ? Status{} : fail(plain.error());
    }

    Result<SecretMap> getAll(const std::vector<std::string> &keys) const
    {
        const auto opened = openUnlocked();
        if (!opened) {
            return fail(opened.error());
        }
        SecretMap found;
        for (const std::string &key : keys) {
            if (const SealedEntry *entry = opened->find(key)) {
                found.insert_or_assign(key, Secret(std::string(entry->value)));
            }
        }
        return found;
    }

    Result<std::vector<std::string>> names() const
    {
        const auto opened = openUnlocked();
        if (!opened) {
            return fail(opened.error());
        }
        std::vector<std::string> names;
        for (const SealedEntry &entry : opened->entries) {
            names.emplace_back(entry.key);
        }
        return names;
    }

    /// Nothing for `value` removes the key.
    Status change(const std::string &key, const Secret *value)
    {
        auto opened = openUnlocked();
        if (!opened) {
            return fail(opened.error());
        }
        auto &entries = opened->entries;
        if (value == nullptr && opened->find(key) == nullptr) {
            return {};
        }
        entries.erase(std::remove_if(entries.begin(), entries.end(),
                                     [&key](const SealedEntry &entry) { return entry.key == key; }),
                      entries.end());
        if (value != nullptr) {
            entries.push_back({key, value->expose()});
        }
        const std::string bytes = seal(opened->header, m_key, writeEntries(entries));
        if (bytes.size() > mostFileBytes) {
            return fail(ErrorCode::LimitReached,
                        "The encrypted file of secrets would become larger than 64 MB.");
        }
        return replacePrivateFile(m_file, bytes);
    }

private:
    struct Opened
    {
        SealedHeader header;
        LockedBytes plain; ///< what the entries refer to
        std::vector<SealedEntry> entries;

        const SealedEntry *find(const std::string &key) const
        {
            const auto found =
                std::find_if(entries.begin(), entries.end(),
                             [&key](const SealedEntry &entry) { return entry.key == key; });
            return found == entries.end() ? nullptr : &*found;
        }
    };

    Result<SealedFile> load() const
    {
        auto bytes = readPrivateFile(m_file, mostFileBytes);
        if (!bytes) {
            return fail(bytes.error());
        }
        if (!*bytes) {
            return absent();
        }
        return readSealed(**bytes);
    }

    Result<Opened> openUnlocked() const
    {
        auto file = load();
        if (!file) {
            return fail(file.error());
        }
        if (m_key.empty()) {
            return locked();
        }
        auto plain = open(*file, m_key);
        if (!plain) {
            return locked(); // another file was put in its place
        }
        auto entries = readEntries(*plain);
        if (!entries) {
            return fail(entries.error());
        }
        return Opened{file->header, std::move(*plain), std::move(*entries)};
    }

    Status encryptAnew(const Secret &passphrase, const LockedBytes &plain)
    {
        const SealedHeader header = newHeader(m_cost);
        auto key = deriveKey(passphrase, header);
        if (!key) {
            return fail(key.error());
        }
        if (auto written = replacePrivateFile(m_file, seal(header, *key, plain)); !written) {
            return written;
        }
        m_key = std::move(*key);
        return {};
    }

    std::filesystem::path m_file;
    KeyCost m_cost;
    LockedBytes m_key; ///< empty while locked
};

Status checkPassphrase(const Secret &passphrase)
{
    const std::size_t size = passphrase.expose().size();
    if (size < shortestPassphrase || size > longestPassphrase) {
        return fail(ErrorCode::InvalidArgument,
                    "A passphrase has 8 to 1024 characters. Several words are easy to remember "
                    "and hard to guess.");
    }
    return {};
}

EncryptedFileStore::EncryptedFileStore(std::filesystem::path file, KeyCost cost)
    : m_vault(std::make_shared<Vault>(std::move(file), cost))
{}

EncryptedFileStore::~EncryptedFileStore() = default;

net::Task<> EncryptedFileStore::setUp(Secret passphrase)
{
    if (auto fine = checkPassphrase(passphrase); !fine) {
        co_return fine;
    }
    auto work = [vault = m_vault, passphrase = std::move(passphrase)] {
        return vault->setUp(passphrase);
    };
    co_return co_await m_worker.run(std::move(work));
}

net::Task<> EncryptedFileStore::unlock(Secret passphrase)
{
    auto work = [vault = m_vault, passphrase = std::move(passphrase)] {
        return vault->unlock(passphrase);
    };
    co_return co_await m_worker.run(std::move(work));
}

net::asio::awaitable<void> EncryptedFileStore::lock()
{
    auto work = [vault = m_vault] {
        vault->lock();
        return true;
    };
    co_await m_worker.run(std::move(work));
}

net::Task<> EncryptedFileStore::changePassphrase(Secret before, Secret after)
{
    if (auto fine = checkPassphrase(after); !fine) {
        co_return fine;
    }
    auto work = [vault = m_vault, before = std::move(before), after = std::move(after)] {
        return vault->changePassphrase(before, after);
    };
    co_return co_await m_worker.run(std::move(work));
}

net::Task<EncryptedFileStore::State> EncryptedFileStore::state()
{
    auto work = [vault = m_vault] { return vault->state(); };
    co_return co_await m_worker.run(std::move(work));
}

net::Task<Secret> EncryptedFileStore::get(std::string key)
{
    std::vector<std::string> keys(1, key);
    auto found = co_await getAll(std::move(keys));
    co_return valueIn(std::move(found), key,
                      displayName() + " has no value for " + key + ". Enter the value again.");
}

net::Task<SecretMap> EncryptedFileStore::getAll(std::vector<std::string> keys)
{
    auto work = [vault = m_vault, keys = std::move(keys)] { return vault->getAll(keys); };
    co_return co_await m_worker.run(std::move(work));
}

net::Task<> EncryptedFileStore::set(std::string key, Secret value)
{
    auto work = [vault = m_vault, key = std::move(key), value = std::move(value)] {
        return vault->change(key, &value);
    };
    co_return co_await m_worker.run(std::move(work));
}

net::Task<> EncryptedFileStore::remove(std::string key)
{
    auto work = [vault = m_vault, key = std::move(key)] { return vault->change(key, nullptr); };
    co_return co_await m_worker.run(std::move(work));
}

net::Task<std::vector<std::string>> EncryptedFileStore::names()
{
    auto work = [vault = m_vault] { return vault->names(); };
    co_return co_await m_worker.run(std::move(work));
}

net::Task<> EncryptedFileStore::check()
{
    auto work = [vault = m_vault] { return vault->check(); };
    co_return co_await m_worker.run(std::move(work));
}

std::string EncryptedFileStore::displayName() const
{
    return "encrypted file";
}

} // namespace berth::secrets
