// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/secret_desk.h"

#include "base/ids.h"
#include "engine/secret_keeper.h"
#include "model/secret_ref.h"
#include "secrets/env_file.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace berth::engine {

namespace asio = net::asio;

using base::Secret;
using base::Status;
using secrets::StoreKind;

namespace {

constexpr std::string_view ownPrefix = "mcp_instance_";
constexpr std::size_t uuidLength = 36;

/// Whether the key is of some instance's own secret, rather than of one that several share.
bool isOfAnInstance(std::string_view key)
{
    if (!key.starts_with(ownPrefix)) {
        return false;
    }
    key.remove_prefix(ownPrefix.size());
    return key.size() > uuidLength && key[uuidLength] == '_' &&
           base::isUuid(key.substr(0, uuidLength));
}

/// Whether the instance runs with what the secret was before `changedAt`.
bool hasOldValue(const InstanceSnapshot &view, const std::optional<base::Timestamp> &changedAt)
{
    return changedAt && view.secretsSince && *view.secretsSince < *changedAt &&
           view.instance.desired == model::DesiredState::Running;
}

/// The variable is the instance's own secret of its name, whatever it was before.
void referToOwn(model::Environment &environment, const std::string &name)
{
    const std::string reference = model::toText(model::SecretRef{{}, name});
    for (auto &[known, value] : environment) {
        if (known == name) {
            value = reference;
            return;
        }
    }
    environment.emplace_back(name, reference);
}

bool uses(const InstanceSnapshot &view, const std::string &key)
{
    const auto all = SecretKeeper::uses(view.instance.id, view.instance.spec);
    return std::any_of(all.begin(), all.end(), [&key](const auto &use) { return use.key == key; });
}

} // namespace

SecretDesk::SecretDesk(SecretLedger &secrets, Services services)
    : m_secrets(secrets)
    , m_services(std::move(services))
{}

/// Without users: what the notes say.
SecretDesk::Entry SecretDesk::entryOf(const std::string &key, StoreKind kind) const
{
    Entry entry;
    entry.key = key;
    entry.store = secrets::toText(kind);
    const auto record = m_secrets.records().find(key);
    if (record != m_secrets.records().end() && m_secrets.placeOf(key) == kind) {
        entry.changedAt = record->second.changedAt;
        entry.usedAt = record->second.usedAt;
    }
    return entry;
}

std::vector<SecretDesk::Entry> SecretDesk::used() const
{
    std::map<std::string, Entry> byKey;
    for (const InstanceSnapshot &view : m_services.instances()) {
        for (const auto &use : SecretKeeper::uses(view.instance.id, view.instance.spec)) {
            Entry &entry = byKey[use.key];
            if (entry.key.empty()) {
                entry = entryOf(use.key, m_secrets.placeOf(use.key));
            }
            entry.usedBy.push_back({view.instance.id, view.instance.name, use.holder});
            entry.restartPending = entry.restartPending || hasOldValue(view, entry.changedAt);
        }
    }
    std::vector<Entry> entries;
    for (auto &[key, entry] : byKey) {
        entries.push_back(std::move(entry));
    }
    return entries;
}

/// What every store holds that can be asked. One that keeps nothing of this profile may be out of
/// reach without anybody being told.
asio::awaitable<SecretDesk::Contents> SecretDesk::contents()
{
    std::set<StoreKind> needed = {m_secrets.stores().kind()};
    for (const auto &[key, record] : m_secrets.records()) {
        needed.insert(m_secrets.placeOf(key));
    }
    Contents found;
    const std::vector<StoreKind> known = m_secrets.stores().known();
    for (const StoreKind kind : known) {
        const auto store = m_secrets.stores().storeOf(kind);
        base::Result<std::vector<std::string>> names;
        if (store) {
            names = co_await (*store)->names();
        } else {
            names = base::fail(store.error());
        }
        if (names) {
            found.names.emplace(kind, std::move(*names));
        } else if (needed.contains(kind) && !found.problem) {
            found.problem = std::move(names.error());
        }
    }
    co_return found;
}

/// Only what this profile noted: the keyring is shared by all profiles of a person, Infisical by
/// more than that, and a secret that several instances share may be there before the first of them.
bool SecretDesk::isOrphan(const std::string &key, StoreKind kind, bool isUsed) const
{
    return m_secrets.records().contains(key) && isOfAnInstance(key) &&
           (!isUsed || m_secrets.placeOf(key) != kind);
}

