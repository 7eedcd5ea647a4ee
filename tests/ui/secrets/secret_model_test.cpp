// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "support/ui/fake_engine.h"
#include "ui/secrets/secret_filter.h"
#include "ui/secrets/secret_model.h"
#include "ui/secrets/secret_text.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

#include <gtest/gtest.h>

namespace berth::ui {
namespace {

using namespace std::chrono_literals;
using engine::SecretEntry;
using engine::SecretState;

constexpr base::Timestamp now{std::chrono::hours(480000)};

class FixedClock final : public base::Clock
{
public:
    base::Timestamp now() const override
    {
        return berth::ui::now;
    }
};

class SecretModelTest : public testing::Test
{
protected:
    SecretModelTest()
    {
        engine.secretCommands().setEntries(test::sampleSecrets(now));
    }
    QString at(const char *key, int column)
    {
        const int row = model.rowOfKey(QString::fromLatin1(key));
        return model.index(row, column).data().toString();
    }

    test::FakeEngine engine;
    FixedClock clock;
    SecretModel model{engine, clock};
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::Fatal};
};

TEST_F(SecretModelTest, WaitsForTheEngine)
{
    EXPECT_FALSE(model.isLoaded());
    EXPECT_EQ(model.rowCount(), 0);
    QSignalSpy refreshed(&model, &SecretModel::refreshed);
    engine.setReady();
    ASSERT_TRUE(refreshed.count() == 1 || refreshed.wait());
    EXPECT_TRUE(model.isLoaded());
    EXPECT_EQ(model.rowCount(), 6);
}

TEST_F(SecretModelTest, SaysWhatAKeyMeans)
{
    engine.setReady();
    ASSERT_EQ(model.rowCount(), 6);
    const char *token = "mcp_instance_inst-github_GITHUB_PERSONAL_ACCESS_TOKEN";
    EXPECT_EQ(at(token, SecretModel::Name), QStringLiteral("GITHUB_PERSONAL_ACCESS_TOKEN"));
    EXPECT_EQ(at(token, SecretModel::UsedBy), QStringLiteral("github"));
    EXPECT_EQ(at(token, SecretModel::Changed), QStringLiteral("12 days ago"));
    EXPECT_EQ(at(token, SecretModel::Used), QStringLiteral("5 h ago"));
    EXPECT_EQ(at(token, SecretModel::State), QStringLiteral("Present"));
    const char *shared = "mcp_instance_team/search_INDEX_KEY";
    EXPECT_EQ(at(shared, SecretModel::UsedBy), QStringLiteral("everything and 2 more"));
    EXPECT_EQ(at(shared, SecretModel::State), QStringLiteral("Restart pending"));
    EXPECT_EQ(at("mcp_instance_inst-pg_PGPASSWORD", SecretModel::State), QStringLiteral("Missing"));
    EXPECT_EQ(at("mcp_instance_inst-pg_PGPASSWORD", SecretModel::Used), QStringLiteral("–"));
    EXPECT_EQ(at("mcp_instance_inst-notion_HEADER_AUTHORIZATION", SecretModel::Store),
              QStringLiteral("Infisical"));
    EXPECT_EQ(
        SecretText::owner(
            model.entries()[static_cast<std::size_t>(model.rowOfKey(QString::fromLatin1(shared)))]),
        QStringLiteral("Shared as team/search"));
}

TEST_F(SecretModelTest, CountsAndFiltersByGroupAndWords)
{
    engine.setReady();
    EXPECT_EQ(model.count(SecretGroup::Missing), 1);
    EXPECT_EQ(model.count(SecretGroup::Unused), 2);
    SecretFilter filter;
    filter.setSourceModel(&model);
    filter.setGroup(SecretGroup::Unused);
    EXPECT_EQ(filter.rowCount(), 2);
    filter.setGroup(SecretGroup::All);
    filter.setSearch(QStringLiteral("everything index"));
    EXPECT_EQ(filter.rowCount(), 1);
    filter.setSearch(QStringLiteral("infisical"));
    EXPECT_EQ(filter.rowCount(), 1);
}

TEST_F(SecretModelTest, KeepsRowsThatStay)
{
    engine.setReady();
    auto entries = test::sampleSecrets(now);
    entries.erase(entries.begin());
    entries.front().changedAt = now;
    engine.secretCommands().setEntries(entries);
    QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    model.refresh();
    EXPECT_EQ(removed.count(), 1);
    EXPECT_EQ(reset.count(), 0);
    EXPECT_EQ(at("mcp_instance_0b8f6d52-7f4e-4a1c-9d0e-3a5b1c2d4e6f_SLACK_SIGNING_SECRET",
                 SecretModel::Changed),
              QStringLiteral("Just now"));
}

TEST_F(SecretModelTest, TwoCopiesOfAKeyAreTwoRows)
{
    SecretEntry one;
    one.key = "mcp_instance_a_B";
    SecretEntry two = one;
    two.store = engine::SecretStoreKind::Infisical;
    engine.secretCommands().setEntries({one, two});
    engine.setReady();
    EXPECT_EQ(model.rowCount(), 2);
}

TEST_F(SecretModelTest, AFailureLeavesWhatWasKnown)
{
    engine.setReady();
    engine.secretCommands().setFailure(
        base::Error{base::ErrorCode::Unavailable, "Not now.", {}, {}});
    model.refresh();
    EXPECT_TRUE(model.failure().has_value());
    EXPECT_EQ(model.rowCount(), 6);
}

TEST_F(SecretModelTest, ReadingsAreNoReasonToAskButAChangeIs)
{
    engine.setReady();
    engine::InstanceSnapshot view;
    view.instance.id = "one";
    engine.put(view);
    QSignalSpy refreshed(&model, &SecretModel::refreshed);
    ASSERT_TRUE(refreshed.wait());
    view.usage = engine::Usage{};
    engine.put(view);
    EXPECT_FALSE(refreshed.wait(600)) << "a reading came";
    view.instance.updatedAt += 1s;
    engine.put(view);
    EXPECT_TRUE(refreshed.wait());
}

TEST(SecretWords, NameWhatIsNotOfOurForm)
{
    SecretEntry entry;
    entry.key = "somebody-else";
    EXPECT_EQ(SecretText::name(entry), QStringLiteral("somebody-else"));
    EXPECT_EQ(SecretText::reference(entry), QString());
    entry.key = "mcp_instance_0b8f6d52-7f4e-4a1c-9d0e-3a5b1c2d4e6f_TOKEN";
    entry.state = SecretState::Unknown;
    EXPECT_EQ(SecretText::name(entry), QStringLiteral("TOKEN"));
    EXPECT_EQ(SecretText::reference(entry),
              QStringLiteral("secret_ref:0b8f6d52-7f4e-4a1c-9d0e-3a5b1c2d4e6f:TOKEN"));
    EXPECT_EQ(SecretText::state(entry), QStringLiteral("Not known"));
}

} // namespace
} // namespace berth::ui
