// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gateway/call_book.h"
#include "gateway/callers.h"
#include "gateway/client_sessions.h"
#include "gateway/rate_limiter.h"
#include "net/http_server.h"

#include <boost/intrusive/list.hpp>

#include <memory>

namespace berth::gateway {

class CountedExchange;

/// A call under way, as the door knows it.
class PresentCall : public boost::intrusive::list_base_hook<
                        boost::intrusive::link_mode<boost::intrusive::auto_unlink>>
{
public:
    PresentCall(Caller caller, PlacePtr place)
        : m_caller(std::move(caller))
        , m_place(std::move(place))
    {}
    virtual ~PresentCall() = default;
    PresentCall(const PresentCall &) = delete;
    PresentCall &operator=(const PresentCall &) = delete;

    const Caller &caller() const
    {
        return m_caller;
    }
    const Place &place() const
    {
        return *m_place;
    }
    /// Breaks the call off.
    virtual void end() = 0;

private:
    Caller m_caller;
    PlacePtr m_place;
};

/// Lets requests in or not, and knows who is inside. Confined to the gateway's thread.
class FrontDoor
{
public:
    FrontDoor(base::Secret ownToken, std::shared_ptr<CallBook> book);

    /// Applies to what is under way, too: whoever may no longer call is cut off.
    void setRules(CallerRules rules);
    const Callers &callers() const
    {
        return m_callers;
    }
    bool records() const
    {
        return m_callers.rules().record;
    }
    /// Why a request of `caller` to `place` is not let in.
    std::optional<Refusal> refusal(const net::ServerExchange &exchange, const Caller &caller,
                                   const Place &place);

    void entered(PresentCall &call)
    {
        m_present.push_back(call);
    }
    ClientSessions &sessions()
    {
        return m_sessions;
    }
    CallBook &book()
    {
        return *m_book;
    }

private:
    std::optional<Refusal> tooMany(const net::ServerExchange &exchange, const Caller &caller);

    Callers m_callers;
    RateLimiter m_limiter;
    ClientSessions m_sessions;
    std::shared_ptr<CallBook> m_book;
    boost::intrusive::list<PresentCall, boost::intrusive::constant_time_size<false>> m_present;
};

/// The answer to a request that is not let in.
net::HttpResponse refusalReply(Refusal refusal);

} // namespace berth::gateway
