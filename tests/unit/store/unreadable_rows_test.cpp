// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "samples.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

using namespace berth;
using namespace berth::test;
using store::UnreadableRow;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

class UnreadableRows : public testing::Test
{
protected:
    void SetUp() override
    {
        for (const char *id : {"one", "two"}) {
            ASSERT_TRUE(m_bench.run(m_bench.store().saveServer(sampleServer(id), {})));
            ASSERT_TRUE(m_bench.run(
                m_bench.store().saveInstance(sampleInstance(id, id), {sampleEvent(id)})));
        }
    }

    void spoil(const QStringList &statements)
    {
        m_bench.close();
        executeSql(m_bench.file(), statements);
        m_bench.open();
    }

    StoreBench m_bench;
};

TEST_F(UnreadableRows, areReportedWhileTheirNeighboursWork)
{
    spoil({QStringLiteral("UPDATE instances SET spec_json = '{\"type\":\"docker\",\"hunter2' "
                          "WHERE id = 'one'"),
           QStringLiteral("UPDATE servers SET env_schema_json = '[{\"hunter2\":1}]' "
                          "WHERE id = 'one'"),
           QStringLiteral("UPDATE outbox SET data_json = 'hunter2' WHERE subject_id = 'one'")});

    EXPECT_THAT(m_bench.run(m_bench.store().instances()).value(), SizeIs(1));
    EXPECT_THAT(m_bench.run(m_bench.store().servers()).value(), SizeIs(1));
    const auto pending = m_bench.run(m_bench.store().pendingEvents(1)).value();
    ASSERT_THAT(pending, SizeIs(1));
    EXPECT_EQ(pending[0].event.instanceId, "two");

    const auto rows = m_bench.run(m_bench.store().unreadableRows()).value();
    ASSERT_THAT(rows, SizeIs(3));
    EXPECT_EQ(rows[0].kind, UnreadableRow::Kind::Server);
    EXPECT_EQ(rows[1].kind, UnreadableRow::Kind::Instance);
    EXPECT_EQ(rows[1].id, "one");
    EXPECT_EQ(rows[2].kind, UnreadableRow::Kind::Event);
    for (const UnreadableRow &row : rows) {
        EXPECT_EQ(row.error.code, base::ErrorCode::StorageDamaged);
        EXPECT_THAT(row.error.message, HasSubstr(row.id));
        EXPECT_THAT(row.error.message + row.error.details, Not(HasSubstr("hunter2")));
    }
}

TEST_F(UnreadableRows, areNamedWhenAskedForAlone)
{
    spoil({QStringLiteral("UPDATE servers SET created_at = 'yesterday' WHERE id = 'one'")});
    const auto server = m_bench.run(m_bench.store().server("one"));
    ASSERT_FALSE(server);
    EXPECT_EQ(server.error().code, base::ErrorCode::StorageDamaged);
    EXPECT_THAT(server.error().message, HasSubstr("created_at"));
}

TEST_F(UnreadableRows, canBeRemovedOrReplaced)
{
    spoil({QStringLiteral("UPDATE instances SET state = 'dancing' WHERE id = 'one'"),
           QStringLiteral("UPDATE instances SET tools_json = '[{}]' WHERE id = 'two'")});
    EXPECT_THAT(m_bench.run(m_bench.store().unreadableRows()).value(), SizeIs(2));
    EXPECT_TRUE(m_bench.run(m_bench.store().removeInstance("one", {})));
    EXPECT_TRUE(m_bench.run(m_bench.store().saveInstance(sampleInstance("two", "two"), {})));
    EXPECT_THAT(m_bench.run(m_bench.store().unreadableRows()).value(), IsEmpty());
}

} // namespace
