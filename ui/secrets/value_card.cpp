// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/secrets/value_card.h"

#include "engine/facade/engine_facade.h"
#include "ui/forms/secret_editor.h"
#include "ui/secrets/secret_text.h"
#include "ui/theme/metrics.h"
#include "ui/theme/roles.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/card.h"
#include "ui/widgets/choices.h"
#include "ui/widgets/clipboard_guard.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/text_label.h"
#include "ui/widgets/toast.h"
#include "ui/widgets/when_finished.h"
#include "ui/widgets/wrapped_label.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace berth::ui {

namespace {

enum Face
{
    Masked,
    Revealed,
    Edit
};

QHBoxLayout *buttonRow(std::initializer_list<QPushButton *> buttons)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(metrics::space8);
    for (QPushButton *button : buttons) {
        setSmall(button);
        row->addWidget(button);
    }
    row->addStretch();
    return row;
}

/// A stack that is as high as what it shows now, so that nothing below it floats.
class FaceStack final : public QStackedWidget
{
public:
    FaceStack()
    {
        // A stack's layout says that it wants to grow, and would take what is left of the column.
        setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    }
    QSize sizeHint() const override
    {
        return currentWidget() != nullptr ? currentWidget()->sizeHint() : QSize();
    }
    QSize minimumSizeHint() const override
    {
        return currentWidget() != nullptr ? currentWidget()->minimumSizeHint() : QSize();
    }
};

} // namespace

