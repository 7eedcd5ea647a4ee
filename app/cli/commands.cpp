// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "cli/commands.h"

#include "base/secret.h"

#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>

namespace berth::cli {

using base::ErrorCode;
using base::Json;

base::Result<Json> pick(const Json &list, const std::string &name, const std::string &kind)
{
    Json matches = Json::array();
    for (const Json &item : list) {
        if (base::stringOr(item, "id") == name) {
            return item;
        }
        if (base::stringOr(item, "name") == name || base::stringOr(item, "slug") == name) {
            matches.push_back(item);
        }
    }
    if (matches.size() == 1) {
        return matches[0];
    }
    if (matches.empty()) {
        return base::fail(ErrorCode::NotFound, "There is no " + kind + " \"" + name +
                                                   "\". \"berth " + kind +
                                                   " list\" shows what there is.");
    }
    std::string ids;
    for (const Json &match : matches) {
        ids += "\n  " + base::stringOr(match, "id");
    }
    return base::fail(ErrorCode::Conflict,
                      "Several have the name \"" + name + "\". Say which one by its id:" + ids);
}

base::Result<Json> readDocument(const std::string &file)
{
    std::string text;
    if (file == "-") {
        text.assign(std::istreambuf_iterator<char>(std::cin), {});
    } else {
        std::ifstream stream(file, std::ios::binary);
        if (!stream) {
            return base::fail(ErrorCode::NotFound, "The file " + file + " cannot be read.");
        }
        text.assign(std::istreambuf_iterator<char>(stream), {});
    }
    auto json = base::parseJson(text);
    base::wipeString(text); // it may hold secrets
    if (!json || !json->is_object()) {
        const std::string name = file == "-" ? "standard input" : file;
        return base::fail(ErrorCode::InvalidArgument, "What " + name +
                                                          " holds is no JSON object. " +
                                                          (json ? "" : json.error().message));
    }
    return json;
}

void printJson(const Json &json)
{
    std::puts(base::toPrettyText(json).c_str());
}

} // namespace berth::cli
