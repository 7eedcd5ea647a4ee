// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/events/event_detail.h"

#include "ui/events/event_text.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/card.h"
#include "ui/widgets/json_view.h"
#include "ui/widgets/states.h"
#include "ui/widgets/text_label.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLocale>
#include <QPlainTextEdit>
#include <QStackedWidget>
#include <QTabWidget>
#include <QVBoxLayout>

namespace berth::ui {

namespace {

enum Screen
{
    Nothing,
    Content,
    Problem
};

TextLabel *makeWrapped(TextRole role, TextColor color)
{
    auto *label = new TextLabel({}, role, color);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

/// Like a JsonView, without its colours: what came need not be JSON.
QPlainTextEdit *makeRawView(const QString &accessibleName)
{
    auto *view = new QPlainTextEdit;
    view->setAccessibleName(accessibleName);
    view->setReadOnly(true);
    view->setFont(textFont(TextRole::Mono));
    view->setWordWrapMode(QTextOption::WrapAnywhere);
    view->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    view->document()->setDocumentMargin(metrics::space12);
    view->setTabChangesFocus(true);
    return view;
}

QWidget *inTab(QWidget *view, TextLabel *note)
{
    auto *tab = new QWidget;
    setGround(tab, Ground::Background);
    auto *layout = new QVBoxLayout(tab);
    layout->setContentsMargins(metrics::space20, metrics::space16, metrics::space20, 0);
    layout->setSpacing(metrics::space8);
    layout->addWidget(view, 1);
    if (note != nullptr) {
        layout->addWidget(note);
    }
    return tab;
}

} // namespace

EventDetailPanel::EventDetailPanel(QWidget *parent)
    : QWidget(parent)
    , m_stack(new QStackedWidget(this))
    , m_problem(new ErrorState)
    , m_title(makeWrapped(TextRole::DetailTitle, TextColor::Text))
    , m_origin(makeWrapped(TextRole::Secondary, TextColor::Muted))
    , m_unreadable(makeWrapped(TextRole::Secondary, TextColor::Danger))
    , m_tabs(new QTabWidget)
    , m_decoded(new JsonView(tr("Decoded event")))
    , m_raw(makeRawView(tr("Raw message")))
    , m_cut(makeWrapped(TextRole::Secondary, TextColor::Muted))
    , m_copy(makeButton(tr("Copy"), Icon::Copy, ButtonRole::Secondary))
    , m_open(makeButton(tr("Open instance"), ButtonRole::Secondary))
    , m_again(makeButton(tr("Publish again"), Icon::Send, ButtonRole::Secondary))
{
    setGround(this, Ground::Background);
    m_problem->setRetryText({});
    m_stack->addWidget(new EmptyState(Icon::Activity, tr("Nothing chosen"),
                                      tr("Choose an event to see all of it.")));
    m_stack->addWidget(makeContent());
    m_stack->addWidget(m_problem);
    auto *layout = new QVBoxLayout(this);
    makeTight(layout);
    layout->addWidget(m_stack);
    connect(m_copy, &QPushButton::clicked, this, &EventDetailPanel::copy);
    connect(m_open, &QPushButton::clicked, this, &EventDetailPanel::openInstanceRequested);
    connect(m_again, &QPushButton::clicked, this, &EventDetailPanel::publishAgainRequested);
}

QWidget *EventDetailPanel::makeContent()
{
    auto *content = new QWidget;
    auto *header = new QVBoxLayout;
    header->setContentsMargins(metrics::space20, metrics::space16, metrics::space20,
                               metrics::space12);
    header->setSpacing(metrics::space4);
    header->addWidget(m_title);
    header->addWidget(m_origin);
    header->addWidget(m_unreadable);
    m_tabs->setDocumentMode(true);
    m_tabs->setAccessibleName(tr("Event"));
    // The first tab's text begins where the content does; the line under the tabs at the edge.
    auto *inset = new QWidget;
    auto *line = new Separator(Qt::Horizontal);
    line->setFixedWidth(metrics::space20 - metrics::tabPadding);
    auto *insetLayout = new QHBoxLayout(inset);
    makeTight(insetLayout);
    insetLayout->addWidget(line);
    m_tabs->setCornerWidget(inset, Qt::TopLeftCorner);
    m_tabs->addTab(inTab(m_decoded, nullptr), tr("Decoded"));
    m_tabs->addTab(inTab(m_raw, m_cut), tr("Raw"));
    auto *buttons = new QHBoxLayout;
    buttons->setContentsMargins(metrics::space20, metrics::space12, metrics::space20,
                                metrics::space20);
    buttons->setSpacing(metrics::space8);
    for (QPushButton *button : {m_copy, m_open, m_again}) {
        setSmall(button);
        buttons->addWidget(button);
    }
    buttons->addStretch(1);
    auto *layout = new QVBoxLayout(content);
    makeTight(layout);
    layout->addLayout(header);
    layout->addWidget(m_tabs, 1);
    layout->addLayout(buttons);
    return content;
}

void EventDetailPanel::showNothing()
{
    m_stack->setCurrentIndex(Nothing);
}

void EventDetailPanel::showProblem(const QString &message, const QString &details)
{
    m_problem->setError(tr("This event cannot be shown"), message, details);
    m_stack->setCurrentIndex(Problem);
}

void EventDetailPanel::showDetail(const engine::EventDetail &detail, const QString &connection)
{
    const engine::EventRecord &record = detail.record;
    m_title->setText(record.type.empty() ? tr("Unreadable message")
                                         : QString::fromStdString(record.type));
    m_origin->setText(EventText::origin(detail, connection));
    m_unreadable->setText(QString::fromStdString(record.problem));
    m_unreadable->setVisible(!record.problem.empty());
    const bool isDecoded = detail.decoded.has_value();
    const bool hasBytes = !detail.bytes.empty();
    m_isReadable = isDecoded && detail.decoded->contains("data");
    m_decoded->setJson(isDecoded ? QString::fromStdString(base::toPrettyText(*detail.decoded))
                                 : QString());
    m_raw->setPlainText(EventText::bytes(detail.bytes));
    m_cut->setText(tr("The beginning of %1 bytes; the rest was not kept.")
                       .arg(QLocale().toString(record.size)));
    m_cut->setVisible(detail.isCut);
    m_tabs->setTabVisible(Decoded, isDecoded || !hasBytes);
    m_tabs->setTabVisible(Raw, hasBytes);
    m_open->setVisible(!record.subjectId.empty() &&
                       record.type.find("Instance") != std::string::npos);
    updateButtons();
    m_stack->setCurrentIndex(Content);
}

void EventDetailPanel::setPublishable(bool publishable, const QString &reason)
{
    m_isPublishable = publishable;
    m_again->setToolTip(reason);
    updateButtons();
}

void EventDetailPanel::updateButtons()
{
    m_again->setVisible(m_isReadable);
    m_again->setEnabled(m_isPublishable);
}

QString EventDetailPanel::shownText() const
{
    const QPlainTextEdit *shown = m_tabs->currentIndex() == Raw ? m_raw : m_decoded;
    return shown->toPlainText();
}

void EventDetailPanel::copy()
{
    if (m_stack->currentIndex() == Content) {
        QGuiApplication::clipboard()->setText(shownText());
    }
}

} // namespace berth::ui
