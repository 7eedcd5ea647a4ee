// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/caller_desk.h"
#include "gateway/client_token.h"
#include "store/store.h"
#include "support/keyring/scratch_dir.h"
#include "support/process/run_task.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace berth::engine {
namespace {

using model::CallOutcome;
using model::RecordedCall;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;

/// Clients and calls over a real store, driven from the test's thread.
class CallerBench : public Observer
{
public:
    CallerBench()
        : m_store(store::Store::open(file()).value())
        , m_desk(services())
    {
        m_observers.add(this);
    }

    std::filesystem::path file() const
    {
        return m_dir / "berth.db";
    }
    CallerDesk &desk()
    {
        return m_desk;
    }
    store::CallerStore &store()
    {
        return m_store->callers();
    }
    template <typename T>
    base::Result<T> run(net::Task<T> task)
    {
        return test::runTask(m_io, std::move(task));
    }
    void record(RecordedCall call)
    {
        const CallRecord named = call.record;
        book.add(std::move(call), {named.instanceId, named.target, named.clientId, named.client,
                                   named.method, named.tool});
        const auto flushed = [](CallerDesk &desk) -> net::Task<> {
            co_await desk.flush();
            co_return base::Status{};
        };
        ASSERT_TRUE(run(flushed(m_desk)));
    }
    void callsRecorded(const std::vector<CallRecord> &records) override
    {
        told.insert(told.end(), records.begin(), records.end());
    }

    gateway::CallBook book{nullptr};
    gateway::CallerRules rules; ///< what the gateway was told last
    std::vector<CallRecord> told;

private:
    CallerDesk::Services services()
    {
        CallerDesk::Services made;
        made.log.executor = m_io.get_executor();
        made.log.store = &m_store->callers();
        made.log.observers = &m_observers;
        made.log.clock = &m_clock;
        made.log.take = [this] { return book.take(); };
        made.log.limits = [] { return store::CallLimits{}; };
        made.log.secretsOf = [](const std::string &) {
            return secrets::ResolvedValues{{"TOKEN", base::Secret("known-to-be-secret")}};
        };
        made.settings = [] { return gateway::CallerRules{}; };
        made.publish = [this](gateway::CallerRules next) { rules = std::move(next); };
        return made;
    }

    test::ScratchDir m_dir;
    net::asio::io_context m_io{1};
    base::SystemClock m_clock;
    ObserverList m_observers;
    std::unique_ptr<store::Store> m_store;
    CallerDesk m_desk;
};

model::ClientDraft named(const std::string &name)
{
    model::ClientDraft draft;
    draft.name = name;
    return draft;
}

RecordedCall callOf(const std::string &clientId)
{
    RecordedCall call;
    call.record.startedAt = base::SystemClock().now();
    call.record.clientId = clientId;
    call.record.instanceId = "i-1";
    return call;
}

TEST(CallerDesk, keepsOnlyTheHashOfAToken)
{
    CallerBench bench;
    const auto made = bench.run(bench.desk().create(named("Editor"))).value();
    ASSERT_THAT(bench.rules.clients, SizeIs(1));
    EXPECT_EQ(bench.rules.clients[0].hash, gateway::hashOfToken(made.token.expose()));
    std::ostringstream all;
    for (const auto &entry : std::filesystem::directory_iterator(bench.file().parent_path())) {
        all << std::ifstream(entry.path(), std::ios::binary).rdbuf();
    }
    EXPECT_THAT(all.str(), HasSubstr("Editor"));
    EXPECT_THAT(all.str(), Not(HasSubstr(made.token.expose())));
    EXPECT_EQ(bench.run(bench.desk().create(named("Editor"))).error().field, "/name");
}

TEST(CallerDesk, refusesARevokedClientAndKeepsItsName)
{
    CallerBench bench;
    const auto made = bench.run(bench.desk().create(named("Editor"))).value();
    ASSERT_TRUE(bench.run(bench.desk().revoke(made.id)));
    EXPECT_THAT(bench.rules.clients, SizeIs(0));
    EXPECT_EQ(bench.run(bench.desk().change(made.id, named("x"))).error().code,
              base::ErrorCode::Conflict);
    EXPECT_TRUE(bench.run(bench.desk().create(named("Editor"))));
    const auto rows = bench.run(bench.store().clients()).value();
    ASSERT_THAT(rows, SizeIs(2));
    EXPECT_TRUE(rows[0].client.isRevoked());
    ASSERT_TRUE(bench.run(bench.desk().remove(made.id)));
    EXPECT_EQ(bench.run(bench.desk().remove(made.id)).error().code, base::ErrorCode::NotFound);
}

TEST(CallerDesk, notesWhenAClientCalledLast)
{
    CallerBench bench;
    const auto made = bench.run(bench.desk().create(named("Editor"))).value();
    bench.record(callOf(made.id));
    RecordedCall refused = callOf(made.id);
    refused.record.outcome = CallOutcome::Refused;
    bench.record(refused);
    EXPECT_EQ(bench.desk().clients()[0].calls, 1);
    const auto rows = bench.run(bench.store().clients()).value();
    EXPECT_EQ(rows[0].client.calls, 1);
    EXPECT_TRUE(rows[0].client.lastUsedAt);
    EXPECT_THAT(bench.told, SizeIs(2));
}

TEST(CallerDesk, masksWhatIsRecorded)
{
    CallerBench bench;
    RecordedCall call = callOf({});
    call.record.isRecorded = true;
    call.record.tool = "two\nlines";
    call.request = R"({"params":{"arguments":{"password":"hunter2-hunter2"}}})";
    call.response =
        "data: {\"text\":\"known-to-be-secret\"}\n\ndata: {\"api_key\":\"sk-12345678\"}";
    bench.record(call);
    const auto kept = bench.run(bench.desk().log().detail(1)).value();
    EXPECT_THAT(kept.request, Not(HasSubstr("hunter2-hunter2")));
    EXPECT_THAT(kept.request, HasSubstr("password"));
    EXPECT_THAT(kept.response, Not(HasSubstr("known-to-be-secret")));
    EXPECT_THAT(kept.response, Not(HasSubstr("sk-12345678")));
    EXPECT_EQ(kept.record.tool, "two lines");
}

} // namespace
} // namespace berth::engine
