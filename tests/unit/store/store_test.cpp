// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "samples.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <thread>

#include <sys/stat.h>

namespace {

using namespace berth;
using namespace berth::test;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

mode_t modeOf(const std::filesystem::path &file)
{
    struct stat state = {};
    EXPECT_EQ(::stat(file.c_str(), &state), 0) << file;
    return state.st_mode & 07777;
}

std::vector<std::string> pendingTypes(StoreBench &bench)
{
    std::vector<std::string> types;
    const auto entries = bench.run(bench.store().pendingEvents(100)).value();
    for (const auto &entry : entries) {
        types.push_back(entry.event.type);
    }
    return types;
}

TEST(Store, keepsServersAcrossARestart)
{
    StoreBench bench;
    const auto server = sampleServer("s1");
    auto changed = sampleServer("s2");
    changed.createdAt = sampleTime(9);
    changed.cmd.reset();
    ASSERT_TRUE(bench.run(bench.store().saveServer(server, {})));
    ASSERT_TRUE(bench.run(bench.store().saveServer(changed, {})));
    changed.name = "renamed";
    ASSERT_TRUE(bench.run(bench.store().saveServer(changed, {})));

    bench.open();
    EXPECT_THAT(bench.run(bench.store().servers()).value(), ElementsAre(server, changed));
    EXPECT_EQ(bench.run(bench.store().server("s2")).value(), changed);
    EXPECT_EQ(bench.run(bench.store().server("nobody")).value(), std::nullopt);
}

TEST(Store, keepsInstancesAcrossARestart)
{
    StoreBench bench;
    const auto docker = sampleInstance("i1", "my-files");
    auto url = sampleInstance("i2", "remote");
    model::UrlSpec spec;
    spec.endpoint = "https://mcp.example.org/mcp";
    spec.bearerToken = "secret_ref:TOKEN";
    url.spec.type = spec;
    url.serverSpecId.reset();
    url.tools.clear();
    ASSERT_TRUE(bench.run(bench.store().saveInstance(docker, {})));
    ASSERT_TRUE(bench.run(bench.store().saveInstance(url, {})));

    bench.open();
    EXPECT_THAT(bench.run(bench.store().instances()).value(), ElementsAre(docker, url));
    EXPECT_THAT(bench.run(bench.store().unreadableRows()).value(), IsEmpty());
}

TEST(Store, removesOnlyWhatIsThere)
{
    StoreBench bench;
    ASSERT_TRUE(bench.run(bench.store().saveServer(sampleServer("s1"), {})));
    ASSERT_TRUE(bench.run(bench.store().saveInstance(sampleInstance("i1", "a"), {})));
    EXPECT_TRUE(bench.run(bench.store().removeServer("s1", {})));
    EXPECT_TRUE(bench.run(bench.store().removeInstance("i1", {})));
    EXPECT_THAT(bench.run(bench.store().servers()).value(), IsEmpty());
    EXPECT_THAT(bench.run(bench.store().instances()).value(), IsEmpty());

    const auto again = bench.run(bench.store().removeInstance("i1", {sampleEvent("i1")}));
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().code, base::ErrorCode::NotFound);
    EXPECT_THAT(pendingTypes(bench), IsEmpty());
}

TEST(Store, refusesASecondInstanceWithTheSlugAndItsEvents)
{
    StoreBench bench;
    ASSERT_TRUE(bench.run(bench.store().saveInstance(sampleInstance("i1", "files"), {})));

    const auto refused =
        bench.run(bench.store().saveInstance(sampleInstance("i2", "files"), {sampleEvent("i2")}));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, base::ErrorCode::AlreadyExists);
    EXPECT_THAT(refused.error().message, HasSubstr("files"));
    EXPECT_THAT(bench.run(bench.store().instances()).value(), SizeIs(1));
    EXPECT_THAT(pendingTypes(bench), IsEmpty());
    EXPECT_TRUE(bench.run(bench.store().saveInstance(sampleInstance("i1", "files"), {})));
}

TEST(Store, takesBackTheStateWhenAnEventIsRefused)
{
    StoreBench bench;
    const auto event = sampleEvent("i1");
    const auto refused =
        bench.run(bench.store().saveInstance(sampleInstance("i1", "files"), {event, event}));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, base::ErrorCode::AlreadyExists);
    EXPECT_THAT(bench.run(bench.store().instances()).value(), IsEmpty());
    EXPECT_THAT(pendingTypes(bench), IsEmpty());
}

TEST(Store, givesEventsInOrderUntilTheyArePublished)
{
    StoreBench bench;
    const auto first = sampleEvent("i1", model::event::instanceCreated);
    const auto second = sampleEvent("i1", model::event::instanceStarted);
    const auto third = sampleEvent("i1", model::event::instanceDeleted);
    ASSERT_TRUE(bench.run(bench.store().saveInstance(sampleInstance("i1", "a"), {first, second})));
    ASSERT_TRUE(bench.run(bench.store().removeInstance("i1", {third})));

    bench.open();
    const auto two = bench.run(bench.store().pendingEvents(2)).value();
    ASSERT_THAT(two, SizeIs(2));
    EXPECT_EQ(two[0].event.eventId, first.eventId);
    EXPECT_EQ(two[0].event.time, first.time);
    EXPECT_EQ(two[0].event.instanceId, first.instanceId);
    EXPECT_EQ(two[0].event.data, first.data);
    ASSERT_TRUE(bench.run(bench.store().markPublished(two[1].sequence)));
    EXPECT_THAT(pendingTypes(bench), ElementsAre(model::event::instanceDeleted));
}

