// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/forms/value_editor.h"

#include "ui/forms/choice_editors.h"
#include "ui/forms/text_editors.h"

namespace berth::ui {

namespace {

constexpr std::size_t mostSegments = 3;

} // namespace

ValueEditor *makeValueEditor(const model::EnvVariable &variable, FilePicker &files, QWidget *parent)
{
    ValueEditor *editor = nullptr;
    switch (variable.type) {
    case model::EnvType::Boolean:
        editor = new SwitchEditor(parent);
        break;
    case model::EnvType::Enum:
        if (variable.choices.size() <= mostSegments && !variable.choices.empty()) {
            editor = new SegmentEditor(variable.choices, parent);
        } else {
            editor = new ComboEditor(variable.choices, variable.required, parent);
        }
        break;
    case model::EnvType::Filepath:
        editor = new PathEditor(variable.format == "directory" ? FilePicker::Kind::Folder
                                                               : FilePicker::Kind::File,
                                files, parent);
        break;
    case model::EnvType::Integer:
    case model::EnvType::Number:
    case model::EnvType::Url:
        editor = new LineEditor(variable.type, parent);
        break;
    case model::EnvType::String:
        if (variable.format == "textarea") {
            editor = new TextEditor(parent);
        } else if (!variable.choices.empty()) {
            editor = new ComboEditor(variable.choices, variable.required, parent);
        } else {
            editor = new LineEditor(variable.type, parent);
        }
        break;
    }
    if (auto *text = qobject_cast<PlaceholderEditor *>(editor)) {
        text->setPlaceholder(QString::fromStdString(variable.placeholder));
    }
    if (variable.defaultValue) {
        editor->setValue(QString::fromStdString(*variable.defaultValue));
    }
    return editor;
}

} // namespace berth::ui
