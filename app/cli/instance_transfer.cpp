// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "base/descriptor.h"
#include "cli/commands.h"
#include "cli/table.h"

#include <cerrno>
#include <cstdio>
#include <cstring>

#include <fcntl.h>
#include <unistd.h>

namespace berth::cli {

using base::ErrorCode;
using base::Json;
using base::Status;

namespace {

constexpr const char *collection = "/v1/mcp-server-instances/";
constexpr const char *formatName = "berth-instance";
constexpr int formatVersion = 1;

/// For the person alone: values that are no secrets to Berth may be private all the same.
Status writeFile(const std::string &path, const std::string &text)
{
    const base::Descriptor file(
        ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (!file.isOpen()) {
        return base::fail(errno == EEXIST ? ErrorCode::AlreadyExists : ErrorCode::PermissionDenied,
                          "The file " + path + " cannot be made.", std::strerror(errno));
    }
    const auto size = static_cast<ssize_t>(text.size());
    if (::write(file.number(), text.data(), text.size()) != size || ::fsync(file.number()) != 0) {
        return base::fail(ErrorCode::PermissionDenied, "The file " + path + " was not written.",
                          std::strerror(errno));
    }
    return {};
}

/// What another machine can make the same instance of.
Json exported(const Json &instance)
{
    Json document{{"format", formatName},
                  {"version", formatVersion},
                  {"name", base::stringOr(instance, "name")},
                  {"description", base::stringOr(instance, "description")},
                  {"json_spec", instance.value("json_spec", Json::object())}};
    const std::string server = base::stringOr(instance, "server_name");
    if (!server.empty()) {
        document["server"] = server;
    }
    return document;
}

/// The id of the server of that name here; empty when there is none or more than one.
base::Result<std::string> serverHere(ApiClient &api, const std::string &name)
{
    if (name.empty()) {
        return std::string();
    }
    const auto servers = api.get("/v1/mcp-servers/");
    if (!servers) {
        return base::fail(servers.error());
    }
    const auto server = pick(*servers, name, "server");
    if (!server) {
        std::fprintf(stderr,
                     "There is no single server \"%s\" here; the instance is made without "
                     "it.\n",
                     printable(name).c_str());
        return std::string();
    }
    return base::stringOr(*server, "id");
}

/// The secrets that the instance refers to and that have no value here.
base::Result<Json> missingSecrets(ApiClient &api, const std::string &instanceId)
{
    const auto overview = api.get("/v1/secrets/");
    if (!overview) {
        return base::fail(overview.error());
    }
    Json missing = Json::array();
    for (const Json &secret : overview->value("secrets", Json::array())) {
        for (const Json &user : secret.value("used_by", Json::array())) {
            if (base::stringOr(user, "instance_id") == instanceId &&
                base::stringOr(secret, "state") != "present") {
                missing.push_back({{"variable", base::stringOr(user, "variable")},
                                   {"key", base::stringOr(secret, "key")},
                                   {"state", base::stringOr(secret, "state")}});
            }
        }
    }
    return missing;
}

} // namespace

Status exportInstance(ApiClient &api, const std::string &name, const std::string &file)
{
    const auto instances = api.get(collection);
    if (!instances) {
        return base::fail(instances.error());
    }
    const auto instance = pick(*instances, name, "instance");
    if (!instance) {
        return base::fail(instance.error());
    }
    const std::string text = base::toPrettyText(exported(*instance));
    if (file == "-") {
        std::puts(text.c_str());
        return {};
    }
    return writeFile(file, text + '\n');
}

Status importInstance(ApiClient &api, Format format, const std::string &file, bool start)
{
    auto document = readDocument(file);
    if (!document) {
        return base::fail(document.error());
    }
    if (base::stringOr(*document, "format") != formatName ||
        document->value("version", Json()) != formatVersion) {
        return base::fail(ErrorCode::InvalidArgument,
                          "This is no instance that this Berth can import. \"berth instance "
                          "export\" writes one.");
    }
    const auto server = serverHere(api, base::stringOr(*document, "server"));
    if (!server) {
        return base::fail(server.error());
    }
    Json body{{"name", base::stringOr(*document, "name")},
              {"description", base::stringOr(*document, "description")},
              {"json_spec", document->value("json_spec", Json())},
              {"start", start}};
    if (!server->empty()) {
        body["server_spec_id"] = *server;
    }
    const auto instance = api.post(collection, body);
    if (!instance) {
        return base::fail(instance.error());
    }
    const auto missing = missingSecrets(api, base::stringOr(*instance, "id"));
    if (!missing) {
        return base::fail(missing.error());
    }
    if (format == Format::Json) {
        Json answer = *instance;
        answer["missing_secrets"] = *missing;
        printJson(answer);
        return {};
    }
    std::printf("Imported %s (%s)\n", printable(base::stringOr(*instance, "name")).c_str(),
                base::stringOr(*instance, "id").c_str());
    for (const Json &secret : *missing) {
        const std::string variable = printable(base::stringOr(secret, "variable"));
        std::printf("The secret of %s is %s. Enter it with \"berth secret set - %s\".\n",
                    variable.c_str(), base::stringOr(secret, "state").c_str(),
                    printable(base::stringOr(secret, "key")).c_str());
    }
    return {};
}

} // namespace berth::cli