ValueCard::ValueCard(const PageContext &context, ClipboardGuard &clipboard, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_clipboard(clipboard)
    , m_stack(new FaceStack)
    , m_mask(new TextLabel(TextRole::Mono))
    , m_reveal(makeButton(tr("Reveal"), Icon::Eye, ButtonRole::Secondary))
    , m_edit(makeButton(tr("Rotate"), Icon::Restart, ButtonRole::Secondary))
    , m_value(new WrappedLabel({}, TextRole::Mono))
    , m_countdown(new TextLabel({}, TextRole::Secondary, TextColor::Muted))
    , m_hide(makeButton(tr("Hide"), Icon::EyeOff, ButtonRole::Secondary))
    , m_editor(new SecretEditor)
    , m_restartQuestion(new WrappedLabel({}, TextRole::Body))
    , m_restart(new SegmentedControl(tr("When instances get the new value")))
    , m_error(new WrappedLabel({}, TextRole::Secondary, TextColor::Danger))
    , m_save(makeButton(tr("Save"), ButtonRole::Primary))
{
    auto *card = new Card(tr("Value"));
    m_stack->addWidget(makeMasked());
    m_stack->addWidget(makeRevealed());
    m_stack->addWidget(makeEdit());
    card->body()->addWidget(m_stack);
    auto *layout = new QVBoxLayout(this);
    makeTight(layout);
    layout->addWidget(card);
    const auto fitFace = [this] {
        for (int i = 0; i < m_stack->count(); ++i) {
            const bool isShown = i == m_stack->currentIndex();
            m_stack->widget(i)->setSizePolicy(
                QSizePolicy::Preferred, isShown ? QSizePolicy::Preferred : QSizePolicy::Ignored);
        }
        m_stack->updateGeometry();
    };
    connect(m_stack, &QStackedWidget::currentChanged, this, fitFace);
    fitFace();
    m_second.setInterval(std::chrono::seconds(1));
    connect(&m_second, &QTimer::timeout, this, &ValueCard::countDown);
}

QWidget *ValueCard::makeMasked()
{
    auto *face = new QWidget;
    auto *layout = new QVBoxLayout(face);
    makeTight(layout);
    layout->setSpacing(metrics::space12);
    layout->addWidget(m_mask);
    layout->addLayout(buttonRow({m_reveal, m_edit}));
    connect(m_reveal, &QPushButton::clicked, this, &ValueCard::askReveal);
    connect(m_edit, &QPushButton::clicked, this, &ValueCard::startEdit);
    return face;
}

QWidget *ValueCard::makeRevealed()
{
    auto *face = new QWidget;
    auto *layout = new QVBoxLayout(face);
    makeTight(layout);
    layout->setSpacing(metrics::space8);
    auto *copy = makeButton(tr("Copy"), Icon::Copy, ButtonRole::Secondary);
    auto *row = buttonRow({copy, m_hide});
    row->addWidget(m_countdown);
    layout->addWidget(m_value);
    layout->addLayout(row);
    // A screen reader would read the value out loud; the buttons beside it say what there is.
    m_value->setAccessibleName(tr("The value is shown"));
    connect(m_hide, &QPushButton::clicked, this, &ValueCard::hideValue);
    connect(copy, &QPushButton::clicked, this, [this] {
        m_clipboard.copy(m_value->text());
        m_context.notifier.notify(
            {Tone::Neutral, tr("Copied. The clipboard is cleared in 30 seconds."), {}, {}, {}});
    });
    return face;
}

QWidget *ValueCard::makeEdit()
{
    auto *face = new QWidget;
    auto *layout = new QVBoxLayout(face);
    makeTight(layout);
    layout->setSpacing(metrics::space8);
    m_editor->lineEdit()->setAccessibleName(tr("New value"));
    m_editor->setPlaceholder(tr("New value"));
    m_restart->addOption(tr("Restart now"), true);
    m_restart->addOption(tr("At the next start"), false);
    m_restart->setValue(true);
    auto *cancel = makeButton(tr("Cancel"), ButtonRole::Ghost);
    m_error->hide();
    layout->addWidget(m_editor);
    layout->addWidget(m_error);
    layout->addWidget(m_restartQuestion);
    layout->addWidget(m_restart, 0, Qt::AlignLeft);
    layout->addLayout(buttonRow({m_save, cancel}));
    connect(m_editor, &SecretEditor::changed, this, [this] {
        m_save->setEnabled(m_editor->hasTyped());
        m_error->hide();
    });
    connect(m_editor->lineEdit(), &QLineEdit::returnPressed, this, &ValueCard::save);
    connect(m_save, &QPushButton::clicked, this, &ValueCard::save);
    connect(cancel, &QPushButton::clicked, this, &ValueCard::showMasked);
    return face;
}

void ValueCard::setEntry(const engine::SecretEntry &entry)
{
    const bool isOther = entry.key != m_entry.key || entry.store != m_entry.store;
    m_entry = entry;
    if (isOther) {
        hideValue();
        showMasked();
    }
    const bool there = entry.state == engine::SecretState::Present;
    m_mask->setText(there ? QString::fromUtf8(base::secretMask.data())
                    : entry.state == engine::SecretState::Missing
                        ? tr("No value")
                        : tr("Not known while the store does not answer"));
    m_mask->setRole(there ? TextRole::Mono : TextRole::Body);
    m_mask->setColor(there ? TextColor::Text : TextColor::Muted);
    m_mask->setAccessibleName(there ? tr("A value is set and hidden") : QString());
    m_reveal->setVisible(there);
    m_edit->setText(there ? tr("Rotate") : tr("Set value"));
    setButtonRole(m_edit, entry.state == engine::SecretState::Missing ? ButtonRole::Primary
                                                                      : ButtonRole::Secondary);
    m_edit->setToolTip(there ? tr("Replace the value by a new one (Ctrl+E)")
                             : tr("Store a value (Ctrl+E)"));
}

bool ValueCard::isRevealed() const
{
    return m_stack->currentIndex() == Revealed;
}

bool ValueCard::isEditing() const
{
    return m_stack->currentIndex() == Edit;
}

void ValueCard::askReveal()
{
    if (m_entry.state != engine::SecretState::Present || isRevealed()) {
        return;
    }
    ConfirmRequest request;
    request.title = tr("Show the value of %1?").arg(SecretText::name(m_entry));
    request.text = tr("It is readable on the screen for %n second(s). See to it that nobody else "
                      "looks, and that the screen is not shared.",
                      nullptr, m_seconds);
    request.confirmText = tr("Show value");
    request.destructive = false;
    m_context.dialogs.confirm(this, request, [self = QPointer(this), key = m_entry.key](bool yes) {
        if (!self || !yes) {
            return;
        }
        whenFinished(self->m_context.engine.secretCommands().revealSecret(key), self.data(),
                     [self, key](const base::Result<base::Secret> &value) {
                         if (key != self->m_entry.key) {
                             return; // another secret was chosen meanwhile
                         }
                         if (value) {
                             self->show(*value);
                         } else {
                             self->m_context.notifier.notify(failureNotice(value.error()));
                         }
                     });
    });
}

void ValueCard::show(const base::Secret &value)
{
    m_value->setWords(QString::fromStdString(value.expose()));
    m_left = m_seconds;
    m_countdown->setText(tr("Hidden in %1 s").arg(m_left));
    m_stack->setCurrentIndex(Revealed);
    m_second.start();
    m_hide->setFocus(Qt::OtherFocusReason);
}

void ValueCard::countDown()
{
    --m_left;
    m_countdown->setText(tr("Hidden in %1 s").arg(m_left));
    if (m_left <= 0) {
        hideValue();
    }
}

void ValueCard::hideValue()
{
    m_second.stop();
    m_value->setWords({});
    if (isRevealed()) {
        const bool hadFocus = m_hide->hasFocus();
        m_stack->setCurrentIndex(Masked);
        if (hadFocus) {
            m_reveal->setFocus(Qt::OtherFocusReason);
        }
    }
}

void ValueCard::showMasked()
{
    m_editor->lineEdit()->clear();
    m_error->hide();
    if (isEditing()) {
        m_stack->setCurrentIndex(Masked);
        m_edit->setFocus(Qt::OtherFocusReason);
    }
}

int ValueCard::runningUsers() const
{
    const auto all = m_context.engine.instances();
    return static_cast<int>(std::count_if(all.begin(), all.end(), [this](const auto &view) {
        const bool uses = std::any_of(m_entry.usedBy.begin(), m_entry.usedBy.end(),
                                      [&view](const engine::SecretUser &user) {
                                          return user.instanceId == view.instance.id;
                                      });
        return uses && view.instance.desired == model::DesiredState::Running;
    }));
}

void ValueCard::startEdit()
{
    hideValue();
    const int running = runningUsers();
    m_restartQuestion->setWords(
        tr("%n instance(s) run with the old value and keep it until they start again.", nullptr,
           running));
    m_restartQuestion->setVisible(running > 0);
    m_restart->setVisible(running > 0);
    m_save->setEnabled(m_editor->hasTyped());
    m_stack->setCurrentIndex(Edit);
    m_editor->lineEdit()->setFocus(Qt::OtherFocusReason);
}

void ValueCard::save()
{
    if (!m_editor->hasTyped() || !m_save->isEnabled()) {
        return;
    }
    const bool restart = !m_restart->isHidden() && m_restart->value().toBool();
    // A secret that is nowhere yet goes where the profile keeps its secrets.
    const bool isNew = m_entry.state == engine::SecretState::Missing;
    const auto store = isNew ? std::nullopt : std::optional(m_entry.store);
    m_save->setEnabled(false);
    whenFinished(
        m_context.engine.secretCommands().setSecret(m_entry.key, m_editor->typed(), restart, store),
        this, [this](const base::Result<int> &restarted) { reportSaved(restarted); });
}

void ValueCard::reportSaved(const base::Result<int> &restarted)
{
    if (!restarted) {
        m_save->setEnabled(true);
        m_error->setWords(QString::fromStdString(restarted.error().message));
        m_error->show();
        return;
    }
    showMasked();
    m_context.notifier.notify(
        {Tone::Success,
         *restarted > 0
             ? tr("Saved. %n instance(s) restart with the new value.", nullptr, *restarted)
             : tr("Saved in %1.").arg(SecretText::theStore(m_entry.store)),
         {},
         {},
         {}});
    Q_EMIT valueSet();
}

void ValueCard::hideEvent(QHideEvent *event)
{
    hideValue();
    QWidget::hideEvent(event);
}

void ValueCard::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && isRevealed()) {
        hideValue();
    } else if (event->key() == Qt::Key_Escape && isEditing()) {
        showMasked();
    } else {
        QWidget::keyPressEvent(event);
    }
}

} // namespace berth::ui
