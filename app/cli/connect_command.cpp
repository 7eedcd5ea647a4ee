// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "cli/commands.h"
#include "model/client_snippets.h"

#include <cstdio>

namespace berth::cli {

using base::ErrorCode;
using base::Json;

namespace {

std::string knownClients()
{
    std::string ids;
    for (const model::ClientSnippet &snippet : model::clientSnippets()) {
        ids += (ids.empty() ? "" : ", ") + std::string(snippet.id);
    }
    return ids;
}

void print(const model::ClientSnippet &snippet, const std::string &text)
{
    const std::string place = snippet.place.empty() ? std::string("run in a terminal")
                                                    : "goes into " + std::string(snippet.place);
    // Remarks go to standard error, so that the text can be piped.
    std::fprintf(stderr, "%s: %s\n", std::string(snippet.name).c_str(), place.c_str());
    if (!snippet.note.empty()) {
        std::fprintf(stderr, "%s\n", std::string(snippet.note).c_str());
    }
    std::printf("%s\n", text.c_str());
}

} // namespace

base::Status connectInstance(ApiClient &api, Format format, const std::string &name,
                             const ConnectOptions &options)
{
    const model::ClientSnippet *snippet = model::findClientSnippet(options.client);
    if (snippet == nullptr) {
        return base::fail(ErrorCode::InvalidArgument, "There is no client \"" + options.client +
                                                          "\". Choose one of " + knownClients() +
                                                          ".");
    }
    const auto instances = api.get("/v1/mcp-server-instances/");
    if (!instances) {
        return base::fail(instances.error());
    }
    const auto instance = pick(*instances, name, "instance");
    if (!instance) {
        return base::fail(instance.error());
    }
    const std::string url = base::stringOr(*instance, "url");
    if (url.empty()) {
        return base::fail(ErrorCode::Unavailable,
                          "The gateway has no address. \"berth status\" says why.");
    }
    const std::string text =
        model::renderSnippet(*snippet, base::stringOr(*instance, "slug", name), url,
                             options.withToken ? model::tokenPlaceholder : std::string_view());
    if (format == Format::Json) {
        Json answer = Json::object();
        answer["client"] = snippet->id;
        answer["place"] = snippet->place;
        answer["text"] = text;
        answer["note"] = snippet->note;
        answer["url"] = url;
        std::printf("%s\n", base::toPrettyText(answer).c_str());
    } else {
        print(*snippet, text);
    }
    return {};
}

} // namespace berth::cli
