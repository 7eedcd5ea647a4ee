// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
// berth-echo on standard input and output.
#include "base/json.h"
#include "support/process/echo_process.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>

namespace berth::echo {
namespace {

using base::Json;
using std::chrono::milliseconds;
using test::ChildProcess;

class EchoStdio : public testing::Test
{
protected:
    Json read()
    {
        const auto line = m_echo.readLine(ChildProcess::Stream::Output);
        EXPECT_TRUE(line) << "no answer came";
        const auto json = base::parseJson(line.value_or(""));
        EXPECT_TRUE(json) << line.value_or("");
        return json ? *json : Json();
    }

    Json ask(const std::string &message)
    {
        m_echo.write(message + '\n');
        return read();
    }

    void initialize()
    {
        const Json reply = ask(R"({"jsonrpc":"2.0","id":0,"method":"initialize","params":)"
                               R"({"protocolVersion":"2025-06-18","capabilities":{}}})");
        EXPECT_EQ(reply.at("result").at("protocolVersion"), "2025-06-18");
        m_echo.write("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}\n");
    }

    ChildProcess m_echo{{test::builtProgram("berth-echo"), "--stdio"}};
};

int codeOf(const Json &reply)
{
    return reply.at("error").at("code").get<int>();
}

TEST_F(EchoStdio, TalksLineByLine)
{
    initialize();
    const Json reply = ask(R"({"jsonrpc":"2.0","id":"é","method":"tools/call",)"
                           R"("params":{"name":"echo","arguments":{"text":"a\nb"}}})");
    EXPECT_EQ(reply.at("id"), "é");
    EXPECT_EQ(reply.at("result").at("content").at(0).at("text"), "a\nb");
    EXPECT_EQ(
        ask(R"({"jsonrpc":"2.0","id":2,"method":"tools/list"})").at("result").at("tools").size(),
        5U);
}

TEST_F(EchoStdio, TakesMessagesInPieces)
{
    m_echo.write("\n{\"jsonrpc\":\"2.0\",\"id\":1,");
    m_echo.write("\"method\":\"ping\"}\n{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"ping\"}\n");
    EXPECT_EQ(read().at("id"), 1);
    EXPECT_EQ(read().at("id"), 2);
}

TEST_F(EchoStdio, AnswersBrokenInputWithErrors)
{
    EXPECT_EQ(codeOf(ask("not json")), -32700);
    EXPECT_EQ(codeOf(ask("[]")), -32600);
    EXPECT_EQ(codeOf(ask(R"({"jsonrpc":"2.0","id":1,"method":"tools/list"})")), -32600);
    initialize();
    EXPECT_EQ(codeOf(ask(R"({"jsonrpc":"2.0","id":1,"method":"nope"})")), -32601);
    EXPECT_EQ(codeOf(ask(R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{}})")), -32602);
}

TEST_F(EchoStdio, ServesStatelessClientsToo)
{
    const Json reply =
        ask(R"({"jsonrpc":"2.0","id":1,"method":"server/discover","params":{"_meta":{)"
            R"("io.modelcontextprotocol/protocolVersion":"2026-07-28",)"
            R"("io.modelcontextprotocol/clientCapabilities":{}}}})");
    EXPECT_EQ(reply.at("result").at("resultType"), "complete");
    EXPECT_EQ(codeOf(ask(R"({"jsonrpc":"2.0","id":1,"method":"server/discover"})")), -32601);
}

TEST_F(EchoStdio, ReportsProgressAndOvertakesASleepingCall)
{
    initialize();
    m_echo.write(R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"sleep",)"
                 R"("arguments":{"seconds":600},"_meta":{"progressToken":7}}})"
                 "\n");
    const Json progress = read();
    EXPECT_EQ(progress.at("method"), "notifications/progress");
    EXPECT_EQ(progress.at("params").at("progressToken"), 7);

    m_echo.write(R"({"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}})"
                 "\n");
    Json reply = ask(R"({"jsonrpc":"2.0","id":2,"method":"ping"})");
    while (reply.contains("method")) {
        reply = read(); // progress that was on its way
    }
    EXPECT_EQ(reply.at("id"), 2);
    // Had the cancelled call been answered, its answer would be in the rest of the output.
    m_echo.closeInput();
    EXPECT_EQ(m_echo.readAll(ChildProcess::Stream::Output), "");
}

TEST_F(EchoStdio, EndsWithItsInput)
{
    initialize();
    m_echo.write(R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"sleep",)"
                 R"("arguments":{"seconds":600}}})"
                 "\n");
    m_echo.closeInput();
    EXPECT_EQ(m_echo.wait(milliseconds(2000)), 0);
}

TEST_F(EchoStdio, EndsAtOnceOnSigterm)
{
    initialize();
    m_echo.signal(SIGTERM);
    EXPECT_EQ(m_echo.wait(milliseconds(2000)), 0);
}

} // namespace
} // namespace berth::echo
