// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "model/event_check.h"

#include "base/ids.h"
#include "model/events.h"
#include "model/violation_list.h"

#include <algorithm>
#include <array>

namespace berth::model {

namespace {

using base::Json;

constexpr std::array<const char *, 10> types = {
    event::instanceCreated, event::instanceUpdated, event::instanceDeleted,
    event::instanceStarted, event::instanceStopped, event::instanceStatusChanged,
    event::instanceError,   event::serverCreated,   event::serverUpdated,
    event::serverDeleted,
};

/// What managers publish (contract section 4.4); other words reach nobody.
constexpr std::array<std::string_view, 5> statuses = {"validating", "starting", "running", "failed",
                                                      "stopped"};

enum class Need
{
    Required,
    Optional
};

/// Looks at the members of one event's data and collects what is wrong.
class DataCheck
{
public:
    explicit DataCheck(const Json &data)
        : m_data(data)
    {}

    void id(const char *key, Need need)
    {
        const Json *value = text(key, need);
        if (value != nullptr && !base::isUuid(value->get_ref<const std::string &>())) {
            blame(key, *value, "a UUID");
        }
    }

    /// A string; null when there is none, or something else.
    const Json *text(const char *key, Need need)
    {
        const auto found = m_data.find(key);
        if (found == m_data.end()) {
            if (need == Need::Required) {
                addViolation(m_violations, base::appendPointer("", key),
                             std::string("The field \"") + key + "\" is missing.", "nothing",
                             "a string");
            }
            return nullptr;
        }
        if (!found->is_string()) {
            blame(key, *found, "a string");
            return nullptr;
        }
        return &*found;
    }

    void name(Need need)
    {
        if (const Json *value = text("name", need)) {
            append(checkName(value->get_ref<const std::string &>(), "/name"), "");
        }
    }

    void status()
    {
        const Json *value = text("status", Need::Required);
        if (value != nullptr &&
            std::find(statuses.begin(), statuses.end(), value->get_ref<const std::string &>()) ==
                statuses.end()) {
            blame("status", *value, "validating, starting, running, failed or stopped");
        }
    }

    void serverSpecId()
    {
        const auto found = m_data.find("server_spec_id");
        if (found != m_data.end() && !found->is_string() && !found->is_null()) {
            blame("server_spec_id", *found, "a string or null");
        }
    }

    void spec()
    {
        const auto found = m_data.find("json_spec");
        if (found == m_data.end()) {
            addViolation(m_violations, "/json_spec", "The field \"json_spec\" is missing.",
                         "nothing", "an object");
            return;
        }
        if (const auto spec = readJsonSpec(*found); !spec) {
            append(spec.error(), "/json_spec");
        }
    }

    Violations take()
    {
        return std::move(m_violations);
    }

private:
    void blame(const char *key, const Json &value, const std::string &expected)
    {
        addViolation(m_violations, base::appendPointer("", key),
                     std::string("The field \"") + key + "\" must be " + expected + ".",
                     describeValue(value), expected);
    }

    void append(Violations more, const std::string &prefix)
    {
        for (Violation &violation : more) {
            violation.pointer.insert(0, prefix);
            m_violations.push_back(std::move(violation));
        }
    }

    const Json &m_data;
    Violations m_violations;
};

bool isServerEvent(std::string_view type)
{
    return type == event::serverCreated || type == event::serverUpdated ||
           type == event::serverDeleted;
}

Json sampleSpec()
{
    return Json{{"type", "docker"},
                {"image", "ghcr.io/example/server:1"},
                {"port", 8000},
                {"environment", Json::object()}};
}

} // namespace

std::span<const char *const> eventTypes()
{
    return types;
}

Json eventTemplate(std::string_view type, std::string_view subjectId)
{
    if (isServerEvent(type)) {
        return Json{{"server_id", subjectId}, {"name", "my-server"}};
    }
    Json data{{"instance_id", subjectId}};
    if (type == event::instanceCreated) {
        data["server_spec_id"] = nullptr;
        data["name"] = "my-instance";
        data["json_spec"] = sampleSpec();
        return data;
    }
    data["name"] = "my-instance";
    if (type == event::instanceStatusChanged) {
        data["status"] = "running";
    } else if (type == event::instanceError) {
        data["error"] = "What went wrong";
    }
    return data;
}

Violations checkEvent(std::string_view type, const Json &data)
{
    Violations violations;
    if (std::find(types.begin(), types.end(), type) == types.end()) {
        addViolation(violations, "", "There is no event by the name " + describeText(type) + ".",
                     describeText(type), "a type of event that is known");
        return violations;
    }
    if (!data.is_object()) {
        addViolation(violations, "", "The data of an event must be an object.",
                     std::string(describeType(data)), "an object");
        return violations;
    }
    DataCheck check(data);
    if (isServerEvent(type)) {
        check.id("server_id", Need::Optional);
        check.name(Need::Optional);
        return check.take();
    }
    const bool isReport = type == event::instanceStatusChanged || type == event::instanceError;
    const bool isCreated = type == event::instanceCreated;
    // AgentArea publishes the others without any data; they only say that something changed.
    const bool needsId = isReport || isCreated || type == event::instanceDeleted;
    check.id("instance_id", needsId ? Need::Required : Need::Optional);
    check.name(isReport || isCreated ? Need::Required : Need::Optional);
    if (isCreated) {
        check.serverSpecId();
        check.spec();
    } else if (isReport) {
        const bool isError = type == event::instanceError;
        if (!isError) {
            check.status();
        }
        check.text("error", isError ? Need::Required : Need::Optional);
        for (const char *key : {"container_id", "url", "timestamp"}) {
            check.text(key, Need::Optional);
        }
    }
    return check.take();
}

} // namespace berth::model
