// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "providers/container_process.h"

#include <fstream>
#include <iterator>

namespace berth::providers {

namespace {

std::string readWhole(const std::string &path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::string parentOf(std::int64_t pid)
{
    std::ifstream status("/proc/" + std::to_string(pid) + "/status");
    std::string key;
    std::string value;
    while (status >> key) {
        std::getline(status, value);
        if (key == "PPid:") {
            return value.substr(value.find_first_not_of(" \t"));
        }
    }
    return {};
}

} // namespace

bool isLocalContainerProcess(std::int64_t pid, const std::string &containerId)
{
    if (pid <= 0 || containerId.empty()) {
        return false;
    }
    const std::string parent = parentOf(pid);
    return !parent.empty() &&
           readWhole("/proc/" + parent + "/cmdline").find(containerId) != std::string::npos;
}

} // namespace berth::providers
