// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/secret_desk.h"

#include "engine/secret_keeper.h"

#include <algorithm>
#include <map>

namespace berth::engine {

namespace asio = net::asio;

using base::Secret;
using base::Status;

namespace {

constexpr std::string_view ownPrefix = "mcp_instance_";

} // namespace

SecretDesk::SecretDesk(secrets::StoreChooser &store, Services services)
    : m_store(store)
    , m_services(std::move(services))
{}

std::vector<SecretDesk::Entry> SecretDesk::used() const
{
    std::map<std::string, Entry> byKey;
    for (const InstanceSnapshot &view : m_services.instances()) {
        for (const auto &use : SecretKeeper::uses(view.instance.id, view.instance.spec)) {
            Entry &entry = byKey[use.key];
            entry.key = use.key;
            entry.usedBy.push_back({view.instance.id, view.instance.name, use.holder});
        }
    }
    std::vector<Entry> entries;
    for (auto &[key, entry] : byKey) {
        entries.push_back(std::move(entry));
    }
    return entries;
}

asio::awaitable<SecretDesk::Overview> SecretDesk::overview()
{
    Overview overview;
    overview.entries = used();
    auto names = co_await m_store.names();
    if (!names) {
        overview.problem = std::move(names.error());
        co_return overview;
    }
    for (Entry &entry : overview.entries) {
        const bool there = std::binary_search(names->begin(), names->end(), entry.key);
        entry.state = there ? State::Present : State::Missing;
    }
    for (const std::string &name : *names) {
        const bool known = std::any_of(overview.entries.begin(), overview.entries.end(),
                                       [&name](const Entry &entry) { return entry.key == name; });
        // A store may keep more than Berth's; that is nobody's business here.
        if (!known && name.starts_with(ownPrefix)) {
            overview.entries.push_back({name, State::Present, {}});
        }
    }
    std::sort(overview.entries.begin(), overview.entries.end(),
              [](const Entry &a, const Entry &b) { return a.key < b.key; });
    co_return overview;
}

net::Task<int> SecretDesk::set(std::string key, Secret value, bool restart)
{
    auto done = co_await m_store.set(key, std::move(value));
    if (!done) {
        co_return base::fail(std::move(done.error()));
    }
    int restarted = 0;
    if (!restart) {
        co_return restarted;
    }
    for (const InstanceSnapshot &view : m_services.instances()) {
        const auto uses = SecretKeeper::uses(view.instance.id, view.instance.spec);
        const bool concerned = std::any_of(uses.begin(), uses.end(),
                                           [&key](const auto &use) { return use.key == key; });
        if (concerned && view.instance.desired == model::DesiredState::Running) {
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
    return m_store.remove(std::move(key));
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
    auto done = co_await m_store.encryptedFile().setUp(std::move(passphrase));
    co_return co_await afterwards(std::move(done));
}

net::Task<> SecretDesk::unlockFile(Secret passphrase)
{
    auto done = co_await m_store.encryptedFile().unlock(std::move(passphrase));
    co_return co_await afterwards(std::move(done));
}

net::Task<> SecretDesk::lockFile()
{
    co_await m_store.encryptedFile().lock();
    co_await m_services.recheck();
    co_return Status{};
}

net::Task<> SecretDesk::changePassphrase(Secret before, Secret after)
{
    return m_store.encryptedFile().changePassphrase(std::move(before), std::move(after));
}

net::Task<> SecretDesk::logInToInfisical(secrets::InfisicalCredentials credentials)
{
    auto done = co_await m_store.setInfisicalCredentials(std::move(credentials));
    if (done && m_store.kind() == secrets::StoreKind::Infisical) {
        done = co_await m_store.check();
    }
    co_return co_await afterwards(std::move(done));
}

} // namespace berth::engine
