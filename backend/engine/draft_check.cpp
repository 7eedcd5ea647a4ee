// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/draft_check.h"

#include <algorithm>

namespace berth::engine {

using base::Status;
using model::InstanceDraft;

void addDefaults(const model::EnvSchema &schema, const std::vector<SecretInput> &secrets,
                 model::Environment &environment)
{
    for (const model::EnvVariable &variable : schema) {
        const auto sameName = [&variable](const auto &entry) {
            return entry.first == variable.name;
        };
        const bool given =
            std::any_of(environment.begin(), environment.end(), sameName) ||
            std::any_of(secrets.begin(), secrets.end(), [&variable](const SecretInput &input) {
                return input.name == variable.name;
            });
        if (!given && !variable.secret && variable.defaultValue) {
            environment.emplace_back(variable.name, *variable.defaultValue);
        }
    }
}

Status checkDraft(const InstanceDraft &draft, const model::EnvSchema &schema)
{
    model::Violations violations = model::checkName(draft.name, "/name");
    if (const model::DockerSpec *docker = draft.spec.docker()) {
        if (!schema.empty()) {
            model::Violations found = model::checkEnvironment(docker->environment, schema);
            for (model::Violation &violation : found) {
                violation.pointer.insert(0, "/json_spec");
                violations.push_back(std::move(violation));
            }
        }
    }
    // What the window made is checked like what the API was given.
    if (auto checked = model::readJsonSpec(model::toJson(draft.spec)); !checked) {
        for (model::Violation &violation : checked.error()) {
            violation.pointer.insert(0, "/json_spec");
            violations.push_back(std::move(violation));
        }
    }
    if (!violations.empty()) {
        return base::fail(model::toError(violations));
    }
    return {};
}

} // namespace berth::engine
