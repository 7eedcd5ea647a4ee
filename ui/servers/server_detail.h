// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/server.h"

#include <QScrollArea>

class QFormLayout;
class QPushButton;

namespace berth::ui {

class TextLabel;
class WrappedLabel;

/// What a server is and what it asks for, with what can be done with it.
class ServerDetail final : public QScrollArea
{
    Q_OBJECT
public:
    explicit ServerDetail(QWidget *parent = nullptr);
    void show(const model::Server &server);

Q_SIGNALS:
    void newInstanceRequested();
    void editRequested();
    void removeRequested();

private:
    void addFact(const QString &name, const QString &value, bool mono = false);
    void addVariable(const model::EnvVariable &variable);

    WrappedLabel *m_name;
    WrappedLabel *m_description;
    QFormLayout *m_facts;
    QFormLayout *m_variables;
    TextLabel *m_noVariables;
};

} // namespace berth::ui
