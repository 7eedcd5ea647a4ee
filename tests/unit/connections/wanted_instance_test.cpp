// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "connections/wanted_instance.h"

#include <gtest/gtest.h>

namespace berth::connections {
namespace {

using base::Json;
using model::DesiredState;

const std::string id = "6b1e5b1a-4f0e-4f1c-9f1c-7a3fc04d0001";

model::DomainEvent created(Json data)
{
    return {"e-1", model::event::instanceCreated, {}, id, std::move(data)};
}

TEST(WantedInstance, isReadFromACreation)
{
    const auto wanted = wantedFrom(created({{"instance_id", id},
                                            {"server_spec_id", nullptr},
                                            {"name", "github"},
                                            {"json_spec", {{"image", "x"}}}}));
    ASSERT_TRUE(wanted);
    EXPECT_EQ(wanted->name, "github");
    EXPECT_EQ(wanted->serverSpecId, std::nullopt);
    EXPECT_EQ(wanted->desired, DesiredState::Running);
}

TEST(WantedInstance, getsANameWhenItHasNone)
{
    const auto wanted = wantedFrom(created({{"instance_id", id}, {"json_spec", Json::object()}}));
    ASSERT_TRUE(wanted);
    EXPECT_EQ(wanted->name, "Instance 6b1e5b1a");
}

TEST(WantedInstance, needsAUsableIdAndASpec)
{
    EXPECT_FALSE(wantedFrom(created({{"instance_id", id}})));
    EXPECT_FALSE(wantedFrom(created({{"instance_id", id}, {"json_spec", "text"}})));
    for (const char *wrong : {"", "../../etc", "-rf", "a b", "x\n"}) {
        EXPECT_FALSE(wantedFrom(created({{"instance_id", wrong}, {"json_spec", Json::object()}})))
            << wrong;
    }
}

TEST(WantedInstance, keepsItsWishThroughTheRegistry)
{
    auto wanted = wantedFrom(created({{"instance_id", id}, {"json_spec", Json::object()}}));
    ASSERT_TRUE(wanted);
    wanted->desired = DesiredState::Stopped;
    const auto again = wantedFrom(id, factsOf(*wanted));
    ASSERT_TRUE(again);
    EXPECT_EQ(again->desired, DesiredState::Stopped);
    EXPECT_EQ(again->name, wanted->name);
}

TEST(WantedInstance, takesOnlyStoppedFromThePlatformsStatus)
{
    PlatformInstance listed{id, "github", "", std::nullopt, Json::object(), "pending"};
    EXPECT_EQ(wantedFrom(listed).desired, DesiredState::Running);
    listed.status = "stopped";
    EXPECT_EQ(wantedFrom(listed).desired, DesiredState::Stopped);
}

} // namespace
} // namespace berth::connections
