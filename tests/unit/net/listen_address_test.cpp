// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "net/listen_address.h"

#include <gtest/gtest.h>

namespace berth::net {
namespace {

TEST(ListenAddressTest, whatIsReadIsWrittenTheSame)
{
    for (const char *text : {"127.0.0.1:8000", "[::1]:0", "0.0.0.0:65535", "[fd00::7]:80"}) {
        const auto address = parseListenAddress(text);
        ASSERT_TRUE(address) << text;
        EXPECT_EQ(address->text(), text);
    }
}

TEST(ListenAddressTest, namesAreRefusedExceptThisMachines)
{
    const auto local = parseListenAddress("localhost:8000");
    ASSERT_TRUE(local);
    EXPECT_EQ(local->text(), "127.0.0.1:8000");
    for (const char *text : {"", "8000", ":8000", "host.example:8000", "127.0.0.1", "127.0.0.1:",
                             "127.0.0.1:65536", "127.0.0.1:80x", "::1:8000", "[127.0.0.1]:8000"}) {
        EXPECT_FALSE(parseListenAddress(text)) << text;
    }
}

TEST(ListenAddressTest, onlyLoopbackIsForThisMachineAlone)
{
    EXPECT_TRUE(parseListenAddress("127.0.0.2:1")->isLoopback());
    EXPECT_TRUE(parseListenAddress("[::1]:1")->isLoopback());
    EXPECT_FALSE(parseListenAddress("0.0.0.0:1")->isLoopback());
    EXPECT_FALSE(parseListenAddress("192.168.1.7:1")->isLoopback());
}

} // namespace
} // namespace berth::net
