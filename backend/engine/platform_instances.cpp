// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/platform_instances.h"

#include "model/validation.h"

namespace berth::engine {

using base::ErrorCode;
using base::Status;
using model::DesiredState;

net::Task<> PlatformInstances::put(connections::WantedInstance wanted, std::string connectionId)
{
    auto draft = model::readInstanceDraft(connections::draftJson(wanted));
    if (!draft) {
        co_return base::fail(model::toError(draft.error()));
    }
    std::vector<SecretInput> secrets;
    SecretKeeper::extract(draft->spec, {}, secrets);
    const auto known = m_instances->snapshot(wanted.id);
    if (!known) {
        InstanceManager::Origin origin{wanted.id, std::move(connectionId)};
        auto made = co_await m_instances->createFor(std::move(origin), std::move(*draft),
                                                    std::move(secrets),
                                                    wanted.desired == DesiredState::Running);
        co_return made.map([](const std::string &) {});
    }
    if (known->instance.connectionId != connectionId) {
        co_return base::fail(ErrorCode::AlreadyExists,
                             "This machine has an instance with the id " + wanted.id +
                                 " already that does not belong to this connection.");
    }
    if (Status admitted = m_instances->admit(wanted.id); !admitted) {
        co_return admitted;
    }
    co_return co_await change(known->instance, std::move(*draft), std::move(secrets),
                              wanted.desired);
}

net::Task<> PlatformInstances::change(model::Instance before, model::InstanceDraft draft,
                                      std::vector<SecretInput> secrets, DesiredState desired)
{
    const std::string id = before.id;
    auto others = co_await changed(before, std::move(secrets));
    if (!others) {
        co_return base::fail(others.error());
    }
    const bool isSame = others->empty() && draft.name == before.name &&
                        draft.description == before.description &&
                        draft.serverSpecId == before.serverSpecId && draft.spec == before.spec;
    const bool wishIsSame = before.desired == desired;
    if (!isSame) {
        auto updated = co_await m_instances->update(id, std::move(draft), std::move(*others));
        if (!updated) {
            co_return updated;
        }
    }
    if (wishIsSame) {
        co_return Status();
    }
    co_return co_await m_instances->setDesired(id, desired);
}

net::Task<std::vector<SecretInput>> PlatformInstances::changed(const model::Instance &instance,
                                                               std::vector<SecretInput> given)
{
    if (given.empty()) {
        co_return given;
    }
    const auto stored = co_await m_secrets.resolve(instance.id, instance.spec);
    if (!stored && stored.error().code != ErrorCode::SecretMissing) {
        co_return base::fail(stored.error());
    }
    if (stored) {
        std::erase_if(given, [&stored](const SecretInput &input) {
            const auto known = stored->find(input.name);
            return known != stored->end() && known->second == input.value;
        });
    }
    co_return given;
}

net::Task<> PlatformInstances::setDesired(std::string id, DesiredState desired)
{
    (void)m_instances->admit(id);
    return m_instances->setDesired(std::move(id), desired);
}

net::Task<> PlatformInstances::standBy(std::vector<std::string> ids, std::string reason)
{
    return m_instances->standBy(std::move(ids), std::move(reason));
}

std::optional<InstanceSnapshot> PlatformInstances::find(const std::string &id) const
{
    return m_instances->snapshot(id);
}

std::vector<model::Instance> PlatformInstances::ofConnection(const std::string &connectionId) const
{
    std::vector<model::Instance> found;
    for (InstanceSnapshot &view : m_instances->snapshots()) {
        if (view.instance.connectionId == connectionId) {
            found.push_back(std::move(view.instance));
        }
    }
    return found;
}

} // namespace berth::engine
