// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/secret.h"
#include "engine/facade/secrets.h"
#include "ui/forms/file_picker.h"
#include "ui/secrets/side_panel.h"
#include "ui/widgets/page.h"

#include <QStringList>

class QComboBox;
class QPushButton;

namespace berth::ui {

class Card;
class FormField;
class WrappedLabel;

/// Takes the variables of a .env file over as secrets of an instance. Names are shown, values are
/// not; afterwards the file can be shredded.
class ImportPanel final : public SidePanel
{
    Q_OBJECT
public:
    /// `files` outlives the panel.
    ImportPanel(const PageContext &context, FilePicker &files, QWidget *parent = nullptr);

    void begin();
    void pickFile();
    /// Shows what would be taken from the file.
    void load(const QString &path);
    QStringList names() const
    {
        return m_names;
    }
    QComboBox *instances() const
    {
        return m_instances;
    }
    QPushButton *importButton() const
    {
        return m_import;
    }

Q_SIGNALS:
    void imported();

private:
    void fillInstances();
    void fillStores();
    void update();
    void setError(const QString &message);
    void import();
    void report(const engine::SecretImport &done);
    void offerShredding(int count);

    PageContext m_context;
    FilePicker &m_files;
    QString m_path;
    base::Secret m_text;
    QStringList m_names;
    WrappedLabel *m_file;
    QPushButton *m_pick;
    Card *m_preview;
    WrappedLabel *m_list;
    Card *m_target;
    QComboBox *m_instances;
    QComboBox *m_stores;
    WrappedLabel *m_error;
    QPushButton *m_import;
};

} // namespace berth::ui
