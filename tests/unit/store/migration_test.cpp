// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "samples.h"
#include "store/database.h"
#include "store/inspection.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

using namespace berth;
using namespace berth::test;
using store::Database;
using store::Migration;
using testing::HasSubstr;
using testing::SizeIs;

// Version 1 as it was released, written down a second time on purpose: the test fails when the
// migration to version 1 is edited instead of a new one being added.
QStringList versionOne()
{
    return {
        QStringLiteral(
            "CREATE TABLE servers (id TEXT PRIMARY KEY NOT NULL, name TEXT NOT NULL, "
            "description TEXT NOT NULL, docker_image_url TEXT NOT NULL, version TEXT NOT NULL, "
            "tags_json TEXT NOT NULL, status TEXT NOT NULL, is_public INTEGER NOT NULL, "
            "env_schema_json TEXT NOT NULL, cmd_json TEXT, created_at TEXT NOT NULL, "
            "updated_at TEXT NOT NULL) STRICT"),
        QStringLiteral("CREATE TABLE instances (id TEXT PRIMARY KEY NOT NULL, name TEXT NOT NULL, "
                       "description TEXT NOT NULL, server_spec_id TEXT, spec_json TEXT NOT NULL, "
                       "slug TEXT NOT NULL UNIQUE, desired TEXT NOT NULL, state TEXT NOT NULL, "
                       "reason TEXT NOT NULL, tools_json TEXT NOT NULL, created_at TEXT NOT NULL, "
                       "updated_at TEXT NOT NULL) STRICT"),
        QStringLiteral(
            "CREATE TABLE outbox (sequence INTEGER PRIMARY KEY AUTOINCREMENT, "
            "event_id TEXT NOT NULL UNIQUE, type TEXT NOT NULL, occurred_at TEXT NOT NULL, "
            "subject_id TEXT NOT NULL, data_json TEXT NOT NULL, published_at TEXT) STRICT"),
        QStringLiteral("CREATE TABLE meta (key TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) "
                       "STRICT, WITHOUT ROWID"),
        QStringLiteral("INSERT INTO servers VALUES ('s1', 'echo', '', 'localhost/echo', '1.0.0', "
                       "'[\"a\"]', 'active', 0, '[]', NULL, '2026-11-22T10:00:00.000000Z', "
                       "'2026-11-22T10:00:00.000000Z')"),
        QStringLiteral(
            "INSERT INTO instances VALUES ('i1', 'echo', '', 's1', "
            "'{\"type\":\"docker\",\"image\":\"localhost/echo\",\"port\":8000}', 'echo', "
            "'running', 'running', '', '[]', '2026-11-22T10:00:00.000000Z', "
            "'2026-11-22T10:00:00.000000Z')"),
        QStringLiteral("INSERT INTO meta VALUES ('owner', 'me')"),
        QStringLiteral("PRAGMA user_version = 1"),
        QStringLiteral("PRAGMA application_id = %1").arg(store::applicationId)};
}

int versionOf(const std::filesystem::path &file)
{
    return store::inspectDatabase(file, 100).value();
}

TEST(Migration, takesOverAFileOfVersionOne)
{
    ScratchDir dir;
    executeSql(dir / "berth.db", versionOne());

    boost::asio::io_context io; // the store's thread still tells it when a task is over
    auto opened = store::Store::open(dir / "berth.db");
    ASSERT_TRUE(opened) << opened.error().message << opened.error().details;
    EXPECT_EQ(runTask(io, (*opened)->server("s1")).value()->name, "echo");
    const auto instances = runTask(io, (*opened)->instances()).value();
    ASSERT_THAT(instances, SizeIs(1));
    EXPECT_EQ(instances[0].spec.docker()->image, "localhost/echo");
    EXPECT_EQ(runTask(io, (*opened)->value("owner")).value(), "me");
}

TEST(Migration, numbersAreWithoutGaps)
{
    int expected = 1;
    for (const Migration &migration : store::migrations()) {
        EXPECT_EQ(migration.version, expected++);
    }
}

TEST(Migration, goesStepByStepFromAnyVersion)
{
    ScratchDir dir;
    const auto file = dir / "berth.db";
    const std::vector<Migration> first{{1, {"CREATE TABLE a (x)", "INSERT INTO a VALUES (1)"}}};
    ASSERT_TRUE(Database::open(file, first));
    EXPECT_EQ(versionOf(file), 1);

    const std::vector<Migration> later{
        first[0], {2, {"ALTER TABLE a ADD COLUMN y DEFAULT 5"}}, {3, {"UPDATE a SET y = y + x"}}};
    auto database = Database::open(file, later);
    ASSERT_TRUE(database) << database.error().message;
    auto row = (*database)->execute(QStringLiteral("SELECT y FROM a"));
    ASSERT_TRUE(row);
    ASSERT_TRUE(row->next());
    EXPECT_EQ(row->value(0).toInt(), 6);
    EXPECT_EQ(versionOf(file), 3);
}

TEST(Migration, leavesTheFileAtTheLastWholeStep)
{
    ScratchDir dir;
    const auto file = dir / "berth.db";
    const std::vector<Migration> broken{
        {1, {"CREATE TABLE a (x)"}}, {2, {"CREATE TABLE b (x)", "INSERT INTO missing VALUES (1)"}}};
    const auto opened = Database::open(file, broken);
    ASSERT_FALSE(opened);
    EXPECT_THAT(opened.error().message, HasSubstr("schema version 2"));
    EXPECT_EQ(versionOf(file), 1);

    const std::vector<Migration> mended{broken[0], {2, {"CREATE TABLE b (x)"}}};
    EXPECT_TRUE(Database::open(file, mended));
    EXPECT_EQ(versionOf(file), 2);
}

} // namespace
