// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/gateway_tls.h"
#include "engine/observer.h"
#include "secrets/store_chooser.h"

#include <cstdint>
#include <string>

namespace berth::engine {

/// What the status bar shows, told to observers whenever it changes.
class SystemStatus
{
public:
    explicit SystemStatus(ObserverList &observers);

    const SystemSnapshot &snapshot() const
    {
        return m_snapshot;
    }
    void setPodman(ComponentStatus status);
    void setGateway(const std::string &address, std::uint16_t wanted, std::uint16_t got,
                    const GatewayCertificate &certificate);
    /// The store of secrets that is chosen, whichever that is.
    void setKeychain(const std::string &storeName, const base::Status &usable,
                     secrets::StoreKind kind);
    void setManagerApi(ComponentStatus status);
    void setTraefik(ComponentStatus status);
    void setApiSocket(std::string path);

private:
    void changed();

    ObserverList &m_observers;
    SystemSnapshot m_snapshot;
};

} // namespace berth::engine
