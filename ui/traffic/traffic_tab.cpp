// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/traffic/traffic_tab.h"

#include "ui/forms/file_picker.h"
#include "ui/theme/metrics.h"
#include "ui/theme/roles.h"
#include "ui/traffic/call_detail.h"
#include "ui/traffic/call_table.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/card.h"
#include "ui/widgets/choices.h"
#include "ui/widgets/splitter.h"
#include "ui/widgets/states.h"
#include "ui/widgets/switch_label.h"
#include "ui/widgets/text_label.h"
#include "ui/widgets/when_finished.h"

#include <QDir>
#include <QHBoxLayout>
#include <QPointer>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace berth::ui {

using namespace Qt::Literals::StringLiterals;

using engine::CallRecord;

namespace {

constexpr int pageSize = 500;
constexpr std::size_t mostWaiting = 5000;

} // namespace

TrafficTab::TrafficTab(engine::CallCommands &commands, FilePicker &files, QWidget *parent)
    : QWidget(parent)
    , m_commands(commands)
    , m_files(files)
    , m_model(new CallModel(this))
    , m_stack(new QStackedWidget)
    , m_error(new ErrorState)
    , m_search(new SearchField(tr("Filter")))
    , m_tabs(new FilterTabs(tr("Which calls")))
    , m_pause(new IconButton(Icon::Pause, tr("Pause")))
    , m_record(new Switch(tr("Record what is said")))
    , m_note(new ElidedLabel({}, TextRole::Secondary, TextColor::Muted))
    , m_table(new CallTable(m_model))
    , m_detail(new CallDetail(commands))
{
    setGround(this, Ground::Surface);
    auto *layout = new QVBoxLayout(this);
    makeTight(layout);
    layout->addWidget(makeToolbar());
    layout->addWidget(new Separator(Qt::Horizontal));
    layout->addWidget(m_stack, 1);
    m_stack->addWidget(new LoadingState(tr("Reading the calls")));
    m_stack->addWidget(new EmptyState(
        Icon::Activity, tr("No calls yet"),
        tr("Calls through the gateway appear here as they end. Connect shows how a client makes "
           "one.")));
    m_error->setRetryText(tr("Try again"));
    m_stack->addWidget(m_error);
    m_stack->addWidget(makeNoMatch());
    m_stack->addWidget(makeList());
    connect(m_error, &ErrorState::retryRequested, this, &TrafficTab::reload);
    showScreen();
}

/// Two rows, since the panel is narrow.
QWidget *TrafficTab::makeToolbar()
{
    auto *bar = new QWidget;
    auto *rows = new QVBoxLayout(bar);
    rows->setContentsMargins(metrics::space20, metrics::space12, metrics::space12, metrics::space8);
    rows->setSpacing(metrics::space8);
    auto *exportButton = new IconButton(Icon::External, tr("Export what is shown"));
    setSmall(m_search);
    setSmall(m_pause);
    setSmall(exportButton);
    auto *find = new QHBoxLayout;
    find->setSpacing(metrics::space8);
    find->addWidget(m_search, 1);
    find->addWidget(m_pause);
    find->addWidget(exportButton);
    m_tabs->addTab(tr("All"));
    m_tabs->addTab(tr("Problems"));
    m_note->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_record->setToolTip(tr("Keep what is said in the calls through the gateway, of all instances, "
                            "with secrets masked"));
    auto *choose = new QHBoxLayout;
    choose->setSpacing(metrics::space8);
    choose->addWidget(m_tabs);
    choose->addWidget(m_note, 1);
    choose->addWidget(m_record);
    auto *record = new TextLabel(tr("Record"), TextRole::Secondary, TextColor::Muted);
    clickThrough(record, m_record);
    choose->addWidget(record);
    rows->addLayout(find);
    rows->addLayout(choose);
    connect(m_search, &SearchField::textChanged, this, &TrafficTab::applyFilter);
    connect(m_tabs, &FilterTabs::currentChanged, this, &TrafficTab::applyFilter);
    connect(m_pause, &IconButton::clicked, this, [this] { setPaused(!m_isPaused); });
    connect(m_record, &Switch::toggled, this, &TrafficTab::recordingRequested);
    connect(exportButton, &IconButton::clicked, this, &TrafficTab::exportCalls);
    return bar;
}

QWidget *TrafficTab::makeNoMatch()
{
    auto *nothing =
        new EmptyState(Icon::Search, tr("No call matches"),
                       tr("There are calls, but none with these words or of this kind."));
    QPushButton *all = nothing->addAction(tr("Show all calls"), ButtonRole::Secondary);
    connect(all, &QPushButton::clicked, this, [this] {
        m_search->clear();
        m_tabs->setCurrentIndex(0);
    });
    return nothing;
}

QWidget *TrafficTab::makeList()
{
    auto *splitter =
        makeSplitter(Qt::Vertical, QStringLiteral("traffic"), {{m_table, 420}, {m_detail, 220}});
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &TrafficTab::chooseRow);
    connect(m_model, &QAbstractItemModel::modelReset, this, &TrafficTab::chooseRow);
    connect(m_table->verticalScrollBar(), &QScrollBar::valueChanged, this, [this](int value) {
        if (value == m_table->verticalScrollBar()->maximum()) {
            loadOlder();
        }
    });
    return splitter;
}

