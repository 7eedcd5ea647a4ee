// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "base/bytes.h"
#include "support/keyring/scratch_dir.h"
#include "traefik/file_provider.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <sys/stat.h>

namespace berth::traefik {
namespace {

namespace fs = std::filesystem;
using base::ErrorCode;
using base::Json;
using testing::HasSubstr;

class FileProvider : public testing::Test
{
protected:
    std::string text() const
    {
        std::ifstream file(m_file);
        return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    }
    struct stat status() const
    {
        struct stat found = {};
        EXPECT_EQ(::stat(m_file.c_str(), &found), 0);
        return found;
    }
    void put(const std::string &content) const
    {
        std::ofstream(m_file) << content;
    }

    /// By this process, from whatever.
    static std::uint64_t bytesRead()
    {
        std::ifstream counters("/proc/self/io");
        std::string name;
        std::uint64_t bytes = 0;
        counters >> name >> bytes;
        EXPECT_EQ(name, "rchar:") << "This kernel does not count what is read.";
        return bytes;
    }

    test::ScratchDir m_dir;
    fs::path m_file = m_dir / "berth.yml";
    const Json m_document{{"http", {{"routers", {{"a", {{"rule", "Path(`/a`)"}}}}}}}};
};

TEST_F(FileProvider, WritesJsonUnderALineThatSaysWhoseItIs)
{
    ASSERT_TRUE(writeFile(m_file, "me", m_document));
    EXPECT_EQ(text(), fileText("me", m_document));
    EXPECT_TRUE(text().starts_with("# This file belongs to Berth me;"));
    const std::string json = text().substr(text().find("\n{"));
    EXPECT_EQ(base::parseJson(json).value(), m_document);
    EXPECT_EQ(status().st_mode & 0777U, 0644U) << "Traefik runs as another user";
    EXPECT_EQ(std::distance(fs::directory_iterator(m_dir.path()), {}), 1)
        << "and nothing beside it";
}

TEST_F(FileProvider, NothingIsWrittenWhereNothingChanged)
{
    ASSERT_TRUE(writeFile(m_file, "me", m_document));
    const auto before = status();
    ASSERT_TRUE(writeFile(m_file, "me", m_document));
    EXPECT_EQ(status().st_ino, before.st_ino);
    ASSERT_TRUE(writeFile(m_file, "me", Json::object()));
    EXPECT_NE(status().st_ino, before.st_ino) << "a new file takes the place of the old one";
}

TEST_F(FileProvider, WhatIsNotOursIsLeftAlone)
{
    for (const std::string content :
         {"http: {}\n", "# This file belongs to Berth other; it is\n{}\n",
          "# This file belongs to Berth me2;\n", "\n# This file belongs to Berth me;\n"}) {
        put(content);
        const auto refused = writeFile(m_file, "me", m_document);
        ASSERT_FALSE(refused) << content;
        EXPECT_EQ(refused.error().code, ErrorCode::Conflict);
        EXPECT_THAT(refused.error().message, HasSubstr(m_file.string()));
        EXPECT_TRUE(clearFile(m_file, "me"));
        EXPECT_EQ(text(), content);
    }
}

TEST_F(FileProvider, OfALargeFileOnlyTheBeginningIsRead)
{
    constexpr std::uintmax_t large = 64 * base::mebibyte;
    put("http: {}\n");
    fs::resize_file(m_file, large);
    const auto before = bytesRead();
    const auto refused = writeFile(m_file, "me", m_document);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::Conflict);
    EXPECT_THAT(refused.error().message, HasSubstr("was not made by Berth"));
    EXPECT_TRUE(clearFile(m_file, "me"));
    EXPECT_EQ(fs::file_size(m_file), large);
    put(fileText("me", m_document));
    fs::resize_file(m_file, large);
    EXPECT_TRUE(writeFile(m_file, "me", m_document));
    EXPECT_LT(bytesRead() - before, base::mebibyte);
    EXPECT_EQ(text(), fileText("me", m_document)) << "what was put behind it is gone";
}

TEST_F(FileProvider, AnEmptyFileIsNobodys)
{
    put("");
    ASSERT_TRUE(writeFile(m_file, "me", m_document));
    EXPECT_EQ(text(), fileText("me", m_document));
}

TEST_F(FileProvider, LinksAndDirectoriesAreRefused)
{
    const fs::path elsewhere = m_dir / "elsewhere.yml";
    std::ofstream(elsewhere) << fileText("me", Json::object());
    fs::create_symlink(elsewhere, m_file);
    EXPECT_EQ(writeFile(m_file, "me", m_document).error().code, ErrorCode::Conflict);
    EXPECT_TRUE(clearFile(m_file, "me"));
    EXPECT_TRUE(fs::is_symlink(m_file));
    fs::remove(m_file);
    fs::create_directory(m_file);
    EXPECT_EQ(writeFile(m_file, "me", m_document).error().code, ErrorCode::Conflict);
}

TEST_F(FileProvider, AMissingDirectoryIsNamedAndNotMade)
{
    const fs::path file = m_dir / "dynamic/berth.yml";
    const auto refused = writeFile(file, "me", m_document);
    ASSERT_FALSE(refused);
    EXPECT_THAT(refused.error().message, HasSubstr((m_dir / "dynamic").string()));
    EXPECT_FALSE(fs::exists(m_dir / "dynamic"));
    EXPECT_TRUE(clearFile(file, "me")) << "there is nothing of ours";
}

TEST_F(FileProvider, WhatACrashLeftBehindIsReplaced)
{
    std::ofstream(m_dir / "berth.yml.new") << "half of it";
    ASSERT_TRUE(writeFile(m_file, "me", m_document));
    EXPECT_EQ(text(), fileText("me", m_document));
    EXPECT_FALSE(fs::exists(m_dir / "berth.yml.new"));
}

TEST_F(FileProvider, ClearedTheFileStaysWithoutEntries)
{
    ASSERT_TRUE(writeFile(m_file, "me", m_document));
    ASSERT_TRUE(clearFile(m_file, "me"));
    EXPECT_EQ(text(), fileText("me", Json::object()));
    fs::remove(m_file);
    ASSERT_TRUE(clearFile(m_file, "me"));
    EXPECT_FALSE(fs::exists(m_file));
}

TEST_F(FileProvider, NothingInItIsATemplate)
{
    const Json document{{"a", "{{ env \"HOME\" }} {{{x"}};
    const std::string content = fileText("me", document);
    EXPECT_EQ(content.find("{{"), std::string::npos) << content;
    EXPECT_EQ(base::parseJson(content.substr(content.find("\n{"))).value(), document);
}

} // namespace
} // namespace berth::traefik
