// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/connection.h"

#include <QWidget>

class QButtonGroup;

namespace berth::ui {

/// The three roles, each with a sentence that says what it means. One tab stop; arrow keys choose.
class RoleChoice final : public QWidget
{
    Q_OBJECT
public:
    explicit RoleChoice(QWidget *parent = nullptr);

    model::ConnectionRole role() const;
    void setRole(model::ConnectionRole role);

Q_SIGNALS:
    void changed();

private:
    QButtonGroup *m_group;
};

} // namespace berth::ui