asio::awaitable<SecretDesk::Overview> SecretDesk::overview()
{
    auto found = co_await contents();
    Overview overview;
    overview.problem = std::move(found.problem);
    overview.entries = used();
    std::set<std::string> usedKeys;
    for (Entry &entry : overview.entries) {
        usedKeys.insert(entry.key);
        const auto names = found.names.find(m_secrets.placeOf(entry.key));
        if (names != found.names.end()) {
            const bool there =
                std::binary_search(names->second.begin(), names->second.end(), entry.key);
            entry.state = there ? State::Present : State::Missing;
        }
    }
    for (const auto &[kind, names] : found.names) {
        for (const std::string &name : names) {
            const bool isUsed = usedKeys.contains(name);
            const bool orphan = isOrphan(name, kind, isUsed);
            // A store may keep more than Berth's; that is nobody's business here.
            const bool listed = isUsed ? orphan : name.starts_with(ownPrefix);
            if (listed && (orphan || kind == m_secrets.placeOf(name))) {
                Entry entry = entryOf(name, kind);
                entry.state = State::Present;
                entry.isOrphan = orphan;
                overview.entries.push_back(std::move(entry));
            }
        }
    }
    std::sort(overview.entries.begin(), overview.entries.end(), [](const Entry &a, const Entry &b) {
        return std::tie(a.key, a.store) < std::tie(b.key, b.store);
    });
    co_return overview;
}

net::Task<int> SecretDesk::set(std::string key, Secret value, bool restart,
                               std::optional<StoreKind> store)
{
    Status done;
    if (store) {
        done = co_await m_secrets.setIn(key, std::move(value), *store);
    } else {
        done = co_await m_secrets.set(key, std::move(value));
    }
    if (!done) {
        co_return base::fail(std::move(done.error()));
    }
    if (!restart) {
        co_return 0;
    }
    co_return co_await restartUsers(std::move(key));
}

net::Task<int> SecretDesk::restartUsers(std::string key)
{
    int restarted = 0;
    const std::vector<InstanceSnapshot> views = m_services.instances();
    for (const InstanceSnapshot &view : views) {
        if (uses(view, key) && view.instance.desired == model::DesiredState::Running) {
            auto again = co_await m_services.restart(view.instance.id);
            if (!again) {
                co_return base::fail(std::move(again.error()));
            }
            ++restarted;
        }
    }
    co_return restarted;
}

net::Task<> SecretDesk::remove(std::string key)
{
    return m_secrets.remove(std::move(key));
}

net::Task<int> SecretDesk::move(std::vector<std::string> keys, StoreKind to)
{
    return m_secrets.move(std::move(keys), to);
}

net::Task<Secret> SecretDesk::reveal(std::string key)
{
    return m_secrets.get(std::move(key));
}

net::Task<int> SecretDesk::sweepOrphans(std::vector<std::string> keys)
{
    const std::set<std::string> wanted(keys.begin(), keys.end());
    auto found = co_await contents();
    int removed = 0;
    for (const auto &[kind, names] : found.names) {
        for (const std::string &name : names) {
            // Looked at anew for each: an instance may have come to use it meanwhile.
            const std::vector<InstanceSnapshot> views = m_services.instances();
            const bool isUsed =
                std::any_of(views.begin(), views.end(),
                            [&name](const InstanceSnapshot &view) { return uses(view, name); });
            if (!wanted.contains(name) || !isOrphan(name, kind, isUsed)) {
                continue;
            }
            auto done = co_await m_secrets.removeFrom(name, kind);
            if (!done) {
                co_return base::fail(std::move(done.error()));
            }
            ++removed;
        }
    }
    co_return removed;
}

