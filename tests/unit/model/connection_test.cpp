// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "model/connection.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace berth::model {
namespace {

using base::Json;
using testing::Contains;
using testing::Field;
using testing::HasSubstr;
using testing::Not;

Json staging()
{
    return {{"name", "staging"},
            {"role", "manager"},
            {"mark", "production"},
            {"url", "rediss://berth@redis.example.com:6380/1"},
            {"platform_url", "https://agents.example.com/v1"},
            {"lease_seconds", 30}};
}

TEST(Connection, isReadAsItIsWritten)
{
    auto connection = readConnection(staging());
    ASSERT_TRUE(connection);
    EXPECT_EQ(connection->role, ConnectionRole::Manager);
    EXPECT_EQ(connection->mark, ConnectionMark::Production);
    EXPECT_EQ(connection->lease, std::chrono::seconds(30));
    connection->id = "c-1";
    EXPECT_EQ(readConnection(toJson(*connection)), *connection);
}

TEST(Connection, namesEveryFieldThatIsWrong)
{
    const auto connection = readConnection({{"name", " "},
                                            {"role", "boss"},
                                            {"url", "http://redis"},
                                            {"platform_url", "ftp://x"},
                                            {"lease_seconds", 1}});
    ASSERT_FALSE(connection);
    for (const char *pointer : {"/name", "/role", "/url", "/platform_url", "/lease_seconds"}) {
        EXPECT_THAT(connection.error(), Contains(Field(&Violation::pointer, pointer)));
    }
}

TEST(Connection, takesNoPasswordAndDoesNotQuoteIt)
{
    for (const char *url : {"redis://:s3cret@host:6379", "redis://me:s3cret@host",
                            "unix://me:s3cret@/run/redis.sock"}) {
        Json json = staging();
        json["url"] = url;
        const auto connection = readConnection(json);
        ASSERT_FALSE(connection) << url;
        const Violation &violation = connection.error().front();
        EXPECT_EQ(violation.pointer, "/url");
        EXPECT_THAT(violation.message + violation.found, Not(HasSubstr("s3cret")));
    }
}

TEST(Connection, needsNameAndAddress)
{
    const auto connection = readConnection(Json::object());
    ASSERT_FALSE(connection);
    EXPECT_THAT(connection.error(), Contains(Field(&Violation::pointer, "/name")));
    EXPECT_THAT(connection.error(), Contains(Field(&Violation::pointer, "/url")));
    EXPECT_FALSE(readConnection(Json::array()));
}

} // namespace
} // namespace berth::model
