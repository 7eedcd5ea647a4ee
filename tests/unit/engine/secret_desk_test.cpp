// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/secret_desk.h"
#include "engine/secret_keeper.h"
#include "fakes.h"
#include "model/secret_ref.h"
#include "support/keyring/scratch_dir.h"
#include "support/process/run_task.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

using namespace berth;
using namespace berth::engine;
using base::ErrorCode;
using base::Secret;
using berth::test::runTask;
using secrets::StoreKind;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr const char *first = "0b8f6d52-1111-4222-8333-444444444444";
constexpr const char *second = "0b8f6d52-5555-4666-8777-888888888888";

/// A keychain in memory that can be made to fail.
class ListingStore final : public secrets::SecretStore
{
public:
    struct State
    {
        std::map<std::string, std::string> values;
        std::string refusesToSet; ///< this key
        bool refusesToRemove = false;
        bool garbles = false;
    };

    explicit ListingStore(std::shared_ptr<State> state)
        : m_state(std::move(state))
    {}
    net::Task<Secret> get(std::string key) override
    {
        const auto found = m_state->values.find(key);
        if (found == m_state->values.end()) {
            co_return base::fail(ErrorCode::SecretMissing, "There is no " + key + ".");
        }
        co_return Secret(found->second);
    }
    net::Task<> set(std::string key, Secret value) override
    {
        if (key == m_state->refusesToSet) {
            co_return base::fail(ErrorCode::SecretStoreLocked, "It is locked.");
        }
        m_state->values[key] = value.expose() + (m_state->garbles ? "?" : "");
        co_return base::Status{};
    }
    net::Task<> remove(std::string key) override
    {
        if (m_state->refusesToRemove) {
            co_return base::fail(ErrorCode::SecretStoreLocked, "It is locked.");
        }
        m_state->values.erase(key);
        co_return base::Status{};
    }
    net::Task<std::vector<std::string>> names() override
    {
        std::vector<std::string> names;
        for (const auto &[key, value] : m_state->values) {
            names.push_back(key);
        }
        co_return names;
    }
    net::Task<> check() override
    {
        co_return base::Status{};
    }
    std::string displayName() const override
    {
        return "Listing";
    }

private:
    std::shared_ptr<State> m_state;
};

class SecretDeskTest : public testing::Test
{
protected:
    SecretDeskTest()
    {
        open();
        EXPECT_TRUE(run(m_chooser.encryptedFile().setUp(Secret("a passphrase"))));
    }

    secrets::StoreChooser::Parts parts()
    {
        secrets::StoreChooser::Parts parts;
        parts.executor = m_io.get_executor();
        parts.keychain = std::make_unique<ListingStore>(m_keychain);
        parts.encryptedFile = m_dir / "secrets.berth";
        parts.cost = {1, 8192};
        return parts;
    }

    /// As after a start of Berth.
    void open()
    {
        m_desk.reset();
        m_ledger.reset();
        m_store.reset();
        m_store = std::move(*store::Store::open(m_dir / "berth.db"));
        m_ledger =
            std::make_unique<SecretLedger>(m_io.get_executor(), m_chooser, *m_store, m_clock);
        EXPECT_TRUE(run(m_ledger->load()));
        SecretDesk::Services services;
        services.instances = [this] { return m_instances; };
        services.restart = [this](std::string id) -> net::Task<> {
            m_restarted.push_back(std::move(id));
            co_return base::Status{};
        };
        services.update = [this](std::string id, model::InstanceDraft draft) -> net::Task<> {
            for (InstanceSnapshot &view : m_instances) {
                if (view.instance.id == id) {
                    view.instance.spec = draft.spec;
                }
            }
            co_return base::Status{};
        };
        m_desk = std::make_unique<SecretDesk>(*m_ledger, std::move(services));
    }

