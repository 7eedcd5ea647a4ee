// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/tool_schema.h"

#include <QCoreApplication>
#include <QString>

namespace berth::ui {

/// Words about a field of a tool's schema.
class SchemaText
{
    Q_DECLARE_TR_FUNCTIONS(berth::ui::SchemaText)
public:
    /// The description, what is expected, and the default.
    static QString hint(const model::SchemaField &field);
    /// The member's title, or its name made readable.
    static QString label(const model::SchemaField &field, const std::string &name);
};

} // namespace berth::ui
