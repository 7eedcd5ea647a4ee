// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "cli/commands.h"
#include "cli/line_splitter.h"
#include "cli/table.h"

#include <cstdio>

namespace berth::cli {

using base::ErrorCode;
using base::Json;

namespace {

constexpr const char *collection = "/v1/mcp-server-instances/";

base::Result<Json> findInstance(ApiClient &api, const std::string &name)
{
    const auto instances = api.get(collection);
    if (!instances) {
        return base::fail(instances.error());
    }
    return pick(*instances, name, "instance");
}

void printInstances(const Json &instances)
{
    if (instances.empty()) {
        std::puts("There are no instances. Make one with \"berth instance create FILE\".");
        return;
    }
    Table table({"NAME", "STATUS", "SERVER", "ADDRESS", "ID"});
    for (const Json &instance : instances) {
        table.addRow({base::stringOr(instance, "name"), base::stringOr(instance, "status"),
                      base::stringOr(instance, "server_name", "-"), base::stringOr(instance, "url"),
                      base::stringOr(instance, "id")});
    }
    std::fputs(table.text().c_str(), stdout);
}

/// "server": a name or an id in the person's document becomes the id that the API wants, and what
/// the json_spec leaves out comes from the server's definition.
base::Status resolveServer(ApiClient &api, Json &document)
{
    const auto member = document.find("server");
    if (member == document.end()) {
        return {};
    }
    if (!member->is_string()) {
        return base::fail(ErrorCode::InvalidArgument, "\"server\" is the name or id of a server.");
    }
    const auto servers = api.get("/v1/mcp-servers/");
    if (!servers) {
        return base::fail(servers.error());
    }
    const auto server = pick(*servers, member->get<std::string>(), "server");
    if (!server) {
        return base::fail(server.error());
    }
    document["server_spec_id"] = base::stringOr(*server, "id");
    document.erase("server");
    Json &spec = document["json_spec"];
    if (spec.is_null()) {
        spec = Json::object();
    }
    if (!spec.is_object() || base::stringOr(spec, "type", "docker") != "docker") {
        return {};
    }
    if (!spec.contains("image")) {
        spec["image"] = base::stringOr(*server, "docker_image_url");
    }
    const Json command = server->value("cmd", Json());
    if (command.is_array() && !spec.contains("cmd") && !spec.contains("command")) {
        spec["cmd"] = command;
    }
    return {};
}

void printLogLine(const std::string &line, const LogOptions &options)
{
    const auto json = base::parseJson(line);
    if (!json || !json->is_object()) {
        return;
    }
    if (json->contains("error")) {
        std::fprintf(stderr, "%s\n", base::stringOr(*json, "error").c_str());
        return;
    }
    // A server's colours are wanted in a log, so the text is left as it is.
    const std::string time = options.timestamps ? base::stringOr(*json, "time") + ' ' : "";
    std::FILE *stream = base::stringOr(*json, "stream") == "stderr" ? stderr : stdout;
    std::fprintf(stream, "%s%s\n", time.c_str(), base::stringOr(*json, "text").c_str());
}

} // namespace

base::Status listInstances(ApiClient &api, Format format)
{
    const auto instances = api.get(collection);
    if (!instances) {
        return base::fail(instances.error());
    }
    if (format == Format::Json) {
        printJson(*instances);
    } else {
        printInstances(*instances);
    }
    return {};
}

base::Status createInstance(ApiClient &api, Format format, const std::string &file, bool start)
{
    auto document = readDocument(file);
    if (!document) {
        return base::fail(document.error());
    }
    if (auto resolved = resolveServer(api, *document); !resolved) {
        return resolved;
    }
    (*document)["start"] = start;
    const auto instance = api.post(collection, *document);
    if (!instance) {
        return base::fail(instance.error());
    }
    if (format == Format::Json) {
        printJson(*instance);
    } else {
        std::printf(
            "Created %s (%s)\nAddress: %s\n", printable(base::stringOr(*instance, "name")).c_str(),
            base::stringOr(*instance, "id").c_str(), base::stringOr(*instance, "url").c_str());
    }
    return {};
}

base::Status moveInstance(ApiClient &api, Format format, const std::string &action,
                          const std::string &name)
{
    const auto instance = findInstance(api, name);
    if (!instance) {
        return base::fail(instance.error());
    }
    const std::string path = collection + base::stringOr(*instance, "id") + '/' + action;
    const auto moved = api.post(path, Json::object());
    if (!moved) {
        return base::fail(moved.error());
    }
    if (format == Format::Json) {
        printJson(*moved);
    } else {
        std::printf("%s: %s\n", printable(base::stringOr(*instance, "name")).c_str(),
                    base::stringOr(*moved, "message").c_str());
    }
    return {};
}

base::Status removeInstance(ApiClient &api, Format format, const std::string &name)
{
    const auto instance = findInstance(api, name);
    if (!instance) {
        return base::fail(instance.error());
    }
    const auto removed = api.remove(collection + base::stringOr(*instance, "id"));
    if (!removed) {
        return base::fail(removed.error());
    }
    if (format == Format::Json) {
        printJson(*removed);
    } else {
        std::printf("Removed %s\n", printable(base::stringOr(*instance, "name")).c_str());
    }
    return {};
}

base::Status inspectInstance(ApiClient &api, Format, const std::string &name)
{
    const auto instance = findInstance(api, name);
    if (!instance) {
        return base::fail(instance.error());
    }
    const std::string path = collection + base::stringOr(*instance, "id");
    auto full = api.get(path);
    if (!full) {
        return base::fail(full.error());
    }
    const auto tools = api.get(path + "/tools");
    if (!tools) {
        return base::fail(tools.error());
    }
    (*full)["tools"] = *tools;
    printJson(*full);
    return {};
}

base::Status showLogs(ApiClient &api, Format format, const std::string &name,
                      const LogOptions &options)
{
    const auto instance = findInstance(api, name);
    if (!instance) {
        return base::fail(instance.error());
    }
    const std::string path = collection + base::stringOr(*instance, "id") +
                             "/logs?tail=" + std::to_string(options.tail) +
                             (options.follow ? "&follow=1" : "");
    LineSplitter lines([format, &options](const std::string &line) {
        if (format == Format::Json) {
            std::puts(line.c_str());
        } else {
            printLogLine(line, options);
        }
    });
    auto done = api.stream(path, [&lines](const std::string &bytes) {
        lines.feed(bytes);
        std::fflush(stdout);
    });
    return done;
}

} // namespace berth::cli
