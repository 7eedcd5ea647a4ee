// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/traffic/call_model.h"
#include "ui/traffic/call_text.h"

#include <QAbstractItemModelTester>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace berth::ui {
namespace {

using namespace Qt::Literals::StringLiterals;

using model::CallOutcome;
using model::CallRecord;
using testing::ElementsAre;

CallRecord call(std::int64_t sequence, const char *tool, CallOutcome outcome = CallOutcome::Ok)
{
    CallRecord record;
    record.sequence = sequence;
    record.client = "Cursor";
    record.method = "tools/call";
    record.tool = tool;
    record.outcome = outcome;
    record.duration = std::chrono::milliseconds(12);
    return record;
}

class CallModelTest : public testing::Test
{
protected:
    CallModel m_model{nullptr, 5};
    QAbstractItemModelTester m_tester{&m_model,
                                      QAbstractItemModelTester::FailureReportingMode::Fatal};
};

TEST_F(CallModelTest, KeepsTheNewestFirstAndEachOnce)
{
    m_model.addOlder({call(3, "c"), call(2, "b")});
    m_model.addNew({call(3, "c"), call(4, "d"), call(5, "e")});
    m_model.addOlder({call(2, "b"), call(1, "a")});
    EXPECT_THAT(m_model.visibleSequences(), ElementsAre(5, 4, 3, 2, 1));
    EXPECT_EQ(m_model.oldestSequence(), 1);
    EXPECT_EQ(m_model.index(0, CallModel::Call).data().toString(), u"e"_s);
}

TEST_F(CallModelTest, NamesTheToolElseTheMethod)
{
    CallRecord handshake = call(2, "");
    handshake.method = "initialize";
    m_model.addNew({call(1, "search"), handshake});
    EXPECT_EQ(m_model.index(0, CallModel::Call).data().toString(), u"initialize"_s);
    const QModelIndex tool = m_model.index(1, CallModel::Call);
    EXPECT_EQ(tool.data().toString(), u"search"_s);
    EXPECT_TRUE(tool.data(Qt::ToolTipRole).toString().contains(u"tools/call"_s));
    m_model.setFilter({u"tools/c"_s, false});
    EXPECT_THAT(m_model.visibleSequences(), ElementsAre(1)) << "the method is looked at, too";
}

TEST_F(CallModelTest, SaysOfHowManyCallsARowIs)
{
    CallRecord many = call(1, "search");
    many.count = 37;
    m_model.addNew({many});
    EXPECT_EQ(m_model.index(0, CallModel::Call).data().toString(), u"search \u00d737"_s);
    const QString toolTip = m_model.index(0, CallModel::Latency).data(Qt::ToolTipRole).toString();
    EXPECT_TRUE(toolTip.contains(u"average"_s)) << toolTip.toStdString();
}

TEST_F(CallModelTest, LetsTheOldestGo)
{
    m_model.addNew({call(1, "a"), call(2, "b"), call(3, "c"), call(4, "d")});
    m_model.addNew({call(5, "e"), call(6, "f")});
    EXPECT_EQ(m_model.held(), 5U);
    EXPECT_THAT(m_model.visibleSequences(), ElementsAre(6, 5, 4, 3, 2));
    m_model.addOlder({call(1, "a")});
    EXPECT_EQ(m_model.held(), 5U) << "there is no room for it";
}

TEST_F(CallModelTest, FiltersByWordsAndByOutcome)
{
    m_model.addNew(
        {call(1, "search"), call(2, "fetch", CallOutcome::ToolError), call(3, "search")});
    m_model.setFilter({u"SEAR"_s, false});
    EXPECT_THAT(m_model.visibleSequences(), ElementsAre(3, 1));
    m_model.addNew({call(4, "fetch"), call(5, "search")});
    EXPECT_THAT(m_model.visibleSequences(), ElementsAre(5, 3, 1));
    m_model.setFilter({{}, true});
    EXPECT_THAT(m_model.visibleSequences(), ElementsAre(2));
    m_model.addNew({call(6, "x"), call(7, "y"), call(8, "z", CallOutcome::Broken)});
    EXPECT_THAT(m_model.visibleSequences(), ElementsAre(8)) << "2 is too old by now";
    m_model.setFilter({});
    EXPECT_EQ(m_model.rowCount(), 5);
}

TEST_F(CallModelTest, HasWordsForEachOutcome)
{
    CallRecord record = call(1, "a", CallOutcome::RpcError);
    record.rpcCode = -32602;
    EXPECT_EQ(CallText::outcome(record), u"Error -32602"_s);
    record.outcome = CallOutcome::HttpError;
    record.httpStatus = 502;
    EXPECT_EQ(CallText::outcome(record), u"HTTP 502"_s);
    for (const auto outcome :
         {CallOutcome::Ok, CallOutcome::ToolError, CallOutcome::Refused, CallOutcome::Cancelled,
          CallOutcome::TimedOut, CallOutcome::Broken}) {
        record.outcome = outcome;
        EXPECT_FALSE(CallText::outcome(record).isEmpty());
    }
    EXPECT_EQ(CallText::duration(std::chrono::microseconds(1500)), u"1.5 ms"_s);
}

} // namespace
} // namespace berth::ui
