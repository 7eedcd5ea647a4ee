// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "connections/instance_registry.h"

#include "connections/redis_answers.h"
#include "connections/redis_keys.h"

#include <utility>

namespace berth::connections {

using base::ErrorCode;
using base::Json;
using redis::Command;
using redis::Reply;

namespace {

/// KEYS: registry, fence of the instance. ARGV: id, token and, to write it, the entry. Answers 1
/// when it was done. The fence counts too: an entry that is gone says nothing, and a stale holder
/// must not bring it back. Tokens are below 2^53, so Lua's numbers hold them exactly.
constexpr const char *writeScript = R"lua(
local token = tonumber(ARGV[2])
local newest = tonumber(redis.call('GET', KEYS[2]) or 0) or 0
local text = redis.call('HGET', KEYS[1], ARGV[1])
if text then
  local isJson, there = pcall(cjson.decode, text)
  if isJson and type(there) == 'table' and type(there.lease) == 'number' then
    newest = math.max(newest, there.lease)
  end
end
if token < newest then
  return 0
end
if ARGV[3] then
  redis.call('HSET', KEYS[1], ARGV[1], ARGV[3])
else
  redis.call('HDEL', KEYS[1], ARGV[1])
end
return 1
)lua";

Command writeCommand(const std::string &instanceId, std::int64_t token)
{
    return {"EVAL",     writeScript,          "2", keys::instances, keys::fence(instanceId),
            instanceId, std::to_string(token)};
}

base::Status statusOf(const base::Result<Reply> &reply, const std::string &instanceId)
{
    if (!reply) {
        return base::fail(reply.error());
    }
    if (reply->kind != Reply::Kind::Integer) {
        return base::fail(unexpectedAnswer());
    }
    if (reply->integer != 1) {
        return base::fail(ErrorCode::Conflict, "Another manager has taken over the instance " +
                                                   instanceId +
                                                   "; nothing more is written about it from here.");
    }
    return {};
}

} // namespace

InstanceRegistry::InstanceRegistry(Pipeline pipeline)
    : m_pipeline(std::move(pipeline))
{}

net::Task<> InstanceRegistry::put(std::string instanceId, Json facts, std::int64_t token)
{
    if (!facts.is_object()) {
        co_return base::fail(ErrorCode::InvalidArgument, "What is written about the instance " +
                                                             instanceId + " is no JSON object.");
    }
    facts["lease"] = token;
    Command command = writeCommand(instanceId, token);
    command.push_back(base::toText(facts));
    auto reply = co_await ask(m_pipeline, std::move(command));
    co_return statusOf(reply, instanceId);
}

net::Task<> InstanceRegistry::remove(std::string instanceId, std::int64_t token)
{
    Command command = writeCommand(instanceId, token);
    auto reply = co_await ask(m_pipeline, std::move(command));
    co_return statusOf(reply, instanceId);
}

net::Task<std::map<std::string, Json>> InstanceRegistry::all()
{
    Command command{"HGETALL", keys::instances};
    auto reply = co_await ask(m_pipeline, std::move(command));
    if (!reply) {
        co_return base::fail(std::move(reply.error()));
    }
    std::map<std::string, Json> entries;
    for (std::size_t at = 0; at + 1 < reply->items.size(); at += 2) {
        auto facts = base::parseJson(reply->items[at + 1].text);
        if (facts && facts->is_object()) {
            entries.emplace(std::move(reply->items[at].text), std::move(*facts));
        }
    }
    co_return entries;
}

} // namespace berth::connections
