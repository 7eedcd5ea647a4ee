// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/secrets/store_panel.h"

#include "engine/facade/engine_facade.h"
#include "ui/secrets/file_store_form.h"
#include "ui/secrets/infisical_form.h"
#include "ui/secrets/secret_model.h"
#include "ui/secrets/secret_text.h"
#include "ui/theme/metrics.h"
#include "ui/theme/roles.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/card.h"
#include "ui/widgets/choices.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/status.h"
#include "ui/widgets/toast.h"
#include "ui/widgets/when_finished.h"
#include "ui/widgets/wrapped_label.h"

#include <QPointer>
#include <QPushButton>
#include <QVBoxLayout>

#include <utility>

namespace berth::ui {

using base::ErrorCode;
using base::Status;
using engine::SecretStoreKind;

StorePanel::StorePanel(const PageContext &context, SecretModel &model, QWidget *parent)
    : SidePanel(parent)
    , m_context(context)
    , m_model(model)
    , m_choice(new SegmentedControl(tr("Store")))
    , m_card(new Card)
    , m_health(new StatusPill)
    , m_explained(new WrappedLabel({}, TextRole::Body, TextColor::Muted))
    , m_problem(new WrappedLabel({}, TextRole::Body))
    , m_test(makeButton(tr("Test store"), Icon::Restart, ButtonRole::Secondary))
    , m_use(makeButton(tr("Use this store"), ButtonRole::Primary))
    , m_file(new FileStoreForm)
    , m_infisical(new InfisicalForm)
{
    for (const SecretStoreKind kind : engine::allSecretStores) {
        m_choice->addOption(SecretText::storeName(kind), static_cast<int>(kind));
    }
    makeStoreCard();
    column()->addWidget(m_choice, 0, Qt::AlignLeft);
    column()->addWidget(m_card);
    column()->addWidget(m_file);
    column()->addWidget(m_infisical);
    SidePanel::finish();
    connect(m_choice, &SegmentedControl::valueChosen, this, [this](const QVariant &value) {
        showStore(static_cast<SecretStoreKind>(value.toInt()));
    });
    connectForms();
    update();
}

void StorePanel::makeStoreCard()
{
    m_card->addHeaderWidget(m_health);
    m_card->body()->addWidget(m_explained);
    m_card->body()->addWidget(m_problem);
    auto *row = new QHBoxLayout;
    row->setSpacing(metrics::space8);
    for (QPushButton *button : {m_use, m_test}) {
        setSmall(button);
        row->addWidget(button);
    }
    row->addStretch();
    m_card->body()->addLayout(row);
    m_problem->setTextInteractionFlags(Qt::TextSelectableByMouse);
    connect(m_test, &QPushButton::clicked, this, [this] {
        check();
        m_context.engine.recheck(); // the status bar shows the same store
    });
    connect(m_use, &QPushButton::clicked, this, &StorePanel::use);
}

void StorePanel::connectForms()
{
    auto &secrets = m_context.engine.secretCommands();
    connect(m_file, &FileStoreForm::setUpRequested, this,
            [this, &secrets](const base::Secret &typed) {
                whenFinished(secrets.setUpFile(typed), this, [this](const Status &status) {
                    finish(status, tr("The encrypted file is set up and unlocked."));
                });
            });
    connect(m_file, &FileStoreForm::unlockRequested, this,
            [this, &secrets](const base::Secret &typed) {
                whenFinished(secrets.unlockFile(typed), this, [this](const Status &status) {
                    finish(status, tr("Unlocked. Instances that waited for it start now."));
                });
            });
    connect(m_file, &FileStoreForm::changeRequested, this,
            [this, &secrets](const base::Secret &before, const base::Secret &after) {
                whenFinished(secrets.changePassphrase(before, after), this,
                             [this](const Status &status) {
                                 finish(status, tr("The passphrase is changed."));
                             });
            });
    connect(m_file, &FileStoreForm::lockRequested, this, [this, &secrets] {
        whenFinished(secrets.lockFile(), this, [this](const Status &status) {
            finish(status, tr("Locked. What runs goes on; what starts waits."));
        });
    });
    connect(m_infisical, &InfisicalForm::saveRequested, this, &StorePanel::saveInfisical);
}

SecretStoreKind StorePanel::used() const
{
    return engine::secretStoreFrom(base::stringOr(m_context.engine.settings(), "secrets.store"));
}

void StorePanel::begin()
{
    m_focusLater = true;
    showStore(used());
}

void StorePanel::showStore(SecretStoreKind kind)
{
    m_shown = kind;
    m_choice->setValue(static_cast<int>(kind));
    m_infisical->load(m_context.engine.settings());
    m_file->setState(FileStoreForm::State::Unknown);
    update();
    check();
}

void StorePanel::focusForm()
{
    if (m_file->isVisibleTo(this)) {
        m_file->focusFirst();
    } else {
        m_test->setFocus(Qt::OtherFocusReason);
    }
}

void StorePanel::update()
{
    const bool isUsed = m_shown == used();
    setTitle(tr("Where secrets are kept"),
             tr("New secrets go to %1.").arg(SecretText::theStore(used())));
    m_card->setTitle(isUsed ? tr("%1, in use").arg(SecretText::storeName(m_shown))
                            : SecretText::storeName(m_shown));
    m_explained->setWords(SecretText::storeExplained(m_shown));
    m_use->setVisible(!isUsed);
    m_infisical->setVisible(m_shown == SecretStoreKind::Infisical);
}

void StorePanel::check()
{
    const int number = ++m_check;
    if (m_shown == SecretStoreKind::Infisical && !m_infisical->isConfigured()) {
        m_health->setStatus(tr("Not set up"), Tone::Neutral);
        m_problem->hide();
        m_test->setEnabled(false);
        m_use->setEnabled(false);
        return;
    }
    showHealth(std::nullopt);
    whenFinished(m_context.engine.secretCommands().checkStore(m_shown), this,
                 [this, number](const Status &status) {
                     if (number == m_check) {
                         showHealth(status);
                     }
                 });
}

/// Nothing yet: the answer is awaited.
void StorePanel::showHealth(const std::optional<Status> &status)
{
    m_test->setEnabled(status.has_value());
    const bool isFile = m_shown == SecretStoreKind::EncryptedFile;
    if (!status) {
        m_health->setStatus(tr("Testing"), Tone::Info);
        m_use->setEnabled(false);
        m_problem->hide();
        return;
    }
    const bool good = status->has_value();
    const ErrorCode code = good ? ErrorCode::Internal : status->error().code;
    const bool locked = !good && code == ErrorCode::SecretStoreLocked;
    const bool absent = !good && code == ErrorCode::SecretStoreMissing;
    if (good) {
        m_health->setStatus(tr("Ready"), Tone::Success);
    } else if (locked) {
        m_health->setStatus(tr("Locked"), Tone::Warning);
    } else if (absent) {
        m_health->setStatus(isFile ? tr("Not set up") : tr("Not there"),
                            isFile ? Tone::Neutral : Tone::Danger);
    } else {
        m_health->setStatus(tr("Not usable"), Tone::Danger);
    }
    m_problem->setWords(good ? QString() : problemText(status->error()));
    m_problem->setVisible(!good);
    // A locked keychain asks for its password when the first secret is saved.
    m_use->setEnabled(good || (locked && !isFile));
    if (isFile) {
        m_file->setState(good     ? FileStoreForm::State::Unlocked
                         : locked ? FileStoreForm::State::Locked
                         : absent ? FileStoreForm::State::Absent
                                  : FileStoreForm::State::Unknown);
    }
    if (std::exchange(m_focusLater, false)) {
        focusForm();
    }
}

/// The engine's sentences about the file name the command line's ways; here are fields for it.
QString StorePanel::problemText(const base::Error &error) const
{
    if (m_shown == SecretStoreKind::EncryptedFile && error.code == ErrorCode::SecretStoreLocked) {
        return tr("Enter its passphrase below. Instances that wait for a secret start then.");
    }
    if (m_shown == SecretStoreKind::EncryptedFile && error.code == ErrorCode::SecretStoreMissing) {
        return tr("There is no file yet. Choose a passphrase below.");
    }
    return QString::fromStdString(error.message);
}

void StorePanel::finish(const Status &status, const QString &done)
{
    if (!status) {
        m_file->setError(QString::fromStdString(status.error().message));
        return;
    }
    m_file->clear();
    m_context.notifier.notify({Tone::Success, done});
    check();
    Q_EMIT storeChanged();
}

/// First which Infisical, then who logs in, since the login is kept for that Infisical; then a look
/// whether it works. Each step ends the way when it fails.
void StorePanel::saveInfisical()
{
    const base::Json changes = m_infisical->changes();
    m_infisical->setBusy(true);
    if (changes.empty()) {
        logIn();
        return;
    }
    whenFinished(m_context.engine.changeSettings(changes), this, [this](const Status &status) {
        if (!status) {
            showInfisicalError(status.error());
            return;
        }
        m_infisical->load(m_context.engine.settings());
        logIn();
    });
}

void StorePanel::logIn()
{
    auto login = m_infisical->login();
    if (!login) {
        testInfisical();
        return;
    }
    whenFinished(m_context.engine.secretCommands().logInToInfisical(std::move(*login)), this,
                 [this](const Status &status) {
                     if (!status) {
                         showInfisicalError(status.error());
                         return;
                     }
                     m_infisical->forgetLogin();
                     testInfisical();
                 });
}

void StorePanel::testInfisical()
{
    m_infisical->setBusy(false);
    check();
    Q_EMIT storeChanged();
}

void StorePanel::showInfisicalError(const base::Error &error)
{
    m_infisical->setBusy(false);
    const std::string field = error.field.starts_with('/') ? error.field.substr(1) : error.field;
    m_infisical->setError(field, QString::fromStdString(error.message));
}

void StorePanel::use()
{
    const SecretStoreKind from = used();
    const SecretStoreKind to = m_shown;
    const base::Json patch{{"secrets.store", std::string(engine::secretStoreName(to))}};
    m_use->setEnabled(false);
    whenFinished(m_context.engine.changeSettings(patch), this,
                 [this, from, to](const Status &status) {
                     m_use->setEnabled(true);
                     if (!status) {
                         m_context.notifier.notify(failureNotice(status.error()));
                         return;
                     }
                     update();
                     offerMove(from, to);
                     Q_EMIT storeChanged();
                 });
}

void StorePanel::offerMove(SecretStoreKind from, SecretStoreKind to)
{
    std::vector<std::string> keys;
    for (const engine::SecretEntry &entry : m_model.entries()) {
        if (entry.store == from && entry.state == engine::SecretState::Present &&
            !entry.usedBy.empty()) {
            keys.push_back(entry.key);
        }
    }
    if (keys.empty()) {
        m_context.notifier.notify(
            {Tone::Success, tr("New secrets go to %1 now.").arg(SecretText::theStore(to))});
        return;
    }
    ConfirmRequest request;
    request.title = tr("Move %n secret(s) along?", nullptr, static_cast<int>(keys.size()));
    request.text = tr("New secrets go to %1 now. Those in %2 can stay there, or move too: all of "
                      "them or none.")
                       .arg(SecretText::theStore(to), SecretText::theStore(from));
    request.confirmText = tr("Move them");
    request.destructive = false;
    m_context.dialogs.confirm(this, request, [self = QPointer(this), keys, to](bool yes) {
        if (!self || !yes) {
            return;
        }
        whenFinished(
            self->m_context.engine.secretCommands().moveSecrets(keys, to), self.data(),
            [self, to](const base::Result<int> &moved) {
                Notifier &notifier = self->m_context.notifier;
                if (moved) {
                    notifier.notify({Tone::Success, tr("%n secret(s) moved to %1.", nullptr, *moved)
                                                        .arg(SecretText::theStore(to))});
                } else {
                    const QString message = QString::fromStdString(moved.error().message);
                    notifier.notify(
                        failureNotice(tr("None was moved. %1").arg(message), moved.error()));
                }
                Q_EMIT self->storeChanged();
            });
    });
}

} // namespace berth::ui
