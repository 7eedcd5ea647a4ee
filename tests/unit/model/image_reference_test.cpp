// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "unit/model/model_test_support.h"

namespace berth::model {
namespace {

const std::string hex64(64, 'a');

TEST(CheckImage, AcceptsTheReferenceGrammar)
{
    for (const std::string &image :
         {std::string("echo"), std::string("mcp/filesystem"), std::string("a/b/c/d:1"),
          std::string("localhost/echo"), std::string("localhost:5000/echo:dev"),
          std::string("127.0.0.1:5000/echo"), std::string("[::1]:5000/echo"),
          std::string("ghcr.io/org-name/some_server/v2:1.2.3-rc.1_x"),
          std::string("Registry.Example.com/echo"), std::string("a__b/c--d/e.f"),
          std::string("a-----b"), "echo@sha256:" + hex64, "echo:1.0@sha256:" + hex64,
          "r.io:443/o/e:t@sha512:" + hex64 + hex64, std::string("echo:") + std::string(128, 'T'),
          std::string("e:_tag")}) {
        EXPECT_TRUE(checkImage(image, "/image").empty()) << image;
    }
}

TEST(CheckImage, RefusesWhatPodmanWould)
{
    for (const std::string &image : {std::string(),
                                     std::string("  "),
                                     std::string("Echo"),
                                     std::string("echo image"),
                                     std::string("echo:"),
                                     std::string("echo:ta g"),
                                     std::string("echo:-tag"),
                                     std::string("echo@"),
                                     std::string("echo@sha256:abc"),
                                     std::string("/echo"),
                                     std::string("echo/"),
                                     std::string("a//b"),
                                     std::string("-echo"),
                                     std::string("echo-"),
                                     std::string("a..b"),
                                     std::string("a___b"),
                                     std::string("a._b"),
                                     std::string("https://ghcr.io/a/b"),
                                     std::string("docker://echo"),
                                     std::string("ghcr.io:port/a"),
                                     std::string("ghcr..io/a"),
                                     std::string("-x.io/a"),
                                     std::string("ghcr.io:999999/a"),
                                     std::string("[::1/a"),
                                     std::string("echo\n"),
                                     std::string("écho"),
                                     std::string("echo@sha256:") + std::string(31, 'a'),
                                     std::string("echo:") + std::string(129, 'T'),
                                     std::string(256, 'a'),
                                     std::string(5000, ':'),
                                     std::string(5000, '/'),
                                     std::string("a\0b", 3),
                                     std::string("\xff\xfe"),
                                     std::string("echo@@sha256:") + hex64,
                                     std::string("--privileged")}) {
        const Violations violations = checkImage(image, "/image");
        ASSERT_EQ(violations.size(), 1U) << image;
        EXPECT_EQ(violations.front().pointer, "/image");
        EXPECT_FALSE(violations.front().expected.empty());
    }
}

TEST(CheckImage, SaysWhatIsWrong)
{
    EXPECT_NE(checkImage("Echo", "")[0].message.find("upper-case"), std::string::npos);
    EXPECT_NE(checkImage("e:%", "")[0].message.find("tag"), std::string::npos);
    EXPECT_NE(checkImage("e@sha256:1", "")[0].message.find("digest"), std::string::npos);
    EXPECT_NE(checkImage("https://e/x", "")[0].message.find("scheme"), std::string::npos);
}

} // namespace
} // namespace berth::model
