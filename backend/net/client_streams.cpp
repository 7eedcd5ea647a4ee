// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "net/client_streams.h"

#include "net/quiet.h"

#include <utility>

namespace berth::net {

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
        const auto [error, size] =
            co_await state->transport->asyncReadSome(asio::buffer(state->buffer), asTuple);
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
    Headers takeHeaders() override
    {
        return std::exchange(m_head.headers, {});
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

} // namespace

std::unique_ptr<HttpStream> makeResponseStream(ClientExchange::Self exchange)
{
    return std::make_unique<ResponseStream>(std::move(exchange));
}

} // namespace berth::net
