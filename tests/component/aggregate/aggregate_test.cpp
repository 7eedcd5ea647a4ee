// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
//
// What a client sees of several servers as one: names, calls, resources, both eras.
#include "component/aggregate/aggregate_fixture.h"
#include "support/process/echo_process.h"

#include <gmock/gmock.h>

namespace berth::tests {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::UnorderedElementsAre;

std::string textOf(const Json &reply)
{
    return reply.contains("result") ? reply["result"]["content"][0]["text"].get<std::string>()
                                    : base::toText(reply);
}

TEST_F(AggregateTest, namesArePrefixedOnlyWhereTheyCollide)
{
    add("alpha", {"search", "read"});
    add("beta", {"search", "write"});
    publish();
    const std::string session = greet();
    EXPECT_THAT(toolNames(session), ElementsAre("alpha__search", "read", "beta__search", "write"));
    EXPECT_EQ(textOf(call(session, "beta__search")), "beta:search");
    EXPECT_EQ(textOf(call(session, "alpha__search")), "alpha:search");
    EXPECT_EQ(textOf(call(session, "write")), "beta:write");
}

TEST_F(AggregateTest, aToolThatIsNowhereIsAnError)
{
    add("alpha", {"read"});
    publish();
    const Json reply = call(greet(), "erase");
    EXPECT_EQ(reply["error"]["code"], -32602);
    EXPECT_THAT(stringOr(reply["error"], "message"), HasSubstr("erase"));
}

TEST_F(AggregateTest, aResultPassesByteByByte)
{
    const auto part = add("alpha", {"read"});
    part->onCall = [part = part.get()](const Json &message) {
        part->server->sayLine(
            R"({"jsonrpc":"2.0","id":)" + message["id"].dump() +
            R"(,"result":{"n":1.0e2,"s":"\u00e9","big":12345678901234567890123}})");
    };
    publish();
    const std::string session = greet();
    const HttpResponse response =
        ask(request("\"x\"", "tools/call", R"({"name":"read"})"), session);
    EXPECT_EQ(response.body, R"({"jsonrpc":"2.0","id":"x",)"
                             R"("result":{"n":1.0e2,"s":"\u00e9","big":12345678901234567890123}})");
}

TEST_F(AggregateTest, onlyChosenToolsAreShownAndCallable)
{
    add("alpha", {"search", "read"});
    add("beta", {"search"});
    members["alpha"].chosenTools = {"read"};
    publish();
    const std::string session = greet();
    EXPECT_THAT(toolNames(session), ElementsAre("read", "search"));
    EXPECT_EQ(textOf(call(session, "search")), "beta:search") << "nothing collides any more";
    EXPECT_TRUE(call(session, "alpha__search").contains("error"));
}

TEST_F(AggregateTest, aNameThatCameIntoCollisionCanStillBeCalled)
{
    add("alpha", {"search"});
    publish();
    const std::string session = greet();
    EXPECT_THAT(toolNames(session), ElementsAre("search"));
    Events notes = events("GET", session);
    add("beta", {"search"});
    publish();
    EXPECT_EQ(stringOr(next(notes), "method"), "notifications/tools/list_changed");
    EXPECT_THAT(toolNames(session), ElementsAre("alpha__search", "beta__search"));
    EXPECT_EQ(textOf(call(session, "search")), "alpha:search");
}

TEST_F(AggregateTest, aStatelessClientIsServedToo)
{
    add("alpha", {"search"});
    add("beta", {"search"}, true);
    publish();
    const Json list = parsed(send(stateless("1", "tools/list", Json::object())).body);
    ASSERT_TRUE(list.contains("result")) << base::toText(list);
    EXPECT_EQ(list["result"]["tools"].size(), 2U);
    EXPECT_EQ(list["result"]["resultType"], "complete");
    for (const std::string slug : {"alpha", "beta"}) {
        const Json reply =
            parsed(send(stateless("2", "tools/call", Json{{"name", slug + "__search"}})).body);
        EXPECT_EQ(textOf(reply), slug + ":search");
    }
}

class AggregateResources : public AggregateTest
{
protected:
    std::shared_ptr<Part> addWithResources(const std::string &name, std::vector<std::string> uris)
    {
        auto part = add(name, {});
        part->server->capabilities = Json{{"resources", Json{{"subscribe", true}}}};
        part->onOther = [part = part.get(), uris = std::move(uris)](const Json &message) {
            const std::string method = stringOr(message, "method");
            if (method == "resources/list") {
                Json list = Json::array();
                for (const std::string &uri : uris) {
                    list.push_back(Json{{"uri", uri}, {"name", uri}});
                }
                part->server->reply(message, Json{{"resources", list}});
            } else if (method == "resources/templates/list") {
                const Json one{{"uriTemplate", part->name + "://{id}/x"}, {"name", "t"}};
                part->server->reply(message, Json{{"resourceTemplates", Json::array({one})}});
            } else if (method == "resources/read") {
                const Json content{{"uri", message["params"]["uri"]}, {"text", part->name}};
                part->server->reply(message, Json{{"contents", Json::array({content})}});
            } else if (message.contains("id")) {
                part->server->reply(message, Json::object());
            }
        };
        return part;
    }
    Json read(const std::string &session, const std::string &uri)
    {
        return parsed(ask(request("5", "resources/read", R"({"uri":")" + uri + "\"}"), session)
                          .body)["result"]["contents"][0];
    }
};