    void addInstance(const std::string &id, model::Environment environment)
    {
        InstanceSnapshot view;
        view.instance.id = id;
        view.instance.name = "instance " + std::to_string(m_instances.size());
        view.instance.desired = model::DesiredState::Running;
        model::DockerSpec docker;
        docker.environment = std::move(environment);
        view.instance.spec.type = std::move(docker);
        m_instances.push_back(std::move(view));
    }

    void set(const std::string &key, const std::string &value)
    {
        ASSERT_TRUE(run(m_desk->set(key, Secret(value), false)));
    }
    std::string valueOf(const std::string &key)
    {
        const auto value = run(m_desk->reveal(key));
        return value ? value->expose() : "error: " + value.error().message;
    }
    /// "key@store state", with what is special about it.
    std::vector<std::string> listed()
    {
        std::vector<std::string> lines;
        const auto overview = run(m_desk->overview());
        for (const SecretDesk::Entry &entry : overview.entries) {
            const bool present = entry.state == SecretDesk::State::Present;
            lines.push_back(entry.key + '@' + entry.store + (present ? "" : " not there") +
                            (entry.isOrphan ? " orphan" : "") +
                            (entry.restartPending ? " pending" : ""));
        }
        return lines;
    }
    template <typename T>
    T run(net::asio::awaitable<T> work)
    {
        return runTask(m_io, std::move(work));
    }

    test::ScratchDir m_dir;
    boost::asio::io_context m_io;
    base::SystemClock m_clock;
    std::shared_ptr<ListingStore::State> m_keychain = std::make_shared<ListingStore::State>();
    secrets::StoreChooser m_chooser{parts()};
    std::unique_ptr<store::Store> m_store;
    std::unique_ptr<SecretLedger> m_ledger;
    std::unique_ptr<SecretDesk> m_desk;
    std::vector<InstanceSnapshot> m_instances;
    std::vector<std::string> m_restarted;
    const std::string m_a = model::secretKey(first, "A");
    const std::string m_b = model::secretKey(first, "B");
};

TEST_F(SecretDeskTest, aSecretIsKeptInAnotherStoreThanTheOthers)
{
    addInstance(first, {{"A", "secret_ref:A"}, {"B", "secret_ref:B"}});
    set(m_a, "1");
    ASSERT_TRUE(run(m_desk->set(m_b, Secret("2"), false, StoreKind::EncryptedFile)));
    EXPECT_EQ(m_keychain->values.size(), 1U);
    open();
    EXPECT_EQ(valueOf(m_a), "1");
    EXPECT_EQ(valueOf(m_b), "2");
    EXPECT_THAT(listed(), ElementsAre(m_a + "@keychain", m_b + "@encrypted-file"));

    set(m_b, "3"); // stays where it is
    EXPECT_EQ(m_keychain->values.size(), 1U);
    ASSERT_TRUE(run(m_desk->set(m_b, Secret("4"), false, StoreKind::Keychain)));
    EXPECT_EQ(m_keychain->values.at(m_b), "4");
    EXPECT_THAT(listed(), ElementsAre(m_a + "@keychain", m_b + "@keychain"));
}

TEST_F(SecretDeskTest, anotherChoiceLeavesSecretsWhereTheyAre)
{
    addInstance(first, {{"A", "secret_ref:A"}, {"B", "secret_ref:B"}});
    set(m_a, "1");
    ASSERT_TRUE(m_chooser.choose({StoreKind::EncryptedFile, {}}));
    set(m_b, "2");
    EXPECT_THAT(listed(), ElementsAre(m_a + "@keychain", m_b + "@encrypted-file"));
    EXPECT_EQ(run(m_desk->move({m_a, m_b}, StoreKind::EncryptedFile)).value(), 1);
    EXPECT_TRUE(m_keychain->values.empty());
    open();
    EXPECT_EQ(valueOf(m_a), "1");
    EXPECT_THAT(listed(), ElementsAre(m_a + "@encrypted-file", m_b + "@encrypted-file"));
}

