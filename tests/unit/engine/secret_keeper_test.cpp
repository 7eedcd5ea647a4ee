// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/secret_keeper.h"
#include "fakes.h"
#include "model/secret_ref.h"
#include "providers/url_provider.h"
#include "support/process/run_task.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace berth::engine {
namespace {

using base::Secret;

model::EnvVariable secretVariable(const std::string &name)
{
    model::EnvVariable variable;
    variable.name = name;
    variable.secret = true;
    return variable;
}

model::JsonSpec dockerSpec(model::Environment environment)
{
    model::DockerSpec docker;
    docker.image = "localhost/x:1";
    docker.environment = std::move(environment);
    model::JsonSpec spec;
    spec.type = std::move(docker);
    return spec;
}

const Secret *find(const std::vector<SecretInput> &inputs, const std::string &name)
{
    const auto found =
        std::find_if(inputs.begin(), inputs.end(),
                     [&name](const SecretInput &input) { return input.name == name; });
    return found == inputs.end() ? nullptr : &found->value;
}

TEST(SecretKeeperTest, aPlainValueOfASecretVariableIsTakenOut)
{
    model::JsonSpec spec = dockerSpec({{"TOKEN", "hunter2"}, {"MODE", "fast"}});
    std::vector<SecretInput> given;
    SecretKeeper::extract(spec, {secretVariable("TOKEN")}, given);
    ASSERT_NE(find(given, "TOKEN"), nullptr);
    EXPECT_EQ(find(given, "TOKEN")->expose(), "hunter2");
    EXPECT_EQ(base::toText(model::toJson(spec)).find("hunter2"), std::string::npos);
    EXPECT_TRUE(model::looksLikeSecretRef(spec.docker()->environment[0].second));
    EXPECT_EQ(spec.docker()->environment[1].second, "fast");
}

TEST(SecretKeeperTest, whatNobodyDeclaredIsJudgedByItsName)
{
    model::JsonSpec spec = dockerSpec({{"API_KEY", "hunter2"}, {"MODE", "fast"}});
    model::EnvVariable open;
    open.name = "API_KEY"; // declared, and no secret
    std::vector<SecretInput> given;
    SecretKeeper::extract(spec, {open}, given);
    EXPECT_TRUE(given.empty());
    EXPECT_EQ(SecretKeeper::plainSecret(spec, {open}), "");
    EXPECT_EQ(SecretKeeper::plainSecret(spec, {}), "/environment/API_KEY");
    SecretKeeper::extract(spec, {}, given);
    ASSERT_NE(find(given, "API_KEY"), nullptr);
    EXPECT_EQ(spec.docker()->environment[1].second, "fast");
    EXPECT_EQ(SecretKeeper::plainSecret(spec, {}), "") << "a reference now";
}

TEST(SecretKeeperTest, aReferenceStaysAsItIs)
{
    model::JsonSpec spec = dockerSpec({{"TOKEN", "secret_ref:TOKEN"}});
    std::vector<SecretInput> given;
    SecretKeeper::extract(spec, {secretVariable("TOKEN")}, given);
    EXPECT_TRUE(given.empty());
    EXPECT_EQ(spec.docker()->environment[0].second, "secret_ref:TOKEN");
}

TEST(SecretKeeperTest, aGivenSecretGetsItsReference)
{
    model::JsonSpec spec = dockerSpec({});
    std::vector<SecretInput> given;
    given.push_back({"KEY", Secret("value-of-key")});
    SecretKeeper::extract(spec, {}, given);
    ASSERT_EQ(spec.docker()->environment.size(), 1U);
    EXPECT_EQ(spec.docker()->environment[0].first, "KEY");
    EXPECT_TRUE(model::looksLikeSecretRef(spec.docker()->environment[0].second));
}

TEST(SecretKeeperTest, credentialsOfAUrlAreTakenOut)
{
    model::UrlSpec url;
    url.endpoint = "https://mcp.example.com/mcp";
    url.bearerToken = "bearer-value";
    url.headers = {{"Authorization", "Basic abcdef"}, {"X-Trace", "on"}};
    model::JsonSpec spec;
    spec.type = std::move(url);
    std::vector<SecretInput> given;
    EXPECT_EQ(SecretKeeper::plainSecret(spec, {}), "/authentication/token");
    SecretKeeper::extract(spec, {}, given);
    EXPECT_EQ(SecretKeeper::plainSecret(spec, {}), "");
    const std::string text = base::toText(model::toJson(spec));
    EXPECT_EQ(text.find("bearer-value"), std::string::npos);
    EXPECT_EQ(text.find("abcdef"), std::string::npos);
    EXPECT_NE(text.find("on"), std::string::npos);
    EXPECT_NE(find(given, providers::credential::bearerToken), nullptr);
    EXPECT_NE(find(given, providers::credential::forHeader("Authorization")), nullptr);
}

TEST(SecretKeeperTest, whatAnotherInstanceUsesOutlivesItsOwner)
{
    boost::asio::io_context io;
    FakeSecretStore store;
    store.values = {{"mcp_instance_i1_A", "1"}, {"mcp_instance_i1_B", "2"}};
    model::DockerSpec docker;
    docker.environment = {{"A", "secret_ref:A"}, {"B", "secret_ref:B"}};
    model::JsonSpec spec;
    spec.type = docker;
    SecretKeeper keeper(store);
    ASSERT_TRUE(test::runTask(io, keeper.forget("i1", spec, {"mcp_instance_i1_A"})));
    EXPECT_EQ(store.values.size(), 1U);
    EXPECT_EQ(store.values.count("mcp_instance_i1_A"), 1U);
}

} // namespace
} // namespace berth::engine
