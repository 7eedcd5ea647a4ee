// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/client.h"

#include <QCoreApplication>
#include <QString>

#include <vector>

namespace berth::engine {
class EngineFacade;
}

namespace berth::ui {

/// What a client has to know of the gateway besides its address: whom it lets in, and how.
struct GatewayFacts
{
    bool demandsToken = false;
    bool admitsOthers = false; ///< it listens for other machines, too
    bool hasHostName = false;  ///< a name that other machines know
    bool isSelfSigned = false; ///< Berth made its certificate
    QString certificate;       ///< the file it is in; empty: no TLS
    std::vector<model::Client> clients;
};

GatewayFacts gatewayFacts(const engine::EngineFacade &engine);

/// These facts in words.
class GatewayText
{
    Q_DECLARE_TR_FUNCTIONS(berth::ui::GatewayText)
public:
    /// Whether a token is needed, and who has one for that instance.
    static QString token(const GatewayFacts &facts, const std::string &instanceId);
    /// From where, and what to trust; empty: from this machine, and nothing.
    static QString reach(const GatewayFacts &facts);
};

} // namespace berth::ui
