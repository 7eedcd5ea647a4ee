// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/facade/snapshots.h"
#include "model/client.h"

#include <QScrollArea>

#include <utility>
#include <vector>

class QCheckBox;
class QLineEdit;
class QPushButton;
class QSpinBox;
class QVBoxLayout;

namespace berth::ui {

class Banner;
class CheckColumn;
class FormField;
class SegmentedControl;

/// Name and limits of a client.
class ClientForm final : public QScrollArea
{
    Q_OBJECT
public:
    explicit ClientForm(QWidget *parent = nullptr);

    /// Begins anew; an empty `id` is for a client that is made.
    void edit(const QString &id, const model::ClientDraft &draft,
              const std::vector<engine::InstanceSnapshot> &instances,
              const std::vector<model::Group> &groups);
    const QString &id() const
    {
        return m_id;
    }
    model::ClientDraft draft() const;
    /// At the field that it names, else above the form.
    void showError(const base::Error &error);

Q_SIGNALS:
    void accepted();
    void cancelled();

private:
    void build();
    void submit();
    void showLimits();

    QString m_id;
    Banner *m_banner;
    QLineEdit *m_name;
    FormField *m_nameField;
    SegmentedControl *m_scope;
    QWidget *m_limits;
    CheckColumn *m_instances;
    FormField *m_instanceField;
    CheckColumn *m_groups;
    QSpinBox *m_rate;
    QPushButton *m_save;
};

} // namespace berth::ui
