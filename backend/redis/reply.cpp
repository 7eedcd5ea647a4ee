// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "redis/reply.h"

#include <array>
#include <utility>

#include <hiredis/read.h>

namespace berth::redis {

using base::ErrorCode;

namespace {

/// Where the object that the reader announces belongs: into its array, or into a new reply.
/// An array grows as its elements come, because its announced size costs the sender nothing; an
/// element that is still being filled is always the last, so growing moves no open one.
Reply *place(const redisReadTask *task)
{
    if (task->parent == nullptr) {
        return new Reply;
    }
    auto &items = static_cast<Reply *>(task->parent->obj)->items;
    return &items.emplace_back();
}

void *makeText(const redisReadTask *task, char *bytes, std::size_t size)
{
    Reply *reply = place(task);
    reply->kind = task->type == REDIS_REPLY_ERROR ? Reply::Kind::Error : Reply::Kind::Text;
    reply->text.assign(bytes, size);
    return reply;
}

// hiredis 0.14 counts in int, 1.0 in size_t.
template <typename Count>
void *makeArray(const redisReadTask *task, Count)
{
    Reply *reply = place(task);
    reply->kind = Reply::Kind::Array;
    return reply;
}

void *makeInteger(const redisReadTask *task, long long value)
{
    Reply *reply = place(task);
    reply->kind = Reply::Kind::Integer;
    reply->integer = value;
    return reply;
}

void *makeNil(const redisReadTask *task)
{
    return place(task);
}

void dispose(void *object)
{
    delete static_cast<Reply *>(object);
}

/// RESP3 is never asked for; where the reader knows it, its types end the connection.
template <typename Functions>
void refuseResp3(Functions &functions)
{
    if constexpr (requires { functions.createDouble; }) {
        functions.createDouble = [](const redisReadTask *, double, char *, std::size_t) -> void * {
            return nullptr;
        };
        functions.createBool = [](const redisReadTask *, int) -> void * { return nullptr; };
    }
}

redisReplyObjectFunctions makeFunctions()
{
    redisReplyObjectFunctions functions{};
    functions.createString = makeText;
    functions.createArray = &makeArray;
    functions.createInteger = makeInteger;
    functions.createNil = makeNil;
    functions.freeObject = dispose;
    refuseResp3(functions);
    return functions;
}

} // namespace

struct ReplyParser::Reader
{
    Reader()
        : functions(makeFunctions())
        , handle(redisReaderCreateWithFunctions(&functions), redisReaderFree)
    {}

    tl::unexpected<base::Error> failure() const
    {
        return base::fail(ErrorCode::ProtocolError,
                          "Redis sent something that is no Redis protocol.", handle->errstr);
    }

    redisReplyObjectFunctions functions;
    std::unique_ptr<redisReader, void (*)(redisReader *)> handle;
};

ReplyParser::ReplyParser(std::size_t maxBytes)
    : m_reader(std::make_unique<Reader>())
    , m_maxBytes(maxBytes)
{}

ReplyParser::~ReplyParser() = default;
ReplyParser::ReplyParser(ReplyParser &&) noexcept = default;
ReplyParser &ReplyParser::operator=(ReplyParser &&) noexcept = default;

base::Status ReplyParser::feed(std::string_view bytes)
{
    m_unfinishedBytes += bytes.size();
    if (redisReaderFeed(m_reader->handle.get(), bytes.data(), bytes.size()) != REDIS_OK) {
        return m_reader->failure();
    }
    return {};
}

base::Result<std::optional<Reply>> ReplyParser::next()
{
    redisReader *reader = m_reader->handle.get();
    void *object = nullptr;
    if (redisReaderGetReply(reader, &object) != REDIS_OK) {
        return m_reader->failure();
    }
    if (object == nullptr) {
        if (m_unfinishedBytes > m_maxBytes) {
            return base::fail(ErrorCode::ProtocolError, "Redis sent a reply larger than " +
                                                            std::to_string(m_maxBytes) + " bytes.");
        }
        return std::nullopt;
    }
    m_unfinishedBytes = reader->len - reader->pos;
    const std::unique_ptr<Reply> reply(static_cast<Reply *>(object));
    return std::move(*reply);
}

base::Error errorOf(std::string_view text, std::string_view peer)
{
    struct Meaning
    {
        std::string_view word;
        ErrorCode code;
        std::string_view sentence;
    };
    constexpr std::array<Meaning, 14> meanings{{
        {"NOAUTH", ErrorCode::Unauthorized,
         "wants a password, and none was given. Enter user and password."},
        {"WRONGPASS", ErrorCode::Unauthorized,
         "does not accept this user and password. Check both, and that the user is switched on."},
        {"NOPERM", ErrorCode::Forbidden,
         "does not allow this user to do that. Its ACL must be extended (ACL SETUSER)."},
        {"DENIED", ErrorCode::Forbidden,
         "refuses connections from this machine (protected mode). Give it a password."},
        {"OOM", ErrorCode::LimitReached,
         "has no memory left for writing. Raise its maxmemory, or remove data from it."},
        {"LOADING", ErrorCode::Unavailable, "is still loading its data."},
        {"READONLY", ErrorCode::Unavailable,
         "is a replica and takes no writes. Connect to its master."},
        {"MASTERDOWN", ErrorCode::Unavailable, "has lost its master."},
        {"BUSY", ErrorCode::Unavailable, "is busy with a script."},
        {"NOSCRIPT", ErrorCode::NotFound, "does not know that script."},
        {"NOGROUP", ErrorCode::NotFound, "has no such consumer group."},
        {"UNBLOCKED", ErrorCode::NotFound, "has lost what was waited for."},
        {"BUSYGROUP", ErrorCode::AlreadyExists, "has that consumer group already."},
        {"WRONGTYPE", ErrorCode::Conflict, "keeps something else under that key."},
    }};
    const std::string subject = peer.empty() ? "Redis " : "Redis at " + std::string(peer) + " ";
    const std::string_view word = text.substr(0, text.find(' '));
    for (const Meaning &meaning : meanings) {
        if (word == meaning.word) {
            return {meaning.code, subject + std::string(meaning.sentence), std::string(text)};
        }
    }
    return {ErrorCode::ProtocolError, subject + "refused a command.", std::string(text)};
}

} // namespace berth::redis
