// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/wake_signal.h"
#include "providers/provider.h"
#include "secrets/secret_store.h"

#include <boost/asio/post.hpp>

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace berth::engine {

/// Keeps values in memory. `onSet` runs before a value is kept, to let things happen meanwhile.
class FakeSecretStore final : public secrets::SecretStore
{
public:
    net::Task<base::Secret> get(std::string key) override
    {
        const auto found = values.find(key);
        if (found == values.end()) {
            co_return base::fail(base::ErrorCode::SecretMissing, "There is no " + key + ".");
        }
        co_return base::Secret(found->second);
    }

    net::Task<> set(std::string key, base::Secret value) override
    {
        if (onSet) {
            co_await onSet();
        }
        values[key] = value.expose();
        co_return base::Status{};
    }

    net::Task<> remove(std::string key) override
    {
        values.erase(key);
        co_return base::Status{};
    }

    net::Task<> check() override
    {
        co_return base::Status{};
    }
    std::string displayName() const override
    {
        return "Memory";
    }

    std::map<std::string, std::string> values;
    std::function<net::asio::awaitable<void>()> onSet;
};

/// A provider whose containers exist in name only; each step can be made to wait or to fail.
class FakeProvider final : public providers::Provider
{
public:
    explicit FakeProvider(net::asio::any_io_executor executor)
        : stopGate(executor)
        , endGate(executor)
    {
        stopGate.notify();
    }

    net::Task<std::optional<providers::Running>> adopt(const model::Instance &,
                                                       const secrets::ResolvedValues &) override
    {
        co_return std::nullopt;
    }

    net::Task<providers::Running> start(const model::Instance &, const secrets::ResolvedValues &,
                                        const providers::ProgressCallback &) override
    {
        ++starts;
        if (startProblem) {
            co_return base::fail(*startProblem);
        }
        running.containerId = "c" + std::to_string(starts);
        co_return running;
    }

    net::Task<> waitForEnd(const providers::Running &) override
    {
        co_await endGate.wait();
        endGate.reset();
        co_return base::Status{};
    }

    net::Task<providers::Ended> explainEnd(const providers::Running &) override
    {
        co_return providers::Ended{endReason, 1};
    }

    net::Task<bool> isRunning(const providers::Running &) override
    {
        co_return true;
    }

    net::Task<> stop(const model::Instance &) override
    {
        ++stops;
        co_await stopGate.wait();
        if (stopProblem) {
            co_return base::fail(*stopProblem);
        }
        co_return base::Status{};
    }

    WakeSignal stopGate; ///< open at first
    WakeSignal endGate;
    providers::Running running;
    std::string endReason = "It ended.";
    std::optional<base::Error> startProblem;
    std::optional<base::Error> stopProblem;
    int starts = 0;
    int stops = 0;
};

} // namespace berth::engine
