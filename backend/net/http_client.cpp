// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "net/http_client.h"

#include "base/bytes.h"
#include "net/client_pool.h"
#include "net/connect.h"
#include "net/quiet.h"

#include <algorithm>

namespace berth::net {

using base::ErrorCode;
using std::chrono::milliseconds;

namespace {

base::Error refusalError(int status, std::string body)
{
    const auto code = status == 404   ? ErrorCode::NotFound
                      : status == 409 ? ErrorCode::Conflict
                      : status == 401 ? ErrorCode::Unauthorized
                      : status == 403 ? ErrorCode::Forbidden
                                      : ErrorCode::ProtocolError;
    return {code,
            "The connection was not taken over: the server answered " + std::to_string(status) +
                ".",
            std::move(body)};
}

} // namespace

class HttpClient::Impl : public std::enable_shared_from_this<Impl>
{
public:
    Impl(asio::any_io_executor executor, Endpoint endpoint, Options options)
        : m_pool(std::make_shared<ClientPool>(std::move(executor), std::move(endpoint),
                                              std::move(options)))
    {}
    ~Impl()
    {
        m_pool->shutDown();
    }

    const Endpoint &endpoint() const
    {
        return m_pool->endpoint();
    }

    const std::shared_ptr<ClientPool> &pool() const
    {
        return m_pool;
    }

    static Task<HttpResponse> request(std::shared_ptr<Impl> self, HttpRequest request,
                                      milliseconds timeout, std::size_t bodyLimit)
    {
        auto stream = co_await ClientExchange::open(self->m_pool, std::move(request), {},
                                                    Deadlines::wholeWithin(timeout));
        if (!stream) {
            co_return base::fail(std::move(stream.error()));
        }
        auto body = co_await (*stream)->readAll(bodyLimit);
        if (!body) {
            co_return base::fail(std::move(body.error()));
        }
        HttpResponse response;
        response.status = (*stream)->head().status;
        response.headers = (*stream)->takeHeaders();
        response.body = std::move(*body);
        co_return response;
    }

    static Task<std::unique_ptr<RawStream>> hijack(std::shared_ptr<Impl> self, HttpRequest request,
                                                   milliseconds timeout)
    {
        auto stream = co_await ClientExchange::open(self->m_pool, std::move(request), {},
                                                    Deadlines::wholeWithin(timeout));
        if (!stream) {
            co_return base::fail(std::move(stream.error()));
        }
        const int status = (*stream)->head().status;
        if (status != 101 && status != 200) {
            constexpr std::size_t detailBytes = 64 * base::kibibyte;
            auto body = co_await (*stream)->readAll(detailBytes);
            co_return base::fail(refusalError(status, body ? std::move(*body) : std::string()));
        }
        co_return (*stream)->upgrade();
    }

private:
    std::shared_ptr<ClientPool> m_pool;
};

HttpClient::HttpClient(asio::any_io_executor executor, Endpoint endpoint)
    : HttpClient(std::move(executor), std::move(endpoint), Options())
{}

HttpClient::HttpClient(asio::any_io_executor executor, Endpoint endpoint, Options options)
    : m_impl(std::make_shared<Impl>(std::move(executor), std::move(endpoint), std::move(options)))
{}

HttpClient::~HttpClient() = default;

const Endpoint &HttpClient::endpoint() const
{
    return m_impl->endpoint();
}

Task<std::unique_ptr<HttpStream>> HttpClient::open(HttpRequest request, milliseconds headTimeout)
{
    return ClientExchange::open(m_impl->pool(), std::move(request), {},
                                Deadlines::headWithin(headTimeout));
}

Task<std::unique_ptr<HttpStream>> HttpClient::open(HttpRequest request, BodySource body,
                                                   milliseconds headTimeout)
{
    return ClientExchange::open(m_impl->pool(), std::move(request), std::move(body),
                                Deadlines::headWithin(headTimeout));
}

Task<HttpResponse> HttpClient::request(HttpRequest request, milliseconds timeout,
                                       std::size_t bodyLimit)
{
    return quietly(Impl::request(m_impl, std::move(request), timeout, bodyLimit));
}

Task<std::unique_ptr<RawStream>> HttpClient::hijack(HttpRequest request, milliseconds timeout)
{
    return quietly(Impl::hijack(m_impl, std::move(request), timeout));
}

} // namespace berth::net
