// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/call_record.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QString>

namespace berth::ui {

/// Words about calls through the gateway.
class CallText
{
    Q_DECLARE_TR_FUNCTIONS(berth::ui::CallText)
public:
    /// "search", "tools/list"; "search ×37" of calls that are one row.
    static QString name(const model::CallRecord &call);
    /// "tools/call, search", "tools/list".
    static QString methodAndTool(const model::CallRecord &call);
    /// "OK", "Tool error", "Error -32602", "HTTP 404".
    static QString outcome(const model::CallRecord &call);
    static Tone tone(model::CallOutcome outcome);
    static QString duration(std::chrono::microseconds time);
    static QString size(std::uint64_t bytes);
    static QString time(base::Timestamp time);
};

} // namespace berth::ui
