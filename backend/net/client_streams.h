// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "net/client_pool.h"

#include <memory>

// Internal to net/.
namespace berth::net {

/// The answer of `exchange`, whose head has come.
std::unique_ptr<HttpStream> makeResponseStream(ClientExchange::Self exchange);

} // namespace berth::net
