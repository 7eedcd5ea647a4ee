// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "log/log.h"

#include "base/bytes.h"

#include <spdlog/sinks/null_sink.h>
#include <spdlog/sinks/rotating_file_sink.h>
#include <spdlog/sinks/stdout_color_sinks.h>

#include <vector>

#include <sys/stat.h>

namespace berth::log {

namespace {

constexpr std::size_t maxFileSize = 5 * base::mebibyte;
constexpr std::size_t maxFiles = 3;

} // namespace

void configure(const Options &options)
{
    std::vector<spdlog::sink_ptr> sinks;
    if (options.toStandardError) {
        sinks.push_back(std::make_shared<spdlog::sinks::stderr_color_sink_mt>());
    }
    if (!options.file.empty()) {
        const mode_t previous = umask(0077);
        try {
            sinks.push_back(std::make_shared<spdlog::sinks::rotating_file_sink_mt>(
                options.file.string(), maxFileSize, maxFiles));
        } catch (const spdlog::spdlog_ex &) {
            // A full disk or a read-only profile must not keep Berth from starting.
        }
        umask(previous);
    }
    if (sinks.empty()) {
        sinks.push_back(std::make_shared<spdlog::sinks::null_sink_mt>());
    }
    spdlog::drop_all();
    auto root = std::make_shared<spdlog::logger>("berth", sinks.begin(), sinks.end());
    root->set_level(options.level);
    root->flush_on(spdlog::level::info);
    root->set_pattern("%Y-%m-%dT%H:%M:%S.%e%z %-5l %n: %v");
    spdlog::set_default_logger(root);
}

Logger logger(const std::string &component)
{
    if (auto existing = spdlog::get(component)) {
        return existing;
    }
    auto created = spdlog::default_logger()->clone(component);
    try {
        spdlog::register_logger(created);
    } catch (const spdlog::spdlog_ex &) {
        return spdlog::get(component); // another thread was first
    }
    return created;
}

} // namespace berth::log
