// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
// berth-echo: the MCP server that comes with Berth, to try things with.

#include "echo/echo_server.h"
#include "echo/http_front.h"
#include "echo/stdio_front.h"

#include <CLI/CLI.hpp>
#include <boost/asio/io_context.hpp>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>

#include <unistd.h>

namespace {

namespace echo = berth::echo;

struct Options
{
    bool stdio = false;
    std::string host = "0.0.0.0";
    std::uint16_t port = 8000;
    echo::Eras eras = echo::Eras::Both;
};

void addOptions(CLI::App &app, Options &options)
{
    const std::map<std::string, echo::Eras> eras{{"both", echo::Eras::Both},
                                                 {"legacy", echo::Eras::LegacyOnly},
                                                 {"modern", echo::Eras::ModernOnly}};
    app.add_flag("--stdio", options.stdio, "Talk on standard input and output instead of HTTP");
    app.add_option("--host", options.host, "Address to listen on")->capture_default_str();
    app.add_option("--port", options.port, "Port to listen on, 0 for a free one")
        ->envname("PORT")
        ->capture_default_str();
    app.add_option("--era", options.eras, "Protocol revisions to serve: both, legacy or modern")
        ->transform(CLI::CheckedTransformer(eras));
    app.set_version_flag("--version", BERTH_ECHO_VERSION);
}

/// As process 1 of a container there is no default action for a signal, so it needs a handler.
void endAtOnceOn(int signal)
{
    struct sigaction action = {};
    action.sa_handler = [](int) { _exit(EXIT_SUCCESS); };
    sigaction(signal, &action, nullptr);
}

int serveHttp(boost::asio::io_context &context, echo::EchoServer &server, const Options &options)
{
    echo::HttpFront front(context.get_executor(), server);
    const auto port = front.listen(options.host, options.port);
    if (!port) {
        std::fprintf(stderr, "berth-echo: %s\n", port.error().message.c_str());
        return EXIT_FAILURE;
    }
    std::printf("Listening on http://%s:%u/mcp\n", options.host.c_str(), unsigned{*port});
    std::fflush(stdout);
    context.run();
    return EXIT_SUCCESS;
}

} // namespace

int main(int argc, char **argv)
{
    endAtOnceOn(SIGTERM);
    endAtOnceOn(SIGINT);
    std::signal(SIGPIPE, SIG_IGN);

    Options options;
    CLI::App app("An MCP server to try things with", "berth-echo");
    addOptions(app, options);
    CLI11_PARSE(app, argc, argv);

    boost::asio::io_context context(1);
    echo::EchoServer server(context.get_executor(), BERTH_ECHO_VERSION, options.eras);
    if (options.stdio) {
        echo::StdioFront front(context, server);
        return front.run();
    }
    return serveHttp(context, server, options);
}
