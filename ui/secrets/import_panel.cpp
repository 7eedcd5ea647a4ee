// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/secrets/import_panel.h"

#include "base/shred.h"
#include "engine/facade/engine_facade.h"
#include "ui/forms/form_field.h"
#include "ui/secrets/env_file.h"
#include "ui/secrets/secret_text.h"
#include "ui/theme/metrics.h"
#include "ui/theme/roles.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/card.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/toast.h"
#include "ui/widgets/when_finished.h"
#include "ui/widgets/wrapped_label.h"

#include <QComboBox>
#include <QFileInfo>
#include <QPointer>
#include <QPushButton>
#include <QVBoxLayout>

namespace berth::ui {

ImportPanel::ImportPanel(const PageContext &context, FilePicker &files, QWidget *parent)
    : SidePanel(parent)
    , m_context(context)
    , m_files(files)
    , m_file(new WrappedLabel({}, TextRole::Body, TextColor::Muted))
    , m_pick(makeButton({}, Icon::Folder, ButtonRole::Secondary))
    , m_preview(new Card)
    , m_list(new WrappedLabel({}, TextRole::Mono))
    , m_target(new Card(tr("Where they go")))
    , m_instances(new QComboBox)
    , m_stores(new QComboBox)
    , m_error(new WrappedLabel({}, TextRole::Secondary, TextColor::Danger))
    , m_import(makeButton({}, ButtonRole::Primary))
{
    setTitle(tr("Import a .env file"),
             tr("Every variable becomes a secret of one instance, which then refers to it. Values "
                "are never shown."));
    auto *file = new Card(tr("File"));
    file->body()->addWidget(m_file);
    file->body()->addWidget(m_pick, 0, Qt::AlignLeft);
    m_preview->body()->addWidget(m_list);
    m_target->body()->setSpacing(metrics::space12);
    m_target->body()->addWidget(new FormField(tr("Instance"), m_instances));
    m_target->body()->addWidget(new FormField(tr("Store"), m_stores));
    for (QWidget *part : {static_cast<QWidget *>(file), static_cast<QWidget *>(m_preview),
                          static_cast<QWidget *>(m_target), static_cast<QWidget *>(m_error)}) {
        column()->addWidget(part);
    }
    column()->addWidget(m_import, 0, Qt::AlignLeft);
    finish();
    setSmall(m_pick);
    connect(m_pick, &QPushButton::clicked, this, &ImportPanel::pickFile);
    connect(m_import, &QPushButton::clicked, this, &ImportPanel::import);
    update();
}

void ImportPanel::begin()
{
    m_path.clear();
    m_text = {};
    m_names.clear();
    setError({});
    fillInstances();
    fillStores();
    update();
    m_pick->setFocus(Qt::OtherFocusReason);
}

void ImportPanel::fillInstances()
{
    m_instances->clear();
    for (const engine::InstanceSnapshot &view : m_context.engine.instances()) {
        if (!view.isRemote) {
            m_instances->addItem(QString::fromStdString(view.instance.name),
                                 QString::fromStdString(view.instance.id));
        }
    }
}

void ImportPanel::fillStores()
{
    const auto used =
        engine::secretStoreFrom(base::stringOr(m_context.engine.settings(), "secrets.store"));
    m_stores->clear();
    for (const engine::SecretStoreKind kind : engine::allSecretStores) {
        m_stores->addItem(SecretText::storeName(kind), static_cast<int>(kind));
        if (kind == used) {
            m_stores->setCurrentIndex(m_stores->count() - 1);
        }
    }
}

void ImportPanel::pickFile()
{
    m_files.pick(this, FilePicker::Kind::File, m_path,
                 [self = QPointer(this)](const QString &path) {
                     if (self) {
                         self->load(path);
                     }
                 });
}

void ImportPanel::load(const QString &path)
{
    auto text = EnvFile::read(path);
    m_path = path;
    m_text = text ? std::move(*text) : base::Secret();
    m_names = EnvFile::names(m_text);
    if (!text) {
        setError(QString::fromStdString(text.error().message));
    } else if (m_names.isEmpty()) {
        setError(tr("There is no line of the form NAME=value in it."));
    } else {
        setError({});
    }
    update();
}

void ImportPanel::update()
{
    const bool hasNames = !m_names.isEmpty();
    const int count = static_cast<int>(m_names.size());
    m_file->setWords(m_path.isEmpty() ? tr("No file is chosen yet.") : m_path);
    m_pick->setText(m_path.isEmpty() ? tr("Choose a file") : tr("Choose another file"));
    m_preview->setTitle(tr("%n variable(s)", nullptr, count));
    m_list->setWords(m_names.join(QLatin1Char('\n')));
    m_preview->setVisible(hasNames);
    m_target->setVisible(hasNames);
    m_import->setVisible(hasNames);
    m_import->setEnabled(hasNames && m_instances->count() > 0);
    m_import->setText(tr("Import %n secret(s)", nullptr, count));
    if (hasNames && m_instances->count() == 0) {
        setError(tr("There is no instance yet that could use them. Make one first."));
    }
}

void ImportPanel::setError(const QString &message)
{
    m_error->setWords(message);
    m_error->setVisible(!message.isEmpty());
}

void ImportPanel::import()
{
    m_import->setEnabled(false);
    const auto store = static_cast<engine::SecretStoreKind>(m_stores->currentData().toInt());
    whenFinished(m_context.engine.secretCommands().importEnv(
                     m_text, m_instances->currentData().toString().toStdString(), store),
                 this, [this](const base::Result<engine::SecretImport> &done) {
                     m_import->setEnabled(true);
                     if (done) {
                         report(*done);
                     } else {
                         setError(QString::fromStdString(done.error().message));
                     }
                 });
}

void ImportPanel::report(const engine::SecretImport &done)
{
    const int stored = static_cast<int>(done.stored.size());
    const int replaced = static_cast<int>(done.replaced.size());
    QString text = tr("%n secret(s) imported.", nullptr, stored);
    if (replaced > 0) {
        text = tr("%1 Of these, %n had a value before.", nullptr, replaced).arg(text);
    }
    m_context.notifier.notify({Tone::Success, text, {}, {}, {}});
    m_text = {};
    Q_EMIT imported();
    offerShredding(stored);
}

void ImportPanel::offerShredding(int count)
{
    ConfirmRequest request;
    request.title = tr("Shred %1?").arg(QFileInfo(m_path).fileName());
    request.text = tr("Its %n value(s) are in the store now. The file is overwritten and removed. "
                      "Copies in backups, snapshots or a version control stay, and a solid state "
                      "disk may keep the old blocks for a while.",
                      nullptr, count);
    request.confirmText = tr("Shred file");
    m_context.dialogs.confirm(this, request, [self = QPointer(this), path = m_path](bool yes) {
        if (!self) {
            return;
        }
        if (yes) {
            const base::Status done = base::shredFile(path.toStdString());
            self->m_context.notifier.notify(
                done ? Notice{Tone::Success, tr("The file is shredded."), {}, {}, {}}
                     : failureNotice(done.error()));
        }
        Q_EMIT self->closed();
    });
}

} // namespace berth::ui
