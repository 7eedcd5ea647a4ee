// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/tools/argument_editor.h"

#include "ui/tools/container_editors.h"
#include "ui/tools/scalar_editors.h"

namespace berth::ui {

using model::SchemaKind;

ArgumentEditor *makeArgumentEditor(const ArgumentContext &context, const model::SchemaField &field,
                                   bool required, const QString &name, int depth, QWidget *parent)
{
    switch (field.kind) {
    case SchemaKind::Object:
        return new ObjectEditor(context, field, depth, parent);
    case SchemaKind::List:
        return new ListEditor(context, field, name, depth, parent);
    case SchemaKind::Variants:
        return new VariantEditor(context, field, required, name, depth, parent);
    case SchemaKind::Any:
    case SchemaKind::Null:
        return new JsonEditor(field, name, parent);
    default:
        return new ScalarEditor(context, field, required, name, parent);
    }
}

} // namespace berth::ui
