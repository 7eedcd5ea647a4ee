// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/forms/file_picker.h"

#include <QFileDialog>

namespace berth::ui {

void DialogFilePicker::pick(QWidget *parent, Kind kind, const QString &start, Chosen chosen)
{
    auto *dialog = new QFileDialog(parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    // A path that does not exist yet is a fair answer: many servers create their folder.
    dialog->setFileMode(kind == Kind::Folder ? QFileDialog::Directory : QFileDialog::AnyFile);
    dialog->setAcceptMode(kind == Kind::NewFile ? QFileDialog::AcceptSave
                                                : QFileDialog::AcceptOpen);
    if (!start.isEmpty()) {
        dialog->selectFile(start);
    }
    QObject::connect(dialog, &QFileDialog::fileSelected, dialog, chosen);
    dialog->open();
}

} // namespace berth::ui
