// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/tools/argument_editor.h"

#include <map>
#include <vector>

class QComboBox;
class QLineEdit;
class QPushButton;
class QToolButton;
class QVBoxLayout;

namespace berth::ui {

class ArgumentField;
class ResponsiveGrid;
class SegmentedControl;

/// The members of an object, and rows for those the schema does not name.
class ObjectEditor final : public ArgumentEditor
{
    Q_OBJECT
public:
    ObjectEditor(const ArgumentContext &context, const model::SchemaField &field, int depth,
                 QWidget *parent);

    std::optional<base::Json> value() const override;
    void setValue(const std::optional<base::Json> &value) override;
    void showViolations(const model::Violations &violations, const std::string &pointer) override;
    model::Violations unreadable(const std::string &pointer) const override;
    bool isContainer() const override
    {
        return true;
    }
    /// Every field, in the order of the screen.
    const std::vector<ArgumentField *> &fields() const
    {
        return m_fields;
    }

private:
    ArgumentField *append(const std::string &name, const base::Json &schema, bool required,
                          bool added);
    ArgumentField *find(const std::string &name) const;
    void makeAddRow();
    void addNamed();
    void remove(ArgumentField *field);

    const ArgumentContext &m_context;
    model::SchemaField m_field;
    int m_depth;
    ResponsiveGrid *m_grid;
    QWidget *m_addRow = nullptr;
    QLineEdit *m_addName = nullptr;
    std::vector<ArgumentField *> m_fields;
    std::vector<ArgumentField *> m_added; ///< those of m_fields that the schema does not name
};

/// The entries of a list: added, removed, moved. Those with a form of their own (a tuple's) have
/// their rows from the beginning, and stay where they are.
class ListEditor final : public ArgumentEditor
{
    Q_OBJECT
public:
    ListEditor(const ArgumentContext &context, const model::SchemaField &field, const QString &name,
               int depth, QWidget *parent);

    std::optional<base::Json> value() const override;
    void setValue(const std::optional<base::Json> &value) override;
    void showViolations(const model::Violations &violations, const std::string &pointer) override;
    model::Violations unreadable(const std::string &pointer) const override;
    bool isContainer() const override
    {
        return true;
    }

private:
    struct Row
    {
        QWidget *frame;
        ArgumentField *field;
        QToolButton *up; ///< null for a place of a tuple, as is `down`
        QToolButton *down;
    };

    Row makeRow();
    Row makePlace();
    void addButtons(Row &row);
    bool isPlace(std::size_t index) const
    {
        return index < m_field.places.size();
    }
    void append(const std::optional<base::Json> &value);
    void remove(const QWidget *frame);
    void move(const QWidget *frame, int by);
    void renumber();
    std::size_t indexOf(const QWidget *frame) const;
    std::optional<base::Json> valueOf(const Row &row) const;

    const ArgumentContext &m_context;
    model::SchemaField m_field;
    QString m_name;
    int m_depth;
    QVBoxLayout *m_rowsLayout;
    QPushButton *m_add;
    std::vector<Row> m_rows;
    base::Json m_rest = base::Json::array(); ///< entries beyond those that get a row
};

/// One of several kinds of value. What was filled in for another kind is kept until it is chosen
/// again.
class VariantEditor final : public ArgumentEditor
{
    Q_OBJECT
public:
    VariantEditor(const ArgumentContext &context, const model::SchemaField &field, bool required,
                  const QString &name, int depth, QWidget *parent);

    std::optional<base::Json> value() const override;
    void setValue(const std::optional<base::Json> &value) override;
    void showViolations(const model::Violations &violations, const std::string &pointer) override;
    model::Violations unreadable(const std::string &pointer) const override;
    bool isContainer() const override
    {
        return true;
    }

private:
    void choose(std::size_t variant, const std::optional<base::Json> &value);
    void makeChooser();
    void showChosen();

    const ArgumentContext &m_context;
    model::SchemaField m_field;
    bool m_required;
    QString m_name;
    int m_depth;
    std::size_t m_chosen = 0;
    SegmentedControl *m_segments = nullptr; ///< for a few variants
    QComboBox *m_combo = nullptr;           ///< for many
    QVBoxLayout *m_body;
    ArgumentField *m_editor = nullptr;
    std::map<std::size_t, std::optional<base::Json>> m_left; ///< values of the other variants
};

} // namespace berth::ui
