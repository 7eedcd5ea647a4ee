// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/instances/pasted_spec.h"

namespace berth::ui {

namespace {

using base::Json;

/// Takes the value away that a pointer names; false when there is none.
bool eraseAt(Json &json, const std::string &pointer)
{
    try {
        const Json::json_pointer target(pointer);
        if (target.empty() || !json.contains(target)) {
            return false;
        }
        Json &parent = json.at(target.parent_pointer());
        if (parent.is_array()) {
            parent.erase(static_cast<std::size_t>(std::stoul(target.back())));
        } else {
            parent.erase(target.back());
        }
        return true;
    } catch (const std::exception &) {
        return false; // the pointer names nothing that could be left out
    }
}

model::Violations prefixed(model::Violations violations)
{
    for (model::Violation &violation : violations) {
        violation.pointer = "/json_spec" + violation.pointer;
    }
    return violations;
}

/// Reads what it can: leaves out what is wrong and tries once more.
void readSpec(Json json, PastedSpec &pasted)
{
    auto spec = model::readJsonSpec(json);
    if (!spec) {
        pasted.violations = prefixed(spec.error());
        for (const model::Violation &violation : spec.error()) {
            eraseAt(json, violation.pointer);
        }
        spec = model::readJsonSpec(json);
    }
    if (spec) {
        pasted.draft.spec = *spec;
        return;
    }
    // A required part is missing: keep the kind of thing, so that the form has the right fields.
    const bool remote = base::stringOr(json, "type") == "url";
    pasted.draft.spec.type = model::DockerSpec{};
    if (remote) {
        pasted.draft.spec.type = model::UrlSpec{};
    }
}

} // namespace

base::Result<PastedSpec> readPasted(const std::string &text)
{
    const auto json = base::parseJson(text);
    if (!json) {
        return base::fail(json.error());
    }
    if (!json->is_object()) {
        return base::fail(
            base::ErrorCode::InvalidArgument,
            "A configuration is a JSON object: {\"type\": \"docker\", \"image\": …}.");
    }
    PastedSpec pasted;
    if (!json->contains("json_spec")) {
        readSpec(*json, pasted);
        return pasted;
    }
    pasted.draft.name = base::stringOr(*json, "name");
    pasted.draft.description = base::stringOr(*json, "description");
    readSpec(json->at("json_spec"), pasted);
    return pasted;
}

} // namespace berth::ui
