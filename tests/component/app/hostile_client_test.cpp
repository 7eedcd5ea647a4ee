// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
// What a program that means harm, or is broken, can do at the gateway's address.
#include "base/bytes.h"
#include "component/app/app_test.h"
#include "net/http_client.h"
#include "support/process/run_task.h"

#include <boost/asio/connect.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>

#include <fstream>

namespace berth::test {
namespace {

using base::Json;
using boost::asio::ip::tcp;

constexpr std::chrono::seconds patience{30};
constexpr const char *greeting =
    R"({"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25",)"
    R"("capabilities":{},"clientInfo":{"name":"t","version":"1"}}})";

class HostileClientTest : public AppTest
{
protected:
    void SetUp() override
    {
        AppTest::SetUp();
        const Json spec{{"type", "docker"},
                        {"image", image},
                        {"transport", "stdio"},
                        {"command", Json::array({"--stdio"})}};
        const std::string id = berth().create("target", spec);
        berth().waitForStatus(id, "running");
        const auto url = net::parseUrl(base::stringOr(berth().instance(id), "url"));
        m_path = url->target;
        m_port = url->endpoint.port;
        m_client.emplace(m_context.get_executor(), url->endpoint);
    }

    net::HttpResponse send(const std::string &method, const std::string &body,
                           const net::Headers &more = {})
    {
        net::HttpRequest request{method, m_path, {}, body};
        request.headers = {{"Content-Type", "application/json"},
                           {"Accept", "application/json, text/event-stream"}};
        for (const auto &[name, value] : more.fields()) {
            request.headers.set(name, value);
        }
        const auto response = runTask(m_context, m_client->request(std::move(request), patience));
        return response.value_or(net::HttpResponse{0, {}, {}});
    }
    std::string openSession()
    {
        return std::string(send("POST", greeting).headers.get("Mcp-Session-Id").value_or(""));
    }
    int errorOf(const std::string &message, const std::string &session)
    {
        const auto answer =
            base::parseJson(send("POST", message, {{"Mcp-Session-Id", session}}).body);
        return answer && answer->contains("error") ? (*answer)["error"].value("code", 0) : 0;
    }

    tcp::socket connect()
    {
        tcp::socket socket(m_context);
        socket.connect({boost::asio::ip::make_address("127.0.0.1"), m_port});
        return socket;
    }
    /// Everything that comes back until the gateway closes.
    std::string exchange(const std::string &bytes)
    {
        tcp::socket socket = connect();
        boost::system::error_code ignored; // refused in the middle, as likely as not
        boost::asio::write(socket, boost::asio::buffer(bytes), ignored);
        std::string answer;
        boost::asio::read(socket, boost::asio::dynamic_buffer(answer), ignored);
        return answer;
    }
    std::string head() const
    {
        return "POST " + m_path + " HTTP/1.1\r\nHost: localhost:" + std::to_string(m_port) +
               "\r\nContent-Type: application/json\r\nAccept: application/json, "
               "text/event-stream\r\n";
    }

    std::size_t residentKilobytes()
    {
        std::ifstream status("/proc/" + std::to_string(berth().process().pid()) + "/status");
        std::string word;
        std::size_t size = 0;
        while (status >> word) {
            if (word == "VmRSS:") {
                status >> size;
            }
        }
        return size;
    }

