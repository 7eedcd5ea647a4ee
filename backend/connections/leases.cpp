// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "connections/leases.h"

#include "base/parse_number.h"
#include "connections/redis_answers.h"
#include "connections/redis_keys.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace berth::connections {

using redis::Command;
using redis::Reply;

namespace {

/// How many leases one run of a script looks at: nobody else is served meanwhile.
constexpr std::size_t batchSize = 200;
/// How long the last token of an instance is remembered after its last renewal: 30 days.
constexpr const char *fenceMilliseconds = "2592000000";

/// KEYS: lease and fence, in turn. ARGV: manager, life, name, length of a lease and of a fence in
/// ms, whether an earlier life's lease may be taken. Answers per lease: {1 held, 0 somebody
/// else's, -1 failed; token, or what failed; holder}. Renewing (PEXPIRE) needs no memory and so
/// works where taking fails, which therefore must not end the script.
constexpr const char *claimScript = R"lua(
local manager, life, name, length, fenceLength, takesOver = unpack(ARGV)

local function take(lease, fence)
  local time = redis.call('TIME')
  local token = tonumber(time[1]) * 1000000 + tonumber(time[2])
  local last = tonumber(redis.call('GET', fence) or 0) or 0
  if token <= last then
    token = last + 1
  end
  local text = string.format('%.0f', token)
  redis.call('SET', fence, text, 'PX', fenceLength)
  redis.call('DEL', lease)
  redis.call('HSET', lease, 'manager', manager, 'life', life, 'name', name, 'token', text)
  redis.call('PEXPIRE', lease, length)
  return text
end

local answers = {}
for i = 1, #KEYS, 2 do
  local there = redis.call('HMGET', KEYS[i], 'manager', 'life', 'name', 'token')
  local isOurs = there[1] == manager and there[2] == life
  local isEarlierLifes = there[1] == manager and there[2] ~= life
  local answer
  if isOurs then
    redis.call('PEXPIRE', KEYS[i], length)
    redis.call('PEXPIRE', KEYS[i + 1], fenceLength)
    answer = {1, there[4] or '0', name}
  elseif not there[1] or (isEarlierLifes and takesOver == '1') then
    local isTaken, token = pcall(take, KEYS[i], KEYS[i + 1])
    if isTaken then
      answer = {1, token, name}
    else
      answer = {-1, type(token) == 'table' and token.err or tostring(token), ''}
    end
  else
    answer = {0, there[4] or '0', there[3] or ''}
  end
  answers[#answers + 1] = answer
end
return answers
)lua";

/// KEYS: leases. ARGV: manager, life.
constexpr const char *releaseScript = R"lua(
for _, lease in ipairs(KEYS) do
  local there = redis.call('HMGET', lease, 'manager', 'life')
  if there[1] == ARGV[1] and there[2] == ARGV[2] then
    redis.call('DEL', lease)
  end
end
return true
)lua";

/// KEYS: the list, a hash from a manager's id to "<when it ends in ms> <name>". ARGV: id, name, ms.
constexpr const char *announceScript = R"lua(
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local ends = string.format('%.0f', now + tonumber(ARGV[3]))
redis.call('HSET', KEYS[1], ARGV[1], ends .. ' ' .. ARGV[2])
local names = {}
local all = redis.call('HGETALL', KEYS[1])
for i = 1, #all, 2 do
  local theirEnd, name = string.match(all[i + 1], '^(%d+) (.*)$')
  if theirEnd and tonumber(theirEnd) > now then
    names[#names + 1] = name
  else
    redis.call('HDEL', KEYS[1], all[i])
  end
end
return names
)lua";

/// KEYS: the list. Writes nothing.
constexpr const char *aliveScript = R"lua(
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local names = {}
for _, entry in ipairs(redis.call('HVALS', KEYS[1])) do
  local ends, name = string.match(entry, '^(%d+) (.*)$')
  if ends and tonumber(ends) > now then
    names[#names + 1] = name
  end
end
return names
)lua";

bool isClaimAnswer(const Reply &reply)
{
    return reply.kind == Reply::Kind::Array && reply.items.size() == 3 &&
           reply.items[0].kind == Reply::Kind::Integer;
}

std::string milliseconds(std::chrono::seconds time)
{
    return std::to_string(std::chrono::milliseconds(time).count());
}

} // namespace

Leases::Leases(Pipeline pipeline, ManagerIdentity self, std::chrono::seconds length)
    : m_pipeline(std::move(pipeline))
    , m_self(std::move(self))
    , m_length(length)
{}

Command Leases::claimCommand(const std::vector<std::string> &instanceIds, std::size_t first,
                             bool takesOverEarlierLife) const
{
    const std::size_t end = std::min(first + batchSize, instanceIds.size());
    Command command{"EVAL", claimScript, std::to_string(2 * (end - first))};
    for (std::size_t at = first; at < end; ++at) {
        command.push_back(keys::lease(instanceIds[at]));
        command.push_back(keys::fence(instanceIds[at]));
    }
    for (const std::string &argument :
         {m_self.id, m_self.life, m_self.name, milliseconds(m_length),
          std::string(fenceMilliseconds), std::string(takesOverEarlierLife ? "1" : "0")}) {
        command.push_back(argument);
    }
    return command;
}