TEST(Store, givesEventsToReadersThatKeepTheirOwnPlace)
{
    StoreBench bench;
    std::vector<model::DomainEvent> events;
    for (int i = 0; i < 5; ++i) {
        events.push_back(sampleEvent("i1"));
    }
    ASSERT_TRUE(bench.run(bench.store().saveInstance(sampleInstance("i1", "a"), events)));
    const auto all = bench.run(bench.store().eventsAfter(0, 100)).value();
    ASSERT_THAT(all, SizeIs(5));
    ASSERT_TRUE(bench.run(bench.store().markPublished(all[3].sequence)));

    const auto some = bench.run(bench.store().eventsAfter(all[1].sequence, 2)).value();
    ASSERT_THAT(some, SizeIs(2));
    EXPECT_EQ(some[0].event.eventId, events[2].eventId);
    EXPECT_EQ(some[1].event.eventId, events[3].eventId);
    EXPECT_THAT(bench.run(bench.store().eventsAfter(all[4].sequence, 2)).value(), SizeIs(0));
}

TEST(Store, forgetsAllButTheNewestPublishedEvents)
{
    StoreBench bench;
    std::vector<model::DomainEvent> events;
    for (int i = 0; i < 10'050; ++i) {
        events.push_back(sampleEvent("i1"));
    }
    ASSERT_TRUE(bench.run(bench.store().saveInstance(sampleInstance("i1", "a"), events)));
    ASSERT_TRUE(bench.run(bench.store().markPublished(10'040)));
    EXPECT_THAT(pendingTypes(bench), SizeIs(10));
    bench.close();

    const QString count = QStringLiteral("CREATE TABLE seen AS SELECT count(*) AS n, min(sequence) "
                                         "AS first FROM outbox");
    executeSql(bench.file(), {count, QStringLiteral("CREATE TABLE proof (n CHECK (n = 10010))"),
                              QStringLiteral("INSERT INTO proof SELECT n FROM seen"),
                              QStringLiteral("CREATE TABLE oldest (n CHECK (n = 41))"),
                              QStringLiteral("INSERT INTO oldest SELECT first FROM seen")});
}

TEST(Store, keepsSmallFacts)
{
    StoreBench bench;
    EXPECT_EQ(bench.run(bench.store().value("owner")).value(), std::nullopt);
    ASSERT_TRUE(bench.run(bench.store().setValue("owner", "one")));
    ASSERT_TRUE(bench.run(bench.store().setValue("owner", "")));
    EXPECT_EQ(bench.run(bench.store().value("owner")).value(), "");
}

TEST(Store, refusesToWriteWhatItCouldNotRead)
{
    StoreBench bench;
    auto instance = sampleInstance("i1", "a");
    instance.spec.docker()->image.clear();
    const auto refused = bench.run(bench.store().saveInstance(instance, {sampleEvent("i1")}));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, base::ErrorCode::InvalidArgument);
    EXPECT_THAT(pendingTypes(bench), IsEmpty());
}

TEST(Store, belongsToItsOwnerOnly)
{
    const mode_t before = ::umask(0);
    StoreBench bench;
    ASSERT_TRUE(bench.run(bench.store().setValue("a", "b")));
    ::umask(before);
    for (const char *suffix : {"", "-wal", "-shm"}) {
        EXPECT_EQ(modeOf(bench.file().string() + suffix), 0600U) << suffix;
    }

    bench.close();
    ASSERT_EQ(::chmod(bench.file().c_str(), 0644), 0);
    bench.open();
    EXPECT_EQ(modeOf(bench.file()), 0600U);
}

TEST(Store, finishesWhatItAcceptedBeforeItGoes)
{
    ScratchDir dir;
    boost::asio::io_context io(1);
    {
        auto opened = store::Store::open(dir / "berth.db");
        ASSERT_TRUE(opened) << opened.error().message;
        for (int i = 0; i < 20; ++i) {
            auto task = [](store::Store &store, int number) -> boost::asio::awaitable<void> {
                (void)co_await store.setValue(std::to_string(number), "kept");
            };
            boost::asio::co_spawn(io, task(**opened, i), boost::asio::detached);
        }
        io.poll(); // every call is handed over, none has come back yet
    }
    auto again = store::Store::open(dir / "berth.db");
    ASSERT_TRUE(again);
    io.run();
    EXPECT_EQ(runTask(io, (*again)->value("19")).value(), "kept");
}

TEST(Store, answersOnTheExecutorOfTheCaller)
{
    StoreBench bench;
    std::thread::id where;
    auto task = [](store::Store &store, std::thread::id &id) -> net::Task<> {
        (void)co_await store.setValue("a", "b");
        id = std::this_thread::get_id();
        co_return base::Status{};
    };
    ASSERT_TRUE(bench.run(task(bench.store(), where)));
    EXPECT_EQ(where, std::this_thread::get_id());
}

TEST(Store, keepsWhatIsKnownOfSecrets)
{
    StoreBench bench;
    const store::SecretRecord first{"a", "keychain", sampleTime(1), std::nullopt};
    const store::SecretRecord second{"b", "encrypted-file", std::nullopt, sampleTime(2)};
    ASSERT_TRUE(bench.run(bench.store().saveSecretRecords({second, first})));
    bench.open();
    EXPECT_THAT(bench.run(bench.store().secretRecords()).value(), ElementsAre(first, second));

    const store::SecretRecord moved{"a", "infisical", sampleTime(1), sampleTime(3)};
    ASSERT_TRUE(bench.run(bench.store().saveSecretRecords({moved})));
    ASSERT_TRUE(bench.run(bench.store().removeSecretRecords({"b", "never there"})));
    bench.open();
    EXPECT_THAT(bench.run(bench.store().secretRecords()).value(), ElementsAre(moved));
}

} // namespace
