// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "redis/command.h"

namespace berth::redis {

void appendCommand(std::string &out, const Command &command)
{
    out.append("*").append(std::to_string(command.size())).append("\r\n");
    for (const std::string &argument : command) {
        out.append("$").append(std::to_string(argument.size())).append("\r\n");
        out.append(argument).append("\r\n");
    }
}

} // namespace berth::redis