net::Task<SecretDesk::EnvImport> SecretDesk::importEnv(Secret text, std::string instanceId,
                                                       std::optional<StoreKind> store)
{
    auto variables = secrets::parseEnvFile(text.expose());
    if (!variables) {
        co_return base::fail(std::move(variables.error()));
    }
    const std::vector<InstanceSnapshot> views = m_services.instances();
    const auto view = std::find_if(views.begin(), views.end(), [&](const InstanceSnapshot &each) {
        return each.instance.id == instanceId;
    });
    if (view == views.end()) {
        co_return base::fail(base::ErrorCode::NotFound,
                             "There is no instance with the id " + instanceId + ".");
    }
    if (view->instance.spec.docker() == nullptr) {
        co_return base::fail(base::ErrorCode::Unsupported,
                             "A remote server has no environment that Berth could set.");
    }
    model::InstanceDraft draft{view->instance.name, view->instance.description,
                               view->instance.serverSpecId, view->instance.spec};
    std::vector<SecretInput> inputs;
    for (secrets::EnvVariable &variable : *variables) {
        referToOwn(draft.spec.docker()->environment, variable.name);
        inputs.push_back({std::move(variable.name), std::move(variable.value)});
    }
    auto stored = co_await storeAll(instanceId, std::move(inputs), store);
    if (!stored) {
        co_return stored;
    }
    auto updated = co_await m_services.update(std::move(instanceId), std::move(draft));
    if (!updated) {
        // The values are kept and listed; entering them once more would help nobody.
        updated.error().message += " The values are stored, but the instance does not refer to "
                                   "them yet.";
        co_return base::fail(std::move(updated.error()));
    }
    co_return stored;
}

net::Task<SecretDesk::EnvImport> SecretDesk::storeAll(std::string instanceId,
                                                      std::vector<SecretInput> inputs,
                                                      std::optional<StoreKind> store)
{
    struct Before
    {
        std::string key;
        StoreKind place;
        std::optional<Secret> value;
    };
    EnvImport result;
    std::vector<Before> done;
    for (SecretInput &input : inputs) {
        const std::string key = model::secretKey(instanceId, input.name);
        const StoreKind place = m_secrets.placeOf(key);
        auto old = co_await m_secrets.get(key);
        Status written;
        if (!old && old.error().code != base::ErrorCode::SecretMissing) {
            written = base::fail(std::move(old.error()));
        } else {
            written = co_await m_secrets.setIn(key, std::move(input.value), store.value_or(place));
        }
        if (!written) {
            for (Before &before : done) {
                if (before.value) {
                    (void)co_await m_secrets.setIn(before.key, std::move(*before.value),
                                                   before.place);
                } else {
                    (void)co_await m_secrets.remove(before.key);
                }
            }
            co_return base::fail(std::move(written.error()));
        }
        if (old) {
            result.replaced.push_back(input.name);
        }
        result.stored.push_back(input.name);
        done.push_back({key, place, old ? std::optional(std::move(*old)) : std::nullopt});
    }
    co_return result;
}

net::Task<> SecretDesk::checkStore(StoreKind kind)
{
    const auto store = m_secrets.stores().storeOf(kind);
    if (!store) {
        co_return base::fail(store.error());
    }
    co_return co_await (*store)->check();
}

asio::awaitable<void> SecretDesk::startAgain()
{
    for (const InstanceSnapshot &view : m_services.instances()) {
        const bool waits = view.instance.desired == model::DesiredState::Running &&
                           view.instance.state == model::InstanceState::Failed &&
                           !SecretKeeper::uses(view.instance.id, view.instance.spec).empty();
        if (waits) {
            (void)co_await m_services.start(view.instance.id);
        }
    }
}

asio::awaitable<Status> SecretDesk::afterwards(Status done)
{
    co_await m_services.recheck();
    if (done) {
        co_await startAgain();
    }
    co_return done;
}

net::Task<> SecretDesk::setUpFile(Secret passphrase)
{
    auto done = co_await store().encryptedFile().setUp(std::move(passphrase));
    co_return co_await afterwards(std::move(done));
}

net::Task<> SecretDesk::unlockFile(Secret passphrase)
{
    auto done = co_await store().encryptedFile().unlock(std::move(passphrase));
    co_return co_await afterwards(std::move(done));
}

net::Task<> SecretDesk::lockFile()
{
    co_await store().encryptedFile().lock();
    co_await m_services.recheck();
    co_return Status{};
}

net::Task<> SecretDesk::changePassphrase(Secret before, Secret after)
{
    return store().encryptedFile().changePassphrase(std::move(before), std::move(after));
}

net::Task<> SecretDesk::logInToInfisical(secrets::InfisicalCredentials credentials)
{
    auto done = co_await store().setInfisicalCredentials(std::move(credentials));
    if (done && store().kind() == secrets::StoreKind::Infisical) {
        done = co_await store().check();
    }
    co_return co_await afterwards(std::move(done));
}

} // namespace berth::engine
