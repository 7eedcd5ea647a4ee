// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/instances/spec_fields.h"

namespace berth::ui {

/// Name and description; the name's address is shown as it is typed.
class BasicFields final : public SpecFields
{
    Q_OBJECT
public:
    explicit BasicFields(QWidget *parent = nullptr);

    void load(const model::JsonSpec &) override {}
    void store(model::JsonSpec &) const override {}

    void setValues(const model::InstanceDraft &draft);
    /// The address of an existing instance; it does not follow the name any more.
    void setFixedSlug(const std::string &slug);
    /// An instance that runs elsewhere has no address here.
    void setElsewhere(bool elsewhere);
    QString name() const;
    QString description() const;
    /// The last control in keyboard order.
    QWidget *lastControl() const;
    FormField *nameField() const
    {
        return m_nameField;
    }

private:
    void updateAddress();

    std::string m_fixedSlug;
    bool m_elsewhere = false;
    LineEditor *m_name;
    LineEditor *m_description;
    FormField *m_nameField;
};

} // namespace berth::ui
