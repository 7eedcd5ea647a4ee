// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "base/profile.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <optional>
#include <string>

#include <sys/stat.h>

namespace berth::base {
namespace {

namespace fs = std::filesystem;

/// Sets one environment variable and puts the old value back at the end.
class ScopedEnvironment
{
public:
    ScopedEnvironment(const char *name, const char *value)
        : m_name(name)
    {
        if (const char *old = std::getenv(name)) {
            m_old = old;
        }
        value != nullptr ? setenv(name, value, 1) : unsetenv(name);
    }

    ~ScopedEnvironment()
    {
        m_old ? setenv(m_name, m_old->c_str(), 1) : unsetenv(m_name);
    }

    ScopedEnvironment(const ScopedEnvironment &) = delete;
    ScopedEnvironment &operator=(const ScopedEnvironment &) = delete;

private:
    const char *m_name;
    std::optional<std::string> m_old;
};

class ProfileDirectory : public testing::Test
{
protected:
    void SetUp() override
    {
        std::string pattern = (fs::temp_directory_path() / "berth-profile-XXXXXX").string();
        ASSERT_NE(mkdtemp(pattern.data()), nullptr);
        m_root = pattern;
    }

    void TearDown() override
    {
        fs::remove_all(m_root);
    }

    static mode_t modeOf(const fs::path &path)
    {
        struct stat info = {};
        EXPECT_EQ(stat(path.c_str(), &info), 0) << path;
        return info.st_mode & 07777U;
    }

    fs::path m_root;
};

TEST(Profile, FollowsTheXdgDirectories)
{
    const ScopedEnvironment data("XDG_DATA_HOME", "/x/data");
    const ScopedEnvironment config("XDG_CONFIG_HOME", "/x/config");
    const ScopedEnvironment state("XDG_STATE_HOME", "/x/state");
    const ScopedEnvironment runtime("XDG_RUNTIME_DIR", "/x/run");
    const Profile profile = Profile::xdg();
    EXPECT_EQ(profile.database(), "/x/data/berth/berth.db");
    EXPECT_EQ(profile.settings(), "/x/config/berth/settings.json");
    EXPECT_EQ(profile.log(), "/x/state/berth/berth.log");
    EXPECT_EQ(profile.apiSocket(), "/x/run/berth/berth.sock");
    EXPECT_EQ(profile.windowSocket(), "/x/run/berth/window.sock");
}

TEST(Profile, FallsBackToTheHomeDirectory)
{
    const ScopedEnvironment home("HOME", "/home/me");
    const ScopedEnvironment data("XDG_DATA_HOME", nullptr);
    const ScopedEnvironment config("XDG_CONFIG_HOME", "relative/is/ignored");
    const ScopedEnvironment state("XDG_STATE_HOME", "");
    const ScopedEnvironment runtime("XDG_RUNTIME_DIR", nullptr);
    const Profile profile = Profile::xdg();
    EXPECT_EQ(profile.dataDir(), "/home/me/.local/share/berth");
    EXPECT_EQ(profile.configDir(), "/home/me/.config/berth");
    EXPECT_EQ(profile.stateDir(), "/home/me/.local/state/berth");
    EXPECT_TRUE(profile.runtimeDir().string().starts_with("/tmp/berth-"));
}

TEST_F(ProfileDirectory, KeepsEverythingUnderOneDirectory)
{
    const Profile profile = Profile::at(m_root / "a" / ".." / "b");
    EXPECT_EQ(profile.database(), m_root / "b" / "berth.db");
    EXPECT_EQ(profile.apiSocket(), m_root / "b" / "berth.sock");
    EXPECT_TRUE(Profile::at("relative").dataDir().is_absolute());
}

TEST_F(ProfileDirectory, IsMadePrivate)
{
    const fs::path directory = m_root / "deep" / "profile";
    ASSERT_TRUE(Profile::at(directory).create());
    EXPECT_EQ(modeOf(directory), 0700U);
    ASSERT_EQ(chmod(directory.c_str(), 0755), 0);
    ASSERT_TRUE(Profile::at(directory).create());
    EXPECT_EQ(modeOf(directory), 0700U);
}

TEST_F(ProfileDirectory, NamesTheDirectoryThatCannotBeMade)
{
    const fs::path file = m_root / "file";
    std::ofstream(file) << "x";
    for (const fs::path &directory : {file, file / "below"}) {
        const Status made = Profile::at(directory).create();
        ASSERT_FALSE(made);
        EXPECT_EQ(made.error().code, ErrorCode::PermissionDenied);
        EXPECT_NE(made.error().message.find(directory.string()), std::string::npos);
    }
    EXPECT_TRUE(fs::is_regular_file(file));
    EXPECT_NE(modeOf(file), 0700U);
}

} // namespace
} // namespace berth::base