TEST_F(AggregateResources, urisAreKeptWhereTheyAreUniqueAndMappedBackWhereNot)
{
    addWithResources("alpha", {"file:///same", "file:///a"});
    addWithResources("beta", {"file:///same", "file:///b"});
    publish();
    const std::string session = greet();
    EXPECT_THAT(names("resources/list", "resources", session, "uri"),
                UnorderedElementsAre("berth.alpha+file:///same", "file:///a",
                                     "berth.beta+file:///same", "file:///b"));
    EXPECT_EQ(read(session, "file:///b")["text"], "beta");
    const Json same = read(session, "berth.beta+file:///same");
    EXPECT_EQ(same["text"], "beta");
    EXPECT_EQ(same["uri"], "berth.beta+file:///same");
    EXPECT_EQ(read(session, "beta://7/x")["text"], "beta") << "by its template";
}

TEST_F(AggregateResources, anUpdateReachesItsSubscriber)
{
    addWithResources("alpha", {"file:///same"});
    const auto beta = addWithResources("beta", {"file:///same"});
    publish();
    const std::string session = greet();
    Events notes = events("GET", session);
    const HttpResponse done =
        ask(request("4", "resources/subscribe", R"({"uri":"berth.beta+file:///same"})"), session);
    EXPECT_TRUE(parsed(done.body).contains("result")) << done.body;
    EXPECT_EQ(loop.run(beta->server->waitFor("resources/subscribe")).value()["params"]["uri"],
              "file:///same");
    beta->server->say(Json{{"jsonrpc", "2.0"},
                           {"method", "notifications/resources/updated"},
                           {"params", Json{{"uri", "file:///same"}}}});
    const Json note = next(notes);
    EXPECT_EQ(stringOr(note, "method"), "notifications/resources/updated");
    EXPECT_EQ(note["params"]["uri"], "berth.beta+file:///same");
}

TEST_F(AggregateTest, realServersWork)
{
    test::EchoProcess legacy({"--era", "legacy"});
    test::EchoProcess modern({"--era", "modern"});
    for (const auto &[slug, echo] : {std::pair("one", &legacy), std::pair("two", &modern)}) {
        gateway::Route route;
        route.available = true;
        route.instanceName = slug;
        route.upstream = Endpoint::tcp("127.0.0.1", echo->port());
        members[slug] = gateway::Member{slug, route, {}, {}};
    }
    publish();
    const std::string session = greet();
    EXPECT_THAT(toolNames(session), Contains("one__echo"));
    EXPECT_THAT(toolNames(session), Contains("two__echo"));
    for (const std::string slug : {"one", "two"}) {
        EXPECT_THAT(base::toText(call(session, slug + "__add", R"({"a":20,"b":22})")),
                    HasSubstr("42"));
    }
}

} // namespace
} // namespace berth::tests
