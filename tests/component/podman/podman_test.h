// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "podman/podman_client.h"
#include "support/podman/podman_fixture.h"
#include "support/process/run_task.h"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>

#include <exception>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace berth::podman {

using base::ErrorCode;

/// A coroutine that goes on while the test does other things.
template <typename T>
class Background
{
public:
    Background(boost::asio::io_context &context, net::Task<T> task)
    {
        boost::asio::co_spawn(
            context, std::move(task),
            boost::asio::bind_cancellation_slot(
                m_signal.slot(), [this](std::exception_ptr error, base::Result<T> result) {
                    m_thrown = error != nullptr;
                    m_result.emplace(std::move(result));
                }));
    }
    void cancel()
    {
        m_signal.emit(boost::asio::cancellation_type::terminal);
    }
    bool ended() const
    {
        return m_result.has_value();
    }
    bool threw() const
    {
        return m_thrown;
    }
    const base::Result<T> &result() const
    {
        return *m_result;
    }

private:
    boost::asio::cancellation_signal m_signal;
    std::optional<base::Result<T>> m_result;
    bool m_thrown = false;
};

/// Podman says "stopped" of an ended container until its clean-up process has been there.
inline bool hasEnded(const std::string &state)
{
    return state == "exited" || state == "stopped";
}

class PodmanTest : public testing::Test
{
protected:
    void TearDown() override
    {
        // Own context: a test that failed may have left work with dangling references in the other.
        boost::asio::io_context own{1};
        PodmanClient cleaner(own.get_executor(), net::Endpoint::unixSocket(podman.socket()));
        const auto containers = test::runTask(own, cleaner.list({}));
        ASSERT_TRUE(containers) << containers.error().message;
        for (const ContainerSummary &container : *containers) {
            const auto removed = test::runTask(own, cleaner.remove(container.id));
            EXPECT_TRUE(removed) << removed.error().message << removed.error().details;
        }
    }

    template <typename T>
    T run(net::asio::awaitable<T> work)
    {
        return test::runTask(context, std::move(work));
    }
    /// Runs what is in the background until `condition` holds; false when it takes too long.
    bool runUntil(const std::function<bool()> &condition,
                  std::chrono::milliseconds limit = std::chrono::seconds(20))
    {
        context.restart();
        const auto deadline = std::chrono::steady_clock::now() + limit;
        while (!condition() && context.run_one_until(deadline) != 0) {
        }
        return condition();
    }
    ContainerConfig plan(std::vector<std::string> steps, std::string network = "none")
    {
        ContainerConfig config;
        config.image = podman.probeImage();
        config.command = std::move(steps);
        config.network = std::move(network);
        config.labels = {{"berth.owner", "test"}};
        config.rlimits = {{"nofile", 1024, 4096}, {"nproc", 512, 512}};
        config.stopTimeout = std::chrono::seconds(1);
        return config;
    }
    std::string create(ContainerConfig config)
    {
        auto id = run(client.create(std::move(config)));
        if (!id) {
            throw std::runtime_error(id.error().message + ' ' + id.error().details);
        }
        return *id;
    }
    std::string createAndStart(ContainerConfig config)
    {
        std::string id = create(std::move(config));
        if (auto started = run(client.start(id)); !started) {
            throw std::runtime_error(started.error().message + ' ' + started.error().details);
        }
        return id;
    }
    std::vector<std::string> logOf(const std::string &id)
    {
        std::vector<std::string> lines;
        const auto ended = run(client.followLogs(
            id, -1, false, [&lines](const ContainerLogLine &line) { lines.push_back(line.text); }));
        EXPECT_TRUE(ended) << ended.error().message;
        return lines;
    }

    test::PodmanFixture &podman = test::PodmanFixture::shared();
    boost::asio::io_context context{1};
    PodmanClient client{context.get_executor(), net::Endpoint::unixSocket(podman.socket())};
};

} // namespace berth::podman
