// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/secret.h"
#include "model/env_schema.h"

#include <QWidget>

#include <optional>

namespace berth::ui {

class FilePicker;

/// The control in which one value is edited, as text. Secrets have their own, SecretEditor.
class ValueEditor : public QWidget
{
    Q_OBJECT
public:
    using QWidget::QWidget;

    virtual QString value() const = 0;
    virtual void setValue(const QString &value) = 0;
    /// Paints the control as wrong.
    virtual void setInvalid(bool invalid) = 0;
    /// Wants a row of its own in a form.
    virtual bool wantsFullWidth() const
    {
        return false;
    }

Q_SIGNALS:
    void changed();
    /// The person is done with it for now: focus left, or a choice was made.
    void finished();
};

/// The editor that fits the variable's type; the default is filled in.
ValueEditor *makeValueEditor(const model::EnvVariable &variable, FilePicker &files,
                             QWidget *parent);

} // namespace berth::ui
