// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/instances/detail_panel.h"

#include "ui/connect/connect_tab.h"
#include "ui/instances/configuration_tab.h"
#include "ui/instances/instance_actions.h"
#include "ui/instances/instance_model.h"
#include "ui/instances/logs_tab.h"
#include "ui/instances/overview_tab.h"
#include "ui/theme/metrics.h"
#include "ui/tools/tools_tab.h"
#include "ui/traffic/traffic_tab.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/card.h"
#include "ui/widgets/states.h"
#include "ui/widgets/status.h"
#include "ui/widgets/text_label.h"
#include "ui/widgets/when_finished.h"

#include <QAction>
#include <QMenu>
#include <QStackedWidget>
#include <QTabWidget>
#include <QVBoxLayout>

namespace berth::ui {

namespace {

/// A button that does what the action does and is there only while that makes sense.
QPushButton *actionButton(QAction *action, Icon icon)
{
    auto *button = makeButton(action->text(), icon, ButtonRole::Secondary);
    setSmall(button);
    const auto follow = [button, action] {
        button->setVisible(action->isEnabled() || !InstanceActions::refusal(*action).isEmpty());
        button->setEnabled(action->isEnabled());
        button->setToolTip(action->toolTip());
    };
    QObject::connect(action, &QAction::changed, button, follow);
    QObject::connect(button, &QPushButton::clicked, action, &QAction::trigger);
    follow();
    return button;
}

} // namespace

DetailPanel::DetailPanel(engine::EngineFacade &engine, Dialogs &dialogs, InstanceModel &model,
                         InstanceActions &actions, FilePicker &files, const base::Clock &clock,
                         QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_actions(actions)
    , m_clock(clock)
    , m_stack(new QStackedWidget(this))
    , m_several(new TextLabel({}, TextRole::DetailTitle))
    , m_name(new ElidedLabel({}, TextRole::DetailTitle))
    , m_pill(new StatusPill)
    , m_subtitle(new ElidedLabel({}, TextRole::Secondary, TextColor::Muted))
    , m_waiting(new QWidget)
    , m_waitingText(new TextLabel({}, TextRole::Secondary, TextColor::Info))
    , m_start(actionButton(actions.start(), Icon::Play))
    , m_stop(actionButton(actions.stop(), Icon::Stop))
    , m_restart(actionButton(actions.restart(), Icon::Restart))
    , m_more(new IconButton(Icon::Dots, tr("More for this instance")))
    , m_tabs(new QTabWidget)
    , m_overview(new OverviewTab(clock, actions.places()))
    , m_logs(new LogsTab(engine, dialogs))
    , m_tools(new ToolsTab(engine.toolCommands(), dialogs, files))
    , m_connect(new ConnectTab(engine.toolCommands()))
    , m_traffic(new TrafficTab(engine.callCommands(), files))
    , m_configuration(new ConfigurationTab)
{
    setGround(this, Ground::Background);
    m_tabs->setDocumentMode(true);
    m_tabs->setAccessibleName(tr("Details"));
    // The first tab's text begins where the content does; the line under the tabs at the edge.
    auto *inset = new QWidget;
    auto *line = new Separator(Qt::Horizontal);
    line->setFixedWidth(metrics::space20 - metrics::tabPadding);
    auto *insetLayout = new QHBoxLayout(inset);
    makeTight(insetLayout);
    insetLayout->addWidget(line);
    m_tabs->setCornerWidget(inset, Qt::TopLeftCorner);
    m_tabs->addTab(m_overview, tr("Overview"));
    m_tabs->addTab(m_logs, tr("Logs"));
    m_tabs->addTab(m_tools, tr("Tools"));
    m_tabs->addTab(m_connect, tr("Connect"));
    m_tabs->addTab(m_traffic, tr("Traffic"));
    m_connect->setClients(&engine.clientCommands());
    m_tabs->addTab(m_configuration, tr("Configuration"));
    auto *one = new QWidget;
    auto *oneLayout = new QVBoxLayout(one);
    makeTight(oneLayout);
    oneLayout->addWidget(makeHeader());
    oneLayout->addWidget(m_tabs, 1);
    m_stack->addWidget(new EmptyState(Icon::Instances, tr("Nothing chosen"),
                                      tr("Choose an instance to see its address, log and tools.")));
    m_stack->addWidget(one);
    m_stack->addWidget(makeSeveral());
    auto *layout = new QVBoxLayout(this);
    makeTight(layout);
    layout->addWidget(m_stack);
    connectTabs();
    connectTraffic(engine);
    connectGateway(engine);
}

QWidget *DetailPanel::makeHeader()
{
    auto *header = new QWidget;
    auto *column = new QVBoxLayout(header);
    column->setContentsMargins(metrics::space20, metrics::space16, metrics::space20,
                               metrics::space12);
    column->setSpacing(metrics::space4);
    auto *row = new QHBoxLayout;
    row->setSpacing(metrics::space8);
    row->addWidget(m_name);
    row->addWidget(m_pill);
    row->addStretch(1);
    for (QPushButton *button : {m_start, m_stop, m_restart}) {
        row->addWidget(button);
    }
    row->addWidget(m_more);
    setSmall(m_more);
    column->addLayout(row);
    column->addWidget(m_subtitle);
    auto *waitingRow = new QHBoxLayout(m_waiting);
    waitingRow->setContentsMargins(0, metrics::space4, 0, 0);
    waitingRow->setSpacing(metrics::space8);
    waitingRow->addWidget(new Spinner(metrics::iconSmall));
    waitingRow->addWidget(m_waitingText, 1);
    m_waiting->hide();
    column->addWidget(m_waiting);
    auto *menu = new QMenu(m_more);
    menu->addActions({m_actions.copyAddress(), m_actions.edit(), m_actions.duplicate()});
    menu->addSeparator();
    menu->addAction(m_actions.remove());
    m_more->setMenu(menu);
    m_more->setPopupMode(QToolButton::InstantPopup);
    return header;
}

QWidget *DetailPanel::makeSeveral()
{
    auto *page = new QWidget;
    auto *layout = new QVBoxLayout(page);
    layout->setAlignment(Qt::AlignCenter);
    layout->setSpacing(metrics::space16);
    m_several->setAlignment(Qt::AlignCenter);
    layout->addWidget(m_several);
    auto *row = new QHBoxLayout;
    row->setSpacing(metrics::space8);
    row->addWidget(actionButton(m_actions.start(), Icon::Play));
    row->addWidget(actionButton(m_actions.stop(), Icon::Stop));
    row->addWidget(actionButton(m_actions.restart(), Icon::Restart));
    row->addWidget(actionButton(m_actions.remove(), Icon::Trash));
    layout->addLayout(row);
    return page;
}

void DetailPanel::connectTabs()
{
    connect(m_overview, &OverviewTab::startRequested, this, [this] {
        const bool down = m_actions.start()->isEnabled();
        (down ? m_actions.start() : m_actions.restart())->trigger();
    });
    connect(m_overview, &OverviewTab::editRequested, m_actions.edit(), &QAction::trigger);
    connect(m_overview, &OverviewTab::logsRequested, this, [this] { showTab(Logs); });
    connect(m_overview, &OverviewTab::cancelRequested, this,
            [this] { m_actions.cancelStart(m_id); });
    connect(m_overview, &OverviewTab::connectionRequested, this, &DetailPanel::connectionRequested);
    connect(&m_actions.places(), &Places::changed, this, &DetailPanel::refresh);
    connect(m_configuration, &ConfigurationTab::editRequested, m_actions.edit(), &QAction::trigger);
    connect(&m_model, &InstanceModel::snapshotChanged, this, [this](const QString &id) {
        if (id == m_id) {
            refresh();
        }
    });
    connect(&m_model, &InstanceModel::sampled, this, [this] {
        const auto *snapshot = m_model.find(m_id);
        const auto *history = m_model.history(m_id);
        if (snapshot != nullptr && history != nullptr) {
            m_overview->showReadings(*snapshot, *history);
            refreshHeader(*snapshot);
        }
    });
}

void DetailPanel::connectTraffic(engine::EngineFacade &engine)
{
    connect(&engine, &engine::EngineFacade::callsRecorded, m_traffic, &TrafficTab::addCalls);
    connect(&engine, &engine::EngineFacade::callsReset, m_traffic, &TrafficTab::reload);
    const auto follow = [this, &engine] {
        const base::Json settings = engine.settings();
        const auto record = settings.find("gateway.record");
        m_traffic->setRecording(record != settings.end() && *record == base::Json(true));
    };
    connect(&engine, &engine::EngineFacade::ready, m_traffic, follow);
    connect(&engine, &engine::EngineFacade::settingsChanged, m_traffic, follow);
    connect(m_traffic, &TrafficTab::recordingRequested, m_traffic,
            [this, &engine, follow](bool on) {
                base::Json patch = base::Json::object();
                patch["gateway.record"] = on;
                whenFinished(engine.changeSettings(std::move(patch)), m_traffic,
                             [follow](const base::Status &) { follow(); });
            });
    follow();
}

/// Whom the gateway lets in can change at any time.
void DetailPanel::connectGateway(engine::EngineFacade &engine)
{
    using engine::EngineFacade;
    const auto follow = [this, &engine] { m_connect->setGateway(gatewayFacts(engine)); };
    for (const auto change :
         {&EngineFacade::ready, &EngineFacade::settingsChanged, &EngineFacade::clientsChanged}) {
        connect(&engine, change, m_connect, follow);
    }
    connect(&engine, &EngineFacade::systemChanged, m_connect, follow);
    follow();
}

void DetailPanel::setInstance(const QString &id)
{
    m_id = id;
    const auto *snapshot = m_model.find(id);
    const bool hasLog =
        snapshot == nullptr || m_actions.places().refusal(*snapshot, Deed::ReadLog).isEmpty();
    m_logs->setInstance(hasLog ? id : QString());
    m_traffic->setInstance(snapshot != nullptr && snapshot->isRemote ? QString() : id);
    refresh();
}

void DetailPanel::setSeveral(int count)
{
    m_id.clear();
    m_several->setText(tr("%n instance(s) chosen", nullptr, count));
    m_stack->setCurrentIndex(2);
}

void DetailPanel::showTab(Tab tab)
{
    m_tabs->setCurrentIndex(tab);
    m_tabs->currentWidget()->setFocus();
}

void DetailPanel::refresh()
{
    const auto *snapshot = m_model.find(m_id);
    const auto *history = m_model.history(m_id);
    if (snapshot == nullptr || history == nullptr) {
        m_stack->setCurrentIndex(0);
        return;
    }
    refreshHeader(*snapshot);
    showPlace(*snapshot);
    const auto tools = snapshot->instance.tools.size();
    m_tabs->setTabText(Tools, tools == 0 ? tr("Tools") : tr("Tools %1").arg(tools));
    m_overview->show(*snapshot, *history);
    m_tools->show(*snapshot);
    m_connect->show(*snapshot);
    m_configuration->show(snapshot->instance);
    m_stack->setCurrentIndex(1);
}

void DetailPanel::showPlace(const engine::InstanceSnapshot &snapshot)
{
    const Places &places = m_actions.places();
    setTabPossible(Logs, places.refusal(snapshot, Deed::ReadLog));
    setTabPossible(Tools, places.refusal(snapshot, Deed::ReadTools));
    const QString elsewhere =
        snapshot.isRemote ? tr("It runs on another machine and has no address here.") : QString();
    setTabPossible(Traffic, elsewhere);
    setTabPossible(Connect, elsewhere);
    m_configuration->setRefusal(places.refusal(snapshot, Deed::Edit));
    const QString waiting = m_model.waiting(m_id);
    m_waiting->setVisible(!waiting.isEmpty());
    m_waitingText->setText(waiting);
}

void DetailPanel::setTabPossible(Tab tab, const QString &refusal)
{
    if (!refusal.isEmpty() && m_tabs->currentIndex() == tab) {
        m_tabs->setCurrentIndex(Overview);
    }
    m_tabs->setTabEnabled(tab, refusal.isEmpty());
    m_tabs->setTabToolTip(tab, refusal);
}

void DetailPanel::refreshHeader(const engine::InstanceSnapshot &snapshot)
{
    const base::Timestamp now = m_clock.now();
    m_name->setText(QString::fromStdString(snapshot.instance.name));
    m_pill->setStatus(InstanceText::stateWord(snapshot, now),
                      InstanceText::stateTone(snapshot.instance.state));
    QString subtitle = InstanceText::subtitle(snapshot.instance);
    if (snapshot.isRemote) {
        subtitle = tr("%1, on %2", "image, connection").arg(subtitle, Places::where(snapshot));
    }
    if (snapshot.startedAt) {
        subtitle = tr("%1, up %2")
                       .arg(subtitle,
                            InstanceText::duration(InstanceText::since(*snapshot.startedAt, now)));
    }
    m_subtitle->setText(subtitle);
}

} // namespace berth::ui
