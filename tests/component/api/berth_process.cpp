// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "component/api/berth_process.h"

#include <csignal>
#include <cstdlib>
#include <stdexcept>

namespace berth::test {

using base::Json;

namespace {

std::map<std::string, std::string> environment()
{
    return {{"QT_QPA_PLATFORM", "offscreen"}};
}

} // namespace

ScratchDirectory::ScratchDirectory()
{
    std::string pattern = (std::filesystem::temp_directory_path() / "berth-api-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) {
        throw std::runtime_error("No temporary directory can be made.");
    }
    m_path = pattern;
}

ScratchDirectory::~ScratchDirectory()
{
    std::error_code ignored;
    std::filesystem::remove_all(m_path, ignored);
}

BerthProcess::BerthProcess()
    : m_process({builtProgram("berth"), "--headless", "--profile", m_directory.path().string()},
                environment())
    , m_http(m_context.get_executor(), net::Endpoint::unixSocket(socket().string()))
{
    const auto line =
        m_process.readLine(ChildProcess::Stream::Output, std::chrono::milliseconds(60000));
    const auto ready = base::parseJson(line.value_or(""));
    if (!ready || !ready->is_object()) {
        m_process.signal(SIGKILL);
        throw std::runtime_error("berth --headless did not become ready: " +
                                 m_process.readAll(ChildProcess::Stream::Error));
    }
    m_ready = *ready;
}

BerthProcess::Answer BerthProcess::send(const std::string &method, const std::string &path,
                                        const Json &body)
{
    net::HttpRequest request;
    request.method = method;
    request.target = path;
    if (!body.is_null()) {
        request.headers.set("Content-Type", "application/json");
        request.body = base::toText(body);
    }
    auto response =
        runTask(m_context, m_http.request(std::move(request), std::chrono::milliseconds(20000)));
    if (!response) {
        throw std::runtime_error(response.error().message);
    }
    const auto json = base::parseJson(response->body);
    return {response->status, response->headers, json ? *json : Json(response->body)};
}

BerthProcess::Ended BerthProcess::run(std::vector<std::string> arguments, const std::string &input)
{
    return runBerth(profile(), std::move(arguments), input);
}

BerthProcess::Ended runBerth(const std::filesystem::path &profile,
                             std::vector<std::string> arguments, const std::string &input)
{
    arguments.insert(arguments.begin(), builtProgram("berth"));
    arguments.insert(arguments.end(), {"--profile", profile.string()});
    ChildProcess process(arguments, environment());
    process.write(input);
    process.closeInput();
    BerthProcess::Ended ended;
    ended.output = process.readAll(ChildProcess::Stream::Output);
    ended.errors = process.readAll(ChildProcess::Stream::Error);
    ended.code = process.wait().value_or(-1);
    return ended;
}

} // namespace berth::test
