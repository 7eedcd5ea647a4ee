// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "base/secret.h"
#include "model/call_record.h"
#include "model/client.h"

#include <QFuture>
#include <QMetaType>

#include <cstdint>
#include <string>
#include <vector>

namespace berth::engine {

using CallRecord = model::CallRecord;

/// A client that was just made. The token is shown once: Berth keeps only its hash.
struct NewClient
{
    std::string id;
    base::Secret token;
};

/// What may be asked of the gateway's clients and their tokens. Every call returns at once.
class ClientCommands
{
public:
    virtual ~ClientCommands() = default;

    /// InvalidArgument names the field ("/name"); AlreadyExists when a client that is not revoked
    /// has the name.
    virtual QFuture<base::Result<NewClient>> createClient(model::ClientDraft draft) = 0;
    /// Name, limits and rate limit; its token stays. What it may no longer use ends at once.
    virtual QFuture<base::Status> changeClient(std::string id, model::ClientDraft draft) = 0;
    /// Refuses its token from now on and ends its open streams. Cannot be undone.
    virtual QFuture<base::Status> revokeClient(std::string id) = 0;
    /// Forgets a client, revoked or not; the history of calls keeps its name.
    virtual QFuture<base::Status> removeClient(std::string id) = 0;
};

enum class CallExportFormat
{
    JsonLines,
    Csv ///< without what was said
};

/// What may be asked of the history of calls. Every call returns at once.
class CallCommands
{
public:
    virtual ~CallCommands() = default;

    /// The newest `limit` calls before `sequence` (0: from the end), newest first. Empty
    /// `instanceId`: of all.
    virtual QFuture<base::Result<std::vector<CallRecord>>>
    callHistory(std::int64_t beforeSequence, int limit, std::string instanceId) = 0;
    /// NotFound when it is not kept any more.
    virtual QFuture<base::Result<model::RecordedCall>> callDetail(std::int64_t sequence) = 0;
    /// Forgets every call.
    virtual QFuture<base::Status> clearCalls() = 0;
    /// Writes calls (all, or those given) into a file of mode 0600. Ends with how many there are.
    virtual QFuture<base::Result<int>> exportCalls(std::string file, CallExportFormat format,
                                                   std::vector<std::int64_t> sequences) = 0;
};

} // namespace berth::engine

Q_DECLARE_METATYPE(std::vector<berth::engine::CallRecord>)
