// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "api/manager/manager_guard.h"

#include <gtest/gtest.h>

namespace berth::api {
namespace {

using net::Headers;

constexpr const char *token = "0123456789abcdef";

int statusOf(const ManagerGuard &guard, const Headers &headers)
{
    const auto refusal = guard.refusal(headers);
    return refusal ? refusal->status : 200;
}

ManagerGuard guarded(const std::string &host = "127.0.0.1")
{
    return {net::ListenAddress{host, 8000}, base::Secret(token)};
}

TEST(ManagerGuardTest, theTokenComesAsBearerOrAsThePasswordOfAnUrl)
{
    const ManagerGuard guard = guarded();
    EXPECT_EQ(
        statusOf(guard, {{"Host", "127.0.0.1:8000"}, {"Authorization", "Bearer 0123456789abcdef"}}),
        200);
    // "berth:0123456789abcdef"
    EXPECT_EQ(statusOf(guard, {{"Host", "localhost:8000"},
                               {"Authorization", "basic YmVydGg6MDEyMzQ1Njc4OWFiY2RlZg=="}}),
              200);
}

TEST(ManagerGuardTest, aMissingOrWrongTokenIsUnauthorized)
{
    const ManagerGuard guard = guarded();
    EXPECT_EQ(statusOf(guard, {{"Host", "127.0.0.1:8000"}}), 401);
    for (const char *value :
         {"Bearer 0123456789abcdee", "Bearer 0123456789abcdef0", "Bearer", "Bearer ", "",
          "0123456789abcdef", "Basic 0123456789abcdef", "Basic YmVydGg=", "Digest x"}) {
        EXPECT_EQ(statusOf(guard, {{"Host", "127.0.0.1:8000"}, {"Authorization", value}}), 401)
            << value;
    }
}

TEST(ManagerGuardTest, anEmptyTokenNeverPasses)
{
    const ManagerGuard guard = guarded();
    EXPECT_EQ(statusOf(guard, {{"Host", "127.0.0.1:8000"}, {"Authorization", "Basic Og=="}}), 401);
}

TEST(ManagerGuardTest, foreignHostsAndPagesAreRefusedEvenWithTheToken)
{
    const ManagerGuard guard = guarded();
    const std::string bearer = std::string("Bearer ") + token;
    for (const char *host : {"evil.example", "127.0.0.1:8001", "evil.example:8000", ""}) {
        EXPECT_EQ(statusOf(guard, {{"Host", host}, {"Authorization", bearer}}), 403) << host;
    }
    for (const char *origin : {"http://evil.example", "null", "http://localhost:3000", ""}) {
        EXPECT_EQ(
            statusOf(guard,
                     {{"Host", "127.0.0.1:8000"}, {"Origin", origin}, {"Authorization", bearer}}),
            403)
            << origin;
    }
    EXPECT_EQ(statusOf(guard, {{"Authorization", bearer}}), 403);
}

TEST(ManagerGuardTest, withoutATokenThisMachinesProgramsPassAndPagesDoNot)
{
    const ManagerGuard guard(net::ListenAddress{"127.0.0.1", 8000}, std::nullopt);
    EXPECT_EQ(statusOf(guard, {{"Host", "127.0.0.1:8000"}}), 200);
    EXPECT_EQ(statusOf(guard, {{"Host", "evil.example:8000"}}), 403);
    EXPECT_EQ(statusOf(guard, {{"Host", "127.0.0.1:8000"}, {"Origin", "http://evil.example"}}),
              403);
}

TEST(ManagerGuardTest, otherMachinesUseNamesOfTheirOwnAndNeedTheToken)
{
    const ManagerGuard guard = guarded("0.0.0.0");
    EXPECT_EQ(statusOf(guard, {{"Host", "berth.lan:8000"}}), 401);
    EXPECT_EQ(statusOf(guard, {{"Host", "berth.lan:8000"},
                               {"Authorization", std::string("Bearer ") + token}}),
              200);
}

} // namespace
} // namespace berth::api
