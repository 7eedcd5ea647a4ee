// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/log_reader.h"

namespace berth::engine {

namespace {

constexpr int tailLines = 30;

std::vector<base::Secret> valuesOf(secrets::ResolvedValues known)
{
    std::vector<base::Secret> values;
    values.reserve(known.size());
    for (auto &[name, value] : known) {
        values.push_back(std::move(value));
    }
    return values;
}

/// What a server over stdio says to its clients is in Podman's log too, and is no log.
bool isMessage(const podman::ContainerLogLine &line)
{
    return !line.standardError && line.text.starts_with('{') &&
           line.text.find("\"jsonrpc\"") != std::string::npos;
}

} // namespace

LogReader::LogReader(const PodmanMonitor &podman)
    : m_podman(podman)
{}

net::Task<> LogReader::follow(std::string containerId, int tail, bool follow,
                              secrets::ResolvedValues known,
                              std::function<void(const LogLine &)> onLine)
{
    auto podman = m_podman.handle();
    if (!podman) {
        co_return base::fail(podman.error());
    }
    const std::vector<base::Secret> values = valuesOf(std::move(known));
    co_return co_await (*podman)->followLogs(
        std::move(containerId), tail, follow,
        [&values, &onLine](const podman::ContainerLogLine &line) {
            if (!isMessage(line)) {
                onLine(LogLine{line.time, line.standardError, secrets::redact(line.text, values)});
            }
        });
}

net::asio::awaitable<std::string> LogReader::tail(std::string containerId,
                                                  secrets::ResolvedValues known)
{
    std::string text;
    (void)co_await follow(std::move(containerId), tailLines, false, std::move(known),
                          [&text](const LogLine &line) { text += line.text + '\n'; });
    co_return text;
}

} // namespace berth::engine
