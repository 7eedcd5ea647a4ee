// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <map>
#include <string>
#include <vector>

namespace berth::secrets {

/// Looks at the Secret Service over D-Bus without ever making it ask a person something. QtKeychain
/// cannot tell "not there" from "locked" from "nobody answers"; this can. Calls block for at most a
/// few seconds each; use it off the GUI and engine threads.
class SecretServiceProbe
{
public:
    enum class Presence
    {
        Present,
        Locked,
        Absent
    };

    /// SecretStoreMissing or SecretStoreLocked with what to do about it.
    base::Status check() const;

    struct Service
    {
        base::Status usable;
        std::string owner; ///< name on the bus of the process that provides it; empty: none does
    };
    /// check(), and who provides the service now.
    Service service() const;

    /// Whether an entry that QtKeychain wrote is there; Locked when it is in a locked keyring, or
    /// may be because the default one is locked.
    base::Result<Presence> find(const std::string &service, const std::string &key) const;

    struct Paths
    {
        std::string owner; ///< as in Service
        std::map<std::string, std::string> byKey;
    };
    /// Object paths of those entries that QtKeychain wrote and that are in no locked keyring. Empty
    /// when nobody answers.
    Paths paths(const std::string &service, const std::vector<std::string> &keys) const;

    /// Keys of all entries that QtKeychain wrote for `service`, also of a locked keyring; sorted.
    base::Result<std::vector<std::string>> names(const std::string &service) const;
};

/// Whether QtKeychain uses KWallet's own interface here: it does in a Plasma 5 session that has it.
bool prefersKWallet();

} // namespace berth::secrets
