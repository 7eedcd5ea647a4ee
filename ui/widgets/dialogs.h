// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <functional>

class QWidget;

namespace berth::ui {

struct ConfirmRequest
{
    QString title;       ///< a question: "Delete postgres-prod?"
    QString text;        ///< what is lost and what stays
    QString confirmText; ///< a verb: "Delete instance"
    bool destructive = true;
};

/// Questions to the person. Never waits; the answer comes to `answered`, once. Tests answer
/// through an own implementation.
class Dialogs
{
public:
    virtual ~Dialogs() = default;
    virtual void confirm(QWidget *parent, const ConfirmRequest &request,
                         std::function<void(bool)> answered) = 0;
};

/// Real dialogs, modal to the window of `parent`. Esc and the window's close button say no; the
/// focus is on Cancel where something is destroyed.
class WidgetDialogs final : public Dialogs
{
public:
    void confirm(QWidget *parent, const ConfirmRequest &request,
                 std::function<void(bool)> answered) override;
};

} // namespace berth::ui
