// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "support/keyring/scratch_dir.h"
#include "traefik/certificates.h"

#include <gtest/gtest.h>

#include <fstream>

namespace berth::traefik {
namespace {

const std::string one = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
const std::string two = "-----BEGIN CERTIFICATE-----\nBBBB\n-----END CERTIFICATE-----\n";
const std::string key = "-----BEGIN PRIVATE KEY-----\nSECRET\n-----END PRIVATE KEY-----\n";

TEST(Certificates, AKeyInTheSameFileStaysThere)
{
    EXPECT_EQ(certificatesIn("Subject: me\n" + one + key + two + key), one + two);
    EXPECT_EQ(certificatesIn(key), "");
    EXPECT_EQ(certificatesIn("-----BEGIN CERTIFICATE-----\nAAAA\n" + key), "");
}

TEST(Certificates, AreReadFromAFileOrTheErrorNamesIt)
{
    const test::ScratchDir dir;
    std::ofstream(dir / "own.pem") << key << one;
    EXPECT_EQ(readCertificates(dir / "own.pem").value(), one);
    const auto missing = readCertificates(dir / "none.pem");
    ASSERT_FALSE(missing);
    EXPECT_NE(missing.error().message.find("none.pem"), std::string::npos);
}

TEST(Certificates, AFileThatNeverEndsIsNoCertificate)
{
    EXPECT_FALSE(readCertificates("/dev/zero"));
}

} // namespace
} // namespace berth::traefik
