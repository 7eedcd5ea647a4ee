// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/tools/arguments_pane.h"

#include "model/tool_schema.h"
#include "ui/theme/metrics.h"
#include "ui/theme/roles.h"
#include "ui/tools/argument_form.h"
#include "ui/tools/tab_order.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/json_highlighter.h"
#include "ui/widgets/scroll_pane.h"
#include "ui/widgets/text_label.h"
#include "ui/widgets/wrapped_label.h"

#include <QPlainTextEdit>
#include <QPushButton>
#include <QResizeEvent>
#include <QScrollArea>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace berth::ui {

using base::Json;

namespace {

/// From this width on form and text have room side by side.
constexpr int sideBySide = 620;

} // namespace

ArgumentsPane::ArgumentsPane(FilePicker &files, QWidget *parent)
    : QWidget(parent)
    , m_splitter(new QSplitter(Qt::Vertical, this))
    , m_scroll(new QScrollArea)
    , m_form(new ArgumentForm(files))
    , m_broken(new Banner)
    , m_text(new QPlainTextEdit)
    , m_problem(new WrappedLabel({}, TextRole::Secondary, TextColor::Danger))
    , m_tidy(makeButton(tr("Tidy"), ButtonRole::Link))
{
    auto *inside = new QWidget;
    auto *column = new QVBoxLayout(inside);
    column->setContentsMargins(metrics::space20, metrics::space12, metrics::space20,
                               metrics::space20);
    column->setSpacing(metrics::space12);
    column->addWidget(m_broken);
    column->addWidget(m_form);
    column->addStretch();
    m_broken->setMessage(Tone::Warning, tr("The form waits for the JSON"),
                         tr("Mend the text, or take back what the form has."));
    m_broken->setAction(tr("Use the form"));
    m_broken->hide();
    m_scroll->setFocusPolicy(Qt::NoFocus);
    makeScrollPane(*m_scroll, inside, Ground::Surface);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setObjectName(QStringLiteral("arguments"));
    m_splitter->addWidget(m_scroll);
    m_splitter->addWidget(makeText());
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 2);
    auto *layout = new QVBoxLayout(this);
    makeTight(layout);
    layout->addWidget(m_splitter);
    connect(m_form, &ArgumentForm::changed, this, &ArgumentsPane::followForm);
    connect(m_form, &ArgumentForm::restructured, this, &ArgumentsPane::restructured);
    connect(m_text, &QPlainTextEdit::textChanged, this, &ArgumentsPane::followText);
    connect(m_broken, &Banner::actionTriggered, this, [this] {
        showProblem({});
        setText(m_form->value());
        Q_EMIT changed();
    });
    connect(m_tidy, &QPushButton::clicked, this, [this] {
        if (const auto parsed = model::readArguments(text().toStdString())) {
            setText(*parsed);
        }
    });
}

QWidget *ArgumentsPane::makeText()
{
    auto *side = new QWidget;
    setGround(side, Ground::Background);
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins(metrics::space20, metrics::space8, metrics::space20,
                               metrics::space12);
    column->setSpacing(metrics::space4);
    auto *head = new QHBoxLayout;
    auto *label = new TextLabel(tr("JSON"), TextRole::BodyStrong);
    label->setBuddy(m_text);
    head->addWidget(label);
    head->addStretch();
    setSmall(m_tidy);
    m_tidy->setToolTip(tr("Lay the text out anew"));
    head->addWidget(m_tidy);
    column->addLayout(head);
    column->addWidget(m_text, 1);
    column->addWidget(m_problem);
    m_problem->hide();
    m_text->setFont(textFont(TextRole::Mono));
    m_text->setTabChangesFocus(true);
    m_text->setMinimumHeight(90);
    m_text->setAccessibleName(tr("Arguments as JSON"));
    new JsonHighlighter(m_text->document(), themeOf(this));
    return side;
}

void ArgumentsPane::setTool(const Json &schema, const QString &draft)
{
    m_isChecked = false;
    const bool before = std::exchange(m_quiet, true);
    m_form->setSchema(schema);
    m_quiet = before;
    showProblem({});
    if (draft.isEmpty()) {
        setText(m_form->value());
    } else {
        m_text->setPlainText(draft);
        followText();
    }
    m_scroll->ensureVisible(0, 0);
    Q_EMIT restructured();
}

void ArgumentsPane::setArguments(const Json &arguments)
{
    m_isChecked = false;
    showProblem({});
    m_form->clearViolations();
    m_form->setValue(arguments);
    setText(arguments);
    Q_EMIT changed();
}

void ArgumentsPane::reset()
{
    setArguments(m_form->startValue());
}

QString ArgumentsPane::text() const
{
    return m_text->toPlainText();
}

void ArgumentsPane::setText(const Json &arguments)
{
    const QString text = QString::fromStdString(base::toPrettyText(arguments));
    if (text != this->text()) {
        const bool before = std::exchange(m_quiet, true);
        m_text->setPlainText(text);
        m_quiet = before;
    }
}

void ArgumentsPane::followForm()
{
    if (m_quiet) {
        return;
    }
    setText(m_form->value());
    if (m_isChecked) {
        m_form->check(true);
    }
    Q_EMIT changed();
}

void ArgumentsPane::followText()
{
    if (m_quiet) {
        return;
    }
    const auto parsed = model::readArguments(text().toStdString());
    if (!parsed) {
        showProblem(QString::fromStdString(parsed.error().message));
    } else {
        showProblem({});
        m_form->setValue(*parsed);
        if (m_isChecked) {
            m_form->checkValue(*parsed);
        }
    }
    Q_EMIT changed();
}

void ArgumentsPane::showProblem(const QString &message)
{
    m_isBroken = !message.isEmpty();
    m_problem->setWords(message);
    m_problem->setVisible(m_isBroken);
    m_broken->setVisible(m_isBroken);
    m_form->setEnabled(!m_isBroken);
    m_tidy->setEnabled(!m_isBroken);
    berth::ui::setInvalid(m_text, m_isBroken);
    m_text->setAccessibleDescription(message);
}

std::optional<Json> ArgumentsPane::arguments()
{
    auto parsed = model::readArguments(text().toStdString());
    if (!parsed) {
        showProblem(QString::fromStdString(parsed.error().message));
        m_text->setFocus();
        return std::nullopt;
    }
    return std::move(*parsed);
}

model::Violations ArgumentsPane::check()
{
    m_isChecked = true;
    auto violations = m_form->check(true);
    if (!violations.empty()) {
        m_form->focusFirstInvalid();
    }
    return violations;
}

QWidget *ArgumentsPane::orderAfter(QWidget *previous)
{
    previous = orderTabs(previous, m_broken);
    previous = m_form->orderAfter(previous);
    previous = orderTabs(previous, m_tidy);
    return orderTabs(previous, m_text);
}

void ArgumentsPane::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const auto wanted = event->size().width() >= sideBySide ? Qt::Horizontal : Qt::Vertical;
    const bool isFirst = m_divided == 0;
    if (!isFirst && m_splitter->orientation() == wanted) {
        return; // as the person has it
    }
    m_splitter->setOrientation(wanted);
    m_divided = wanted == Qt::Horizontal ? event->size().width() : event->size().height();
    const int text = wanted == Qt::Horizontal ? m_divided * 2 / 5 : std::min(190, m_divided / 3);
    m_splitter->setSizes({m_divided - text, text});
}

} // namespace berth::ui
