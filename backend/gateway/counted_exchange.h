// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gateway/front_door.h"
#include "gateway/rpc_peek.h"
#include "model/call_record.h"
#include "net/http_server.h"

#include <chrono>
#include <optional>

namespace berth::gateway {

/// A request that is counted while it is answered: whoever answers it sees an ordinary exchange.
/// What passes is looked at, and kept only when recording is on. Confined to the gateway's thread.
class CountedExchange final : public net::ServerExchange, private PresentCall
{
public:
    CountedExchange(net::ServerExchange &exchange, FrontDoor &door, Caller caller, PlacePtr place);
    /// Writes the call into the book.
    ~CountedExchange() override;

    /// It was not let in.
    void refused();
    /// It was cancelled from outside.
    void cancelled();

    const std::string &method() const override;
    const std::string &target() const override;
    const net::Headers &headers() const override;
    std::string peer() const override;
    net::Task<std::string> readBody(std::size_t limit) override;
    net::Task<std::string> readSome() override;
    std::string takeArrived() override;
    net::Task<> respond(net::HttpResponse response) override;
    net::Task<> start(net::HttpResponseHead head) override;
    net::Task<> start(net::HttpResponseHead head, std::string_view firstBytes) override;
    net::Task<> write(std::string_view bytes) override;
    net::Task<> finish() override;
    net::Task<std::unique_ptr<net::RawStream>> upgrade(net::HttpResponseHead head) override;
    net::Task<> waitForClose() override;
    void cancelOnClose() override;
    void abort() override;

private:
    void end() override;
    bool isWholeWithoutClient(std::string_view piece) const;
    void sawRequest(std::string_view piece);
    void sawHead(int status, const net::Headers &headers);
    std::chrono::microseconds elapsed() const;
    void sawFirstByte();
    void countResponse(std::string_view piece);
    void sawResponse(std::string_view piece);
    void keep(std::string &target, std::string_view piece);
    void noteSession(const net::Headers &headers);
    model::CallOutcome outcome() const;
    std::string_view clientName() const;
    CallNames names() const;

    net::ServerExchange &m_exchange;
    FrontDoor &m_door;
    std::optional<net::Headers> m_headers; ///< without what is for Berth
    model::RecordedCall m_call;
    std::chrono::steady_clock::time_point m_began;
    JsonPeek m_request;
    std::optional<AnswerPeek> m_answer;
    std::string m_sessionClient;
    bool m_isRecording = false;
    bool m_isRefused = false;
    bool m_isCancelled = false;
    bool m_isAnswered = false;
    bool m_isAnsweredAtOnce = false; ///< the first byte and the last are one moment
};

} // namespace berth::gateway
