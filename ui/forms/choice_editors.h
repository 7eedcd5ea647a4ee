// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/forms/value_editor.h"

#include <QStringList>

#include <string>
#include <vector>

class QComboBox;

namespace berth::ui {

class SegmentedControl;
class Switch;

/// "true" or "false". Stays unset until it is touched when the variable has no default.
class SwitchEditor final : public ValueEditor
{
    Q_OBJECT
public:
    explicit SwitchEditor(QWidget *parent);

    QString value() const override;
    void setValue(const QString &value) override;
    void setInvalid(bool invalid) override;

private:
    Switch *m_switch;
    bool m_set = false;
};

/// A few choices side by side.
class SegmentEditor final : public ValueEditor
{
    Q_OBJECT
public:
    SegmentEditor(const std::vector<std::string> &choices, QWidget *parent);
    struct Choice
    {
        QString name;
        QString value;
    };
    /// Choices with names of their own, where the values do not tell them.
    SegmentEditor(const std::vector<Choice> &choices, QWidget *parent);

    QString value() const override;
    void setValue(const QString &value) override;
    void setInvalid(bool invalid) override;

private:
    QStringList m_choices;
    QString m_foreign; ///< a value that is none of the choices, kept until one is chosen
    SegmentedControl *m_control;
};

/// Many choices in a list.
class ComboEditor final : public ValueEditor
{
    Q_OBJECT
public:
    ComboEditor(const std::vector<std::string> &choices, bool required, QWidget *parent);

    QString value() const override;
    void setValue(const QString &value) override;
    void setInvalid(bool invalid) override;

private:
    QComboBox *m_combo;
};

} // namespace berth::ui
