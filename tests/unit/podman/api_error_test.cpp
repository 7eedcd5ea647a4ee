// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "podman/api_error.h"

#include <gtest/gtest.h>

namespace berth::podman {
namespace {

using base::ErrorCode;

struct ApiCase
{
    int status;
    const char *body;
    ErrorCode code;
};

/// Recorded from Podman 4.3.1.
const ApiCase apiCases[] = {
    {404,
     R"({"cause":"no such container","message":"no container with name or ID \"t1\" found: no such container","response":404})",
     ErrorCode::NotFound},
    {500,
     R"({"cause":"image not known","message":"localhost/nix:1: image not known","response":500})",
     ErrorCode::ImageNotFound},
    {404,
     R"({"cause":"failed to find image localhost/none:1","message":"failed to find image localhost/none:1","response":404})",
     ErrorCode::ImageNotFound},
    {409,
     R"({"cause":"image is in use by a container","message":"image used by 2f1d: image is in use by a container: consider listing external containers and force-removing image","response":409})",
     ErrorCode::Conflict},
    {500,
     R"({"cause":"that name is already in use","message":"creating container storage: the container name \"t1\" is already in use by 3fca. You have to remove that container to be able to reuse that name: that name is already in use","response":500})",
     ErrorCode::AlreadyExists},
    {500,
     R"({"cause":"secret name in use","message":"berth-abc: secret name in use","response":500})",
     ErrorCode::AlreadyExists},
    {500,
     R"({"cause":"container state improper","message":"can only kill running containers. 2f1d is in state exited: container state improper","response":500})",
     ErrorCode::Conflict},
    {500, "not even JSON", ErrorCode::Conflict},
    {400, R"({"message":"bad parameter"})", ErrorCode::InvalidArgument},
};

TEST(ApiError, MapsWhatPodmanSays)
{
    for (const ApiCase &sample : apiCases) {
        const auto error = apiError(sample.status, sample.body, "do it");
        EXPECT_EQ(base::errorCodeName(error.code), base::errorCodeName(sample.code)) << sample.body;
        EXPECT_EQ(error.message.rfind("Podman could not do it. ", 0), 0U) << error.message;
        EXPECT_FALSE(error.details.empty());
    }
}

TEST(ApiError, KeepsPodmansWordsWhole)
{
    const auto error = apiError(500, R"({"cause":"deep","message":"shallow","response":500})", "x");
    EXPECT_EQ(error.details, "shallow (deep)");
    EXPECT_EQ(apiError(500, "plain words", "x").details, "plain words");
}

TEST(PullError, TellsTheKindsApart)
{
    const auto refused = pullError(
        "initializing source docker://127.0.0.1:1/nix:1: pinging container registry 127.0.0.1:1: "
        "Get \"http://127.0.0.1:1/v2/\": dial tcp 127.0.0.1:1: connect: connection refused",
        "127.0.0.1:1/nix:1");
    EXPECT_EQ(refused.code, ErrorCode::PullFailed);
    EXPECT_NE(refused.message.find("127.0.0.1:1/nix:1"), std::string::npos);
    EXPECT_EQ(pullError("reading manifest 9 in x: manifest unknown: manifest unknown", "x:9").code,
              ErrorCode::ImageNotFound);
    EXPECT_EQ(pullError("unable to retrieve auth token: invalid username/password: unauthorized: "
                        "incorrect username or password",
                        "x")
                  .code,
              ErrorCode::Unauthorized);
    EXPECT_EQ(pullError("Invalid image name \"UPPER/nix:1\", unknown transport \"UPPER/nix\"",
                        "UPPER/nix:1")
                  .code,
              ErrorCode::InvalidArgument);
    EXPECT_EQ(pullError("something new", "x").code, ErrorCode::PullFailed);
}

} // namespace
} // namespace berth::podman
