// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/validation.h"

#include <QWidget>

class QTableView;

namespace berth::ui {

class IconButton;
class SchemaModel;
class VariableForm;
class WrappedLabel;

/// The table of a server's variables with the chosen one's form below it.
class SchemaEditor final : public QWidget
{
    Q_OBJECT
public:
    explicit SchemaEditor(QWidget *parent = nullptr);

    void setSchema(const model::EnvSchema &schema);
    const model::EnvSchema &schema() const;
    /// Pointers relative to the list: "/2/name". Chooses the first wrong variable when asked to.
    void showViolations(const model::Violations &violations, bool choose);

    SchemaModel *schemaModel() const
    {
        return m_model;
    }
    VariableForm *form() const
    {
        return m_form;
    }
    QTableView *table() const
    {
        return m_table;
    }
    void addVariable();

Q_SIGNALS:
    void changed();

private:
    QWidget *makeToolbar();
    void makeTable();
    void onRowChosen();
    void move(int by);
    void removeChosen();
    void updateButtons();
    void showOfChosen();
    int chosen() const;

    SchemaModel *m_model;
    QTableView *m_table;
    WrappedLabel *m_none;
    VariableForm *m_form;
    IconButton *m_up = nullptr;
    IconButton *m_down = nullptr;
    IconButton *m_remove = nullptr;
    model::Violations m_violations;
};

} // namespace berth::ui
