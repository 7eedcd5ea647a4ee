// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/forms/form_field.h"

#include "ui/theme/metrics.h"
#include "ui/widgets/text_label.h"
#include "ui/widgets/wrapped_label.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QScrollArea>
#include <QToolButton>
#include <QVBoxLayout>

namespace berth::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int labelGap = 6;

} // namespace

FormField::FormField(const QString &label, QWidget *editor, QWidget *parent)
    : QWidget(parent)
    , m_labelText(label)
    , m_editor(editor)
    , m_labelRow(new QHBoxLayout)
    , m_label(new TextLabel(label, TextRole::BodyStrong, TextColor::Text, this))
    , m_mark(new TextLabel(u"*"_s, TextRole::BodyStrong, TextColor::Danger, this))
    , m_message(new WrappedLabel({}, TextRole::Secondary, TextColor::Muted, this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(labelGap);
    m_labelRow->setSpacing(metrics::space4);
    m_labelRow->addWidget(m_label);
    m_labelRow->addWidget(m_mark);
    m_labelRow->addStretch();
    layout->addLayout(m_labelRow);
    editor->setParent(this);
    layout->addWidget(editor);
    layout->addWidget(m_message);

    m_label->setBuddy(editor);
    m_mark->setToolTip(tr("Required"));
    m_message->setOpenExternalLinks(true);
    m_message->setTextInteractionFlags(Qt::TextBrowserInteraction);
    m_message->setFocusPolicy(
        Qt::NoFocus); // a link is reached with the mouse, the form by keyboard
    setRequired(false);
    updateHint();
}

void FormField::setRequired(bool required)
{
    m_required = required;
    m_mark->setVisible(required && !m_labelHidden);
    updateAccessibility();
}

void FormField::setHint(const QString &hint, const QString &helpUrl)
{
    m_hint = hint;
    m_helpUrl = helpUrl;
    updateHint();
}

void FormField::setError(const QString &message)
{
    if (m_error == message) {
        return;
    }
    m_error = message;
    updateHint();
    if (!message.isEmpty() && m_editor->hasFocus()) {
        QAccessibleEvent announce(m_editor, QAccessible::Alert);
        QAccessible::updateAccessibility(&announce);
    }
}

void FormField::hideLabel()
{
    m_labelHidden = true;
    m_label->hide();
    m_mark->hide();
}

void FormField::addLabelButton(QToolButton *button)
{
    m_labelRow->addWidget(button);
}

void FormField::addBelow(QWidget *control)
{
    layout()->addWidget(control);
}

void FormField::focusEditor()
{
    QWidget *target = m_editor->focusProxy() != nullptr ? m_editor->focusProxy() : m_editor;
    target->setFocus(Qt::OtherFocusReason);
    for (QWidget *up = parentWidget(); up != nullptr; up = up->parentWidget()) {
        if (auto *area = qobject_cast<QScrollArea *>(up)) {
            area->ensureWidgetVisible(this);
            return;
        }
    }
}

void FormField::updateHint()
{
    const bool wrong = hasError();
    if (wrong) {
        m_message->setTextFormat(Qt::PlainText);
        m_message->setWords(m_error);
        m_message->setColor(TextColor::Danger);
    } else if (m_helpUrl.isEmpty()) {
        m_message->setTextFormat(Qt::PlainText);
        m_message->setWords(m_hint);
        m_message->setColor(TextColor::Muted);
    } else {
        m_message->setTextFormat(Qt::RichText);
        m_message->setWords(tr("%1 <a href=\"%2\">Help</a>")
                                .arg(m_hint.toHtmlEscaped(), m_helpUrl.toHtmlEscaped()));
        m_message->setColor(TextColor::Muted);
    }
    m_message->setVisible(wrong || !m_hint.isEmpty() || !m_helpUrl.isEmpty());
    updateAccessibility();
}

void FormField::updateAccessibility()
{
    QWidget *target = m_editor->focusProxy() != nullptr ? m_editor->focusProxy() : m_editor;
    target->setAccessibleName(m_required ? tr("%1, required").arg(m_labelText) : m_labelText);
    target->setAccessibleDescription(hasError() ? tr("Wrong: %1").arg(m_error) : m_hint);
}

} // namespace berth::ui
