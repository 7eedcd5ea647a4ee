// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/tools/tools_tab.h"

#include "ui/theme/metrics.h"
#include "ui/theme/roles.h"
#include "ui/theme/theme.h"
#include "ui/tools/tool_panel.h"
#include "ui/tools/tool_run.h"
#include "ui/widgets/choices.h"
#include "ui/widgets/shortcut.h"
#include "ui/widgets/splitter.h"
#include "ui/widgets/states.h"

#include <QListWidget>
#include <QPainter>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

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

ToolsTab::ToolsTab(engine::ToolCommands &commands, Dialogs &dialogs, FilePicker &files,
                   QWidget *parent)
    : QWidget(parent)
    , m_commands(commands)
    , m_stack(new QStackedWidget(this))
    , m_empty(new EmptyState(Icon::Wrench, {}, {}, this))
    , m_search(new SearchField(tr("Filter tools"), this))
    , m_list(new QListWidget(this))
    , m_panel(new ToolPanel(dialogs, files))
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

ToolsTab::~ToolsTab()
{
    m_list->disconnect(this); // it says goodbye to its current row
}

QWidget *ToolsTab::makeBrowser()
{
    auto *lists = new QWidget;
    setGround(lists, Ground::Surface);
    auto *listLayout = new QVBoxLayout(lists);
    listLayout->setContentsMargins(metrics::space20, metrics::space12, metrics::space20, 0);
    listLayout->addWidget(m_search);
    listLayout->addWidget(m_list, 1);
    addSubmitShortcut(lists, [this] { m_panel->run(); });
    return makeSplitter(Qt::Vertical, QStringLiteral("tools"), {{lists, 170}, {m_panel, 500, 1}});
}

void ToolsTab::show(const engine::InstanceSnapshot &snapshot)
{
    const model::Instance &instance = snapshot.instance;
    const bool isOther = instance.id != m_instanceId;
    m_instanceId = instance.id;
    m_state = instance.state;
    const model::DockerSpec *docker = instance.spec.docker();
    m_startsOnCall = docker != nullptr && docker->gateway.startOnCall;
    m_isRemote = snapshot.isRemote;
    if (instance.tools.empty()) {
        const bool runs = instance.state == model::InstanceState::Running;
        m_empty->setTexts(tr("No tools"),
                          runs ? tr("The server answered and offers no tools.")
                               : tr("The server is asked for its tools once it runs."));
        m_stack->setCurrentWidget(m_empty);
    } else {
        m_stack->setCurrentIndex(1);
    }
    if (isOther || m_tools != instance.tools) {
        m_tools = instance.tools;
        fill();
    }
    m_panel->setRefusal(refusal());
}

QString ToolsTab::refusal() const
{
    if (m_isRemote) {
        return tr("It runs on another machine and has no address here.");
    }
    const bool isUp =
        m_state == model::InstanceState::Running || m_state == model::InstanceState::Unhealthy;
    return isUp || m_startsOnCall ? QString() : tr("The instance does not run. Start it first.");
}

void ToolsTab::fill()
{
    const QString chosen =
        m_list->currentItem() != nullptr ? m_list->currentItem()->text() : QString();
    {
        const QSignalBlocker quiet(m_list);
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
    }
    showTool(m_list->currentRow());
    filter(m_search->text());
}

void ToolsTab::chooseTool(const QString &name)
{
    const auto found = m_list->findItems(name, Qt::MatchExactly);
    if (!found.isEmpty()) {
        m_list->setCurrentItem(found.front());
    }
}

void ToolsTab::filter(const QString &text)
{
    for (int row = 0; row < m_list->count(); ++row) {
        const model::Tool &tool = m_tools[static_cast<std::size_t>(row)];
        const QString words = QString::fromStdString(tool.name + ' ' + tool.description);
        m_list->item(row)->setHidden(!words.contains(text, Qt::CaseInsensitive));
    }
}

ToolRun *ToolsTab::runOf(const std::string &tool)
{
    auto &run = m_runs[{m_instanceId, tool}];
    if (!run) {
        run = std::make_unique<ToolRun>(m_commands, m_instanceId, tool);
    }
    return run.get();
}

void ToolsTab::showTool(int row)
{
    if (row < 0 || row >= static_cast<int>(m_tools.size())) {
        m_panel->showTool({}, nullptr, {});
        return;
    }
    const model::Tool &tool = m_tools[static_cast<std::size_t>(row)];
    m_panel->showTool(tool, runOf(tool.name), refusal());
}

} // namespace berth::ui
