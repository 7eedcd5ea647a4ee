// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/instance.h"

#include <QWidget>

class QPushButton;

namespace berth::ui {

class JsonView;

/// The json_spec as it is stored: references, never secrets.
class ConfigurationTab final : public QWidget
{
    Q_OBJECT
public:
    explicit ConfigurationTab(QWidget *parent = nullptr);
    void show(const model::Instance &instance);
    /// Why it cannot be edited; empty when it can.
    void setRefusal(const QString &refusal);

Q_SIGNALS:
    void editRequested();

private:
    QString m_text;
    JsonView *m_json;
    QPushButton *m_edit;
};

} // namespace berth::ui
