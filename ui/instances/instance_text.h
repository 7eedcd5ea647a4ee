// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/facade/snapshots.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QString>

namespace berth::ui {

/// The four groups of the filter tabs.
enum class InstanceGroup
{
    All,
    Running,
    Attention,
    Stopped
};

/// The words that stand for an instance's values, in one place so that list, detail and
/// accessibility say the same.
class InstanceText
{
    Q_DECLARE_TR_FUNCTIONS(InstanceText)
public:
    using Snapshot = engine::InstanceSnapshot;

    /// "Running", "Pulling, 42 %", "Failed".
    static QString stateWord(const Snapshot &snapshot, base::Timestamp now);
    /// The state word with the reason behind it: "Failed: API_KEY is missing", or with what a
    /// start waits for.
    static QString stateLine(const Snapshot &snapshot, base::Timestamp now);
    static Tone stateTone(model::InstanceState state);
    /// "mcp/filesystem, stdio" or "url, mcp.notion.com".
    static QString subtitle(const model::Instance &instance);
    /// The same where there is little room: the usual transport goes without saying.
    static QString listSubtitle(const model::Instance &instance);
    static QString source(const model::JsonSpec &spec);
    static QString transport(const model::JsonSpec &spec);

    /// "3 m", "5 h 12 m", "2 d 4 h".
    static QString duration(std::chrono::seconds span);
    /// "38 MB", "1.5 GB".
    static QString bytes(std::int64_t bytes);
    /// "38 of 256 MB": the unit once where both share it.
    static QString bytesOf(std::int64_t used, std::int64_t limit);
    /// Cores in use as a share of one core: "2.1 %".
    static QString cpuShare(double cores);
    static QString responseTime(std::chrono::microseconds time);
    /// Upper bound of "Up for": how long since `start`.
    static std::chrono::seconds since(base::Timestamp start, base::Timestamp now);
};

/// The group an instance is listed under besides All.
InstanceGroup groupOf(model::InstanceState state);

/// Whether Stop makes sense, whatever runs or is about to.
bool canStop(model::InstanceState state);
bool canStart(model::InstanceState state);
/// A pull or start in progress that can be given up.
bool isStarting(model::InstanceState state);

} // namespace berth::ui
