// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "model/client.h"

#include "model/object_reader.h"

#include <algorithm>

namespace berth::model {

namespace {

constexpr std::int64_t highestRate = 1000000;

bool isReserved(const std::string &name)
{
    return name == ownClientName || name == anonymousClientName;
}

void readName(ObjectReader &reader, std::string &target)
{
    if (!reader.find({"name"})) {
        reader.require("name", "The name is missing.", "1 to 255 characters, not blank");
        return;
    }
    const auto name = reader.text({"name"});
    if (!name) {
        return;
    }
    target = *name;
    const Violations wrong = checkName(target, base::appendPointer(reader.pointer(), "name"));
    reader.violations().insert(reader.violations().end(), wrong.begin(), wrong.end());
    if (isReserved(target)) {
        addViolation(reader.violations(), base::appendPointer(reader.pointer(), "name"),
                     "The name stands for callers without a token of their own.", target,
                     "another name");
    }
}

/// Sorted, each once, so that two drafts that mean the same are equal.
std::vector<std::string> readList(ObjectReader &reader, std::string_view name)
{
    auto list = reader.texts({name}).value_or(std::vector<std::string>());
    const auto pointer = base::appendPointer(reader.pointer(), name);
    for (std::size_t i = 0; i < list.size(); ++i) {
        const Violations wrong = checkName(list[i], base::appendPointer(pointer, i));
        reader.violations().insert(reader.violations().end(), wrong.begin(), wrong.end());
    }
    std::sort(list.begin(), list.end());
    list.erase(std::unique(list.begin(), list.end()), list.end());
    return list;
}

std::vector<std::string> textsOf(const base::Json &json, const char *key)
{
    std::vector<std::string> texts;
    const auto list = json.is_object() ? json.find(key) : json.end();
    if (list == json.end() || !list->is_array()) {
        return texts;
    }
    for (const base::Json &item : *list) {
        if (item.is_string()) {
            texts.push_back(item.get<std::string>());
        }
    }
    return texts;
}

base::Json timeOrNull(const std::optional<base::Timestamp> &time)
{
    return time ? base::Json(base::toRfc3339(*time)) : base::Json();
}

} // namespace

Validated<ClientDraft> readClientDraft(const base::Json &json)
{
    Violations violations;
    ClientDraft draft;
    if (!json.is_object()) {
        addViolation(violations, {}, "A client must be an object.", std::string(describeType(json)),
                     "an object");
        return tl::unexpected(std::move(violations));
    }
    ObjectReader reader(json, {}, violations);
    readName(reader, draft.name);
    draft.limits.instances = readList(reader, "instances");
    draft.limits.groups = readList(reader, "groups");
    draft.rateLimit = reader.integer({"rate_limit"}, 0, highestRate);
    if (!violations.empty()) {
        return tl::unexpected(std::move(violations));
    }
    return draft;
}

base::Json toJson(const ClientLimits &limits)
{
    return base::Json{{"instances", limits.instances}, {"groups", limits.groups}};
}

base::Json toJson(const Client &client)
{
    return base::Json{
        {"id", client.id},
        {"name", client.draft.name},
        {"instances", client.draft.limits.instances},
        {"groups", client.draft.limits.groups},
        {"rate_limit", client.draft.rateLimit ? base::Json(*client.draft.rateLimit) : base::Json()},
        {"created_at", base::toRfc3339(client.createdAt)},
        {"last_used_at", timeOrNull(client.lastUsedAt)},
        {"revoked_at", timeOrNull(client.revokedAt)},
        {"calls", client.calls}};
}

ClientLimits limitsFromJson(const base::Json &json)
{
    return {textsOf(json, "instances"), textsOf(json, "groups")};
}

} // namespace berth::model
