// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "event_samples.h"
#include "ui/events/event_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

#include <gtest/gtest.h>

namespace berth::ui {
namespace {

class EventModelTest : public testing::Test
{
protected:
    qlonglong sequenceAt(int row) const
    {
        return model.index(row, 0).data(EventModel::SequenceRole).toLongLong();
    }
    QString textAt(int row, int column) const
    {
        return model.index(row, column).data().toString();
    }
    /// What is held and shown, checked against what it should be.
    void expectShown(qlonglong newest, qlonglong oldest) const
    {
        ASSERT_EQ(model.rowCount(), newest - oldest + 1);
        EXPECT_EQ(sequenceAt(0), newest);
        EXPECT_EQ(sequenceAt(model.rowCount() - 1), oldest);
    }

    EventClock clock;
    EventModel model{clock, nullptr, 50};
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::Fatal};
};

std::vector<engine::EventRecord> newestFirst(std::vector<engine::EventRecord> records)
{
    return {records.rbegin(), records.rend()};
}

TEST_F(EventModelTest, PutsABatchOnTopWithOneInsertion)
{
    model.addNew(sampleRecords(1, 3));
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    model.addNew(sampleRecords(4, 9));
    ASSERT_EQ(inserted.count(), 1);
    EXPECT_EQ(inserted[0][1].toInt(), 0);
    EXPECT_EQ(inserted[0][2].toInt(), 5);
    EXPECT_EQ(reset.count(), 0);
    expectShown(9, 1);
}

TEST_F(EventModelTest, LeavesOutWhatItKnows)
{
    model.addNew(sampleRecords(5, 9));
    model.addNew(sampleRecords(8, 11));
    EXPECT_TRUE(model.addOlder(newestFirst(sampleRecords(1, 6))));
    expectShown(11, 1);
}

TEST_F(EventModelTest, ForgetsTheOldestWhenThereIsNoRoom)
{
    model.addNew(sampleRecords(1, 50));
    model.addNew(sampleRecords(51, 52));
    EXPECT_LE(model.held(), 50);
    EXPECT_EQ(sequenceAt(0), 52);
    model.addNew(sampleRecords(53, 500));
    expectShown(500, 451);
    EXPECT_FALSE(model.addOlder(newestFirst(sampleRecords(400, 450))));
    expectShown(500, 451);
    EXPECT_EQ(model.count(EventGroup::Status), 50);
}

TEST_F(EventModelTest, FiltersWhatIsHeldAndWhatComes)
{
    model.addNew(sampleRecords(1, 4));
    EventFilter filter;
    filter.group = EventGroup::Errors;
    model.setFilter(filter);
    EXPECT_EQ(model.rowCount(), 0);
    model.addNew({sampleRecord(5), sampleRecord(6, model::event::instanceError, "no such image")});
    ASSERT_EQ(model.rowCount(), 1);
    EXPECT_EQ(textAt(0, EventModel::Text), QStringLiteral("no such image"));
    EXPECT_EQ(model.held(), 6);
    filter.group = EventGroup::All;
    filter.search = QStringLiteral("SUCH im");
    model.setFilter(filter);
    EXPECT_EQ(model.rowCount(), 1);
    filter.search = QStringLiteral("name-3");
    model.setFilter(filter);
    EXPECT_EQ(sequenceAt(0), 3);
    model.setFilter({});
    expectShown(6, 1);
}

TEST_F(EventModelTest, FiltersByChannelAndConnection)
{
    auto remote = sampleRecord(1, model::event::serverCreated, "");
    remote.connectionId = "c1";
    model.addNew({remote, sampleRecord(2)});
    EventFilter filter;
    filter.channel = QStringLiteral("MCPServerInstance*");
    model.setFilter(filter);
    EXPECT_EQ(model.rowCount(), 1);
    EXPECT_EQ(sequenceAt(0), 2);
    filter.channel.clear();
    filter.connectionId = "c1";
    model.setFilter(filter);
    EXPECT_EQ(sequenceAt(0), 1);
    filter.connectionId = "";
    model.setFilter(filter);
    EXPECT_EQ(sequenceAt(0), 2);
}

TEST_F(EventModelTest, FindsRowsWhateverIsFiltered)
{
    model.addNew(sampleRecords(1, 50));
    EventFilter filter;
    filter.search = QStringLiteral("name-3");
    model.setFilter(filter);
    EXPECT_EQ(model.rowOf(3), model.rowCount() - 1);
    EXPECT_EQ(model.rowOf(4), -1);
    EXPECT_EQ(model.visibleSequences(), (std::vector<std::int64_t>{3, 10, 17, 24, 31, 38, 45}));
    model.addNew(sampleRecords(51, 70));
    EXPECT_EQ(sequenceAt(model.rowOf(66)), 66);
}

TEST_F(EventModelTest, ShowsWhatCannotBeRead)
{
    auto record = sampleRecord(1, "", "");
    record.channel = "MCPServerInstanceUpdated";
    record.size = 212;
    record.problem = "No JSON.";
    model.addNew({record});
    EXPECT_EQ(textAt(0, EventModel::Event), QStringLiteral("Unreadable"));
    EXPECT_EQ(textAt(0, EventModel::Text), QStringLiteral("212 bytes on MCPServerInstanceUpdated"));
}

TEST_F(EventModelTest, ClearsAndGoesOn)
{
    model.addNew(sampleRecords(1, 20));
    model.clear();
    EXPECT_EQ(model.rowCount(), 0);
    EXPECT_EQ(model.count(EventGroup::Status), 0);
    model.addNew(sampleRecords(21, 22));
    expectShown(22, 21);
}

/// A day's worth: full, and a thousand at a time on top. What is checked is the structure.
TEST(EventModelLoad, HoldsAHundredThousandUnderBursts)
{
    EventClock clock;
    EventModel model(clock);
    for (std::int64_t first = 100001; first > 1; first -= 2000) {
        model.addOlder(newestFirst(sampleRecords(first - 2000, first - 1)));
    }
    ASSERT_EQ(model.held(), 100000);
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
    for (std::int64_t first = 100001; first < 110001; first += 100) {
        model.addNew(sampleRecords(first, first + 99));
        ASSERT_LE(model.held(), 100000);
    }
    EXPECT_EQ(inserted.count(), 100);
    EXPECT_LE(removed.count(), 11);
    EXPECT_EQ(model.index(0, 0).data(EventModel::SequenceRole).toLongLong(), 110000);
    EXPECT_EQ(model.count(EventGroup::All), model.held());
}

TEST(WordTable, KeepsItsWordsWhereTheyAre)
{
    WordTable table;
    for (int i = 0; i < 1000; ++i) {
        EXPECT_EQ(table.idOf("word " + std::to_string(i)), static_cast<std::uint32_t>(i));
    }
    EXPECT_EQ(table.idOf("word 7"), 7U);
    WordTable moved = std::move(table);
    EXPECT_EQ(moved.word(999), "word 999");
}

} // namespace
} // namespace berth::ui
