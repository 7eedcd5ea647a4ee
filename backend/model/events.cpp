// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "model/events.h"

namespace berth::model {

base::Json toJson(const DomainEvent &event)
{
    base::Json json = base::Json::object();
    json["event_id"] = event.eventId;
    json["timestamp"] = base::toRfc3339(event.time);
    json["event_type"] = event.type;
    json["data"] = event.data;
    return json;
}

} // namespace berth::model
