// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "podman/podman_client.h"

#include "base/ids.h"
#include "podman/api_request.h"
#include "podman/conmon_stream.h"
#include "podman/libpod_connection.h"
#include "podman/libpod_json.h"
#include "podman/stream_parsers.h"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <charconv>

namespace berth::podman {

namespace asio = net::asio;
using base::ErrorCode;
using namespace std::chrono_literals;

namespace {

constexpr auto quickTimeout = 30s;
constexpr auto startTimeout = 120s; ///< fifty starts at once on a slow disk
constexpr auto stopSlack = 30s;
constexpr auto removeRetryPause = 50ms;
constexpr int removeAttempts = 100;
constexpr std::string_view jsonType = "application/json";
constexpr std::string_view tarType = "application/x-tar";
constexpr std::string_view bytesType = "application/octet-stream";

std::string inQuotes(std::string_view text)
{
    return '"' + std::string(text) + '"';
}

/// Ids are long and mean nothing to a person beyond their first figures.
std::string containerWords(std::string_view id)
{
    constexpr std::size_t fullIdLength = 64;
    constexpr std::size_t shownLength = 12;
    return "the container " + inQuotes(id.size() == fullIdLength ? id.substr(0, shownLength) : id);
}

template <typename T>
base::Status asStatus(const base::Result<T> &result)
{
    return result ? base::Status{} : base::fail(result.error());
}

} // namespace

class PodmanClient::Impl
{
public:
    Impl(const asio::any_io_executor &engine, net::Endpoint endpoint, std::filesystem::path init)
        : connection(engine, std::move(endpoint))
        , executor(engine)
        , initPath(std::move(init))
    {}

    net::Task<std::vector<SecretReference>> createSecrets(const ContainerConfig &config);
    net::Task<> removeSecret(std::string name);
    asio::awaitable<void> removeAll(std::vector<SecretReference> secrets);
    net::Task<std::string> create(ContainerConfig config);

