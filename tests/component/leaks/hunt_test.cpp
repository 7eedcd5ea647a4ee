// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
// That the hunt finds a value in each kind of place, or "no hits" would say nothing.
#include "support/keyring/scratch_dir.h"
#include "support/leaks/leak_hunt.h"
#include "support/podman/podman_fixture.h"
#include "support/process/child_process.h"
#include "support/redis/redis_monitor.h"
#include "support/redis/redis_server.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

namespace berth::test {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class HuntTest : public testing::Test
{
protected:
    LeakHunt m_hunt;
    std::string m_marker = m_hunt.marker("planted");
    ScratchDir m_directory;
};

TEST_F(HuntTest, findsAValueInEveryForm)
{
    m_hunt.searchText("here", "nothing, and Lk nothing");
    EXPECT_THAT(m_hunt.findings(), IsEmpty());
    m_hunt.searchText("here", "password=" + m_marker + "; and " + m_marker);
    EXPECT_THAT(m_hunt.findings(),
                ElementsAre(HasSubstr("here: " + m_marker + " as it is, behind")));
    for (const char *before : {"", "a", "ab", "abc"}) {
        m_hunt.forget();
        ChildProcess base64({"base64", "-w0"});
        base64.write(before + m_marker + "behind");
        base64.closeInput();
        m_hunt.searchText("header", base64.readAll(ChildProcess::Stream::Output));
        ASSERT_EQ(m_hunt.findings().size(), 1U) << before;
        EXPECT_THAT(m_hunt.findings()[0], HasSubstr("in base64"));
    }
    m_hunt.forget();
    const std::u16string wide(m_marker.begin(), m_marker.end());
    m_hunt.searchText("text", {reinterpret_cast<const char *>(wide.data()), wide.size() * 2});
    EXPECT_THAT(m_hunt.findings(), ElementsAre(HasSubstr("in UTF-16")));
}

TEST_F(HuntTest, findsAValueInFilesAndInADatabaseWhereAPageCutsIt)
{
    std::filesystem::create_directories(m_directory / "a/b");
    std::ofstream(m_directory / "a/b/log") << "line\n" << m_marker << '\n';
    // The first overflow page of such a row ends after 4581 bytes, and so within the value.
    outputOf({"python3", "-c",
              "import sqlite3, sys\n"
              "d = sqlite3.connect(sys.argv[1])\n"
              "d.execute('create table t (x)')\n"
              "text = 'y' * 4567 + sys.argv[2]\n"
              "d.execute('insert into t values (?)', (text.ljust(8178, 'z'),))\n"
              "d.commit()\n",
              (m_directory / "db").string(), m_marker});
    m_hunt.searchTree(m_directory.path());
    EXPECT_THAT(m_hunt.findings(), Contains(HasSubstr("a/b/log: ")));
    EXPECT_THAT(m_hunt.findings(), Contains(HasSubstr("db, table t: ")));
    EXPECT_THAT(m_hunt.findings(), Not(Contains(HasSubstr("/db: ")))) << "not cut";
}

TEST_F(HuntTest, findsAValueInArgumentsAndEnvironment)
{
    const std::string waits = "echo ready; read line";
    ChildProcess environment({"sh", "-c", waits}, {{"PLANTED", m_marker}});
    ChildProcess arguments({"sh", "-c", waits, m_marker});
    for (ChildProcess *child : {&environment, &arguments}) { // a fork is not the program yet
        ASSERT_TRUE(child->waitForLine(ChildProcess::Stream::Output, "ready"));
    }
    m_hunt.searchProcesses();
    EXPECT_THAT(m_hunt.findings(), Contains(HasSubstr("environment of ")));
    EXPECT_THAT(m_hunt.findings(), Contains(HasSubstr("arguments of ")));
}

TEST_F(HuntTest, findsAValueInMemoryUnlessItIsKeptOutOfDumps)
{
    // Read straight into the page, so that there is no second copy.
    ChildProcess holder({"python3", "-c",
                         "import mmap, os\n"
                         "page = mmap.mmap(-1, 4096, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)\n"
                         "os.readv(0, [page])\n"
                         "print('taken', flush=True)\n"
                         "os.read(0, 1)\n"
                         "page.madvise(mmap.MADV_DONTDUMP)\n"
                         "print('hidden', flush=True)\n"
                         "os.read(0, 1)\n"});
    holder.write(m_marker);
    ASSERT_TRUE(holder.waitForLine(ChildProcess::Stream::Output, "taken"));
    m_hunt.searchMemory(holder.pid());
    EXPECT_THAT(m_hunt.findings(), Contains(HasSubstr(m_marker)));
    m_hunt.forget();
    holder.write("\n");
    ASSERT_TRUE(holder.waitForLine(ChildProcess::Stream::Output, "hidden"));
    m_hunt.searchMemory(holder.pid());
    EXPECT_THAT(m_hunt.findings(), IsEmpty());
}

TEST_F(HuntTest, findsAValueThatPodmanShows)
{
    PodmanFixture &podman = PodmanFixture::shared();
    const std::string id =
        podman.podman({"create", "--env", "X=" + m_marker, podman.probeImage(), "wait"});
    m_hunt.searchText("inspect", podman.podman({"inspect", id.substr(0, id.find('\n'))}));
    EXPECT_THAT(m_hunt.findings(), Contains(HasSubstr("inspect: ")));
    m_hunt.searchTree(podman.directory());
    EXPECT_THAT(m_hunt.findings(), Contains(HasSubstr(podman.directory().string())));
    podman.podman({"rm", id.substr(0, id.find('\n'))});
}

TEST_F(HuntTest, findsAValueThatRedisIsTold)
{
    RedisServer redis;
    RedisMonitor monitor(redis.port(), "");
    RedisMonitor quiet(redis.port(), "");
    outputOf({"redis-cli", "-p", std::to_string(redis.port()), "SET", "key", "its-" + m_marker});
    const std::string seen = monitor.finish();
    m_hunt.searchText("Redis", seen);
    EXPECT_THAT(m_hunt.findings(), ElementsAre(HasSubstr("Redis: ")));
    const auto from = seen.find("127.0.0.1:");
    ASSERT_NE(from, std::string::npos) << seen;
    const std::string client = seen.substr(from, seen.find(']') - from);
    EXPECT_EQ(quiet.finish(client).find(m_marker), std::string::npos);
}

} // namespace
} // namespace berth::test
