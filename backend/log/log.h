// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <spdlog/spdlog.h>

#include <filesystem>
#include <memory>
#include <string>

namespace berth::log {

using Logger = std::shared_ptr<spdlog::logger>;

struct Options
{
    /// Rotating file, mode 0600; empty logs to standard error only.
    std::filesystem::path file;
    bool toStandardError = false;
    spdlog::level::level_enum level = spdlog::level::info;
};

/// Sets where every logger writes. Called once, by app/, before the first thread starts.
void configure(const Options &options);

/// The logger of one component ("podman", "gateway"). Any thread. Never pass it a secret:
/// base::Secret has no formatter so that the compiler refuses.
Logger logger(const std::string &component);

} // namespace berth::log