net::Task<Leases::Claims> Leases::claim(std::vector<std::string> instanceIds,
                                        bool takesOverEarlierLife)
{
    Claims claims;
    if (instanceIds.empty()) {
        co_return claims;
    }
    std::vector<Command> commands;
    for (std::size_t first = 0; first < instanceIds.size(); first += batchSize) {
        commands.push_back(claimCommand(instanceIds, first, takesOverEarlierLife));
    }
    auto replies = co_await ask(m_pipeline, std::move(commands));
    if (!replies) {
        co_return base::fail(std::move(replies.error()));
    }
    std::size_t at = 0;
    for (const Reply &batch : *replies) {
        for (const Reply &answer : batch.items) {
            if (at == instanceIds.size() || !isClaimAnswer(answer)) {
                co_return base::fail(unexpectedAnswer());
            }
            const std::string &id = instanceIds[at++];
            if (answer.items[0].integer < 0) {
                claims.refused = base::fail(scriptError(answer.items[1].text));
                continue;
            }
            Outcome outcome;
            outcome.instanceId = id;
            outcome.isHeld = answer.items[0].integer == 1;
            outcome.token = base::parseNumber<std::int64_t>(answer.items[1].text).value_or(0);
            outcome.holder = answer.items[2].text;
            claims.outcomes.push_back(std::move(outcome));
        }
    }
    if (at != instanceIds.size()) {
        co_return base::fail(unexpectedAnswer());
    }
    co_return claims;
}

net::Task<std::vector<Leases::Outcome>> Leases::acquire(std::vector<std::string> instanceIds)
{
    const auto sent = Clock::now();
    auto claims = co_await claim(std::move(instanceIds), true);
    if (!claims) {
        co_return base::fail(std::move(claims.error()));
    }
    for (const Outcome &outcome : claims->outcomes) {
        if (outcome.isHeld) {
            Held &held = m_held[outcome.instanceId];
            held.token = outcome.token;
            held.confirmed = sent;
        } else {
            m_held.erase(outcome.instanceId);
        }
    }
    if (!claims->refused) {
        co_return base::fail(std::move(claims->refused.error()));
    }
    co_return std::move(claims->outcomes);
}

net::Task<std::vector<std::string>> Leases::renew()
{
    const auto sent = Clock::now();
    // A newer life of this profile may have taken over: this one must not take it back.
    auto claims = co_await claim(held(), false);
    if (!claims) {
        co_return base::fail(std::move(claims.error()));
    }
    std::vector<std::string> lost;
    for (const Outcome &outcome : claims->outcomes) {
        const auto known = m_held.find(outcome.instanceId);
        if (known == m_held.end()) { // given up meanwhile
            continue;
        }
        if (outcome.isHeld) {
            known->second.token = outcome.token;
            known->second.confirmed = std::max(known->second.confirmed, sent);
        } else {
            lost.push_back(outcome.instanceId);
            m_held.erase(known);
        }
    }
    // Without the lost ones the caller would not learn of them: what was refused comes up again
    // with the next renewal, or lapses.
    if (!claims->refused && lost.empty()) {
        co_return base::fail(std::move(claims->refused.error()));
    }
    co_return lost;
}

net::Task<> Leases::release(std::vector<std::string> instanceIds)
{
    if (instanceIds.empty()) {
        co_return base::Status();
    }
    Command command{"EVAL", releaseScript, std::to_string(instanceIds.size())};
    for (const std::string &id : instanceIds) {
        m_held.erase(id); // at once: a renewal that begins now must not take it again
        command.push_back(keys::lease(id));
    }
    command.push_back(m_self.id);
    command.push_back(m_self.life);
    auto released = co_await ask(m_pipeline, std::move(command));
    // Once more: an acquire() that was sent before has been answered meanwhile.
    for (const std::string &id : instanceIds) {
        m_held.erase(id);
    }
    if (!released) {
        co_return base::fail(std::move(released.error()));
    }
    co_return base::Status();
}

std::vector<std::string> Leases::lapsed(Clock::time_point now) const
{
    std::vector<std::string> ids;
    for (const auto &[id, held] : m_held) {
        if (now - held.confirmed >= m_length) {
            ids.push_back(id);
        }
    }
    return ids;
}

void Leases::forget(const std::string &instanceId)
{
    m_held.erase(instanceId);
}

bool Leases::isHeld(const std::string &instanceId) const
{
    return m_held.contains(instanceId);
}

std::int64_t Leases::tokenOf(const std::string &instanceId) const
{
    const auto known = m_held.find(instanceId);
    return known == m_held.end() ? 0 : known->second.token;
}

std::vector<std::string> Leases::held() const
{
    std::vector<std::string> ids;
    ids.reserve(m_held.size());
    for (const auto &[id, held] : m_held) {
        ids.push_back(id);
    }
    return ids;
}

net::Task<std::vector<std::string>> Leases::announce()
{
    Command command{"EVAL",      announceScript,        "1", keys::managers, m_self.id,
                    m_self.name, milliseconds(m_length)};
    co_return co_await names(std::move(command));
}

net::Task<std::vector<std::string>> Leases::alive()
{
    Command command{"EVAL", aliveScript, "1", keys::managers};
    co_return co_await names(std::move(command));
}

net::Task<std::vector<std::string>> Leases::names(Command command)
{
    auto reply = co_await ask(m_pipeline, std::move(command));
    if (!reply) {
        co_return base::fail(std::move(reply.error()));
    }
    std::vector<std::string> names;
    for (Reply &name : reply->items) {
        names.push_back(std::move(name.text));
    }
    std::sort(names.begin(), names.end());
    co_return names;
}

net::Task<> Leases::leave()
{
    Command command{"HDEL", keys::managers, m_self.id};
    auto reply = co_await ask(m_pipeline, std::move(command));
    if (!reply) {
        co_return base::fail(std::move(reply.error()));
    }
    co_return base::Status();
}

} // namespace berth::connections
