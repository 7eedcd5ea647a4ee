// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "base/ids.h"
#include "base/secret.h"
#include "engine/event_desk.h"
#include "engine/event_entry.h"
#include "engine/mailbox.h"
#include "store/store.h"
#include "support/keyring/scratch_dir.h"
#include "support/process/run_task.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace berth::engine {
namespace {

using base::Json;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

constexpr const char *marker = "MARKER-\u00e9\"77";

model::DomainEvent created(const std::string &token)
{
    model::DomainEvent event;
    event.eventId = base::newUuid();
    event.type = model::event::instanceCreated;
    event.instanceId = base::newUuid();
    event.data = Json{{"instance_id", event.instanceId},
                      {"name", "github"},
                      {"json_spec",
                       {{"type", "docker"},
                        {"image", "ghcr.io/x/y:1"},
                        {"environment", {{"GITHUB_TOKEN", token}, {"MODE", "x"}}}}}};
    return event;
}

/// The log of events over a real store, driven from the test's thread.
class EventLogBench : public Observer
{
public:
    EventLogBench()
        : m_store(store::Store::open(m_dir / "berth.db").value())
        , m_desk({m_io.get_executor(), &m_store->eventLog(), &m_observers, &m_clock,
                  [] { return store::EventLogLimits{}; }, 20})
    {
        m_observers.add(this);
    }

    EventLog &log()
    {
        return m_desk.log();
    }
    EventDesk &desk()
    {
        return m_desk;
    }
    std::filesystem::path path(const char *name) const
    {
        return m_dir / name;
    }

    void flush()
    {
        const auto flushed = [](EventLog &log) -> net::Task<> {
            co_await log.flush();
            co_return base::Status{};
        };
        ASSERT_TRUE(run(flushed(log())));
    }

    template <typename T>
    base::Result<T> run(net::Task<T> task)
    {
        return test::runTask(m_io, std::move(task));
    }

    void eventsRecorded(const std::vector<EventRecord> &records) override
    {
        told.insert(told.end(), records.begin(), records.end());
    }
    void eventLogCleared() override
    {
        told.clear();
    }

