// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "podman/podman_client.h"

#include <array>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace berth::podman {

/// Cuts a byte stream into lines. A line beyond the limit is dropped whole.
class LineSplitter
{
public:
    void feed(std::string_view bytes);
    std::optional<std::string> next();

private:
    std::string m_buffer;
    std::size_t m_scanned = 0;
    bool m_dropping = false;
};

/// Takes Podman's log stream apart: frames of an 8-byte header (stream, 0, 0, 0, length as a
/// 32-bit big-endian number) and a line with its time in front. A line that the container wrote in
/// pieces comes as several frames, of which only the last ends with a line feed.
class LogFrameParser
{
public:
    void feed(std::string_view bytes);
    std::optional<ContainerLogLine> next();
    /// What is left of an unfinished line when the stream ends.
    std::vector<ContainerLogLine> rest();
    /// A header made no sense; nothing more can be read.
    bool failed() const
    {
        return m_failed;
    }

private:
    std::optional<ContainerLogLine> takeFrame(bool standardError, std::string_view payload);

    std::string m_buffer;
    std::array<std::optional<ContainerLogLine>, 2> m_partial; ///< stdout, stderr
    bool m_failed = false;
};

/// Follows a pull by the lines of POST /images/pull.
class PullTracker
{
public:
    explicit PullTracker(std::string reference);

    /// Progress to show for the line, if any. Error lines are kept for error().
    std::optional<PullProgress> feed(std::string_view line);
    /// Whether Podman named the image it stored.
    bool finished() const
    {
        return m_finished;
    }
    const std::optional<base::Error> &error() const
    {
        return m_error;
    }

private:
    PullProgress progressOf(std::string_view text);
    std::optional<double> fraction();

    std::string m_reference;
    std::set<std::string> m_layers;
    std::set<std::string> m_layersDone;
    double m_best = 0;
    std::optional<base::Error> m_error;
    bool m_finished = false;
};

/// Turns cumulative figures into "in use now".
class StatsReader
{
public:
    /// Samples of one line; NotFound when Podman reports that a container went away.
    base::Result<std::vector<ContainerStats>> feed(std::string_view line);

private:
    struct CpuSample
    {
        std::uint64_t cpu = 0;
        std::uint64_t clock = 0;
    };

    std::map<std::string, CpuSample> m_last;
};

} // namespace berth::podman