    LibpodConnection connection;
    asio::any_io_executor executor;
    std::filesystem::path initPath;
};

PodmanClient::PodmanClient(asio::any_io_executor executor, net::Endpoint endpoint,
                           std::filesystem::path initPath)
    : m_impl(std::make_shared<Impl>(executor, std::move(endpoint), std::move(initPath)))
{}

PodmanClient::~PodmanClient() = default;

const net::Endpoint &PodmanClient::endpoint() const
{
    return m_impl->connection.endpoint();
}

std::filesystem::path PodmanClient::findInit()
{
    std::error_code error;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", error);
    const auto folder = program.parent_path();
    for (const char *candidate :
         {"berth-init", "../bin/berth-init", "../libexec/berth/berth-init"}) {
        const auto path = std::filesystem::weakly_canonical(folder / candidate, error);
        if (!error && std::filesystem::is_regular_file(path, error)) {
            return path;
        }
    }
    return {};
}

net::Task<std::string> PodmanClient::ping()
{
    const auto impl = m_impl;
    auto request = ApiRequest::get("answer", "/_ping");
    auto response = co_await impl->connection.exchange(std::move(request), quickTimeout);
    if (!response) {
        co_return base::fail(response.error());
    }
    co_return std::string(response->headers.get("Libpod-API-Version").value_or(""));
}

net::Task<VersionInfo> PodmanClient::info()
{
    const auto impl = m_impl;
    auto request = ApiRequest::get("tell its version", "/info");
    auto response = co_await impl->connection.exchange(std::move(request), quickTimeout);
    if (!response) {
        co_return base::fail(response.error());
    }
    co_return parseInfo(response->body);
}

net::Task<bool> PodmanClient::imageExists(std::string reference)
{
    const auto impl = m_impl;
    auto request = ApiRequest::get("look for the image " + inQuotes(reference),
                                   imagePath(reference, "/exists"));
    auto response = co_await impl->connection.exchange(std::move(request), quickTimeout);
    if (response) {
        co_return true;
    }
    const ErrorCode code = response.error().code;
    if (code == ErrorCode::NotFound || code == ErrorCode::ImageNotFound) {
        co_return false;
    }
    co_return base::fail(response.error());
}

net::Task<> PodmanClient::pull(std::string reference, bool tlsVerify,
                               std::function<void(const PullProgress &)> onProgress)
{
    const auto impl = m_impl;
    auto request =
        ApiRequest::post("pull the image " + inQuotes(reference), "/images/pull",
                         {{"reference", reference}, {"tlsVerify", tlsVerify ? "true" : "false"}});
    LineSplitter lines;
    PullTracker tracker(reference);
    auto takeBytes = [&](std::string_view bytes) {
        lines.feed(bytes);
        while (const auto line = lines.next()) {
            if (const auto progress = tracker.feed(*line); progress && onProgress) {
                onProgress(*progress);
            }
        }
        return base::Status{};
    };
    auto ended = co_await impl->connection.stream(std::move(request), takeBytes);
    if (!ended) {
        co_return ended;
    }
    if (tracker.error()) {
        co_return base::fail(*tracker.error());
    }
    if (!tracker.finished()) {
        co_return base::fail(ErrorCode::ConnectionLost, "Podman stopped pulling the image " +
                                                            inQuotes(reference) +
                                                            " without saying why. Try again.");
    }
    co_return base::Status{};
}

net::Task<std::vector<std::string>> PodmanClient::loadImage(std::string tarFile)
{
    const auto impl = m_impl;
    auto request = ApiRequest::post("load the images of " + tarFile, "/images/load");
    auto response = co_await impl->connection.upload(std::move(request), tarFile, tarType);
    if (!response) {
        co_return base::fail(response.error());
    }
    co_return parseNames(response->body);
}

net::Task<std::string> PodmanClient::importImage(std::string tarFile, std::string reference,
                                                 std::vector<std::string> changes)
{
    const auto impl = m_impl;
    ApiRequest::Query query = {{"reference", reference}};
    for (std::string &change : changes) {
        query.emplace_back("changes", std::move(change));
    }
    auto request =
        ApiRequest::post("make the image " + inQuotes(reference), "/images/import", query);
    auto response = co_await impl->connection.upload(std::move(request), tarFile, tarType);
    if (!response) {
        co_return base::fail(response.error());
    }
    co_return parseMember(response->body, "Id");
}

net::Task<> PodmanClient::removeImage(std::string reference)
{
    const auto impl = m_impl;
    auto request =
        ApiRequest::remove("remove the image " + inQuotes(reference), imagePath(reference));
    co_return asStatus(co_await impl->connection.exchange(std::move(request), quickTimeout));
}

net::Task<> PodmanClient::Impl::removeSecret(std::string name)
{
    auto request = ApiRequest::remove("remove a secret", "/secrets/" + percentEncoded(name));
    auto response = co_await connection.exchange(std::move(request), quickTimeout);
    if (!response && response.error().code != ErrorCode::NotFound) {
        co_return base::fail(response.error());
    }
    co_return base::Status{};
}

asio::awaitable<void> PodmanClient::Impl::removeAll(std::vector<SecretReference> secrets)
{
    for (SecretReference &secret : secrets) {
        (void)co_await removeSecret(std::move(secret.secretName));
    }
}

net::Task<std::vector<SecretReference>>
PodmanClient::Impl::createSecrets(const ContainerConfig &config)
{
    constexpr std::size_t randomBytes = 12;
    std::vector<SecretReference> made;
    for (const SecretDelivery &secret : config.secrets) {
        if (secret.value.empty()) {
            continue;
        }
        std::string name = config.secretPrefix + base::randomHex(randomBytes);
        auto request =
            ApiRequest::post("take the secret " + secret.name, "/secrets/create", {{"name", name}});
        request.withBody(secret.value.expose(), bytesType);
        auto response = co_await connection.exchange(std::move(request), quickTimeout);
        if (!response) {
            co_await removeAll(std::move(made));
            co_return base::fail(response.error());
        }
        made.push_back({secret.way, secret.name, std::move(name)});
    }
    co_return made;
}

net::Task<std::string> PodmanClient::Impl::create(ContainerConfig config)
{
    auto secrets = co_await createSecrets(config);
    if (!secrets) {
        co_return base::fail(secrets.error());
    }
    if (needsInit(*secrets) && initPath.empty()) {
        co_await removeAll(std::move(*secrets));
        co_return base::fail(ErrorCode::Unsupported,
                             "The program berth-init, which hands secrets to a server, is missing "
                             "from this installation. Install Berth again.");
    }
    const auto body = createBody(config, *secrets, initPath.string());
    auto request =
        ApiRequest::post("create the container " + inQuotes(config.name), "/containers/create");
    request.withBody(base::toText(body), jsonType);
    auto response = co_await connection.exchange(std::move(request), startTimeout);
    // Podman copied the values for the container, so that nothing is left to forget.
    co_await removeAll(std::move(*secrets));
    if (!response) {
        co_return base::fail(response.error());
    }
    co_return parseMember(response->body, "Id");
}

net::Task<std::string> PodmanClient::create(ContainerConfig config)
{
    const auto impl = m_impl;
    auto work = [](std::shared_ptr<Impl> keep, ContainerConfig plan) -> net::Task<std::string> {
        co_return co_await keep->create(std::move(plan));
    };
    co_return co_await asio::co_spawn(
        impl->executor, work(impl, std::move(config)),
        asio::bind_cancellation_slot(asio::cancellation_slot(), asio::use_awaitable));
}

net::Task<> PodmanClient::removeSecrets(std::string namePrefix)
{
    const auto impl = m_impl;
    auto request = ApiRequest::get("list its secrets", "/secrets/json");
    auto response = co_await impl->connection.exchange(std::move(request), quickTimeout);
    if (!response) {
        co_return base::fail(response.error());
    }
    auto names = parseSecretNames(response->body, namePrefix);
    if (!names) {
        co_return base::fail(names.error());
    }
    for (std::string &name : *names) {
        auto removed = co_await impl->removeSecret(std::move(name));
        if (!removed) {
            co_return removed;
        }
    }
    co_return base::Status{};
}

net::Task<> PodmanClient::start(std::string id)
{
    const auto impl = m_impl;
    auto request = ApiRequest::post("start " + containerWords(id), containerPath(id, "/start"));
    co_return asStatus(co_await impl->connection.exchange(std::move(request), startTimeout));
}

net::Task<> PodmanClient::stop(std::string id, std::chrono::seconds timeout)
{
    const auto impl = m_impl;
    auto request = ApiRequest::post("stop " + containerWords(id), containerPath(id, "/stop"),
                                    {{"timeout", std::to_string(timeout.count())}});
    co_return asStatus(co_await impl->connection.exchange(std::move(request), timeout + stopSlack));
}

net::Task<> PodmanClient::kill(std::string id, std::string signal)
{
    const auto impl = m_impl;
    auto request = ApiRequest::post("send " + signal + " to " + containerWords(id),
                                    containerPath(id, "/kill"), {{"signal", signal}});
    co_return asStatus(co_await impl->connection.exchange(std::move(request), quickTimeout));
}

net::Task<> PodmanClient::remove(std::string id)
{
    const auto impl = m_impl;
    asio::steady_timer pause(impl->executor);
    for (int attempt = 1;; ++attempt) {
        auto request = ApiRequest::remove("remove " + containerWords(id), containerPath(id),
                                          {{"force", "true"}, {"v", "true"}, {"timeout", "0"}});
        auto response = co_await impl->connection.exchange(std::move(request), startTimeout);
        if (response || response.error().code == ErrorCode::NotFound) {
            co_return base::Status{};
        }
        if (response.error().code != ErrorCode::Conflict || attempt == removeAttempts) {
            co_return base::fail(response.error());
        }
        pause.expires_after(removeRetryPause);
        boost::system::error_code interrupted;
        co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, interrupted));
        if (interrupted) {
            co_return base::fail(ErrorCode::Cancelled,
                                 "Removing " + containerWords(id) + " was cancelled.");
        }
    }
}

