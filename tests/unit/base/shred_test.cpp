// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "base/shred.h"
#include "support/keyring/scratch_dir.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

namespace {

using namespace berth;

class Shred : public testing::Test
{
protected:
    std::filesystem::path write(const std::string &content) const
    {
        const auto path = m_dir / "file";
        std::ofstream(path) << content;
        return path;
    }
    static std::string read(const std::filesystem::path &path)
    {
        std::ifstream stream(path, std::ios::binary);
        return {std::istreambuf_iterator<char>(stream), {}};
    }

    test::ScratchDir m_dir;
};

TEST_F(Shred, overwritesBeforeItDeletes)
{
    const std::string content(10000, 'x');
    const auto path = write(content);
    std::filesystem::create_hard_link(path, m_dir / "other name");
    ASSERT_TRUE(base::shredFile(path));
    EXPECT_FALSE(std::filesystem::exists(path));
    EXPECT_EQ(read(m_dir / "other name"), std::string(content.size(), '\0'));
}

TEST_F(Shred, leavesWhatALinkPointsTo)
{
    const auto path = write("kept");
    std::filesystem::create_symlink(path, m_dir / "link");
    EXPECT_FALSE(base::shredFile(m_dir / "link"));
    EXPECT_EQ(read(path), "kept");
    EXPECT_FALSE(base::shredFile(m_dir / "not there"));
    EXPECT_FALSE(base::shredFile("/dev/null"));
}

} // namespace
