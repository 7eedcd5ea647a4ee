// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "net/http_server.h"

#include <memory>
#include <string>
#include <utility>

namespace berth::gateway {

/// A caller's exchange as the server behind the gateway is to see it: with the target and the
/// headers that go on, the rest as it is.
class ForwardedExchange final : public net::ServerExchange
{
public:
    ForwardedExchange(net::ServerExchange &caller, std::string target, net::Headers headers)
        : m_caller(caller)
        , m_target(std::move(target))
        , m_headers(std::move(headers))
    {}

    const std::string &method() const override
    {
        return m_caller.method();
    }
    const std::string &target() const override
    {
        return m_target;
    }
    const net::Headers &headers() const override
    {
        return m_headers;
    }
    std::string peer() const override
    {
        return m_caller.peer();
    }
    net::Task<std::string> readBody(std::size_t limit) override
    {
        return m_caller.readBody(limit);
    }
    net::Task<std::string> readSome() override
    {
        return m_caller.readSome();
    }
    std::string takeArrived() override
    {
        return m_caller.takeArrived();
    }
    net::Task<> respond(net::HttpResponse response) override
    {
        return m_caller.respond(std::move(response));
    }
    net::Task<> start(net::HttpResponseHead head) override
    {
        return m_caller.start(std::move(head));
    }
    net::Task<> write(std::string_view bytes) override
    {
        return m_caller.write(bytes);
    }
    net::Task<> finish() override
    {
        return m_caller.finish();
    }
    net::Task<> start(net::HttpResponseHead head, std::string_view firstBytes) override
    {
        return m_caller.start(std::move(head), firstBytes);
    }
    net::Task<std::unique_ptr<net::RawStream>> upgrade(net::HttpResponseHead head) override
    {
        return m_caller.upgrade(std::move(head));
    }
    net::Task<> waitForClose() override
    {
        return m_caller.waitForClose();
    }
    void cancelOnClose() override
    {
        m_caller.cancelOnClose();
    }
    void abort() override
    {
        m_caller.abort();
    }

private:
    net::ServerExchange &m_caller;
    std::string m_target;
    net::Headers m_headers;
};

} // namespace berth::gateway
