// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gateway/revision.h"
#include "net/task.h"

#include <memory>
#include <string>

namespace berth::gateway {

class StdioBackend;

/// What a server says of itself, in the words of both eras.
struct ServerIdentity
{
    Era era = Era::Handshake;
    std::string initializeResult;
    std::string discoverResult;
};

/// Whether to ask server/discover first. A few servers end when something comes before initialize.
enum class Discovery
{
    First,
    Never
};

/// Finds out which era the server is of and greets it. One that answers server/discover is
/// stateless, whatever else it speaks: only such a process can serve clients of both eras at once.
/// An answer that is late does not delay the handshake for ever (specification 2026-07-28,
/// basic/transports/stdio, "Backward Compatibility").
net::Task<ServerIdentity> greet(std::shared_ptr<StdioBackend> server, Discovery discovery);

} // namespace berth::gateway
