// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/group_adapter.h"

#include "engine/group_desk.h"

#include <utility>

namespace berth::engine {

QFuture<base::Status> GroupAdapter::saveGroup(model::Group group, bool isNew)
{
    return m_link.run<void>([group = std::move(group), isNew](Engine &engine) mutable {
        return engine.groupDesk().save(std::move(group), isNew);
    });
}

QFuture<base::Status> GroupAdapter::removeGroup(std::string name)
{
    return m_link.run<void>([name](Engine &engine) { return engine.groupDesk().remove(name); });
}

} // namespace berth::engine