TEST_F(SecretDeskTest, aMoveThatFailsLeavesEverything)
{
    addInstance(first, {{"A", "secret_ref:A"}, {"B", "secret_ref:B"}});
    ASSERT_TRUE(m_chooser.choose({StoreKind::EncryptedFile, {}}));
    set(m_a, "1");
    set(m_b, "2");
    const auto before = listed();
    m_keychain->refusesToSet = m_b;
    EXPECT_EQ(run(m_desk->move({m_a, m_b}, StoreKind::Keychain)).error().code,
              ErrorCode::SecretStoreLocked);
    EXPECT_TRUE(m_keychain->values.empty());
    EXPECT_EQ(listed(), before);

    m_keychain->refusesToSet.clear();
    m_keychain->garbles = true;
    EXPECT_FALSE(run(m_desk->move({m_a, m_b}, StoreKind::Keychain)));
    EXPECT_TRUE(m_keychain->values.empty());

    const auto missing = run(m_desk->move({m_a, "never set"}, StoreKind::Keychain));
    EXPECT_EQ(missing.error().code, ErrorCode::SecretMissing);
    EXPECT_THAT(missing.error().message, HasSubstr("never set"));
    EXPECT_EQ(valueOf(m_a), "1");
    EXPECT_EQ(valueOf(m_b), "2");
}

TEST_F(SecretDeskTest, aCopyThatStayedBehindIsAnOrphanAndSwept)
{
    addInstance(first, {{"A", "secret_ref:A"}});
    set(m_a, "1");
    m_keychain->refusesToRemove = true;
    ASSERT_EQ(run(m_desk->move({m_a}, StoreKind::EncryptedFile)).value(), 1);
    EXPECT_THAT(listed(), ElementsAre(m_a + "@encrypted-file", m_a + "@keychain orphan"));
    EXPECT_FALSE(run(m_desk->sweepOrphans({m_a})));
    m_keychain->refusesToRemove = false;
    EXPECT_EQ(run(m_desk->sweepOrphans({m_a})).value(), 1);
    EXPECT_TRUE(m_keychain->values.empty());
    EXPECT_EQ(valueOf(m_a), "1");
}

TEST_F(SecretDeskTest, orphansAreThisProfilesOwnAlone)
{
    set(m_a, "of an instance that is gone");
    set("mcp_instance_team/prod_KEY", "of a team");
    m_keychain->values[model::secretKey(second, "X")] = "another profile's";
    m_keychain->values["somebody else's"] = "nobody's business";
    open();
    EXPECT_THAT(listed(),
                ElementsAre(m_a + "@keychain orphan", model::secretKey(second, "X") + "@keychain",
                            "mcp_instance_team/prod_KEY@keychain"));
    EXPECT_EQ(run(m_desk->sweepOrphans({m_a, model::secretKey(second, "X"),
                                        "mcp_instance_team/prod_KEY", "somebody else's"}))
                  .value(),
              1);
    EXPECT_EQ(m_keychain->values.size(), 3U);
    // One that is used by now stays.
    set(m_a, "again");
    addInstance(first, {{"A", "secret_ref:A"}});
    EXPECT_EQ(run(m_desk->sweepOrphans({m_a})).value(), 0);
}

TEST_F(SecretDeskTest, timesAndThePendingRestartOutliveBerth)
{
    addInstance(first, {{"A", "secret_ref:A"}});
    set(m_a, "1");
    auto entry = run(m_desk->overview()).entries.at(0);
    EXPECT_TRUE(entry.changedAt);
    EXPECT_FALSE(entry.usedAt);
    run([](SecretLedger &ledger, std::string key) -> net::Task<> {
        std::vector<std::string> keys{std::move(key)};
        co_await ledger.noteUse(std::move(keys));
        co_return base::Status{};
    }(*m_ledger, m_a));
    m_instances[0].secretsSince = m_clock.now();
    EXPECT_THAT(listed(), ElementsAre(m_a + "@keychain"));

    set(m_a, "2");
    open();
    EXPECT_THAT(listed(), ElementsAre(m_a + "@keychain pending"));
    entry = run(m_desk->overview()).entries.at(0);
    EXPECT_LT(*entry.usedAt, *entry.changedAt);
    EXPECT_EQ(run(m_desk->set(m_a, Secret("3"), true)).value(), 1);
    EXPECT_THAT(m_restarted, ElementsAre(first));
    m_instances[0].secretsSince = m_clock.now();
    EXPECT_THAT(listed(), ElementsAre(m_a + "@keychain"));
}