net::Task<int> PodmanClient::wait(std::string id)
{
    const auto impl = m_impl;
    auto request =
        ApiRequest::post("wait for " + containerWords(id), containerPath(id, "/wait"),
                         {{"condition", "exited"}, {"condition", "stopped"}, {"interval", "50ms"}});
    auto response = co_await impl->connection.exchange(std::move(request), 0ms);
    if (!response) {
        co_return base::fail(response.error());
    }
    int exitCode = 0;
    const std::string &text = response->body;
    if (std::from_chars(text.data(), text.data() + text.size(), exitCode).ec != std::errc()) {
        co_return base::fail(
            ErrorCode::ProtocolError,
            "Podman's answer about the end of " + containerWords(id) + " is not understood.", text);
    }
    co_return exitCode;
}

net::Task<ContainerDetails> PodmanClient::inspect(std::string id)
{
    const auto impl = m_impl;
    auto request = ApiRequest::get("inspect " + containerWords(id), containerPath(id, "/json"));
    auto response = co_await impl->connection.exchange(std::move(request), quickTimeout);
    if (!response) {
        co_return base::fail(response.error());
    }
    co_return parseDetails(response->body);
}

net::Task<std::vector<ContainerSummary>> PodmanClient::list(Labels labels)
{
    const auto impl = m_impl;
    ApiRequest::Query query = {{"all", "true"}};
    if (!labels.empty()) {
        query.emplace_back("filters", labelFilter(labels));
    }
    auto request = ApiRequest::get("list its containers", "/containers/json", query);
    auto response = co_await impl->connection.exchange(std::move(request), quickTimeout);
    if (!response) {
        co_return base::fail(response.error());
    }
    co_return parseList(response->body);
}

