// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/servers/schema_model.h"

#include <utility>

namespace berth::ui {

int SchemaModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_schema.size());
}

int SchemaModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString SchemaModel::display(const model::EnvVariable &variable, int column)
{
    switch (column) {
    case Name:
        return variable.name.empty() ? tr("(no name)") : QString::fromStdString(variable.name);
    case Type:
        return QString::fromStdString(std::string(model::envTypeName(variable.type)));
    case Required:
        return variable.required ? tr("required") : QString();
    case Secret:
        return variable.secret ? tr("secret") : QString();
    case Default:
        return QString::fromStdString(variable.defaultValue.value_or(""));
    default:
        return {};
    }
}

QVariant SchemaModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    if (role == Qt::DisplayRole) {
        return display(at(index.row()), index.column());
    }
    if (role == Qt::ToolTipRole) {
        return QString::fromStdString(at(index.row()).description);
    }
    return {};
}

QVariant SchemaModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case Name:
        return tr("Variable");
    case Type:
        return tr("Type");
    case Required:
        return tr("Required");
    case Secret:
        return tr("Secret");
    case Default:
        return tr("Default");
    default:
        return {};
    }
}

void SchemaModel::setSchema(model::EnvSchema schema)
{
    beginResetModel();
    m_schema = std::move(schema);
    endResetModel();
    Q_EMIT schemaChanged();
}

int SchemaModel::append(model::EnvVariable variable)
{
    const int row = rowCount();
    beginInsertRows({}, row, row);
    m_schema.push_back(std::move(variable));
    endInsertRows();
    Q_EMIT schemaChanged();
    return row;
}

void SchemaModel::replace(int row, const model::EnvVariable &variable)
{
    if (row < 0 || row >= rowCount() || at(row) == variable) {
        return;
    }
    m_schema[toIndex(row)] = variable;
    Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
    Q_EMIT schemaChanged();
}

void SchemaModel::remove(int row)
{
    if (row < 0 || row >= rowCount()) {
        return;
    }
    beginRemoveRows({}, row, row);
    m_schema.erase(m_schema.begin() + row);
    endRemoveRows();
    Q_EMIT schemaChanged();
}

bool SchemaModel::move(int row, int by)
{
    const int target = row + by;
    if (row < 0 || target < 0 || row >= rowCount() || target >= rowCount()) {
        return false;
    }
    // Qt wants the row before which it goes, counted before the move.
    beginMoveRows({}, row, row, {}, by > 0 ? target + 1 : target);
    std::swap(m_schema[toIndex(row)], m_schema[toIndex(target)]);
    endMoveRows();
    Q_EMIT schemaChanged();
    return true;
}

} // namespace berth::ui
