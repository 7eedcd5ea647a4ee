// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/facade/groups.h"

#include <QPromise>

#include <optional>
#include <utility>

namespace berth::test {

/// Groups in memory, for widget tests and screenshots only.
class FakeGroups final : public engine::GroupCommands
{
public:
    std::vector<model::Group> groups() const override
    {
        return m_groups;
    }
    QFuture<base::Status> saveGroup(model::Group group, bool) override
    {
        return change([this, group = std::move(group)] {
            std::erase_if(m_groups, [&](const auto &one) { return one.name == group.name; });
            m_groups.push_back(group);
        });
    }
    QFuture<base::Status> removeGroup(std::string name) override
    {
        return change([this, name = std::move(name)] {
            std::erase_if(m_groups, [&](const auto &one) { return one.name == name; });
        });
    }

    void setGroups(std::vector<model::Group> groups)
    {
        m_groups = std::move(groups);
        Q_EMIT groupsChanged();
    }
    /// The next command answers this instead of succeeding.
    void failNext(base::Error error)
    {
        m_nextError = std::move(error);
    }

private:
    template <typename Change>
    QFuture<base::Status> change(Change change)
    {
        base::Status status;
        if (m_nextError) {
            status = base::fail(*std::exchange(m_nextError, std::nullopt));
        } else {
            change();
            Q_EMIT groupsChanged();
        }
        QPromise<base::Status> promise;
        promise.start();
        promise.addResult(std::move(status));
        promise.finish();
        return promise.future();
    }

    std::vector<model::Group> m_groups;
    std::optional<base::Error> m_nextError;
};

} // namespace berth::test