net::Task<> PodmanClient::followLogs(std::string id, int tail, bool follow,
                                     std::function<void(const ContainerLogLine &)> onLine)
{
    const auto impl = m_impl;
    auto request =
        ApiRequest::get("read the log of " + containerWords(id), containerPath(id, "/logs"),
                        {{"stdout", "true"},
                         {"stderr", "true"},
                         {"timestamps", "true"},
                         {"follow", follow ? "true" : "false"},
                         {"tail", tail < 0 ? "all" : std::to_string(tail)}});
    LogFrameParser parser;
    auto takeBytes = [&parser, &onLine](std::string_view bytes) -> base::Status {
        parser.feed(bytes);
        while (const auto line = parser.next()) {
            onLine(*line);
        }
        if (parser.failed()) {
            return base::fail(ErrorCode::ProtocolError, "Podman's log stream is not understood.");
        }
        return {};
    };
    auto ended = co_await impl->connection.stream(std::move(request), takeBytes);
    for (const ContainerLogLine &line : parser.rest()) {
        onLine(line);
    }
    co_return ended;
}

net::Task<> PodmanClient::followEvents(Labels labels, std::function<void(const Event &)> onEvent)
{
    const auto impl = m_impl;
    ApiRequest::Query query = {{"stream", "true"}};
    if (!labels.empty()) {
        query.emplace_back("filters", labelFilter(labels));
    }
    auto request = ApiRequest::get("report what happens", "/events", query);
    LineSplitter lines;
    auto takeBytes = [&lines, &onEvent](std::string_view bytes) {
        lines.feed(bytes);
        while (const auto line = lines.next()) {
            if (const auto event = parseEvent(*line)) {
                onEvent(*event);
            }
        }
        return base::Status{};
    };
    co_return co_await impl->connection.stream(std::move(request), takeBytes);
}

net::Task<> PodmanClient::followStats(std::vector<std::string> ids, std::chrono::seconds interval,
                                      std::function<void(const ContainerStats &)> onStats)
{
    const auto impl = m_impl;
    if (ids.empty()) {
        co_return base::fail(ErrorCode::InvalidArgument,
                             "Name the containers whose resources are to be measured.");
    }
    ApiRequest::Query query = {{"stream", "true"}, {"interval", std::to_string(interval.count())}};
    for (std::string &id : ids) {
        query.emplace_back("containers", std::move(id));
    }
    auto request = ApiRequest::get("measure containers", "/containers/stats", query);
    LineSplitter lines;
    StatsReader reader;
    auto takeBytes = [&](std::string_view bytes) -> base::Status {
        lines.feed(bytes);
        while (const auto line = lines.next()) {
            const auto samples = reader.feed(*line);
            if (!samples) {
                return base::fail(samples.error());
            }
            for (const ContainerStats &sample : *samples) {
                onStats(sample);
            }
        }
        return {};
    };
    co_return co_await impl->connection.stream(std::move(request), takeBytes);
}

net::Task<std::unique_ptr<net::RawStream>> PodmanClient::attach(std::string id)
{
    const auto impl = m_impl;
    if (endpoint().kind == net::Endpoint::Kind::Unix) {
        const auto details = co_await inspect(id);
        if (details) {
            auto direct = attachToConmon(impl->executor, details->bundle);
            if (direct) {
                co_return direct;
            }
        }
    }
    auto request = ApiRequest::post(
        "attach to " + containerWords(id), containerPath(id, "/attach"),
        {{"stream", "true"}, {"stdin", "true"}, {"stdout", "true"}, {"stderr", "true"}});
    co_return co_await impl->connection.hijack(std::move(request), quickTimeout);
}

} // namespace berth::podman
