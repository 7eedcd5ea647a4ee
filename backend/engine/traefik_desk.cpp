// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/traefik_desk.h"

#include "log/log.h"
#include "net/transport.h"
#include "traefik/certificates.h"
#include "traefik/file_provider.h"
#include "traefik/redis_provider.h"

#include <algorithm>
#include <utility>

namespace berth::engine {

namespace asio = net::asio;

using base::ErrorCode;
using base::Json;
using base::Status;

namespace {

constexpr const char *placesKey = "traefik_places";
/// Changes that come together are written together.
constexpr std::chrono::milliseconds gatherTime{200};
constexpr std::chrono::seconds retryPause{10};
constexpr std::chrono::milliseconds finishDeadline{2000};
constexpr std::chrono::milliseconds endDeadline{1000};

std::string joined(const std::vector<std::string> &texts, const char *between)
{
    std::string all;
    for (const std::string &text : texts) {
        all += (all.empty() ? "" : between) + text;
    }
    return all;
}

std::string countText(std::size_t instances)
{
    return std::to_string(instances) + (instances == 1 ? " instance" : " instances");
}

std::set<std::string> textsIn(const Json &object, const char *key)
{
    std::set<std::string> texts;
    for (const Json &item : object.value(key, Json::array())) {
        if (item.is_string()) {
            texts.insert(item.get<std::string>());
        }
    }
    return texts;
}

} // namespace

TraefikDesk::TraefikDesk(Services services)
    : m_services(std::move(services))
    , m_timer(m_services.executor)
    , m_running(m_services.executor)
{}

TraefikDesk::~TraefikDesk() = default;

void TraefikDesk::start()
{
    m_running.spawn("Traefik", run());
}

asio::awaitable<void> TraefikDesk::finish()
{
    m_isEnding = true;
    m_timer.cancel();
    const bool hasEnded = co_await m_running.join(finishDeadline);
    if (!hasEnded) {
        m_running.cancel();
        co_await m_running.join(endDeadline);
    }
}

void TraefikDesk::routesChanged(const gateway::RouteTable &ofInstances)
{
    std::set<std::string> slugs;
    for (const auto &[slug, route] : ofInstances) {
        slugs.insert(slug);
    }
    if (slugs != m_slugs) {
        m_slugs = std::move(slugs);
        wake();
    }
}

void TraefikDesk::wake()
{
    if (!m_isDirty) {
        m_isDirty = true;
        m_timer.cancel();
    }
}

/// Told every few seconds; of interest is only who is there and can be written to.
void TraefikDesk::connectionsChanged(const std::vector<ConnectionSnapshot> &connections)
{
    std::vector<std::string> seen;
    for (const ConnectionSnapshot &view : connections) {
        const bool isUp = view.state == ConnectionState::Connected;
        seen.push_back(view.connection.id + (isUp ? '+' : '-') + view.connection.name);
    }
    const bool isConcerned = !m_services.settings().traefik.redis.empty() ||
                             (m_places && !m_places->connections.empty());
    if (std::exchange(m_seen, seen) != seen && isConcerned) {
        wake();
    }
}

asio::awaitable<void> TraefikDesk::run()
{
    while (true) {
        if (!m_isDirty && !m_isEnding) {
            m_timer.expires_at(m_problems.empty() ? std::chrono::steady_clock::time_point::max()
                                                  : std::chrono::steady_clock::now() + retryPause);
            co_await m_timer.async_wait(net::asTuple);
        }
        if (!m_isDirty && m_isEnding) {
            co_return;
        }
        if (!m_isEnding) {
            m_timer.expires_after(gatherTime);
            co_await m_timer.async_wait(net::asTuple);
        }
        m_isDirty = false;
        co_await update();
    }
}

asio::awaitable<void> TraefikDesk::update()
{
    const Settings settings = m_services.settings();
    m_problems.clear();
    m_done.clear();
    auto loaded = co_await loadPlaces();
    if (!loaded) {
        m_problems.push_back(loaded.error().message);
        tell(settings.traefik.isOn());
        co_return;
    }
    if (settings.traefik.isOn()) {
        auto entries = co_await entriesFor(settings);
        if (entries) {
            co_await publishTo(settings.traefik, std::move(*entries));
        } else {
            m_problems.push_back(entries.error().message);
        }
    }
    co_await leaveOthers(settings.traefik);
    tell(settings.traefik.isOn());
}

net::Task<> TraefikDesk::loadPlaces()
{
    if (m_places) {
        co_return Status{};
    }
    auto text = co_await m_services.store->value(placesKey);
    if (!text) {
        co_return base::fail(text.error());
    }
    const auto json = base::parseJson(text->value_or("{}"));
    m_places = Places{};
    if (json && json->is_object()) {
        m_places->files = textsIn(*json, "files");
        m_places->connections = textsIn(*json, "connections");
    }
    co_return Status{};
}

net::Task<> TraefikDesk::savePlaces()
{
    Json json = Json::object();
    json["files"] = m_places->files;
    json["connections"] = m_places->connections;
    co_return co_await m_services.store->setValue(placesKey, base::toText(json));
}

/// Before something is written there, so that it is known whatever happens next.
net::Task<> TraefikDesk::notePlace(std::set<std::string> Places::*kind, std::string place)
{
    std::set<std::string> &places = *m_places.*kind;
    if (!places.insert(place).second) {
        co_return Status{};
    }
    auto saved = co_await savePlaces();
    if (!saved) {
        places.erase(place);
    }
    co_return saved;
}

net::Task<traefik::Entries> TraefikDesk::entriesFor(Settings settings)
{
    traefik::Publication publication;
    publication.owner = m_services.owner;
    publication.slugs = m_slugs;
    publication.host = settings.traefik.host;
    publication.entryPoints = settings.traefik.entryPoints;
    publication.middlewares = settings.traefik.middlewares;
    const GatewaySettings &gateway = settings.gateway;
    const auto endpoint = m_services.gatewayEndpoint();
    if (!endpoint) {
        co_return base::fail(ErrorCode::Unavailable, "The gateway does not listen now, so there is "
                                                     "nothing to publish.");
    }
    const bool isOurAddress = settings.traefik.gatewayUrl.empty();
    publication.gatewayUrl = isOurAddress ? endpoint->origin() : settings.traefik.gatewayUrl;
    if (gateway.tls == GatewayTls::Off || publication.gatewayUrl.starts_with("http://")) {
        co_return traefik::entriesOf(publication);
    }
    const bool isOwn = gateway.tls == GatewayTls::Own;
    const std::filesystem::path file =
        isOwn ? m_services.ownCertificate : std::filesystem::path(gateway.tlsCertificate);
    auto reading = m_worker.run([file] { return traefik::readCertificates(file); });
    auto certificates = co_await std::move(reading);
    if (!certificates) {
        co_return base::fail(certificates.error());
    }
    publication.trust.emplace();
    publication.trust->certificates = std::move(*certificates);
    if (!isOwn && isOurAddress && !gateway.hostNames.empty()) {
        publication.trust->serverName = gateway.hostNames.front();
    }
    co_return traefik::entriesOf(publication);
}

asio::awaitable<void> TraefikDesk::publishTo(TraefikSettings settings, traefik::Entries entries)
{
    if (!settings.file.empty()) {
        auto written = co_await publishFile(settings.file, entries);
        if (written) {
            m_done.push_back("in " + settings.file);
        } else {
            m_problems.push_back(written.error().message);
        }
    }
    if (!settings.redis.empty()) {
        auto written = co_await publishRedis(settings, std::move(entries));
        if (!written) {
            m_problems.push_back(written.error().message);
        }
    }
}

net::Task<> TraefikDesk::publishFile(std::string file, traefik::Entries entries)
{
    auto noted = co_await notePlace(&Places::files, file);
    if (!noted) {
        co_return noted;
    }
    auto writing =
        m_worker.run([file, owner = m_services.owner, document = traefik::documentOf(entries)] {
            return traefik::writeFile(file, owner, document);
        });
    co_return co_await std::move(writing);
}

net::Task<> TraefikDesk::publishRedis(TraefikSettings settings, traefik::Entries entries)
{
    const auto view = connectionOf(settings.redis);
    if (!view) {
        co_return base::fail(view.error());
    }
    const model::Connection &connection = view->connection;
    if (view->state == ConnectionState::Connecting) {
        co_return Status{}; // it is told when that has ended
    }
    if (connection.role == model::ConnectionRole::Watch) {
        co_return base::fail(ErrorCode::Forbidden, "The connection " + connection.name +
                                                       " only watches; nothing is published "
                                                       "there. Choose another one for Traefik.");
    }
    auto noted = co_await notePlace(&Places::connections, connection.id);
    if (!noted) {
        co_return noted;
    }
    auto refused = co_await writeTo(connection.id, std::move(entries), settings.rootKey);
    if (!refused) {
        co_return base::fail(refused.error());
    }
    m_done.push_back("on " + connection.name);
    for (const std::string &name : *refused) {
        m_problems.push_back("On " + connection.name + " there is something of the name " + name +
                             " below " + settings.rootKey +
                             " that this Berth did not write. It is left as it is, and the "
                             "instance is not published there.");
    }
    co_return Status{};
}

net::Task<std::vector<std::string>>
TraefikDesk::writeTo(std::string connectionId, traefik::Entries entries, std::string rootKey)
{
    traefik::Pipeline pipeline = [this, connectionId](std::vector<redis::Command> commands) {
        return m_services.pipeline(connectionId, std::move(commands));
    };
    co_return co_await traefik::publish(std::move(pipeline), m_services.owner, std::move(entries),
                                        std::move(rootKey));
}

/// Takes back what was published where the settings do not ask for it any more.
asio::awaitable<void> TraefikDesk::leaveOthers(TraefikSettings settings)
{
    const auto wanted = connectionOf(settings.redis);
    const Places before = *m_places;
    for (const std::string &file : before.files) {
        if (file == settings.file) {
            continue;
        }
        auto clearing = m_worker.run(
            [file, owner = m_services.owner] { return traefik::clearFile(file, owner); });
        const Status cleared = co_await std::move(clearing);
        if (cleared) {
            m_places->files.erase(file);
        } else {
            m_problems.push_back(cleared.error().message);
        }
    }
    for (const std::string &id : before.connections) {
        if (wanted && wanted->connection.id == id) {
            continue;
        }
        const bool isEmpty = co_await isLeft(id, settings.rootKey);
        if (isEmpty) {
            m_places->connections.erase(id);
        }
    }
    if (before.files != m_places->files || before.connections != m_places->connections) {
        auto saved = co_await savePlaces();
        if (!saved) {
            m_problems.push_back(saved.error().message);
        }
    }
}

/// Whether nothing of ours is there any more, as far as this Berth can do anything about it.
asio::awaitable<bool> TraefikDesk::isLeft(std::string connectionId, std::string rootKey)
{
    const auto view = connectionOf(connectionId);
    if (!view) {
        co_return true;
    }
    if (view->state == ConnectionState::Connecting) {
        co_return false;
    }
    auto clearing = writeTo(connectionId, traefik::Entries(), std::move(rootKey));
    auto cleared = co_await std::move(clearing);
    if (!cleared) {
        m_problems.push_back("What was published on " + view->connection.name +
                             " is still there. " + cleared.error().message);
    }
    co_return cleared.has_value();
}

base::Result<ConnectionSnapshot> TraefikDesk::connectionOf(const std::string &idOrName) const
{
    const std::vector<ConnectionSnapshot> all = m_services.connections();
    const auto find = [&all, &idOrName](std::string model::Connection::*member) {
        return std::find_if(all.begin(), all.end(), [&](const ConnectionSnapshot &view) {
            return view.connection.*member == idOrName;
        });
    };
    auto found = find(&model::Connection::id);
    if (found == all.end()) {
        found = find(&model::Connection::name);
    }
    if (found == all.end()) {
        return base::fail(ErrorCode::NotFound,
                          "There is no connection " + idOrName +
                              ". Choose one of Berth's connections for Traefik.");
    }
    return *found;
}

void TraefikDesk::tell(bool isOn)
{
    ComponentStatus status;
    if (isOn) {
        status.summary = countText(m_slugs.size());
        if (!m_done.empty()) {
            status.summary += ' ' + joined(m_done, " and ");
        }
    }
    status.problem = joined(m_problems, " ");
    if (isOn || !m_problems.empty()) {
        status.state = m_problems.empty() ? ComponentState::Ok
                       : m_done.empty()   ? ComponentState::Unavailable
                                          : ComponentState::Degraded;
    }
    const std::string told = status.summary + '\n' + status.problem;
    if (std::exchange(m_told, told) == told) {
        return;
    }
    if (!status.problem.empty()) {
        log::logger("traefik")->warn("{}", status.problem);
    }
    m_services.report(std::move(status));
}

} // namespace berth::engine
