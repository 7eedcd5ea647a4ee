// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "component/connections/connections_test.h"
#include "connections/instance_registry.h"
#include "connections/leases.h"

namespace berth::connections {
namespace {

using base::ErrorCode;
using base::Json;

class RegistryTest : public ConnectionsTest
{
protected:
    std::map<std::string, Json> all()
    {
        auto entries = run(m_registry.all());
        EXPECT_TRUE(entries) << entries.error().message;
        return entries.value_or(std::map<std::string, Json>());
    }
    /// The code of a refusal.
    std::optional<ErrorCode> put(const std::string &id, const std::string &status,
                                 std::int64_t token)
    {
        auto done = run(m_registry.put(id, Json{{"status", status}}, token));
        return done ? std::nullopt : std::optional(done.error().code);
    }

    InstanceRegistry m_registry{pipeline()};
};

TEST_F(RegistryTest, KeepsWhatWasPut)
{
    EXPECT_TRUE(all().empty());
    EXPECT_FALSE(put("i", "running", 5));
    EXPECT_FALSE(put("j", "stopped", 6));
    const auto entries = all();
    ASSERT_EQ(entries.size(), 2);
    EXPECT_EQ(entries.at("i"), (Json{{"status", "running"}, {"lease", 5}}));
}

TEST_F(RegistryTest, AStaleHolderChangesNothing)
{
    constexpr std::int64_t token = 1763997314123457;
    EXPECT_FALSE(put("i", "running", token));
    EXPECT_FALSE(put("i", "stopped", token)) << "the same holder goes on";
    EXPECT_EQ(put("i", "failed", token - 1), ErrorCode::Conflict) << "by one microsecond";
    const auto removed = run(m_registry.remove("i", token - 1));
    ASSERT_FALSE(removed);
    EXPECT_EQ(removed.error().code, ErrorCode::Conflict);
    EXPECT_EQ(all().at("i")["status"], "stopped");
    EXPECT_TRUE(run(m_registry.remove("i", token)));
    EXPECT_TRUE(all().empty());
}

TEST_F(RegistryTest, AStaleHolderDoesNotBringBackWhatIsGone)
{
    Leases first(pipeline(), {"a", "1", "a"}, std::chrono::seconds(60));
    Leases second(pipeline(), {"b", "1", "b"}, std::chrono::seconds(60));
    ASSERT_TRUE(run(first.acquire({"i"})));
    const auto stale = first.tokenOf("i");
    EXPECT_FALSE(put("i", "running", stale));
    ASSERT_TRUE(run(first.release({"i"})));
    ASSERT_TRUE(run(second.acquire({"i"})));
    EXPECT_EQ(put("i", "failed", stale), ErrorCode::Conflict) << "before the new one wrote";
    ASSERT_TRUE(run(m_registry.remove("i", second.tokenOf("i"))));
    EXPECT_EQ(put("i", "running", stale), ErrorCode::Conflict);
    EXPECT_TRUE(all().empty());
}

TEST_F(RegistryTest, WhatCannotBeReadIsLeftOutAndOverwritten)
{
    ask({"HSET", "berth:instances", "text", "\"text\"", "garbage", "{", "bytes", "\xff", "deep",
         std::string(5000, '[')});
    EXPECT_TRUE(all().empty());
    for (const char *const id : {"text", "garbage", "bytes", "deep"}) {
        EXPECT_FALSE(put(id, "running", 1)) << id;
    }
    EXPECT_EQ(all().size(), 4);
}

TEST_F(RegistryTest, AForeignKeyIsNamed)
{
    ask({"SET", "berth:instances", "x"});
    EXPECT_EQ(put("i", "running", 1), ErrorCode::Conflict);
    EXPECT_EQ(run(m_registry.all()).error().code, ErrorCode::Conflict);
}

TEST_F(RegistryTest, OnlyObjectsArePut)
{
    EXPECT_EQ(run(m_registry.put("i", Json("text"), 1)).error().code, ErrorCode::InvalidArgument);
}

TEST_F(RegistryTest, FullMemoryIsSaidAndReadingGoesOn)
{
    EXPECT_FALSE(put("i", "running", 1));
    exhaustMemory();
    EXPECT_EQ(put("i", "stopped", 1), ErrorCode::LimitReached);
    EXPECT_EQ(all().at("i")["status"], "running");
    EXPECT_TRUE(run(m_registry.remove("i", 1))) << "frees memory";
}

TEST_F(RegistryTest, ARedisThatComesBackEmptyIsFilledAgain)
{
    EXPECT_FALSE(put("i", "running", 1));
    killAndRestart();
    EXPECT_FALSE(run(m_registry.all())) << "its connection is gone";
    m_registry = InstanceRegistry(pipeline());
    EXPECT_TRUE(all().empty());
    EXPECT_FALSE(put("i", "running", 1));
    EXPECT_EQ(all().size(), 1);
}

} // namespace
} // namespace berth::connections
