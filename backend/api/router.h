// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/json.h"
#include "net/http_server.h"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace berth::api {

/// One request on its way to a handler.
struct Call
{
    net::ServerExchange &exchange;
    std::string parameter; ///< what stands in the place of {id}
    std::map<std::string, std::string> query;

    std::string queryOr(const std::string &name, std::string_view fallback) const;
    bool queryFlag(const std::string &name) const;
};

/// Method and path to handler. A path that only lacks, or has too much, a slash at its end is
/// answered with 307, as AgentArea does (contract section 1).
class Router
{
public:
    /// An empty reply means that the handler answered by itself (streams).
    using Reply = std::optional<net::HttpResponse>;
    using Handler = std::function<net::asio::awaitable<Reply>(Call &)>;

    /// The body of an answer that says no.
    using Refuse = std::function<net::HttpResponse(int status, std::string_view reason)>;

    /// With AgentArea's {"detail": "…"}.
    Router();
    explicit Router(Refuse refuse);

    /// `pattern` may hold one "{id}" segment: "/v1/mcp-servers/{id}". Earlier routes win.
    void add(std::string method, std::string pattern, Handler handler);
    net::asio::awaitable<void> dispatch(net::ServerExchange &exchange) const;
    /// For another target than the caller wrote.
    net::asio::awaitable<void> dispatch(net::ServerExchange &exchange, std::string target) const;

private:
    struct Route
    {
        std::string method;
        std::string pattern;
        Handler handler;
    };

    const Route *find(std::string_view method, std::string_view path, std::string &parameter) const;
    /// Methods of the path, for the Allow header; empty when there is no such path.
    std::string methodsOf(std::string_view path) const;
    net::HttpResponse noRoute(std::string_view path, std::string_view query) const;

    Refuse m_refuse;
    std::vector<Route> m_routes;
};

/// Makes handlers of a resource's methods. It must outlive the router's last call.
template <typename Resource>
auto handlersOf(Resource &resource)
{
    using Method = net::asio::awaitable<Router::Reply> (Resource::*)(Call &);
    return [&resource](Method method) {
        return [&resource, method](Call &call) { return (resource.*method)(call); };
    };
}

/// Path parameters are UUIDs; the answer to one that is not.
std::optional<net::HttpResponse> refuseWrongId(const Call &call, std::string_view name);

/// The body as JSON object. LimitReached when it is too long, InvalidArgument when it is none.
net::Task<base::Json> readJsonObject(Call &call);
/// The same, or the answer to one that is none.
net::asio::awaitable<tl::expected<base::Json, net::HttpResponse>> readObject(Call &call);

} // namespace berth::api
