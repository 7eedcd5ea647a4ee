// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "secrets/infisical_names.h"

#include <gtest/gtest.h>

namespace {

using namespace berth::secrets;
using berth::base::ErrorCode;

const std::string id = "0b8f6d52-7f4e-4a1c-9d0e-000000000001";

InfisicalNames names(const std::string &path, std::string_view pattern)
{
    return InfisicalNames::make(path, pattern).value();
}

void expectPlace(const InfisicalNames &scheme, const std::string &key, const std::string &folder,
                 const std::string &name)
{
    const auto place = scheme.placeOf(key);
    ASSERT_TRUE(place) << key << ": " << place.error().message;
    EXPECT_EQ(place->folder, folder) << key;
    EXPECT_EQ(place->name, name) << key;
    EXPECT_EQ(scheme.keyOf(*place), key);
}

TEST(InfisicalNames, areAgentAreasUnlessAskedOtherwise)
{
    const InfisicalNames scheme = names("/", InfisicalNames::agentArea);
    expectPlace(scheme, "mcp_instance_" + id + "_API_KEY", "/", "mcp_instance_" + id + "_API_KEY");
    expectPlace(scheme, "provider_config_7", "/", "provider_config_7");
    EXPECT_FALSE(scheme.usesFolders());
}

TEST(InfisicalNames, followAnotherTemplateIntoFolders)
{
    const InfisicalNames scheme = names("/mcp/prod/", "{id}/{NAME}");
    expectPlace(scheme, "mcp_instance_" + id + "_API_KEY", "/mcp/prod/" + id, "API_KEY");
    expectPlace(scheme, "mcp_instance_team/blue_API_KEY", "/mcp/prod/team/blue", "API_KEY");
    expectPlace(scheme, "provider_config_7", "/mcp/prod", "provider_config_7");
    EXPECT_TRUE(scheme.usesFolders());

    const InfisicalNames suffixed = names("/", "berth/{id}-{NAME}.v1");
    expectPlace(suffixed, "mcp_instance_" + id + "_A_B", "/berth", id + "-A_B.v1");
}

TEST(InfisicalNames, aPlaceOfSomethingElseHasNoKey)
{
    const InfisicalNames scheme = names("/mcp", "{id}/{NAME}");
    EXPECT_EQ(scheme.keyOf({"/elsewhere", "A"}), std::nullopt);
    EXPECT_EQ(scheme.keyOf({"/", "A"}), std::nullopt);
    EXPECT_EQ(scheme.keyOf({"/mcp", "A"}), "A");
}

TEST(InfisicalNames, whatInfisicalCannotKeepIsRefusedBeforeItIsAsked)
{
    const InfisicalNames scheme = names("/", InfisicalNames::agentArea);
    const std::string fifty(50, 'N');
    EXPECT_TRUE(scheme.placeOf("mcp_instance_" + id + '_' + fifty));
    for (const std::string &key : {"mcp_instance_" + id + '_' + fifty + 'N', std::string("a:b"),
                                   std::string(), std::string("folder with blanks/A")}) {
        const auto place = scheme.placeOf(key);
        ASSERT_FALSE(place) << key;
        EXPECT_EQ(place.error().code, ErrorCode::InvalidArgument) << key;
    }
}

TEST(InfisicalNames, aWrongTemplateOrPathIsTold)
{
    for (const char *pattern : {"", "{id}", "{NAME}", "{id}{NAME}", "{NAME}_{id}",
                                "{id}_{NAME}_{id}", "/{id}/{NAME}", "{id}_{NAME}/x"}) {
        EXPECT_FALSE(InfisicalNames::make("/", pattern)) << pattern;
    }
    for (const char *path : {"", "mcp", "/a b", "/a//b"}) {
        EXPECT_FALSE(InfisicalNames::make(path, "{id}_{NAME}")) << path;
    }
}

} // namespace
