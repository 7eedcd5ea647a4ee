// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/facade/callers.h"

#include <QWidget>

namespace berth::ui {

class JsonView;
class TextLabel;
class WrappedLabel;

/// One call: its figures, and what was said where that was recorded.
class CallDetail final : public QWidget
{
    Q_OBJECT
public:
    explicit CallDetail(engine::CallCommands &commands, QWidget *parent = nullptr);

    void showCall(const model::CallRecord &call);
    void showNothing();

private:
    void showSaid(const base::Result<model::RecordedCall> &call);

    engine::CallCommands &m_commands;
    std::int64_t m_sequence = 0;
    TextLabel *m_title;
    WrappedLabel *m_facts;
    WrappedLabel *m_note;
    QWidget *m_said;
    JsonView *m_request;
    JsonView *m_response;
};

} // namespace berth::ui