    std::vector<EventRecord> told;

private:
    test::ScratchDir m_dir;
    net::asio::io_context m_io{1};
    base::SystemClock m_clock;
    ObserverList m_observers;
    std::unique_ptr<store::Store> m_store;
    EventDesk m_desk;
};

TEST(EventLog, recordsWhatHappensHere)
{
    EventLogBench bench;
    bench.log().local(created("secret_ref:TOKEN"), {});
    bench.flush();
    ASSERT_THAT(bench.told, SizeIs(1));
    EXPECT_EQ(bench.told[0].sequence, 1);
    EXPECT_EQ(bench.told[0].subjectName, "github");
    EXPECT_EQ(bench.told[0].summary, "docker, ghcr.io/x/y:1");
    const auto detail = bench.run(bench.desk().detail(1)).value();
    ASSERT_TRUE(detail.decoded);
    EXPECT_EQ((*detail.decoded)["data"]["json_spec"]["environment"]["GITHUB_TOKEN"],
              "secret_ref:TOKEN");
    EXPECT_THAT(detail.bytes, IsEmpty());
}

TEST(EventLog, recordsWhatItHearsAndSends)
{
    EventLogBench bench;
    const auto event = created("x");
    bench.log().received(
        "c1", events::readMessage(event.type, events::writeSingle(event), event.time), "other");
    bench.log().sent("c2", event, events::writeDoubleEncoded(event), "channel");
    bench.flush();
    ASSERT_THAT(bench.told, SizeIs(2));
    EXPECT_EQ(bench.told[0].direction, EventRecord::Direction::Received);
    EXPECT_EQ(bench.told[0].connectionId, "c1");
    EXPECT_EQ(bench.told[1].direction, EventRecord::Direction::Sent);
    EXPECT_EQ(bench.told[1].channel, "channel");
    EXPECT_EQ(bench.run(bench.desk().detail(1)).value().form, "single");
    EXPECT_EQ(bench.run(bench.desk().detail(2)).value().form, "double");
}

TEST(EventLog, keepsWhatCannotBeReadWithItsBytes)
{
    EventLogBench bench;
    bench.log().received("c1", events::readMessage("Channel", "\x01{oops", {}), {});
    bench.flush();
    ASSERT_THAT(bench.told, SizeIs(1));
    EXPECT_THAT(bench.told[0].problem, HasSubstr("no JSON"));
    EXPECT_THAT(bench.told[0].type, IsEmpty());
    const auto detail = bench.run(bench.desk().detail(1)).value();
    EXPECT_EQ(detail.bytes, "\x01{oops");
    EXPECT_FALSE(detail.decoded);
}

TEST(EventLog, cutsWhatIsLong)
{
    model::DomainEvent event = created("x");
    event.data["padding"] = std::string(3 * keptEventBytes, 'p');
    const std::string bytes = events::writeSingle(event);
    const auto entry = entryOf(events::readMessage(event.type, bytes, event.time), {});
    EXPECT_EQ(entry.bytes.size(), keptEventBytes);
    EXPECT_TRUE(entry.isCut);
    EXPECT_EQ(entry.size, bytes.size());
    EXPECT_THAT(entry.decoded, IsEmpty());
    EXPECT_EQ(entry.summary, "docker, ghcr.io/x/y:1");
}

/// Everything that is kept of an entry, with the decoded part as a person would see it.
std::string allOf(const EventDetail &detail)
{
    const EventRecord &record = detail.record;
    std::string text = record.type + record.channel + record.subjectId + record.subjectName +
                       record.summary + record.problem + detail.bytes;
    if (detail.decoded) {
        text += detail.decoded->dump() + detail.decoded->flatten().dump();
    }
    return text;
}

std::vector<std::string> spellings(const std::string &value)
{
    std::vector<std::string> result = {value};
    for (const bool ascii : {false, true}) {
        std::string text = value;
        for (int level = 0; level < 3; ++level) {
            text = Json(text).dump(-1, ' ', ascii);
            text = text.substr(1, text.size() - 2);
            result.push_back(text);
        }
    }
    return result;
}

TEST(EventLog, noSecretIsInRecordDetailOrExport)
{
    EventLogBench bench;
    model::DomainEvent event = created(marker);
    event.data["error"] = std::string("refused ") + marker;
    event.data["status"] = marker;
    event.data["json_spec"]["authentication"] = {{"type", "bearer"}, {"token", "BEARER-8842"}};
    event.data["json_spec"]["headers"] = {{"X-Custom", "HEADER-8842"}};
    const std::string twice = events::writeDoubleEncoded(event);
    for (const std::string &bytes :
         {events::writeSingle(event), twice, Json(Json::parse(twice)).dump(-1, ' ', true),
          base::toText(event.data), twice.substr(0, twice.size() - 40)}) {
        bench.log().received("c", events::readMessage(event.type, bytes, {}), marker);
    }
    bench.log().local(event, {});
    bench.log().sent("c", event, twice, event.type);
    bench.flush();
    ASSERT_THAT(bench.told, SizeIs(7));
    std::string all;
    for (const EventRecord &record : bench.told) {
        all += allOf(bench.run(bench.desk().detail(record.sequence)).value());
    }
    ASSERT_TRUE(bench.run(bench.desk().exportTo(bench.path("out").string(), {})));
    std::stringstream exported;
    exported << std::ifstream(bench.path("out")).rdbuf();
    all += exported.str();
    for (const char *secret : {marker, "BEARER-8842", "HEADER-8842"}) {
        for (const std::string &spelling : spellings(secret)) {
            EXPECT_THAT(all, Not(HasSubstr(spelling)));
        }
    }
    EXPECT_THAT(all, HasSubstr(std::string(base::secretMask)));
}

TEST(EventLog, saysWhatABurstLost)
{
    EventLogBench bench;
    for (int count = 0; count < 23; ++count) {
        bench.log().local(created("x"), {});
    }
    bench.flush();
    ASSERT_THAT(bench.told, SizeIs(21));
    EXPECT_THAT(bench.told.back().problem, HasSubstr("3 events came faster"));
}

TEST(EventDesk, checksBeforeItPublishes)
{
    EventLogBench bench;
    std::vector<std::string> published;
    bench.desk().setPublisher(
        [&published](std::string connection, model::DomainEvent event) -> net::Task<> {
            published.push_back(connection + ' ' + event.type + ' ' + event.instanceId);
            co_return base::Status{};
        });
    const std::string id = base::newUuid();
    const Json data{{"instance_id", id}};
    const std::string type = model::event::instanceDeleted;
    EXPECT_EQ(bench.run(bench.desk().publish("c", type, Json::object())).error().field,
              "/instance_id");
    EXPECT_EQ(bench.run(bench.desk().publish("", type, data)).error().code,
              base::ErrorCode::Unsupported);
    EXPECT_TRUE(bench.run(bench.desk().publish("c", type, data)));
    EXPECT_THAT(published, ElementsAre("c " + type + ' ' + id));
}

TEST(EventDesk, clearsTheLog)
{
    EventLogBench bench;
    bench.log().local(created("x"), {});
    bench.flush();
    ASSERT_TRUE(bench.run(bench.desk().clear()));
    EXPECT_THAT(bench.told, IsEmpty());
    EXPECT_THAT(bench.run(bench.desk().history(0, 10)).value(), IsEmpty());
}

TEST(Mailbox, doesNotGrowWithEventsThatNobodyTakes)
{
    Mailbox box([] {});
    EventRecord record;
    for (std::size_t count = 0; count <= Mailbox::maxEvents + 3; ++count) {
        record.sequence = static_cast<std::int64_t>(count);
        box.eventsRecorded({record});
    }
    const auto mail = box.take();
    EXPECT_TRUE(mail.eventsReset);
    EXPECT_THAT(mail.events, SizeIs(3));
}

} // namespace
} // namespace berth::engine
