// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "providers/container_plan.h"
#include "providers/labels.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace berth::providers {
namespace {

model::Instance instanceOf(model::DockerSpec docker)
{
    model::Instance instance;
    instance.id = "6b1e0f5e-0000-4000-8000-00000000c04d";
    instance.name = "Git Hub";
    instance.slug = "git-hub";
    docker.image = "localhost/x:1";
    instance.spec.type = std::move(docker);
    return instance;
}

podman::ContainerConfig plan(const model::Instance &instance,
                             const secrets::ResolvedValues &secrets = {}, bool limits = true)
{
    podman::VersionInfo host;
    host.cgroupLimits = limits;
    auto config = planContainer(instance, secrets, {}, host, "owner");
    EXPECT_TRUE(config);
    return config ? *config : podman::ContainerConfig{};
}

std::string valueOf(const podman::ContainerConfig &config, const std::string &name)
{
    const auto found = std::find_if(config.environment.begin(), config.environment.end(),
                                    [&name](const auto &entry) { return entry.first == name; });
    return found == config.environment.end() ? std::string() : found->second;
}

TEST(ContainerPlanTest, theDefaultsAreTight)
{
    const auto config = plan(instanceOf({}));
    EXPECT_TRUE(config.capAdd.empty());
    EXPECT_TRUE(config.noNewPrivileges);
    EXPECT_TRUE(config.init);
    EXPECT_EQ(config.memoryBytes, 512LL * 1024 * 1024);
    EXPECT_EQ(config.milliCpus, 1000);
    EXPECT_EQ(config.pids, 256);
    EXPECT_EQ(config.publishPort, 8000);
    EXPECT_FALSE(config.rlimits.empty());
}

TEST(ContainerPlanTest, labelsNameOwnerInstanceAndConfiguration)
{
    const auto instance = instanceOf({});
    const auto config = plan(instance);
    EXPECT_EQ(config.labels.at(label::owner), "owner");
    EXPECT_EQ(config.labels.at(label::instance), instance.id);
    EXPECT_EQ(config.labels.at(label::spec), specHash(instance.spec, {}));
    EXPECT_NE(config.name.rfind("mcp-", 0), 0U) << "a Go manager would adopt it";
}

TEST(ContainerPlanTest, theHashFollowsEveryChangeThatNeedsANewContainer)
{
    const auto instance = instanceOf({});
    model::DockerSpec changed;
    changed.environment = {{"A", "1"}};
    EXPECT_NE(specHash(instance.spec, {}), specHash(instanceOf(changed).spec, {}));
    ContainerDefaults defaults;
    defaults.memoryLimit = "1g";
    EXPECT_NE(specHash(instance.spec, {}), specHash(instance.spec, defaults));
    EXPECT_EQ(specHash(instance.spec, {}), specHash(instanceOf({}).spec, {}));
}

TEST(ContainerPlanTest, secretsTravelApartFromPlainValues)
{
    model::DockerSpec docker;
    docker.environment = {{"TOKEN", "secret_ref:TOKEN"}, {"MODE", "fast"}};
    const auto config = plan(instanceOf(docker), {{"TOKEN", base::Secret("hunter2")}});
    EXPECT_EQ(valueOf(config, "MODE"), "fast");
    EXPECT_EQ(valueOf(config, "TOKEN"), "");
    ASSERT_EQ(config.secrets.size(), 1U);
    EXPECT_EQ(config.secrets[0].value.expose(), "hunter2");
}

TEST(ContainerPlanTest, aSecretIsDeliveredAsItsSpecSays)
{
    model::DockerSpec docker;
    docker.environment = {{"TOKEN", "secret_ref:TOKEN"}, {"KEY", "secret_ref:KEY"}};
    docker.secretFiles = {"KEY"};
    docker.volumes = {{"secret_ref:PEM", "/etc/x/key.pem", true}, {"/srv", "/data", true}};
    const secrets::ResolvedValues values = {{"TOKEN", base::Secret("1")},
                                            {"KEY", base::Secret("2")},
                                            {"PEM at /etc/x/key.pem", base::Secret("3")}};
    const auto config = plan(instanceOf(docker), values);
    ASSERT_EQ(config.secrets.size(), 3U);
    EXPECT_EQ(config.secrets[0].way, podman::SecretDelivery::Way::Variable);
    EXPECT_EQ(config.secrets[1].way, podman::SecretDelivery::Way::File);
    EXPECT_EQ(config.secrets[1].name, "KEY");
    EXPECT_EQ(config.secrets[2].way, podman::SecretDelivery::Way::Mount);
    EXPECT_EQ(config.secrets[2].name, "/etc/x/key.pem");
    EXPECT_EQ(config.secrets[2].value.expose(), "3");
    ASSERT_EQ(config.mounts.size(), 1U);
    EXPECT_EQ(config.mounts[0].source, "/srv");
}

TEST(ContainerPlanTest, theReservedEnvironmentWinsOverTheUsers)
{
    model::DockerSpec docker;
    docker.environment = {{"MCP_CONTAINER_PORT", "1"}};
    const auto config = plan(instanceOf(docker));
    EXPECT_EQ(config.environment.back().first, "MCP_CONTAINER_PORT");
    EXPECT_EQ(config.environment.back().second, "8000");
}

TEST(ContainerPlanTest, limitsAreLeftOutWherePodmanCannotApplyThem)
{
    const auto config = plan(instanceOf({}), {}, false);
    EXPECT_FALSE(config.memoryBytes);
    EXPECT_FALSE(config.milliCpus);
    EXPECT_FALSE(config.pids);
}

} // namespace
} // namespace berth::providers
