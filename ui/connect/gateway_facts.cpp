// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/connect/gateway_facts.h"

#include "engine/facade/engine_facade.h"

#include <QHostAddress>

#include <algorithm>

namespace berth::ui {

namespace {

constexpr int mostNames = 4;

/// Who could call that instance with the token they have.
QStringList holders(const GatewayFacts &facts, const std::string &instanceId)
{
    QStringList names;
    for (const model::Client &client : facts.clients) {
        const auto &instances = client.draft.limits.instances;
        const bool mayCall =
            client.draft.limits.isEverything() ||
            std::find(instances.begin(), instances.end(), instanceId) != instances.end();
        if (mayCall && !client.isRevoked()) {
            names << QString::fromStdString(client.draft.name);
        }
    }
    return names;
}

} // namespace

GatewayFacts gatewayFacts(const engine::EngineFacade &engine)
{
    const base::Json settings = engine.settings();
    GatewayFacts facts;
    const QHostAddress bound(
        QString::fromStdString(base::stringOr(settings, "gateway.address", "127.0.0.1")));
    facts.admitsOthers = !bound.isLoopback();
    const auto demanded = settings.find("gateway.require_token");
    facts.demandsToken =
        facts.admitsOthers || (demanded != settings.end() && *demanded == base::Json(true));
    const auto names = settings.find("gateway.host_names");
    facts.hasHostName = names != settings.end() && !names->empty();
    facts.isSelfSigned = base::stringOr(settings, "gateway.tls") == "own";
    facts.certificate = QString::fromStdString(engine.system().gatewayCertificate);
    facts.clients = engine.clients();
    return facts;
}

QString GatewayText::token(const GatewayFacts &facts, const std::string &instanceId)
{
    if (!facts.demandsToken) {
        return tr("None is needed: the settings let every program of this machine call. A token "
                  "tells a client apart from the others.");
    }
    const QStringList names = holders(facts, instanceId);
    if (names.isEmpty()) {
        return tr("The settings demand one. No client has one for this instance yet.");
    }
    const QString some = names.mid(0, mostNames).join(QLatin1String(", "));
    return tr("The settings demand one. Good here: %1. A token was shown when it was made; paste "
              "it, or create another.")
        .arg(names.size() > mostNames ? tr("%1 and others").arg(some) : some);
}

QString GatewayText::reach(const GatewayFacts &facts)
{
    QStringList words;
    if (facts.admitsOthers && !facts.hasHostName) {
        words << tr("Other machines reach it by this machine's name or address.");
    }
    if (!facts.certificate.isEmpty()) {
        words
            << (facts.isSelfSigned
                    ? tr("Encrypted with a certificate that Berth made. Clients have to trust it.")
                    : tr("Encrypted. A client that does not know the certificate's authority has "
                         "to trust it."))
            << tr("Programs on Node.js take the file in NODE_EXTRA_CA_CERTS.");
    } else if (facts.admitsOthers) {
        words << tr("Nothing is encrypted on the way; the settings can change that.");
    }
    return words.join(QLatin1Char(' '));
}

} // namespace berth::ui
