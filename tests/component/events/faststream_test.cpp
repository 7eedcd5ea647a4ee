// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
// Berth and FastStream, AgentArea's library for events, on one real Redis.
#include "component/redis/redis_test.h"
#include "events/envelope.h"

namespace berth::events {
namespace {

using base::Json;
using redis::Message;
using test::ChildProcess;
using test::optionsFor;
using test::RedisServer;
using Stream = ChildProcess::Stream;

/// Which FastStream, and how both sides reach Redis.
struct Peer
{
    std::string name;
    std::string environment; ///< directory of tests/support/python/install.sh
    EnvelopeForm writes;
    bool overTls;
};

void PrintTo(const Peer &peer, std::ostream *out)
{
    *out << peer.name;
}

const std::string &pythonDirectory()
{
    static const std::string directory = [] {
        const std::string script = std::string(BERTH_PYTHON_SUPPORT) + "/install.sh";
        std::string output = test::outputOf({"bash", script});
        return output.substr(0, output.find('\n'));
    }();
    return directory;
}

RedisServer::Setup setup()
{
    RedisServer::Setup setup;
    setup.withTls = true;
    setup.configuration = {"user default off", "user platform on >p1atf0rm ~* &* +@all",
                           "user berth on >s@cret/ ~* &MCPServer* +@all -@dangerous"};
    return setup;
}

class FastStream : public redis::RedisTest, public testing::WithParamInterface<Peer>
{
protected:
    redis::ConnectOptions options() const
    {
        const std::string login = "berth:s%40cret%2F@";
        auto options =
            optionsFor(GetParam().overTls ? m_server.tlsUrl(login) : m_server.unixUrl(login));
        options.tls.caFile = m_server.certificates().authority();
        return options;
    }

    /// Ready when it returns. FastStream 0.5 cannot connect to Unix sockets, so it never does.
    std::unique_ptr<ChildProcess> peer(const std::vector<std::string> &arguments) const
    {
        const std::string login = "platform:p1atf0rm@";
        std::map<std::string, std::string> environment{{"PYTHONIOENCODING", "utf-8"}};
        environment["REDIS_URL"] =
            GetParam().overTls ? m_server.tlsUrl(login) : m_server.url(login);
        environment["REDIS_CA"] = GetParam().overTls ? m_server.certificates().authority() : "";
        std::vector<std::string> command{pythonDirectory() + "/" + GetParam().environment +
                                             "/bin/python",
                                         std::string(BERTH_PYTHON_SUPPORT) + "/faststream_peer.py"};
        command.insert(command.end(), arguments.begin(), arguments.end());
        auto process = std::make_unique<ChildProcess>(command, environment);
        if (!process->waitForLine(Stream::Output, "ready", std::chrono::seconds(60))) {
            throw std::runtime_error("FastStream does not start: " +
                                     process->readAll(Stream::Error, std::chrono::seconds(1)));
        }
        return process;
    }

    void waitForListener(redis::RedisConnection &connection, const std::string &channel)
    {
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(30);
        while (std::chrono::steady_clock::now() < deadline) {
            const auto reply = run(connection.command({"PUBSUB", "NUMSUB", channel}));
            ASSERT_TRUE(reply) << reply.error().message << reply.error().details;
            if (reply->items.at(1).integer == 1) {
                return;
            }
        }
        FAIL() << "FastStream does not subscribe to " << channel;
    }

    Json nextHandled(ChildProcess &process)
    {
        const auto line = process.readLine(Stream::Output);
        EXPECT_TRUE(line) << process.readAll(Stream::Error, std::chrono::seconds(1));
        return line ? Json::parse(*line) : Json();
    }

