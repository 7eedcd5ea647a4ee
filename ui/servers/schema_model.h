// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/env_schema.h"

#include <QAbstractTableModel>

namespace berth::ui {

/// The variables of an env_schema as rows, in their order.
class SchemaModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column
    {
        Name,
        Type,
        Required,
        Secret,
        Default,
        ColumnCount
    };

    using QAbstractTableModel::QAbstractTableModel;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    const model::EnvSchema &schema() const
    {
        return m_schema;
    }
    void setSchema(model::EnvSchema schema);
    const model::EnvVariable &at(int row) const
    {
        return m_schema[toIndex(row)];
    }
    /// Returns the row of the new one.
    int append(model::EnvVariable variable);
    void replace(int row, const model::EnvVariable &variable);
    void remove(int row);
    /// By one place; false at the end of the list.
    bool move(int row, int by);

Q_SIGNALS:
    void schemaChanged();

private:
    static std::size_t toIndex(int row)
    {
        return static_cast<std::size_t>(row);
    }
    static QString display(const model::EnvVariable &variable, int column);

    model::EnvSchema m_schema;
};

} // namespace berth::ui
