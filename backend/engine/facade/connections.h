// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/secret.h"
#include "model/connection.h"

#include <QFuture>
#include <QMetaType>

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace berth::engine {

enum class ConnectionState
{
    Off, ///< not enabled
    Connecting,
    Connected,
    Lost
};

/// Everything a screen shows of one connection; immutable, passed by value across threads.
struct ConnectionSnapshot
{
    model::Connection connection;
    ConnectionState state = ConnectionState::Off;
    std::string problem;                        ///< Lost, or a failed reconcile: why and what to do
    std::string problemDetails;                 ///< the other side's words
    std::optional<base::Timestamp> nextAttempt; ///< Lost
    std::optional<std::chrono::microseconds> roundTrip;
    int instances = 0;                 ///< seen there
    std::vector<std::string> managers; ///< alive on that Redis now, by name
    /// Made by the command line or the sandbox: lives as long as this process, cannot be changed.
    bool isTransient = false;
};

/// One step of a test, in the order resolve, connect, tls, authenticate, subscribe, platform.
struct ConnectionTestStep
{
    enum class Outcome
    {
        Passed,
        Failed,
        Skipped ///< does not apply (no TLS, no platform), or an earlier step failed
    };

    std::string name; ///< "resolve", "connect", "tls", "authenticate", "subscribe", "platform"
    Outcome outcome = Outcome::Skipped;
    std::string detail; ///< "127.0.0.1:6379", or what is wrong and what to do
    std::chrono::microseconds took{0};
};

/// Values a person typed for a connection; they go to the secret store. Not given: as it was.
struct ConnectionSecrets
{
    std::optional<base::Secret> password;
    std::optional<base::Secret> platformToken;
};

/// What may be asked of connections. Every call returns at once.
class ConnectionCommands
{
public:
    virtual ~ConnectionCommands() = default;

    /// Empty id: a new one is made and returned. Secrets are stored first.
    virtual QFuture<base::Result<std::string>> saveConnection(model::Connection connection,
                                                              ConnectionSecrets secrets) = 0;
    /// Instances that it brought to this machine end up stopped and stay, as local ones.
    virtual QFuture<base::Status> removeConnection(std::string id) = 0;
    virtual QFuture<base::Status> setConnectionEnabled(std::string id, bool enabled) = 0;
    /// Tries what is given, saved or not. Each step is a result of its own, as soon as it ended; it
    /// never fails as a whole.
    virtual QFuture<ConnectionTestStep> testConnection(model::Connection connection,
                                                       ConnectionSecrets secrets) = 0;
    /// Asks the managers of a connection for a new instance. Ends with the id when a manager took
    /// it on, with its reason when it refused, with Timeout when nobody answered.
    virtual QFuture<base::Result<std::string>> createRemote(std::string connectionId,
                                                            model::InstanceDraft draft) = 0;
};

} // namespace berth::engine

Q_DECLARE_METATYPE(berth::engine::ConnectionSnapshot)