TEST_F(SecretDeskTest, aRefusedValueChangesNothing)
{
    addInstance(first, {{"A", "secret_ref:A"}});
    m_keychain->refusesToSet = m_a;
    EXPECT_FALSE(run(m_desk->set(m_a, Secret("1"), false)));
    EXPECT_FALSE(run(m_desk->overview()).entries.at(0).changedAt);
    EXPECT_TRUE(m_ledger->records().empty());
}

TEST_F(SecretDeskTest, aDotEnvTextBecomesSecretsOfTheInstance)
{
    addInstance(first, {{"A", "plain"}, {"MODE", "fast"}});
    set(m_b, "old");
    const auto done =
        run(m_desk->importEnv(Secret("A=1\nexport B='2'"), first, StoreKind::EncryptedFile));
    ASSERT_TRUE(done) << done.error().message;
    EXPECT_THAT(done->stored, ElementsAre("A", "B"));
    EXPECT_THAT(done->replaced, ElementsAre("B"));
    EXPECT_EQ(valueOf(m_a), "1");
    EXPECT_EQ(valueOf(m_b), "2");
    EXPECT_TRUE(m_keychain->values.empty());
    EXPECT_EQ(m_instances[0].instance.spec.docker()->environment,
              (model::Environment{{"A", "secret_ref:A"}, {"MODE", "fast"}, {"B", "secret_ref:B"}}));
}

TEST_F(SecretDeskTest, aDotEnvTextIsTakenWholeOrNotAtAll)
{
    addInstance(first, {{"MODE", "fast"}});
    set(m_a, "old");
    m_keychain->refusesToSet = m_b;
    EXPECT_FALSE(run(m_desk->importEnv(Secret("A=new\nB=new"), first)));
    EXPECT_EQ(valueOf(m_a), "old");
    EXPECT_THAT(listed(), ElementsAre(m_a + "@keychain orphan"));
    EXPECT_EQ(m_instances[0].instance.spec.docker()->environment.size(), 1U);

    const auto refused = run(m_desk->importEnv(Secret("A=new\nhunter2"), first));
    EXPECT_THAT(refused.error().message, HasSubstr("Line 2"));
    EXPECT_THAT(refused.error().message, Not(HasSubstr("hunter2")));
    EXPECT_EQ(run(m_desk->importEnv(Secret("A=1"), second)).error().code, ErrorCode::NotFound);
}

TEST_F(SecretDeskTest, aStoreOutOfReachIsToldOnlyWhenItIsNeeded)
{
    run([](secrets::EncryptedFileStore &file) -> net::Task<> {
        co_await file.lock();
        co_return base::Status{};
    }(m_chooser.encryptedFile()));
    EXPECT_FALSE(run(m_desk->overview()).problem);
    EXPECT_EQ(run(m_desk->checkStore(StoreKind::EncryptedFile)).error().code,
              ErrorCode::SecretStoreLocked);
    EXPECT_TRUE(run(m_desk->checkStore(StoreKind::Keychain)));
    ASSERT_TRUE(m_chooser.choose({StoreKind::EncryptedFile, {}}));
    EXPECT_TRUE(run(m_desk->overview()).problem);
    EXPECT_THAT(listed(), IsEmpty());
}

} // namespace
