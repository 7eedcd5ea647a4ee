// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
// One certificate that is known, whatever it says of names and authorities.
#include "loop.h"
#include "net/http_client.h"
#include "net/http_server.h"
#include "net/server_tls.h"
#include "support/keyring/scratch_dir.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace berth::tests {
namespace {

using namespace net;
using namespace std::chrono_literals;

class PinnedTls : public testing::Test
{
protected:
    void SetUp() override
    {
        const CertificateFiles files = made("served");
        fingerprint = fingerprintOf(files.certificate).value();
        const auto tls = makeServerTls(files).value();
        EXPECT_EQ(fingerprintOf(*tls), fingerprint);
        port = server.listenTls("127.0.0.1", 0, tls).value();
    }

    /// For a name that leads nowhere, by no authority.
    CertificateFiles made(const std::string &name)
    {
        CertificateFiles files{folder.path() / (name + ".crt"), folder.path() / (name + ".key")};
        EXPECT_TRUE(ensureOwnCertificate(files, {name + ".invalid"}));
        return files;
    }

    base::Result<HttpResponse> get(const std::string &pinned)
    {
        HttpClient::Options options;
        options.pinnedFingerprint = pinned;
        HttpClient http(loop.io.get_executor(), {Endpoint::Kind::Tls, "127.0.0.1", port},
                        std::move(options));
        HttpRequest request;
        request.target = "/";
        return loop.run(http.request(std::move(request), 5s));
    }

    static asio::awaitable<void> greet(ServerExchange &exchange)
    {
        HttpResponse response;
        response.body = "hello";
        co_await exchange.respond(std::move(response));
    }

    test::ScratchDir folder;
    Loop loop;
    HttpServer server{loop.io.get_executor(), [](ServerExchange &e) { return greet(e); }};
    std::string fingerprint;
    std::uint16_t port = 0;
};

TEST_F(PinnedTls, TheKnownCertificateIsEnough)
{
    const auto answer = get(fingerprint);
    ASSERT_TRUE(answer) << answer.error().message;
    EXPECT_EQ(answer->body, "hello");
}

TEST_F(PinnedTls, AnotherCertificateIsRefused)
{
    const auto answer = get(fingerprintOf(made("other").certificate).value());
    ASSERT_FALSE(answer);
    EXPECT_THAT(answer.error().message, testing::HasSubstr("not the expected one"));
}

TEST_F(PinnedTls, WithoutItTheAuthoritiesDecide)
{
    const auto answer = get({});
    ASSERT_FALSE(answer);
    EXPECT_THAT(answer.error().message, testing::HasSubstr("not trusted"));
}

} // namespace
} // namespace berth::tests
