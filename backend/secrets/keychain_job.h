// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/secret.h"
#include "net/task.h"

#include <chrono>
#include <memory>
#include <mutex>
#include <string>

class QObject;

namespace berth::secrets {

/// What QtKeychain answered.
struct KeychainAnswer
{
    enum class Kind
    {
        Done,
        NotFound,
        NoBackend,
        Denied,
        Failed
    };

    Kind kind = Kind::Failed;
    base::Secret value;  ///< of a read
    std::string details; ///< QtKeychain's own words, without the value
};

/// What to do with one entry.
struct KeychainRequest
{
    enum class Kind
    {
        Read,
        Write,
        Remove
    };

    Kind kind = Kind::Read;
    std::string service;
    std::string key;
    base::Secret value; ///< of a write
    /// Whether the keyring was replaced since the last request: libsecret would go on with the
    /// session it had with the old one, and fail.
    bool newKeyring = false;
};

/// Runs QtKeychain jobs on the thread of a QObject and brings the answers back. Jobs never fall
/// back to plain text. QtKeychain runs one job at a time, so one that waits for a person to
/// unlock the keyring holds up the next ones.
class KeychainJobs
{
public:
    /// Made on `context`'s thread, which runs a Qt event loop. When `context` goes, requests end
    /// with Unavailable.
    explicit KeychainJobs(QObject *context);

    net::Task<KeychainAnswer> run(KeychainRequest request, std::chrono::milliseconds timeout);

    /// libsecret answers through GLib's main loop, which Qt may have been told not to use.
    bool hasGlibLoop() const
    {
        return m_hasGlibLoop;
    }

private:
    struct Gate;

    std::shared_ptr<Gate> m_gate;
    bool m_hasGlibLoop = false;
};

} // namespace berth::secrets
