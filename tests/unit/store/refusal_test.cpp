// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
//
// Files that are not opened stay byte for byte as they are.
#include "samples.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

namespace {

using namespace berth;
using namespace berth::test;
using base::ErrorCode;
using testing::HasSubstr;

std::string contentOf(const std::filesystem::path &file)
{
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

void writeContent(const std::filesystem::path &file, const std::string &content)
{
    std::ofstream(file, std::ios::binary | std::ios::trunc) << content;
}

void expectRefused(const std::filesystem::path &file, ErrorCode code, const std::string &advice)
{
    const std::string before = contentOf(file);
    const auto opened = store::Store::open(file);
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().code, code) << opened.error().details;
    EXPECT_THAT(opened.error().message, HasSubstr(file.string()));
    EXPECT_THAT(opened.error().message, HasSubstr(advice));
    EXPECT_TRUE(contentOf(file) == before) << "The file was changed.";
}

/// A closed database with some rows in it.
void makeDatabase(StoreBench &bench)
{
    for (int i = 0; i < 50; ++i) {
        const std::string id = "i" + std::to_string(i);
        ASSERT_TRUE(bench.run(bench.store().saveInstance(sampleInstance(id, id), {})));
    }
    bench.close();
}

TEST(StoreRefusal, refusesAFileThatIsNoDatabase)
{
    ScratchDir dir;
    writeContent(dir / "berth.db", "This is a letter to my aunt.\n");
    expectRefused(dir / "berth.db", ErrorCode::StorageDamaged, "backup");
}

TEST(StoreRefusal, refusesADatabaseWithBrokenPages)
{
    StoreBench bench;
    makeDatabase(bench);
    std::string content = contentOf(bench.file());
    ASSERT_GT(content.size(), 3U * 4096U);
    for (std::size_t at = 4096; at < content.size(); ++at) {
        content[at] = static_cast<char>(at * 31);
    }
    writeContent(bench.file(), content);
    expectRefused(bench.file(), ErrorCode::StorageDamaged, "backup");
}

TEST(StoreRefusal, refusesADatabaseThatWasCutOff)
{
    StoreBench bench;
    makeDatabase(bench);
    const std::string content = contentOf(bench.file());
    writeContent(bench.file(), content.substr(0, content.size() / 2));
    expectRefused(bench.file(), ErrorCode::StorageDamaged, "backup");
}

TEST(StoreRefusal, refusesADatabaseOfANewerBerth)
{
    StoreBench bench;
    makeDatabase(bench);
    executeSql(bench.file(), {QStringLiteral("PRAGMA user_version = 4711"),
                              QStringLiteral("PRAGMA wal_checkpoint(TRUNCATE)")});
    expectRefused(bench.file(), ErrorCode::StorageTooNew, "newer Berth");
}

TEST(StoreRefusal, refusesADatabaseOfAnotherProgram)
{
    ScratchDir dir;
    executeSql(dir / "berth.db", {QStringLiteral("CREATE TABLE songs (title TEXT)")});
    expectRefused(dir / "berth.db", ErrorCode::StorageDamaged, "backup");
}

TEST(StoreRefusal, saysWhichDirectoryIsMissing)
{
    ScratchDir dir;
    const auto file = dir.path() / "missing" / "berth.db";
    const auto opened = store::Store::open(file);
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().code, ErrorCode::PermissionDenied);
    EXPECT_THAT(opened.error().message, HasSubstr(file.string()));
}

TEST(StoreRefusal, takesAnEmptyFileForANewDatabase)
{
    ScratchDir dir;
    writeContent(dir / "berth.db", "");
    EXPECT_TRUE(store::Store::open(dir / "berth.db"));
}

} // namespace
