// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "model/instance_copy.h"

#include <gtest/gtest.h>

namespace berth::model {
namespace {

constexpr const char *id = "0b8f6d52-1111-4222-8333-444444444444";

TEST(CopyOf, AContainerRefersToTheSameSecrets)
{
    DockerSpec docker;
    docker.image = "localhost/x:1";
    docker.environment = {{"TOKEN", "secret_ref:TOKEN"},
                          {"LOOSE", "secret_ref:instance:1:LOOSE"},
                          {"SHARED", "secret_ref:team/prod:KEY"},
                          {"PLAIN", "text"}};
    docker.volumes = {{"secret_ref:PEM", "/etc/key.pem"}, {"/srv/data", "/data"}};
    docker.secretFiles = {"TOKEN"};
    Instance instance;
    instance.id = id;
    instance.name = "first";
    instance.description = "What it is for";
    instance.serverSpecId = "srv";
    instance.spec.type = docker;

    const InstanceDraft draft = copyOf(instance, "second");
    EXPECT_EQ(draft.name, "second");
    EXPECT_EQ(draft.description, "What it is for");
    EXPECT_EQ(draft.serverSpecId, "srv");
    const DockerSpec &copy = *draft.spec.docker();
    EXPECT_EQ(copy.environment, (Environment{{"TOKEN", std::string("secret_ref:") + id + ":TOKEN"},
                                             {"LOOSE", std::string("secret_ref:") + id + ":LOOSE"},
                                             {"SHARED", "secret_ref:team/prod:KEY"},
                                             {"PLAIN", "text"}}));
    EXPECT_EQ(copy.volumes[0].source, std::string("secret_ref:") + id + ":PEM");
    EXPECT_EQ(copy.volumes[1].source, "/srv/data");
    EXPECT_EQ(copy.secretFiles, docker.secretFiles);
}

TEST(CopyOf, ARemoteServerToo)
{
    UrlSpec url;
    url.endpoint = "https://mcp.example.com/mcp";
    url.bearerToken = "secret_ref:AUTHENTICATION_TOKEN";
    url.headers = {{"X-Key", "secret_ref:HEADER_X_KEY"}, {"X-Team", "blue"}};
    Instance instance;
    instance.id = id;
    instance.spec.type = url;

    const UrlSpec copy = *copyOf(instance, "second").spec.url();
    EXPECT_EQ(copy.bearerToken, std::string("secret_ref:") + id + ":AUTHENTICATION_TOKEN");
    EXPECT_EQ(copy.headers[0].second, std::string("secret_ref:") + id + ":HEADER_X_KEY");
    EXPECT_EQ(copy.headers[1].second, "blue");
}

} // namespace
} // namespace berth::model
