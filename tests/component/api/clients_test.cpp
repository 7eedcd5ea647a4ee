// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
// Clients of the gateway and their calls, against a real `berth --headless`.
#include "cli/cli.h"
#include "component/api/berth_process.h"
#include "net/endpoint.h"
#include "net/io_thread.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_future.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace berth::cli {
namespace {

using base::Json;
using testing::HasSubstr;
using testing::Not;

template <typename T>
T run(net::IoThread &thread, net::asio::awaitable<T> work)
{
    return net::asio::co_spawn(thread.executor(), std::move(work), net::asio::use_future).get();
}

/// Calls the gateway of `berth`, with the token if there is one; the status.
int callGateway(test::BerthProcess &berth, const std::string &path, const std::string &token)
{
    const auto health = berth.send("GET", "/health").body;
    const auto url = net::parseUrl(base::stringOr(health, "gateway_url"));
    EXPECT_TRUE(url) << base::toText(health);
    net::IoThread thread("caller");
    net::HttpClient client(thread.executor(), url->endpoint);
    net::HttpRequest request{"POST", path, {}, R"({"jsonrpc":"2.0","id":1,"method":"ping"})"};
    if (!token.empty()) {
        request.headers.set("Authorization", "Bearer " + token);
    }
    const auto answer = run(thread, client.request(request, std::chrono::seconds(10)));
    EXPECT_TRUE(answer) << answer.error().message;
    return answer ? answer->status : -1;
}

TEST(Clients, AreMadeListedAndRevokedByCommand)
{
    test::BerthProcess berth;
    const auto made = berth.run({"client", "add", "Editor", "--rate-limit", "0"});
    ASSERT_EQ(made.code, Success) << made.errors;
    ASSERT_TRUE(made.output.starts_with("berth_")) << made.output;
    const std::string token = made.output.substr(0, made.output.find('\n'));
    EXPECT_EQ(token.size(), 70U);
    EXPECT_THAT(made.errors, Not(HasSubstr(token)));
    const auto list = berth.run({"client", "list"});
    EXPECT_THAT(list.output, HasSubstr("Editor"));
    EXPECT_THAT(list.output, HasSubstr("everything"));
    EXPECT_THAT(list.output, Not(HasSubstr(token)));
    EXPECT_EQ(berth.run({"client", "add", "Editor"}).code, Failure) << "the name is taken";
    EXPECT_EQ(callGateway(berth, "/mcp/nobody", token), 404);
    EXPECT_EQ(callGateway(berth, "/mcp/nobody", "other"), 401);
    EXPECT_EQ(callGateway(berth, "/mcp/nobody", ""), 404) << "no token is demanded here";
    ASSERT_EQ(berth.run({"client", "revoke", "Editor"}).code, Success);
    EXPECT_EQ(callGateway(berth, "/mcp/nobody", token), 401);
    EXPECT_THAT(berth.run({"client", "list"}).output, HasSubstr("revoked"));
    EXPECT_EQ(berth.run({"client", "add", "Editor"}).code, Success) << "the name is free again";
}

TEST(Clients, AreValidatedWithTheFieldThatIsWrong)
{
    test::BerthProcess berth;
    const auto wrong = berth.send("POST", "/v1/clients/", {{"name", "berth"}, {"rate_limit", -1}});
    EXPECT_EQ(wrong.status, 422);
    EXPECT_THAT(base::toText(wrong.body), HasSubstr("rate_limit"));
    const auto made = berth.send("POST", "/v1/clients/", {{"name", "a"}, {"groups", {"work"}}});
    ASSERT_EQ(made.status, 200);
    const std::string id = base::stringOr(made.body, "id");
    EXPECT_EQ(berth.send("PATCH", "/v1/clients/" + id, {{"rate_limit", 5}}).status, 200);
    const auto client = berth.send("GET", "/v1/clients/").body[0];
    EXPECT_EQ(client["rate_limit"], 5);
    EXPECT_EQ(client["groups"], Json::array({"work"}));
    EXPECT_FALSE(client.contains("token"));
    EXPECT_EQ(berth.send("DELETE", "/v1/clients/" + id).status, 200);
    EXPECT_EQ(berth.send("DELETE", "/v1/clients/" + id).status, 404);
}

TEST(Calls, ReachTheHistoryAndTheStream)
{
    test::BerthProcess berth;
    const auto made = berth.send("POST", "/v1/clients/", {{"name", "Editor"}}).body;
    net::IoThread thread("listener");
    net::HttpClient client(thread.executor(), net::Endpoint::unixSocket(berth.socket()));
    auto stream =
        run(thread, client.open({"GET", "/v1/calls/stream", {}, {}}, std::chrono::seconds(10)));
    ASSERT_TRUE(stream);
    std::string heard = run(thread, (*stream)->read()).value_or("");
    EXPECT_EQ(callGateway(berth, "/mcp/nobody", base::stringOr(made, "token")), 404);
    while (heard.find("event: Call") == std::string::npos) {
        const auto piece = run(thread, (*stream)->read());
        ASSERT_TRUE(piece && !piece->empty()) << "the stream ended: " << heard;
        heard += *piece;
    }
    (*stream)->close();
    EXPECT_THAT(heard, HasSubstr(R"("client":"Editor")"));
    const auto calls = berth.send("GET", "/v1/calls/").body;
    ASSERT_EQ(calls.size(), 1U) << base::toText(calls);
    EXPECT_EQ(calls[0]["client"], "Editor");
    EXPECT_EQ(calls[0]["method"], "ping");
    EXPECT_EQ(calls[0]["target"], "nobody");
    EXPECT_EQ(calls[0]["outcome"], "http_error");
    EXPECT_EQ(calls[0]["http_status"], 404);
    EXPECT_EQ(berth.send("GET", "/v1/calls/1").body["method"], "ping");
    EXPECT_EQ(berth.send("GET", "/v1/calls/2").status, 404);
    EXPECT_EQ(berth.send("GET", "/v1/clients/").body[0]["calls"], 1);
    EXPECT_THAT(berth.run({"calls"}).output, HasSubstr("http_error 404"));
    ASSERT_EQ(berth.run({"calls", "--clear"}).code, Success);
    EXPECT_EQ(berth.send("GET", "/v1/calls/").body.size(), 0U);
}

} // namespace
} // namespace berth::cli
