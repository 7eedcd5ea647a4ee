// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <string>

namespace berth::test {

/// Waits, by inotify, for a file that is about to be made.
class CreationWatch
{
public:
    explicit CreationWatch(const std::string &path);
    ~CreationWatch();
    CreationWatch(const CreationWatch &) = delete;
    CreationWatch &operator=(const CreationWatch &) = delete;

    bool wait(std::chrono::milliseconds timeout) const;

private:
    std::string m_path;
    int m_descriptor = -1;
};

/// Between a program's bind() and its listen() a connection is refused: tries until it is not.
bool waitUntilListening(const std::string &socketPath, std::chrono::milliseconds timeout);

} // namespace berth::test
