// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "base/bytes.h"
#include "base/descriptor.h"
#include "base/shred.h"
#include "cli/commands.h"
#include "cli/secret_body.h"
#include "cli/secret_input.h"
#include "cli/table.h"

#include <cerrno>
#include <cstdio>
#include <cstring>

#include <fcntl.h>
#include <unistd.h>

namespace berth::cli {

using base::ErrorCode;
using base::Json;
using base::Secret;
using base::Status;

namespace {

constexpr std::size_t mostBytes = base::mebibyte;

/// Unbuffered, so that no copy stays in a buffer of the C library.
base::Result<Secret> readEnvFile(const std::string &path)
{
    const base::Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file.isOpen()) {
        return base::fail(ErrorCode::NotFound, "The file " + path + " cannot be read.",
                          std::strerror(errno));
    }
    std::string text(mostBytes + 1, '\0');
    std::size_t length = 0;
    ssize_t count = 1;
    while (count > 0 && length < text.size()) {
        count = ::read(file.number(), text.data() + length, text.size() - length);
        length += count > 0 ? static_cast<std::size_t>(count) : 0;
    }
    const bool fits = count == 0;
    Secret secret{text.substr(0, length)};
    base::wipeString(text);
    if (!fits) {
        return base::fail(ErrorCode::LimitReached,
                          "The file " + path + " cannot be read, or has more than 1 MB.");
    }
    return secret;
}

/// Whether a person at the terminal says yes.
bool confirms(const std::string &question)
{
    if (::isatty(STDIN_FILENO) == 0) {
        return false;
    }
    std::fprintf(stderr, "%s [y/N] ", question.c_str());
    const int answer = std::getchar();
    return answer == 'y' || answer == 'Y';
}

Status offerToShred(const SecretOptions &options)
{
    const std::string file = printable(options.file);
    if (!options.shred && !confirms("Overwrite and delete " + file + " now?")) {
        std::fprintf(stderr, "%s still holds the values; --shred overwrites and deletes it.\n",
                     file.c_str());
        return {};
    }
    if (Status done = base::shredFile(options.file); !done) {
        return done;
    }
    std::fprintf(stderr,
                 "Overwrote and deleted %s. An SSD, a file system with a journal or snapshots, and "
                 "backups may still hold what was in it; change values that must not be found.\n",
                 file.c_str());
    return {};
}

} // namespace

Status importEnvFile(ApiClient &api, Format format, const SecretOptions &options)
{
    const auto instances = api.get("/v1/mcp-server-instances/");
    if (!instances) {
        return base::fail(instances.error());
    }
    const auto instance = pick(*instances, options.instance, "instance");
    if (!instance) {
        return base::fail(instance.error());
    }
    const auto text = readEnvFile(options.file);
    if (!text) {
        return base::fail(text.error());
    }
    Json body{{"instance", base::stringOr(*instance, "id")}, {"text", text->expose()}};
    if (!options.store.empty()) {
        body["store"] = options.store;
    }
    const auto answer = postSecret(api, "/v1/secrets/import-env", std::move(body));
    if (!answer) {
        return base::fail(answer.error());
    }
    if (format == Format::Json) {
        printJson(*answer);
    } else {
        for (const Json &name : answer->value("stored", Json::array())) {
            std::printf("Saved %s\n", printable(name.get<std::string>()).c_str());
        }
    }
    return offerToShred(options);
}

} // namespace berth::cli
