// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "traefik/publication.h"

#include <gtest/gtest.h>

namespace berth::traefik {
namespace {

using base::Json;
using KeyValues = std::map<std::string, std::string>;

Publication sample()
{
    Publication publication;
    publication.owner = "0123456789abcdef";
    publication.slugs = {"echo"};
    publication.gatewayUrl = "http://127.0.0.1:7999";
    return publication;
}

constexpr const char *echoDocument = R"json({"http": {
    "routers": {"mcp-echo": {
        "rule": "Path(`/mcp/echo`) || PathPrefix(`/mcp/echo/`)",
        "middlewares": ["mcp-echo", "berth-mcp-echo"],
        "service": "mcp-echo"}},
    "services": {"mcp-echo": {"loadBalancer": {
        "servers": [{"url": "http://127.0.0.1:7999"}],
        "passHostHeader": false}}},
    "middlewares": {
        "mcp-echo": {"stripPrefix": {"prefixes": ["/mcp/echo"]}},
        "berth-mcp-echo": {"addPrefix": {"prefix": "/mcp/echo"}}}}})json";

TEST(Publication, AnInstanceIsARouterAServiceAndItsMiddlewares)
{
    const Json document = documentOf(entriesOf(sample()));
    EXPECT_EQ(document, Json::parse(echoDocument)) << document.dump(2);
}

TEST(Publication, NoInstancesAreAnEmptyDocument)
{
    Publication publication = sample();
    publication.slugs.clear();
    publication.trust.emplace();
    EXPECT_EQ(documentOf(entriesOf(publication)), Json::object())
        << "Traefik takes an empty map inside for an error";
}

TEST(Publication, AHostEntryPointsAndMiddlewaresOfAPersonComeFirst)
{
    Publication publication = sample();
    publication.host = "mcp.example.org";
    publication.entryPoints = {"websecure"};
    publication.middlewares = {"limits@file"};
    const Json router = documentOf(entriesOf(publication))["http"]["routers"]["mcp-echo"];
    EXPECT_EQ(router["rule"], "Host(`mcp.example.org`) && (Path(`/mcp/echo`) || "
                              "PathPrefix(`/mcp/echo/`))");
    EXPECT_EQ(router["entryPoints"], Json::array({"websecure"}));
    EXPECT_EQ(router["middlewares"], Json::array({"limits@file", "mcp-echo", "berth-mcp-echo"}));
}

TEST(Publication, NamesOfInstancesDoNotMeetThoseOfMiddlewares)
{
    Publication publication = sample();
    publication.slugs = {"a", "a-gateway", "berth-mcp-a"};
    const Json http = documentOf(entriesOf(publication))["http"];
    EXPECT_EQ(http["routers"].size(), 3U);
    EXPECT_EQ(http["middlewares"].size(), 6U);
}

TEST(Publication, AGatewayWithTlsIsKnownByItsCertificate)
{
    Publication publication = sample();
    publication.gatewayUrl = "https://127.0.0.1:7999";
    publication.trust = GatewayTrust{"PEM", "mcp.example.org"};
    const Entries entries = entriesOf(publication);
    const Json http = documentOf(entries)["http"];
    EXPECT_EQ(http["services"]["mcp-echo"]["loadBalancer"]["serversTransport"], "berth-01234567");
    EXPECT_EQ(http["serversTransports"]["berth-01234567"],
              (Json{{"serverName", "mcp.example.org"}, {"rootCAs", {"PEM"}}}));
    EXPECT_EQ(entries.count("berth-01234567"), 1U);
}

TEST(Publication, AsKeysEveryLeafIsOneWithItsPlaceInLists)
{
    Publication publication = sample();
    publication.entryPoints = {"web", "websecure"};
    const Entries entries = entriesOf(publication);
    EXPECT_EQ(
        keyValues(entries.at("mcp-echo"), "t/root"),
        (KeyValues{
            {"t/root/http/routers/mcp-echo/rule", "Path(`/mcp/echo`) || PathPrefix(`/mcp/echo/`)"},
            {"t/root/http/routers/mcp-echo/entryPoints/0", "web"},
            {"t/root/http/routers/mcp-echo/entryPoints/1", "websecure"},
            {"t/root/http/routers/mcp-echo/middlewares/0", "mcp-echo"},
            {"t/root/http/routers/mcp-echo/middlewares/1", "berth-mcp-echo"},
            {"t/root/http/routers/mcp-echo/service", "mcp-echo"},
            {"t/root/http/services/mcp-echo/loadBalancer/servers/0/url", "http://127.0.0.1:7999"},
            {"t/root/http/services/mcp-echo/loadBalancer/passHostHeader", "false"},
            {"t/root/http/middlewares/mcp-echo/stripPrefix/prefixes/0", "/mcp/echo"},
            {"t/root/http/middlewares/berth-mcp-echo/addPrefix/prefix", "/mcp/echo"},
        }));
}

} // namespace
} // namespace berth::traefik
