// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "support/ui/fake_engine.h"
#include "ui/instances/instance_filter.h"
#include "ui/instances/instance_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

#include <gtest/gtest.h>

namespace berth::ui {
namespace {

using model::InstanceState;

class FixedClock final : public base::Clock
{
public:
    base::Timestamp now() const override
    {
        return time;
    }
    base::Timestamp time{std::chrono::hours(24)};
};

engine::InstanceSnapshot snapshot(const std::string &id, InstanceState state)
{
    engine::InstanceSnapshot result;
    result.instance.id = id;
    result.instance.name = id;
    result.instance.state = state;
    result.instance.spec.docker()->image = "img/" + id;
    return result;
}

class InstanceModelTest : public testing::Test
{
protected:
    InstanceModelTest()
    {
        engine.setReady();
        engine.put(snapshot("a", InstanceState::Running));
        engine.put(snapshot("b", InstanceState::Stopped));
        engine.put(snapshot("c", InstanceState::Failed));
    }

    test::FakeEngine engine;
    FixedClock clock;
    InstanceModel model{engine, clock};
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::Fatal};
};

TEST_F(InstanceModelTest, FollowsTheEngineRowByRow)
{
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
    engine.put(snapshot("d", InstanceState::Pending));
    engine.drop("b");
    EXPECT_EQ(resets.count(), 0);
    ASSERT_EQ(inserted.count(), 1);
    EXPECT_EQ(inserted.at(0).at(1).toInt(), 3);
    ASSERT_EQ(removed.count(), 1);
    EXPECT_EQ(removed.at(0).at(1).toInt(), 1);
    EXPECT_EQ(model.rowOf(QStringLiteral("c")), 1);
    EXPECT_EQ(model.rowOf(QStringLiteral("d")), 2);
    EXPECT_EQ(model.find(QStringLiteral("b")), nullptr);
}

TEST_F(InstanceModelTest, TellsOnlyTheColumnsThatChanged)
{
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    engine.put(snapshot("a", InstanceState::Running));
    EXPECT_EQ(changed.count(), 0) << "nothing that is shown changed";
    engine.put(snapshot("a", InstanceState::Unhealthy));
    ASSERT_EQ(changed.count(), 1);
    EXPECT_EQ(changed.at(0).at(0).toModelIndex(), model.index(0, InstanceModel::State));
    EXPECT_EQ(changed.at(0).at(1).toModelIndex(), model.index(0, InstanceModel::State));
    auto used = snapshot("a", InstanceState::Unhealthy);
    used.usage = engine::Usage{0.5, 100, 200, 3};
    engine.put(used);
    ASSERT_EQ(changed.count(), 2);
    EXPECT_EQ(changed.at(1).at(0).toModelIndex(), model.index(0, InstanceModel::Cpu));
    EXPECT_EQ(changed.at(1).at(1).toModelIndex(), model.index(0, InstanceModel::Memory));
}

TEST_F(InstanceModelTest, CountsTheGroups)
{
    QSignalSpy counts(&model, &InstanceModel::countsChanged);
    EXPECT_EQ(model.count(InstanceGroup::All), 3);
    EXPECT_EQ(model.count(InstanceGroup::Running), 1);
    EXPECT_EQ(model.count(InstanceGroup::Attention), 1);
    EXPECT_EQ(model.count(InstanceGroup::Stopped), 1);
    engine.put(snapshot("b", InstanceState::Starting));
    EXPECT_EQ(counts.count(), 1);
    EXPECT_EQ(model.count(InstanceGroup::Running), 2);
    EXPECT_EQ(model.count(InstanceGroup::Stopped), 0);
}

TEST_F(InstanceModelTest, SamplesAtItsOwnPaceAndForgetsAnotherContainer)
{
    auto used = snapshot("a", InstanceState::Running);
    used.containerId = "one";
    used.usage = engine::Usage{0.5, 100, 200, 3};
    engine.put(used);
    model.sample();
    model.sample();
    ASSERT_EQ(model.history(QStringLiteral("a"))->cpu().size(), 2U);
    used.containerId = "two";
    engine.put(used);
    EXPECT_TRUE(model.history(QStringLiteral("a"))->cpu().empty());
}

TEST_F(InstanceModelTest, FiltersByGroupAndWordsAndFollowsChanges)
{
    InstanceFilter filter;
    filter.setSourceModel(&model);
    QAbstractItemModelTester filterTester(&filter);
    filter.setGroup(InstanceGroup::Running);
    EXPECT_EQ(filter.rowCount(), 1);
    engine.put(snapshot("b", InstanceState::Running));
    EXPECT_EQ(filter.rowCount(), 2);
    filter.setSearch(QStringLiteral("IMG /b"));
    ASSERT_EQ(filter.rowCount(), 1);
    EXPECT_EQ(filter.index(0, 0).data(InstanceModel::IdRole).toString(), QStringLiteral("b"));
    filter.setGroup(InstanceGroup::All);
    filter.setSearch({});
    EXPECT_EQ(filter.rowCount(), 3);
}

TEST_F(InstanceModelTest, SortsByRawValues)
{
    for (const auto &[id, cpu] : {std::pair{"a", 0.9}, std::pair{"b", 0.11}, std::pair{"c", 1.5}}) {
        auto used = snapshot(id, InstanceState::Running);
        used.usage = engine::Usage{cpu, 1, 0, 0};
        engine.put(used);
    }
    InstanceFilter filter;
    filter.setSourceModel(&model);
    filter.sort(InstanceModel::Cpu, Qt::DescendingOrder);
    QStringList order;
    for (int row = 0; row < filter.rowCount(); ++row) {
        order << filter.index(row, 0).data().toString();
    }
    EXPECT_EQ(order, QStringList({QStringLiteral("c"), QStringLiteral("a"), QStringLiteral("b")}));
}

TEST_F(InstanceModelTest, NothingIsShownForWhatHasNoReadings)
{
    EXPECT_EQ(model.index(1, InstanceModel::Cpu).data().toString(), QStringLiteral("–"));
    EXPECT_LT(model.index(1, InstanceModel::Memory).data(InstanceModel::MemoryShareRole).toDouble(),
              0);
}

} // namespace
} // namespace berth::ui