    boost::asio::io_context m_context;
    std::string m_path;
    std::uint16_t m_port = 0;
    std::optional<net::HttpClient> m_client;
};

TEST_F(HostileClientTest, nothingIsSmuggledBehindARequest)
{
    const std::string hidden = "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n";
    const std::string hiddenLength = std::to_string(hidden.size());
    const std::vector<std::string> tricks{
        "Content-Length: " + hiddenLength + "\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" +
            hidden,
        "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n" + hidden,
        "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" + hidden,
        "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n" + hidden,
        "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n" + hidden,
        "Transfer-Encoding:\x0b"
        "chunked\r\n\r\n0\r\n\r\n" +
            hidden,
        "X: y\r\n Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + hidden,
        "Content-Length: 0\r\nContent-Length: " + hiddenLength + "\r\n\r\n" + hidden,
        "Content-Length: +0\r\n\r\n" + hidden,
        "Content-Length: 0x0\r\n\r\n" + hidden,
        "Content-Length: 0, " + hiddenLength + "\r\n\r\n" + hidden,
        "Content-Length: -1\r\n\r\n" + hidden,
        "Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n" + hidden,
        "Transfer-Encoding: chunked\r\n\r\n0x0\r\n\r\n" + hidden,
        "Content-Length: 0\rX: y\r\n\r\n" + hidden,
        std::string("Content-Length: 0\0\r\n\r\n", 22) + hidden,
        "Bad Name: x\r\nContent-Length: 0\r\n\r\n" + hidden,
    };
    for (const std::string &trick : tricks) {
        const std::string answer = exchange(head() + trick);
        EXPECT_TRUE(answer.starts_with("HTTP/1.1 4")) << trick << "\n" << answer;
        EXPECT_EQ(answer.find("HTTP/1.1", 1), std::string::npos) << trick << "\n" << answer;
        EXPECT_EQ(answer.find("\"status\":\"ok\""), std::string::npos) << trick;
    }
}

TEST_F(HostileClientTest, whatIsTooLargeIsRefusedByItsStatus)
{
    EXPECT_TRUE(exchange(head() + "X-Long: " + std::string(100000, 'a') + "\r\n\r\n")
                    .starts_with("HTTP/1.1 431"));
    std::string many = head();
    for (int number = 0; number < 5000; ++number) {
        many += "X-" + std::to_string(number) + ": value\r\n";
    }
    EXPECT_TRUE(exchange(many + "\r\n").starts_with("HTTP/1.1 431"));
    EXPECT_TRUE(exchange("POST /" + std::string(100000, 'a') + " HTTP/1.1\r\n\r\n")
                    .starts_with("HTTP/1.1 4"));
    const std::string session = openSession();
    const std::string line = R"({"jsonrpc":"2.0","id":2,"method":"ping","x":")" +
                             std::string(17 * base::mebibyte, 'x') + "\"}";
    EXPECT_EQ(send("POST", line, {{"Mcp-Session-Id", session}}).status, 413);
    EXPECT_EQ(send("POST", std::string(200000, '['), {{"Mcp-Session-Id", session}}).status, 400);
}

TEST_F(HostileClientTest, whatIsNoMessageReachesNobody)
{
    constexpr int parseError = -32700;
    constexpr int invalidRequest = -32600;
    const std::string session = openSession();
    EXPECT_EQ(errorOf("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"\xff\xfe\"}", session),
              parseError);
    EXPECT_EQ(errorOf("{\"jsonrpc\":\"2.0\",\"id\":\"\xc0\x80\",\"method\":\"ping\"}", session),
              parseError);
    for (const char *id : {"null", "true", "{}", "[1]", "1.5"}) {
        EXPECT_EQ(
            errorOf(std::string(R"({"jsonrpc":"2.0","method":"ping","id":)") + id + "}", session),
            invalidRequest)
            << id;
    }
    // Numbers and strings that look alike are two ids, and each comes back as it was.
    for (const char *id : {"7", "\"7\"", "\"\\u0037\"", "-0", "9007199254740993"}) {
        const auto answer =
            send("POST", std::string(R"({"jsonrpc":"2.0","method":"ping","id":)") + id + "}",
                 {{"Mcp-Session-Id", session}});
        EXPECT_NE(answer.body.find(std::string("\"id\":") + id), std::string::npos)
            << id << answer.body;
    }
}

TEST_F(HostileClientTest, slowOnesHoldNobodyUp)
{
    std::vector<tcp::socket> slow;
    for (int number = 0; number < 300; ++number) {
        slow.push_back(connect());
        boost::asio::write(slow.back(), boost::asio::buffer(head().substr(0, 20 + number % 40)));
    }
    const auto began = std::chrono::steady_clock::now();
    EXPECT_FALSE(openSession().empty());
    EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds(5));
}

TEST_F(HostileClientTest, aThousandSessionsOpenedAndDroppedLeaveItUsable)
{
    std::set<std::string> sessions;
    for (int number = 0; number < 50; ++number) {
        sessions.insert(openSession()); // what every process needs once is there by now
    }
    const std::size_t before = residentKilobytes();
    std::string latest; // the first ones have made room by then
    for (int number = 0; number < 1000; ++number) {
        latest = openSession();
        sessions.insert(latest);
    }
    EXPECT_EQ(sessions.size(), 1050U) << "every id is another";
    EXPECT_EQ(sessions.count(""), 0U);
    EXPECT_LT(residentKilobytes(), before + 32U * 1024U);
    const auto answer = send("POST", R"({"jsonrpc":"2.0","id":2,"method":"tools/list"})",
                             {{"Mcp-Session-Id", latest}});
    EXPECT_EQ(answer.status, 200) << answer.body;
}

TEST_F(HostileClientTest, nobodyTakesUpSomebodyElsesStream)
{
    const std::string mine = openSession();
    const std::string theirs = openSession();
    const std::string call = R"({"jsonrpc":"2.0","id":5,"method":"tools/call","params":{"name":)"
                             R"("sleep","arguments":{"seconds":1},"_meta":{"progressToken":1}}})";
    const auto stream = send("POST", call, {{"Mcp-Session-Id", theirs}}).body;
    const auto at = stream.find("id: ");
    ASSERT_NE(at, std::string::npos) << stream;
    const std::string event = stream.substr(at + 4, stream.find('\n', at) - at - 4);
    EXPECT_EQ(send("GET", {}, {{"Mcp-Session-Id", mine}, {"Last-Event-ID", event}}).status, 400);
    EXPECT_EQ(send("GET", {}, {{"Last-Event-ID", event}}).status, 400);
    EXPECT_EQ(send("DELETE", {}, {{"Mcp-Session-Id", "guess"}}).status, 404);
}

} // namespace
} // namespace berth::test
