// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "traefik/redis_provider.h"

#include <utility>

namespace berth::traefik {

using base::ErrorCode;
using base::Json;

namespace {

/// KEYS: the index. ARGV: entries as JSON, name to key to value, and the keys that take the place
/// of the last ones: a Traefik that finds nothing any more goes on with what it had. Answers the
/// names that were left out. What did not change is not written: Traefik reads everything anew for
/// each key that was.
constexpr const char *publishScript = R"lua(
local index = KEYS[1]
local owned = {}
for _, key in ipairs(redis.call('SMEMBERS', index)) do
  owned[key] = true
end

local wanted, refused = {}, {}
for name, entry in pairs(cjson.decode(ARGV[1])) do
  local isFree = true
  for key in pairs(entry) do
    if not owned[key] and redis.call('EXISTS', key) == 1 then
      isFree = false
    end
  end
  if isFree then
    for key, value in pairs(entry) do
      wanted[key] = value
    end
  else
    refused[#refused + 1] = name
  end
end

if next(wanted) == nil and next(owned) ~= nil then
  wanted = cjson.decode(ARGV[2])
end
for key in pairs(owned) do
  if wanted[key] == nil then
    redis.call('DEL', key)
    redis.call('SREM', index, key)
  end
end
for key, value in pairs(wanted) do
  if redis.pcall('GET', key) ~= value then
    redis.call('SET', key, value)
  end
  if not owned[key] then
    redis.call('SADD', index, key)
  end
end
table.sort(refused)
return refused
)lua";

Json scriptArgument(const Entries &entries, const std::string &rootKey)
{
    Json all = Json::object();
    for (const auto &[name, entry] : entries) {
        all[name] = keyValues(entry, rootKey);
    }
    return all;
}

/// A middleware that nobody uses.
Json lastEntry(const std::string &owner)
{
    Json entry;
    entry["http"]["middlewares"]["berth-" + owner]["addPrefix"]["prefix"] = "/";
    return entry;
}

base::Error failed(const redis::Reply &reply)
{
    base::Error error = redis::errorOf(reply.text, {});
    // Redis 6 says it in its own words, and behind the place in the script.
    const bool isForbidden = reply.text.find("NOPERM") != std::string::npos ||
                             reply.text.find("executing the script can't") != std::string::npos;
    if (isForbidden) {
        error.code = ErrorCode::Forbidden;
        error.message = "Redis does not let Berth write what Traefik reads. Its user needs the "
                        "command EVAL, the keys below Traefik's root key and ~berth:*.";
    }
    return error;
}

} // namespace

std::string indexKey(const std::string &owner)
{
    return "berth:traefik:" + owner;
}

net::Task<std::vector<std::string>> publish(Pipeline pipeline, std::string owner, Entries entries,
                                            std::string rootKey)
{
    std::vector<redis::Command> commands;
    commands.push_back({"EVAL", publishScript, "1", indexKey(owner),
                        base::toText(scriptArgument(entries, rootKey)),
                        base::toText(Json(keyValues(lastEntry(owner), rootKey)))});
    auto replies = co_await pipeline(std::move(commands));
    if (!replies) {
        co_return base::fail(replies.error());
    }
    const redis::Reply &answer = replies->front();
    if (answer.kind == redis::Reply::Kind::Error) {
        co_return base::fail(failed(answer));
    }
    if (answer.kind != redis::Reply::Kind::Array) {
        co_return base::fail(ErrorCode::ProtocolError,
                             "Redis answered something else than Berth asked for.");
    }
    std::vector<std::string> refused;
    for (const redis::Reply &name : answer.items) {
        refused.push_back(name.text);
    }
    co_return refused;
}

} // namespace berth::traefik
