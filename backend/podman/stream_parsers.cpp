// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "podman/stream_parsers.h"

#include "base/bytes.h"
#include "base/json.h"
#include "podman/api_error.h"

#include <algorithm>

namespace berth::podman {

namespace {

using base::Json;

constexpr std::size_t maxLineBytes = 4 * base::mebibyte;
constexpr std::size_t frameHeaderBytes = 8;
constexpr std::size_t maxFrameBytes = 16 * base::mebibyte;
constexpr std::size_t maxLogLineBytes = 256 * base::kibibyte;
constexpr std::size_t shortDigestLength = 12;

std::size_t frameLength(std::string_view header)
{
    std::size_t length = 0;
    for (std::size_t i = 4; i < frameHeaderBytes; ++i) {
        length = (length << 8U) | static_cast<unsigned char>(header[i]);
    }
    return length;
}

/// "2026-11-22T19:13:06Z text" taken apart. Text without a time keeps the zero time.
ContainerLogLine splitTime(bool standardError, std::string_view text)
{
    ContainerLogLine line;
    line.standardError = standardError;
    const auto space = text.find(' ');
    if (space != std::string_view::npos) {
        if (const auto time = base::parseRfc3339(text.substr(0, space))) {
            line.time = *time;
            text.remove_prefix(space + 1);
        }
    }
    line.text = std::string(text);
    return line;
}

std::string shortDigest(std::string_view text)
{
    const auto colon = text.find("sha256:");
    if (colon == std::string_view::npos) {
        return {};
    }
    text.remove_prefix(colon + 7);
    const auto end = text.find_first_not_of("0123456789abcdef");
    return std::string(text.substr(0, std::min(end, shortDigestLength)));
}

bool startsWith(std::string_view text, std::string_view start)
{
    return text.substr(0, start.size()) == start;
}

std::uint64_t unsignedOr(const Json &object, const char *key)
{
    const auto found = object.find(key);
    return found != object.end() && found->is_number() ? found->get<std::uint64_t>() : 0;
}

double numberOr(const Json &object, const char *key)
{
    const auto found = object.find(key);
    return found != object.end() && found->is_number() ? found->get<double>() : 0.0;
}

} // namespace

void LineSplitter::feed(std::string_view bytes)
{
    m_buffer += bytes;
}

std::optional<std::string> LineSplitter::next()
{
    while (true) {
        const auto end = m_buffer.find('\n', m_scanned);
        if (end == std::string::npos) {
            m_scanned = m_buffer.size();
            if (m_buffer.size() > maxLineBytes) {
                m_dropping = true;
                m_buffer.clear();
                m_scanned = 0;
            }
            return std::nullopt;
        }
        std::string line = m_buffer.substr(0, end);
        m_buffer.erase(0, end + 1);
        m_scanned = 0;
        if (!std::exchange(m_dropping, false) && !line.empty()) {
            return line;
        }
    }
}

void LogFrameParser::feed(std::string_view bytes)
{
    m_buffer += bytes;
}

std::optional<ContainerLogLine> LogFrameParser::next()
{
    std::size_t used = 0;
    std::optional<ContainerLogLine> line;
    while (!m_failed && !line && m_buffer.size() - used >= frameHeaderBytes) {
        const std::string_view frame = std::string_view(m_buffer).substr(used);
        const std::size_t length = frameLength(frame);
        if (frame[0] < 0 || frame[0] > 2 || length > maxFrameBytes) {
            m_failed = true;
            break;
        }
        if (frame.size() < frameHeaderBytes + length) {
            break;
        }
        line = takeFrame(frame[0] == 2, frame.substr(frameHeaderBytes, length));
        used += frameHeaderBytes + length;
    }
    m_buffer.erase(0, used);
    return line;
}

std::optional<ContainerLogLine> LogFrameParser::takeFrame(bool standardError,
                                                          std::string_view payload)
{
    const bool complete = !payload.empty() && payload.back() == '\n';
    if (complete) {
        payload.remove_suffix(1);
    }
    ContainerLogLine piece = splitTime(standardError, payload);
    std::optional<ContainerLogLine> &partial = m_partial[standardError ? 1 : 0];
    if (partial) {
        partial->text += piece.text;
    } else {
        partial = std::move(piece);
    }
    if (!complete && partial->text.size() < maxLogLineBytes) {
        return std::nullopt;
    }
    return std::exchange(partial, std::nullopt);
}

std::vector<ContainerLogLine> LogFrameParser::rest()
{
    std::vector<ContainerLogLine> lines;
    for (std::optional<ContainerLogLine> &partial : m_partial) {
        if (partial) {
            lines.push_back(*std::exchange(partial, std::nullopt));
        }
    }
    return lines;
}

PullTracker::PullTracker(std::string reference)
    : m_reference(std::move(reference))
{}

std::optional<PullProgress> PullTracker::feed(std::string_view line)
{
    const auto json = base::parseJson(line);
    if (!json || !json->is_object()) {
        return std::nullopt;
    }
    if (const std::string error = base::stringOr(*json, "error"); !error.empty()) {
        m_error = pullError(error, m_reference);
        return std::nullopt;
    }
    if (!base::stringOr(*json, "id").empty() || json->contains("images")) {
        m_finished = true;
        return PullProgress{{}, "Image stored", 1.0};
    }
    std::string text = base::stringOr(*json, "stream");
    text.erase(text.find_last_not_of(" \r\n") + 1);
    if (text.empty()) {
        return std::nullopt;
    }
    return progressOf(text);
}

PullProgress PullTracker::progressOf(std::string_view text)
{
    PullProgress progress;
    progress.status = std::string(text);
    // The configuration is copied after every layer and the manifest after that. Podman 4.3 marks
    // no single layer as done.
    if (startsWith(text, "Copying config") || startsWith(text, "Writing manifest")) {
        m_layersDone = m_layers;
    }
    const bool isPart = startsWith(text, "Copying blob") || startsWith(text, "Copying config");
    if (isPart) {
        progress.layer = shortDigest(text);
        m_layers.insert(progress.layer);
        const bool done = text.find(" done") != std::string_view::npos ||
                          text.find("skipped") != std::string_view::npos;
        if (done) {
            m_layersDone.insert(progress.layer);
        }
    }
    progress.fraction = fraction();
    return progress;
}

std::optional<double> PullTracker::fraction()
{
    if (m_layers.empty()) {
        return std::nullopt;
    }
    // Counting the whole image as one more part keeps 1.0 for the image that is stored. Layers
    // that are announced late must not make the bar go back.
    m_best = std::max(m_best, static_cast<double>(m_layersDone.size()) /
                                  static_cast<double>(m_layers.size() + 1));
    return m_best;
}

base::Result<std::vector<ContainerStats>> StatsReader::feed(std::string_view line)
{
    const auto json = base::parseJson(line);
    if (!json || !json->is_object()) {
        return base::fail(base::ErrorCode::ProtocolError,
                          "Podman's answer about the resources in use is not understood.",
                          std::string(line.substr(0, 2000)));
    }
    const auto error = json->find("Error");
    if (error != json->end() && !error->is_null()) {
        return base::fail(base::ErrorCode::NotFound,
                          "Podman ended the measurement: one of the containers is gone.",
                          base::toText(*error));
    }
    std::vector<ContainerStats> samples;
    const auto stats = json->find("Stats");
    if (stats == json->end() || !stats->is_array()) {
        return samples;
    }
    for (const Json &entry : *stats) {
        ContainerStats sample;
        sample.containerId = base::stringOr(entry, "ContainerID");
        if (sample.containerId.empty()) {
            continue;
        }
        sample.memoryBytes = static_cast<std::int64_t>(unsignedOr(entry, "MemUsage"));
        sample.memoryLimitBytes = static_cast<std::int64_t>(unsignedOr(entry, "MemLimit"));
        sample.pids = static_cast<std::int64_t>(unsignedOr(entry, "PIDs"));
        const CpuSample now{unsignedOr(entry, "CPUNano"), unsignedOr(entry, "SystemNano")};
        const auto last = m_last.find(sample.containerId);
        if (last != m_last.end() && now.clock > last->second.clock && now.cpu >= last->second.cpu) {
            sample.cpuCores = static_cast<double>(now.cpu - last->second.cpu) /
                              static_cast<double>(now.clock - last->second.clock);
        } else {
            sample.cpuCores = numberOr(entry, "CPU") / 100.0;
        }
        m_last[sample.containerId] = now;
        samples.push_back(std::move(sample));
    }
    return samples;
}

} // namespace berth::podman
