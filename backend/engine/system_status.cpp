// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/system_status.h"

namespace berth::engine {

SystemStatus::SystemStatus(ObserverList &observers)
    : m_observers(observers)
{}

void SystemStatus::setPodman(ComponentStatus status)
{
    m_snapshot.podman = std::move(status);
    changed();
}

void SystemStatus::setGateway(const std::string &address, std::uint16_t wanted, std::uint16_t got,
                              const GatewayCertificate &certificate)
{
    ComponentStatus status;
    status.state = ComponentState::Ok;
    status.summary = address;
    if (wanted != got) {
        status.state = ComponentState::Degraded;
        status.problem = "Port " + std::to_string(wanted) +
                         " is in use by another program, so the gateway took port " +
                         std::to_string(got) +
                         ". Clients that know the usual address do not reach it.";
        status.remedy = "ss -ltnp 'sport = :" + std::to_string(wanted) + "'";
    }
    m_snapshot.gateway = std::move(status);
    m_snapshot.gatewayAddress = address;
    m_snapshot.gatewayFingerprint = certificate.fingerprint;
    m_snapshot.gatewayCertificate =
        certificate.files ? certificate.files->certificate.string() : std::string();
    changed();
}

void SystemStatus::setKeychain(const std::string &storeName, const base::Status &usable,
                               secrets::StoreKind kind)
{
    const bool isKeychain = kind == secrets::StoreKind::Keychain;
    ComponentStatus status;
    status.summary = storeName;
    if (usable) {
        status.state = ComponentState::Ok;
    } else {
        const bool locked = usable.error().code == base::ErrorCode::SecretStoreLocked;
        status.state = locked ? ComponentState::Degraded : ComponentState::Unavailable;
        status.problem = usable.error().message;
        status.remedy = locked || !isKeychain ? "" : "sudo apt install gnome-keyring libsecret-1-0";
    }
    m_snapshot.keychain = std::move(status);
    m_snapshot.secretStore = secrets::toText(kind);
    changed();
}

void SystemStatus::setManagerApi(ComponentStatus status)
{
    m_snapshot.managerApi = std::move(status);
    changed();
}

void SystemStatus::setTraefik(ComponentStatus status)
{
    m_snapshot.traefik = std::move(status);
    changed();
}

void SystemStatus::setApiSocket(std::string path)
{
    m_snapshot.apiSocket = std::move(path);
    changed();
}

void SystemStatus::changed()
{
    m_observers.notify(&Observer::systemChanged, m_snapshot);
}

} // namespace berth::engine