void TrafficTab::setInstance(const QString &id)
{
    if (id.toStdString() == m_id) {
        return;
    }
    m_id = id.toStdString();
    setPaused(false);
    m_detail->showNothing();
    reload();
}

void TrafficTab::reload()
{
    ++m_generation;
    m_model->clear();
    m_waiting.clear();
    m_missed = false;
    m_hasOlder = false;
    m_isLoadingOlder = false;
    m_isLoading = !m_id.empty();
    m_hasFailed = false;
    showScreen();
    if (m_id.empty()) {
        return;
    }
    whenFinished(
        m_commands.callHistory(0, pageSize, m_id), this,
        [this, generation = m_generation](const base::Result<std::vector<CallRecord>> &calls) {
            if (generation == m_generation) {
                takeHistory(calls);
            }
        });
}

void TrafficTab::takeHistory(const base::Result<std::vector<CallRecord>> &calls)
{
    m_isLoading = false;
    if (!calls) {
        m_error->setError(tr("The calls cannot be read"),
                          QString::fromStdString(calls.error().message),
                          QString::fromStdString(calls.error().details));
        m_hasFailed = true;
        showScreen();
        return;
    }
    m_hasOlder = calls->size() == static_cast<std::size_t>(pageSize);
    m_model->addOlder(*calls);
    m_model->addNew(std::exchange(m_waiting, {})); // came while it was read
    showScreen();
}

void TrafficTab::loadOlder()
{
    if (!m_hasOlder || m_isLoadingOlder || m_isLoading || m_model->isFull()) {
        return;
    }
    m_isLoadingOlder = true;
    whenFinished(
        m_commands.callHistory(m_model->oldestSequence(), pageSize, m_id), this,
        [this, generation = m_generation](const base::Result<std::vector<CallRecord>> &calls) {
            if (generation != m_generation) {
                return;
            }
            m_isLoadingOlder = false;
            m_hasOlder = calls && calls->size() == static_cast<std::size_t>(pageSize);
            if (calls) {
                m_model->addOlder(*calls);
                showScreen();
                seekMatch();
            }
        });
}

/// What the filter wants may be further back than what was read so far.
void TrafficTab::seekMatch()
{
    if (m_model->rowCount() == 0) {
        loadOlder();
    }
}

void TrafficTab::addCalls(const std::vector<CallRecord> &calls)
{
    std::vector<CallRecord> own;
    for (const CallRecord &call : calls) {
        if (call.instanceId == m_id && !m_id.empty()) {
            own.push_back(call);
        }
    }
    if (own.empty()) {
        return;
    }
    if (m_isPaused || m_isLoading) {
        m_waiting.insert(m_waiting.end(), own.begin(), own.end());
        if (m_waiting.size() > mostWaiting) {
            m_waiting.clear();
            m_missed = true;
        }
    } else {
        m_model->addNew(own);
    }
    showScreen();
}

void TrafficTab::setPaused(bool paused)
{
    if (paused == m_isPaused) {
        return;
    }
    m_isPaused = paused;
    m_pause->setIconAndName(paused ? Icon::Play : Icon::Pause, paused ? tr("Go on") : tr("Pause"));
    if (!paused && m_missed) {
        reload();
    } else if (!paused) {
        m_model->addNew(std::exchange(m_waiting, {}));
    }
    showScreen();
}

void TrafficTab::showScreen()
{
    m_note->setText(!m_isPaused ? QString()
                    : m_missed  ? tr("paused, many new")
                    : m_waiting.empty()
                        ? tr("paused")
                        : tr("paused, %n new", nullptr, static_cast<int>(m_waiting.size())));
    if (m_isLoading) {
        m_stack->setCurrentIndex(Loading);
    } else if (m_model->held() == 0) {
        m_stack->setCurrentIndex(m_hasFailed ? Failed : Empty);
    } else {
        m_stack->setCurrentIndex(m_model->rowCount() == 0 ? NoMatch : Calls);
    }
}

void TrafficTab::applyFilter()
{
    m_model->setFilter({m_search->text(), m_tabs->currentIndex() == 1});
    showScreen();
    seekMatch();
}

void TrafficTab::chooseRow()
{
    const CallRecord *call = m_model->callAt(m_table->currentIndex());
    if (call == nullptr) {
        m_detail->showNothing();
    } else {
        m_detail->showCall(*call);
    }
}

void TrafficTab::exportCalls()
{
    const QString start = QDir::home().filePath(u"calls.jsonl"_s);
    m_files.pick(this, FilePicker::Kind::NewFile, start,
                 [self = QPointer<TrafficTab>(this)](const QString &path) {
                     if (!self) {
                         return;
                     }
                     const auto format = path.endsWith(u".csv"_s, Qt::CaseInsensitive)
                                             ? engine::CallExportFormat::Csv
                                             : engine::CallExportFormat::JsonLines;
                     whenFinished(self->m_commands.exportCalls(path.toStdString(), format,
                                                               self->m_model->visibleSequences()),
                                  self, [self](const base::Result<int> &written) {
                                      self->m_note->setText(
                                          written
                                              ? tr("%n exported", nullptr, *written)
                                              : QString::fromStdString(written.error().message));
                                  });
                 });
}

void TrafficTab::setRecording(bool on)
{
    const QSignalBlocker quiet(m_record);
    m_record->setChecked(on);
}

} // namespace berth::ui