    RedisServer m_server{setup()};
};

TEST_P(FastStream, BerthReadsWhatItPublishes)
{
    auto subscriber = listen(options(), {{}, {"MCPServer*"}});
    ASSERT_TRUE(subscriber) << subscriber.error().message;
    const auto publisher = peer({"publish"});
    const Json created{{"event_id", "0b2b8f0e-7c1d-4c59-9a55-6f3a0b8f8a11"},
                       {"timestamp", "1760370579.123456"},
                       {"event_type", "MCPServerInstanceCreated"},
                       {"data",
                        {{"instance_id", "i-1"},
                         {"server_spec_id", nullptr},
                         {"name", "Grüße \"x\" 🚢"},
                         {"json_spec", {{"image", "mcp/echo"}, {"port", 8000}}}}}};
    const Json updated{{"event_id", "e-2"},
                       {"timestamp", "1760370580.5"},
                       {"event_type", "MCPServerInstanceUpdated"},
                       {"data", Json::object()}};
    for (const Json &message : {created, updated}) {
        publisher->write(Json{{"channel", message["event_type"]}, {"message", message}}.dump() +
                         "\n");
    }

    auto received = run((*subscriber)->next());
    ASSERT_TRUE(received) << received.error().message;
    const auto first = readMessage(received->channel, received->payload, base::Timestamp());
    ASSERT_TRUE(first.event) << first.problem->message << received->payload;
    EXPECT_EQ(first.form, GetParam().writes) << formName(first.form);
    EXPECT_EQ(first.event->eventId, created["event_id"]);
    EXPECT_EQ(first.event->type, model::event::instanceCreated);
    EXPECT_EQ(base::toRfc3339(first.event->time), "2025-10-13T15:49:39.123456Z");
    EXPECT_EQ(first.event->instanceId, "i-1");
    EXPECT_EQ(first.event->data, created["data"]);

    received = run((*subscriber)->next());
    ASSERT_TRUE(received) << received.error().message;
    const auto second = readMessage(received->channel, received->payload, base::Timestamp());
    ASSERT_TRUE(second.event) << second.problem->message << received->payload;
    EXPECT_EQ(second.event->type, model::event::instanceUpdated);
    EXPECT_EQ(second.event->data, Json::object());
}

TEST_P(FastStream, ItReadsWhatBerthPublishes)
{
    const std::string channel = model::event::instanceStatusChanged;
    const auto listener = peer({"subscribe", channel});
    const auto connection = opened(options());
    waitForListener(*connection, channel);

    model::DomainEvent event;
    event.eventId = "e-1";
    event.type = channel;
    event.time = base::Timestamp(std::chrono::microseconds(1760370579000042));
    event.instanceId = "i-1";
    event.data = Json{{"instance_id", "i-1"}, {"status", "running"}, {"name", "Grüße 🚢"}};

    ASSERT_TRUE(run(connection->command({"PUBLISH", channel, writeDoubleEncoded(event)})));
    const Json fromDouble = nextHandled(*listener);
    EXPECT_EQ(base::stringOr(fromDouble, "event_id"), "e-1");
    EXPECT_EQ(base::stringOr(fromDouble, "timestamp"), "1760370579.000042");
    EXPECT_EQ(fromDouble.value("data", Json()), event.data);

    ASSERT_TRUE(run(connection->command({"PUBLISH", channel, writeSingle(event)})));
    const Json fromSingle = nextHandled(*listener);
    // AgentArea's handler takes what FastStream leaves wrapped apart itself (contract 4.5).
    const Json inner =
        fromSingle.contains("event_id") ? fromSingle : fromSingle.value("data", Json::object());
    EXPECT_EQ(base::stringOr(inner, "event_id"), "e-1") << fromSingle.dump();
    EXPECT_EQ(inner.value("data", Json()), event.data) << fromSingle.dump();
}

INSTANTIATE_TEST_SUITE_P(
    All, FastStream,
    testing::Values(Peer{"AgentAreaPlain", "faststream-agentarea", EnvelopeForm::DoubleEncoded,
                         false},
                    Peer{"AgentAreaTls", "faststream-agentarea", EnvelopeForm::DoubleEncoded, true},
                    Peer{"NewestPlain", "faststream-newest", EnvelopeForm::Binary, false},
                    Peer{"NewestTls", "faststream-newest", EnvelopeForm::Binary, true}),
    [](const auto &test) { return test.param.name; });

} // namespace
} // namespace berth::events
