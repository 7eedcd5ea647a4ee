// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/instance_worker.h"

#include "log/log.h"

#include <boost/asio/experimental/awaitable_operators.hpp>

#include <algorithm>
#include <utility>

namespace berth::engine {

namespace asio = net::asio;
using namespace asio::experimental::awaitable_operators;
using namespace std::chrono_literals;

using base::Error;
using base::ErrorCode;
using model::DesiredState;
using model::InstanceState;
using providers::Running;

namespace {

constexpr std::size_t maxHealthSamples = 240;
constexpr std::size_t shortIdLength = 12;
constexpr std::chrono::milliseconds stopRetryPause = 5s;
constexpr std::chrono::milliseconds urlStartupTimeout = 10s;
/// How long a server that does not answer yet is nothing to tell the person about.
constexpr std::chrono::milliseconds ordinaryStart = 3s;

bool isSettled(InstanceState state)
{
    return state == InstanceState::Stopped || state == InstanceState::Pending;
}

} // namespace

InstanceWorker::InstanceWorker(WorkerServices services, InstanceSnapshot view,
                               bool mayHaveLeftovers)
    : m_services(std::move(services))
    , m_view(std::move(view))
    , m_command(m_services.executor)
    , m_lookAgain(m_services.executor)
    , m_podmanBack(m_services.executor)
    , m_checkNow(m_services.executor)
    , m_standsBy(m_services.executor)
    , m_mayHaveLeftovers(mayHaveLeftovers)
{}

asio::awaitable<void> InstanceWorker::run()
{
    const auto self = shared_from_this();
    while (true) {
        m_command.reset();
        if (m_isOnHold && m_view.instance.desired != DesiredState::Deleted) {
            co_await keepOnHold();
            continue;
        }
        switch (m_view.instance.desired) {
        case DesiredState::Stopped:
            co_await keepStopped();
            break;
        case DesiredState::Running:
            co_await keepRunning();
            break;
        case DesiredState::Deleted: {
            // Kept out of the condition: g++ 12.2 miscompiles a co_await there.
            const bool gone = co_await removeEverything();
            if (gone) {
                co_return;
            }
            co_await pause(stopRetryPause);
            break;
        }
        }
    }
}

asio::awaitable<void> InstanceWorker::keepOnHold()
{
    if (m_standByReason) {
        beginStopping();
        auto stopped = co_await stopAll();
        if (!stopped) {
            setState(InstanceState::Stopping, stopped.error().message, stopped.error().details);
            co_await pause(stopRetryPause);
            co_return;
        }
        setState(InstanceState::Stopped, *m_standByReason);
        m_standsBy.notify();
    }
    co_await m_command.wait();
}

asio::awaitable<void> InstanceWorker::keepStopped()
{
    m_replace = false;
    if (!isSettled(m_view.instance.state) || m_running) {
        beginStopping();
        auto stopped = co_await stopAll();
        if (!stopped) {
            setState(InstanceState::Stopping, stopped.error().message, stopped.error().details);
            co_await pause(stopRetryPause);
            co_return;
        }
        setState(InstanceState::Stopped);
    }
    co_await m_command.wait();
}

asio::awaitable<bool> InstanceWorker::removeEverything()
{
    beginStopping();
    auto stopped = co_await stopAll();
    if (stopped) {
        stopped = co_await m_services.deleted(m_view);
    }
    if (!stopped) {
        setState(InstanceState::Stopping, stopped.error().message, stopped.error().details);
        co_return false;
    }
    co_return true;
}

net::Task<> InstanceWorker::stopAll()
{
    m_podmanBack.reset();
    auto stopped = co_await provider().stop(m_view.instance);
    if (stopped) {
        m_mayHaveLeftovers = false;
        m_view.containerId.clear();
        m_secrets.clear();
    }
    co_return stopped;
}

/// A reason that is shown already stays: each further attempt would else be two changes of state.
void InstanceWorker::beginStopping()
{
    forgetRunning();
    if (m_view.instance.state != InstanceState::Stopping) {
        setState(InstanceState::Stopping);
    }
}

asio::awaitable<void> InstanceWorker::keepRunning()
{
    if (m_gaveUp) {
        co_await m_command.wait(); // whoever commands clears m_gaveUp
        co_return;
    }
    if (m_replace) {
        m_replace = false; // a restart asked for from here on is one more
        beginStopping();
        auto stopped = co_await stopAll();
        if (!stopped) {
            m_replace = true;
            co_await handleFailure(stopped.error());
            co_return;
        }
    }
    auto outcome = co_await (bringUp() || m_command.wait());
    m_view.progress.reset();
    if (outcome.index() == 1) {
        co_return; // somebody wants something else now
    }
    auto &running = std::get<0>(outcome);
    if (!running) {
        co_await handleFailure(running.error());
        co_return;
    }
    co_await supervise(std::move(*running));
}

net::Task<Running> InstanceWorker::bringUp()
{
    m_podmanBack.reset();
    setState(InstanceState::Validating);
    const base::Timestamp resolvedAt = m_services.clock->now();
    auto secrets = co_await m_services.secrets->resolve(m_view.instance.id, m_view.instance.spec);
    if (!secrets) {
        co_return base::fail(secrets.error());
    }
    m_secrets = *secrets;
    m_lookAgain.reset(); // before the container can end, so that no word of its end is lost
    auto running = co_await adoptOrStart(*secrets);
    if (!running) {
        const bool hasRun = running.error().code == ErrorCode::ContainerExited;
        const std::string container = hasRun ? m_view.containerId : std::string();
        co_return base::fail(co_await withLog(std::move(running.error()), container));
    }
    m_view.containerId = running->containerId.substr(0, shortIdLength);
    m_view.startedAt = running->startedAt.value_or(m_services.clock->now());
    // One that ran already has what it was started with.
    m_view.secretsSince = std::min(resolvedAt, *m_view.startedAt);
    publish(false);
    auto ready = co_await waitUntilReady(*running);
    if (!ready) {
        co_return base::fail(co_await withLog(std::move(ready.error()), running->containerId));
    }
    co_return running;
}

/// `error` with the last words of the container, where there is one.
asio::awaitable<Error> InstanceWorker::withLog(Error error, std::string containerId)
{
    if (!containerId.empty()) {
        error.details += co_await m_services.logTail(std::move(containerId), m_secrets);
    }
    co_return error;
}

net::Task<Running> InstanceWorker::adoptOrStart(const secrets::ResolvedValues &secrets)
{
    if (m_mayHaveLeftovers) {
        auto adopted = co_await provider().adopt(m_view.instance, secrets);
        if (!adopted) {
            co_return base::fail(adopted.error());
        }
        if (*adopted) {
            setState(InstanceState::Starting);
            co_return std::move(**adopted);
        }
        m_view.containerId.clear();
    }
    const auto slot = co_await m_services.slots->acquire();
    m_mayHaveLeftovers = true;
    co_return co_await provider().start(
        m_view.instance, secrets,
        [this](const providers::StartProgress &progress) { showProgress(progress); });
}

net::Task<> InstanceWorker::waitUntilReady(const Running &running)
{
    auto probe = std::make_unique<McpProbe>(m_services.executor, m_view.instance.spec, running);
    auto outcome =
        co_await (becomeReady(running, *probe) || endOf(running) || sleepFor(startupTimeout()));
    switch (outcome.index()) {
    case 0:
        if (std::get<0>(outcome)) {
            m_probe = std::move(probe);
        }
        co_return std::get<0>(outcome);
    case 1: {
        auto ended = co_await provider().explainEnd(running);
        co_return base::fail(ErrorCode::ContainerExited,
                             ended ? ended->reason : "The server ended by itself.");
    }
    default:
        co_return base::fail(ErrorCode::Timeout, "The server runs, but did not answer MCP within " +
                                                     model::formatDuration(startupTimeout()) +
                                                     ". Check its port and path, and its log.");
    }
}

net::Task<> InstanceWorker::becomeReady(const Running &running, McpProbe &probe)
{
    std::chrono::milliseconds pauseBetween = 3ms;
    const auto ordinaryUntil = std::chrono::steady_clock::now() + ordinaryStart;
    while (true) {
        const auto began = std::chrono::steady_clock::now();
        auto tools = co_await probe.introduce();
        if (tools) {
            m_view.instance.tools = std::move(*tools);
            recordHealth(std::chrono::duration_cast<std::chrono::microseconds>(
                std::chrono::steady_clock::now() - began));
            co_return base::Status{};
        }
        const ErrorCode code = tools.error().code;
        if (running.containerId.empty() || code == ErrorCode::Unauthorized ||
            code == ErrorCode::Forbidden) {
            co_return base::fail(tools.error()); // waiting inside the container is all that helps
        }
        if (std::chrono::steady_clock::now() > ordinaryUntil) {
            showObstacle(tools.error());
        }
        co_await sleepFor(pauseBetween);
        pauseBetween = std::min<std::chrono::milliseconds>(pauseBetween * 3 / 2, 500ms);
    }
}

asio::awaitable<void> InstanceWorker::supervise(Running running)
{
    const auto began = std::chrono::steady_clock::now();
    m_running = running;
    m_failedChecks = 0;
    m_view.nextAttempt.reset();
    setState(InstanceState::Running);
    auto outcome = co_await (m_command.wait() || endOf(running) || checkHealth(running));
    if (std::chrono::steady_clock::now() - began > RetryPolicy::stableAfter) {
        m_retry.reset();
    }
    if (outcome.index() == 1) {
        co_await handleEnd(running);
    }
}

/// Ends when the thing has really ended: seen first-hand, or confirmed after Podman spoke of it.
asio::awaitable<void> InstanceWorker::endOf(const Running &running)
{
    const auto seenFirstHand = [this, &running]() -> asio::awaitable<void> {
        auto ended = co_await provider().waitForEnd(running);
        if (!ended) {
            WakeSignal never(m_services.executor);
            co_await never.wait();
        }
    };
    const auto confirmed = [this, &running]() -> asio::awaitable<void> {
        while (true) {
            co_await m_lookAgain.wait();
            m_lookAgain.reset();
            auto stillRuns = co_await provider().isRunning(running);
            if (stillRuns && !*stillRuns) {
                co_return;
            }
        }
    };
    co_await (seenFirstHand() || confirmed());
}

asio::awaitable<void> InstanceWorker::checkHealth(const Running &)
{
    while (true) {
        co_await (sleepFor(healthCheck().interval) || m_checkNow.wait());
        m_checkNow.reset();
        auto answer = co_await m_probe->ping();
        recordHealth(answer);
        if (answer) {
            m_failedChecks = 0;
            if (m_view.instance.state == InstanceState::Unhealthy) {
                setState(InstanceState::Running);
            } else {
                publish(false);
            }
        } else if (++m_failedChecks >= healthCheck().retries) {
            setState(InstanceState::Unhealthy, masked(answer.error().message),
                     masked(answer.error().details));
        } else {
            publish(false);
        }
    }
}

asio::awaitable<void> InstanceWorker::handleEnd(const Running &running)
{
    // Told at once; why it ended takes Podman a moment longer to know.
    forgetRunning();
    m_podmanBack.reset();
    setState(InstanceState::Unhealthy, "The server ended.");
    auto outcome = co_await (provider().explainEnd(running) || m_command.wait());
    if (outcome.index() == 1) {
        co_return;
    }
    auto &ended = std::get<0>(outcome);
    Error error{
        ErrorCode::ContainerExited, ended ? ended->reason : "The server ended by itself.", {}, {}};
    co_await handleFailure(co_await withLog(std::move(error), running.containerId));
}

asio::awaitable<void> InstanceWorker::handleFailure(Error error)
{
    forgetRunning();
    error.message = masked(std::move(error.message));
    error.details = masked(std::move(error.details));
    log::logger("engine")->warn("{}: {}", m_view.instance.name, error.message);
    const auto wait = m_retry.afterFailure(error.code);
    if (!wait) {
        m_gaveUp = true;
        m_view.nextAttempt.reset();
        // What failed to answer is not left running; what ended is kept for its log.
        if (error.code != ErrorCode::ContainerExited) {
            (void)co_await stopAll();
        }
        if (m_gaveUp) { // unless the person wants another try already
            setState(InstanceState::Failed, std::move(error.message), std::move(error.details));
        }
        co_return;
    }
    m_view.nextAttempt = m_services.clock->now() + *wait;
    setState(InstanceState::Backoff, std::move(error.message), std::move(error.details));
    co_await pause(*wait);
    m_view.nextAttempt.reset();
}

/// Sleeps unless the person, or Podman's return, cut it short. Word of the own container does not:
/// its end and its removal are told later than they are noticed here, and would undo the pause.
asio::awaitable<void> InstanceWorker::pause(std::chrono::milliseconds duration)
{
    co_await (sleepFor(duration) || m_command.wait() || m_podmanBack.wait());
}

/// Wakes the worker for what the person wants, whatever it had given up or was waiting for.
void InstanceWorker::command()
{
    m_gaveUp = false;
    m_retry.reset();
    m_command.notify();
}

/// Words of servers and of Podman may repeat what a container was given.
std::string InstanceWorker::masked(std::string text) const
{
    std::vector<base::Secret> values;
    values.reserve(m_secrets.size());
    for (const auto &[name, value] : m_secrets) {
        values.push_back(value);
    }
    return secrets::redact(std::move(text), values);
}

void InstanceWorker::hold()
{
    m_isOnHold = true;
}

void InstanceWorker::standBy(std::string reason)
{
    m_isOnHold = true;
    m_standByReason = std::move(reason);
    m_standsBy.reset();
    command();
}

asio::awaitable<void> InstanceWorker::standingBy()
{
    return m_standsBy.wait();
}

void InstanceWorker::release()
{
    if (std::exchange(m_isOnHold, false)) {
        m_standByReason.reset();
        command();
    }
}

void InstanceWorker::setDesired(DesiredState desired)
{
    if (m_view.instance.desired == DesiredState::Deleted) {
        return;
    }
    const bool again = desired == DesiredState::Running &&
                       (m_gaveUp || m_view.instance.state == InstanceState::Backoff);
    if (desired == m_view.instance.desired && !again) {
        return;
    }
    m_view.instance.desired = desired;
    command();
    publish(true);
}

void InstanceWorker::restart()
{
    if (m_view.instance.desired == DesiredState::Deleted) {
        return;
    }
    m_replace = true;
    m_view.instance.desired = DesiredState::Running;
    command();
    publish(true);
}

void InstanceWorker::reconfigure(model::Instance instance, std::string serverName)
{
    const bool another = !(instance.spec == m_view.instance.spec);
    instance.state = m_view.instance.state;
    instance.reason = m_view.instance.reason;
    instance.desired = m_view.instance.desired;
    instance.tools = m_view.instance.tools;
    m_view.instance = std::move(instance);
    m_view.serverName = std::move(serverName);
    if (another && m_view.instance.desired == DesiredState::Running) {
        m_replace = true;
        command();
    }
    publish(true);
}

void InstanceWorker::setAddress(std::string address)
{
    m_view.address = std::move(address);
    publish(false);
}

void InstanceWorker::setBackEnds(const BackEndUse &use)
{
    m_view.backEnds = use;
    publish(false);
}

void InstanceWorker::setUsage(const Usage &usage)
{
    m_view.usage = usage;
    publish(false);
}

void InstanceWorker::containerChanged()
{
    m_lookAgain.notify();
}

void InstanceWorker::podmanCameBack()
{
    m_podmanBack.notify();
    m_lookAgain.notify();
}

providers::Provider &InstanceWorker::provider() const
{
    return m_services.providerFor(m_view.instance.spec);
}

std::chrono::milliseconds InstanceWorker::startupTimeout() const
{
    const model::DockerSpec *docker = m_view.instance.spec.docker();
    return docker != nullptr ? docker->startupTimeout : urlStartupTimeout;
}

const model::HealthCheck &InstanceWorker::healthCheck() const
{
    const model::JsonSpec &spec = m_view.instance.spec;
    return spec.docker() != nullptr ? spec.docker()->healthCheck : spec.url()->healthCheck;
}

void InstanceWorker::setState(InstanceState state, std::string reason, std::string details)
{
    const bool changed = state != m_view.instance.state || reason != m_view.instance.reason;
    m_view.instance.state = state;
    m_view.instance.reason = std::move(reason);
    m_view.errorDetails = std::move(details);
    if (changed) {
        m_view.instance.updatedAt = m_services.clock->now();
    }
    publish(changed);
}

void InstanceWorker::showProgress(const providers::StartProgress &progress)
{
    const bool pulling = progress.phase == providers::StartProgress::Phase::Pulling;
    m_view.progress =
        Progress{pulling ? "Pulling" : "Starting", progress.fraction, progress.detail};
    if (!progress.containerId.empty()) {
        m_view.containerId = progress.containerId.substr(0, shortIdLength);
    }
    const InstanceState state = pulling ? InstanceState::Pulling : InstanceState::Starting;
    if (m_view.instance.state != state) {
        setState(state);
    } else {
        publish(false);
    }
}

/// Why a start takes long, for the person who waits for it.
void InstanceWorker::showObstacle(const Error &error)
{
    Progress progress{"Starting", std::nullopt, masked(error.message)};
    if (!m_view.progress || m_view.progress->detail != progress.detail) {
        m_view.progress = std::move(progress);
        publish(false);
    }
}

void InstanceWorker::recordHealth(const base::Result<std::chrono::microseconds> &answer)
{
    HealthSample sample;
    sample.time = m_services.clock->now();
    sample.healthy = answer.has_value();
    if (answer) {
        sample.responseTime = *answer;
    } else {
        sample.problem = masked(answer.error().message);
    }
    m_view.health.push_back(std::move(sample));
    if (m_view.health.size() > maxHealthSamples) {
        m_view.health.erase(m_view.health.begin());
    }
}

void InstanceWorker::forgetRunning()
{
    m_running.reset();
    m_probe.reset();
    m_view.usage.reset();
    m_view.backEnds = {};
    m_view.startedAt.reset();
    m_view.secretsSince.reset();
    m_view.progress.reset();
}

void InstanceWorker::publish(bool stateChanged)
{
    m_services.changed(m_view, stateChanged);
}

} // namespace berth::engine
