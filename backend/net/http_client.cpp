// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "net/http_client.h"

#include "net/client_pool.h"
#include "net/connect.h"
#include "net/quiet.h"

#include <algorithm>

namespace berth::net {

using base::ErrorCode;
using std::chrono::milliseconds;

namespace {

class HijackedStream final : public RawStream
{
public:
    HijackedStream(std::shared_ptr<Transport> transport, std::string readAhead)
        : m_state(std::make_shared<State>(State{std::move(transport), std::move(readAhead), {}}))
    {}
    ~HijackedStream() override
    {
        m_state->transport->close();
    }

    Task<std::string> read() override
    {
        return quietly(readSome(m_state));
    }
    Task<> write(std::string_view bytes) override
    {
        return quietly(writeAll(m_state, bytes));
    }
    void shutdownWrite() override
    {
        m_state->transport->shutdownWrite();
    }
    void close() override
    {
        m_state->transport->close();
    }

private:
    struct State
    {
        std::shared_ptr<Transport> transport;
        std::string readAhead;
        std::string buffer;
    };

    static Task<std::string> readSome(std::shared_ptr<State> state)
    {
        if (!state->readAhead.empty()) {
            co_return std::exchange(state->readAhead, {});
        }
        state->buffer.resize(readBytes);
        const auto [error, size] = co_await state->transport->readSome(asio::buffer(state->buffer));
        if (error == asio::error::eof) {
            co_return std::string();
        }
        if (error) {
            co_return base::fail(co_await ioError(*state->transport, error));
        }
        co_return state->buffer.substr(0, size);
    }

    static Task<> writeAll(std::shared_ptr<State> state, std::string_view bytes)
    {
        if (!state->transport->isOpen()) {
            co_return base::fail(cancelledError());
        }
        const auto error = co_await state->transport->write(asio::buffer(bytes));
        if (error) {
            co_return base::fail(co_await ioError(*state->transport, error));
        }
        co_return base::Status();
    }

    std::shared_ptr<State> m_state;
};

class ResponseStream final : public HttpStream
{
public:
    explicit ResponseStream(std::shared_ptr<ClientExchange> exchange)
        : m_exchange(std::move(exchange))
    {
        m_head.status = m_exchange->status();
        m_head.headers = m_exchange->takeHeaders();
    }
    ~ResponseStream() override
    {
        m_exchange->abandon();
    }

    const HttpResponseHead &head() const override
    {
        return m_head;
    }
    Task<std::string> read() override
    {
        return quietly(ClientExchange::read(m_exchange));
    }
    Task<std::string> readAll(std::size_t limit) override
    {
        return quietly(ClientExchange::readAll(m_exchange, limit));
    }
    std::string takeArrived() override
    {
        return m_exchange->takeArrived();
    }
    bool atEnd() const override
    {
        return m_exchange->atEnd();
    }
    void close() override
    {
        m_exchange->abandon();
    }
    std::unique_ptr<RawStream> upgrade() override
    {
        auto [transport, readAhead] = m_exchange->release();
        return std::make_unique<HijackedStream>(std::move(transport), std::move(readAhead));
    }

private:
    std::shared_ptr<ClientExchange> m_exchange;
    HttpResponseHead m_head;
};

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

    static Task<std::unique_ptr<HttpStream>> open(std::shared_ptr<Impl> self, HttpRequest request,
                                                  BodySource body, Deadlines deadlines)
    {
        auto exchange = co_await ClientExchange::start(self->m_pool, std::move(request),
                                                       std::move(body), deadlines);
        if (!exchange) {
            co_return base::fail(std::move(exchange.error()));
        }
        co_return std::make_unique<ResponseStream>(std::move(*exchange));
    }

    static Task<HttpResponse> request(std::shared_ptr<Impl> self, HttpRequest request,
                                      milliseconds timeout, std::size_t bodyLimit)
    {
        auto exchange = co_await ClientExchange::start(self->m_pool, std::move(request), {},
                                                       Deadlines::wholeWithin(timeout));
        if (!exchange) {
            co_return base::fail(std::move(exchange.error()));
        }
        HttpResponse response;
        response.status = (*exchange)->status();
        response.headers = (*exchange)->takeHeaders();
        auto body = co_await ClientExchange::readAll(*exchange, bodyLimit);
        (*exchange)->abandon();
        if (!body) {
            co_return base::fail(std::move(body.error()));
        }
        response.body = std::move(*body);
        co_return response;
    }

    static Task<std::unique_ptr<RawStream>> hijack(std::shared_ptr<Impl> self, HttpRequest request,
                                                   milliseconds timeout)
    {
        auto started = co_await ClientExchange::start(self->m_pool, std::move(request), {},
                                                      Deadlines::wholeWithin(timeout));
        if (!started) {
            co_return base::fail(std::move(started.error()));
        }
        const auto exchange = std::move(*started);
        if (exchange->status() != 101 && exchange->status() != 200) {
            constexpr std::size_t detailBytes = 64U * 1024U;
            auto body = co_await ClientExchange::readAll(exchange, detailBytes);
            exchange->abandon();
            co_return base::fail(
                refusalError(exchange->status(), body ? std::move(*body) : std::string()));
        }
        auto [transport, readAhead] = exchange->release();
        co_return std::make_unique<HijackedStream>(std::move(transport), std::move(readAhead));
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
    return quietly(Impl::open(m_impl, std::move(request), {}, Deadlines::headWithin(headTimeout)));
}

Task<std::unique_ptr<HttpStream>> HttpClient::open(HttpRequest request, BodySource body,
                                                   milliseconds headTimeout)
{
    return quietly(Impl::open(m_impl, std::move(request), std::move(body),
                              Deadlines::headWithin(headTimeout)));
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
