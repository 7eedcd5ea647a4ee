// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/instances/advice.h"

#include "ui/instances/instance_text.h"

namespace berth::ui {

using model::InstanceState;

QString Advice::mending(const engine::InstanceSnapshot &snapshot)
{
    switch (snapshot.instance.state) {
    case InstanceState::Backoff:
        return tr("Berth tries again by itself, with longer pauses each time. Edit the "
                  "configuration if the reason is in there; the log has the server's own words.");
    case InstanceState::Unhealthy:
        return tr("Berth keeps asking. When it stays like this, look into the log or restart it.");
    default:
        return tr("Mend the cause, then start it again. The log has what the server wrote last.");
    }
}

QString Advice::connecting(const model::Instance &instance)
{
    switch (instance.state) {
    case InstanceState::Running:
        return {};
    case InstanceState::Stopped:
        return tr("Answers once the instance is started. The address stays the same.");
    case InstanceState::Failed:
    case InstanceState::Backoff:
    case InstanceState::Unhealthy:
        return tr("The address stays the same; it answers with an error until this is mended.");
    default:
        return tr("Answers as soon as the instance runs.");
    }
}

} // namespace berth::ui
