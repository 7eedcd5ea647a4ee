// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/instances/tools_tab.h"

#include "ui/theme/metrics.h"
#include "ui/theme/roles.h"
#include "ui/theme/theme.h"
#include "ui/widgets/choices.h"
#include "ui/widgets/json_view.h"
#include "ui/widgets/states.h"
#include "ui/widgets/text_label.h"

#include <QListWidget>
#include <QPainter>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedWidget>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <algorithm>

namespace berth::ui {

namespace {

/// A name in the rounded entry the style paints, with room at its sides.
class NameDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override
    {
        const QStyle *style = option.widget->style();
        style->drawPrimitive(QStyle::PE_PanelItemViewItem, &option, painter, option.widget);
        const QRect room = option.rect.adjusted(metrics::space12, 0, -metrics::space12, 0);
        painter->setPen(themeOf(option.widget).text);
        painter->setFont(option.font);
        painter->drawText(
            room, Qt::AlignLeft | Qt::AlignVCenter,
            option.fontMetrics.elidedText(index.data().toString(), Qt::ElideRight, room.width()));
    }
};

} // namespace

ToolsTab::ToolsTab(QWidget *parent)
    : QWidget(parent)
    , m_stack(new QStackedWidget(this))
    , m_empty(new EmptyState(Icon::Wrench, {}, {}, this))
    , m_search(new SearchField(tr("Filter tools"), this))
    , m_list(new QListWidget(this))
    , m_name(new TextLabel({}, TextRole::Section))
    , m_words(new QScrollArea)
    , m_description(new TextLabel({}, TextRole::Body))
    , m_schema(new JsonView(tr("Input schema")))
{
    auto *layout = new QVBoxLayout(this);
    makeTight(layout);
    layout->addWidget(m_stack);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(makeBrowser());
    m_list->setAccessibleName(tr("Tools"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setUniformItemSizes(true);
    m_list->setItemDelegate(new NameDelegate(m_list));
    connect(m_list, &QListWidget::currentRowChanged, this, &ToolsTab::showTool);
    connect(m_search, &SearchField::textChanged, this, &ToolsTab::filter);
}

QWidget *ToolsTab::makeBrowser()
{
    auto *lists = new QWidget;
    setGround(lists, Ground::Surface);
    auto *listLayout = new QVBoxLayout(lists);
    listLayout->setContentsMargins(metrics::space20, metrics::space12, metrics::space20, 0);
    listLayout->addWidget(m_search);
    listLayout->addWidget(m_list, 1);

    auto *detail = new QWidget;
    setGround(detail, Ground::Background);
    auto *detailLayout = new QVBoxLayout(detail);
    detailLayout->setContentsMargins(metrics::space20, metrics::space16, metrics::space20,
                                     metrics::space20);
    detailLayout->setSpacing(metrics::space8);
    m_name->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_description->setWordWrap(true);
    m_description->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_description->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    QScrollArea *words = m_words;
    words->setFrameShape(QFrame::NoFrame);
    words->setWidgetResizable(true);
    words->setWidget(m_description);
    setGround(words->viewport(), Ground::Background);
    setGround(m_description, Ground::Background);
    detailLayout->addWidget(m_name);
    detailLayout->addWidget(words);
    detailLayout->addWidget(
        new TextLabel(tr("Input schema"), TextRole::Secondary, TextColor::Muted));
    detailLayout->addWidget(m_schema, 1);

    auto *splitter = new QSplitter(Qt::Vertical);
    splitter->setObjectName(QStringLiteral("tools"));
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(lists);
    splitter->addWidget(detail);
    splitter->setSizes({260, 400});
    return splitter;
}

void ToolsTab::show(const model::Instance &instance)
{
    if (instance.tools.empty()) {
        const bool runs = instance.state == model::InstanceState::Running;
        m_empty->setTexts(tr("No tools"),
                          runs ? tr("The server answered and offers no tools.")
                               : tr("The server is asked for its tools once it runs."));
        m_stack->setCurrentWidget(m_empty);
    } else {
        m_stack->setCurrentIndex(1);
    }
    if (m_tools != instance.tools) {
        m_tools = instance.tools;
        fill();
    }
}

void ToolsTab::fill()
{
    const QString chosen =
        m_list->currentItem() != nullptr ? m_list->currentItem()->text() : QString();
    m_list->clear();
    for (const model::Tool &tool : m_tools) {
        auto *item = new QListWidgetItem(QString::fromStdString(tool.name), m_list);
        item->setToolTip(QString::fromStdString(tool.description));
        item->setSizeHint({0, metrics::control});
        if (item->text() == chosen) {
            m_list->setCurrentItem(item);
        }
    }
    if (m_list->currentRow() < 0) {
        m_list->setCurrentRow(0);
    }
    filter(m_search->text());
}

void ToolsTab::filter(const QString &text)
{
    for (int row = 0; row < m_list->count(); ++row) {
        const model::Tool &tool = m_tools[static_cast<std::size_t>(row)];
        const QString words = QString::fromStdString(tool.name + ' ' + tool.description);
        m_list->item(row)->setHidden(!words.contains(text, Qt::CaseInsensitive));
    }
}

/// As tall as the description, up to a limit; longer ones scroll.
void ToolsTab::fitWords()
{
    constexpr int tallest = 130;
    const int needed = m_description->heightForWidth(m_words->viewport()->width());
    m_words->setFixedHeight(std::clamp(needed, 0, tallest));
}

void ToolsTab::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fitWords();
}

void ToolsTab::showTool(int row)
{
    if (row < 0 || row >= static_cast<int>(m_tools.size())) {
        m_name->clear();
        m_description->clear();
        m_schema->setJson({});
        return;
    }
    const model::Tool &tool = m_tools[static_cast<std::size_t>(row)];
    m_name->setText(QString::fromStdString(tool.title.empty() ? tool.name : tool.title));
    m_description->setText(tool.description.empty() ? tr("The server gives no description.")
                                                    : QString::fromStdString(tool.description));
    m_schema->setJson(QString::fromStdString(base::toPrettyText(tool.inputSchema)));
    fitWords();
}

} // namespace berth::ui
