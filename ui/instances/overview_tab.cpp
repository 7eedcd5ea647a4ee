// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/instances/overview_tab.h"

#include "ui/instances/advice.h"
#include "ui/instances/instance_text.h"
#include "ui/instances/isolation_text.h"
#include "ui/instances/place_card.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/card.h"
#include "ui/widgets/charts.h"
#include "ui/widgets/copy_field.h"
#include "ui/widgets/scroll_pane.h"
#include "ui/widgets/text_label.h"
#include "ui/widgets/wrapped_label.h"

#include <QClipboard>
#include <QDateTime>
#include <QFormLayout>
#include <QGuiApplication>
#include <QLocale>
#include <QVBoxLayout>

#include <algorithm>

namespace berth::ui {

using engine::InstanceSnapshot;
using model::InstanceState;

namespace {

/// Below this the chart of the CPU does not fill its height: nothing much happens there.
constexpr double quietCores = 0.05;

WrappedLabel *wrapped(TextRole role, TextColor color)
{
    auto *label = new WrappedLabel({}, role, color);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

QString clockTime(base::Timestamp time)
{
    const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch());
    return QLocale().toString(QDateTime::fromMSecsSinceEpoch(ms.count()).time(),
                              QStringLiteral("HH:mm:ss"));
}

/// A reason that stands alone; in the list it follows the state's word.
QString sentence(QString reason)
{
    if (!reason.isEmpty()) {
        reason[0] = reason[0].toUpper();
    }
    return reason;
}

HealthBar::Check healthCheck(const engine::HealthSample &sample)
{
    const QString time = clockTime(sample.time);
    if (sample.healthy) {
        return {Tone::Success, OverviewTab::tr("%1, answered in %2")
                                   .arg(time, InstanceText::responseTime(sample.responseTime))};
    }
    return {Tone::Warning, OverviewTab::tr("%1, %2", "time, problem")
                               .arg(time, QString::fromStdString(sample.problem))};
}

/// One bar a check; when there are more checks than bars, a bar shows the worst of its share.
std::vector<HealthBar::Check> healthBars(const std::vector<engine::HealthSample> &samples)
{
    const std::size_t bars = std::min(samples.size(), HealthBar::fullRow);
    std::vector<HealthBar::Check> checks;
    for (std::size_t bar = 0; bar < bars; ++bar) {
        const auto first =
            samples.begin() + static_cast<std::ptrdiff_t>(bar * samples.size() / bars);
        const auto last =
            samples.begin() + static_cast<std::ptrdiff_t>((bar + 1) * samples.size() / bars);
        const auto failed =
            std::find_if(first, last, [](const auto &sample) { return !sample.healthy; });
        checks.push_back(healthCheck(failed == last ? *(last - 1) : *failed));
    }
    return checks;
}

} // namespace

OverviewTab::OverviewTab(const base::Clock &clock, const Places &places, QWidget *parent)
    : QScrollArea(parent)
    , m_clock(clock)
    , m_places(places)
    , m_place(new PlaceCard(places))
    , m_problemCard(new Card(tr("What went wrong")))
    , m_progressCard(new Card)
    , m_connectCard(new Card(tr("Connect")))
    , m_healthCard(new Card(tr("Health")))
    , m_readings(new QWidget)
    , m_isolationCard(new Card(tr("Isolation")))
{
    setAccessibleName(tr("Overview"));
    makeProblemCard();
    makeProgressCard();
    makeConnectCard();
    makeHealthCard();
    makeReadingCards();
    makeIsolationCard();
    auto *content = new QWidget;
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(metrics::space20, metrics::space16, metrics::space20,
                               metrics::space20);
    layout->setSpacing(metrics::space12);
    for (QWidget *card :
         {static_cast<QWidget *>(m_problemCard), static_cast<QWidget *>(m_progressCard),
          static_cast<QWidget *>(m_connectCard), static_cast<QWidget *>(m_place),
          static_cast<QWidget *>(m_healthCard), m_readings,
          static_cast<QWidget *>(m_isolationCard)}) {
        layout->addWidget(card);
    }
    layout->addStretch();
    makeScrollPane(*this, content, Ground::Background);
    connect(m_place, &PlaceCard::connectionRequested, this, &OverviewTab::connectionRequested);
}

void OverviewTab::makeProblemCard()
{
    m_problemText = wrapped(TextRole::BodyStrong, TextColor::Danger);
    m_problemHelp = wrapped(TextRole::Body, TextColor::Text);
    m_details = wrapped(TextRole::Mono, TextColor::Muted);
    m_problemLogs = makeButton(tr("Show the log"), ButtonRole::Secondary);
    m_problemEdit = makeButton(tr("Edit"), ButtonRole::Secondary);
    m_startAgain = makeButton(tr("Start again"), ButtonRole::Primary);
    m_detailsButton = makeButton(tr("Show details"), ButtonRole::Ghost);
    m_copyDetails = makeButton(tr("Copy details"), Icon::Copy, ButtonRole::Ghost);
    auto *row = new QHBoxLayout;
    row->setSpacing(metrics::space8);
    for (QPushButton *button :
         {m_startAgain, m_problemEdit, m_problemLogs, m_detailsButton, m_copyDetails}) {
        setSmall(button);
        row->addWidget(button);
    }
    row->addStretch();
    m_problemCard->body()->addWidget(m_problemText);
    m_problemCard->body()->addWidget(m_problemHelp);
    m_problemCard->body()->addWidget(m_details);
    m_problemCard->body()->addLayout(row);
    connect(m_startAgain, &QPushButton::clicked, this, &OverviewTab::startRequested);
    connect(m_problemEdit, &QPushButton::clicked, this, &OverviewTab::editRequested);
    connect(m_problemLogs, &QPushButton::clicked, this, &OverviewTab::logsRequested);
    connect(m_detailsButton, &QPushButton::clicked, this,
            [this] { setDetailsVisible(m_details->isHidden()); });
    connect(m_copyDetails, &QPushButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(m_problemText->text() + QLatin1Char('\n') +
                                              m_details->text());
    });
    setDetailsVisible(false);
}

void OverviewTab::makeProgressCard()
{
    m_progressText = new TextLabel({}, TextRole::BodyStrong);
    m_progressDetail = wrapped(TextRole::Secondary, TextColor::Muted);
    m_progressBar = new UsageBar(tr("Progress"));
    m_cancel = makeButton(tr("Cancel"), ButtonRole::Secondary);
    setSmall(m_cancel);
    auto *row = new QHBoxLayout;
    row->addWidget(m_progressText, 1);
    row->addWidget(m_cancel);
    m_progressCard->body()->addLayout(row);
    m_progressCard->body()->addWidget(m_progressBar);
    m_progressCard->body()->addWidget(m_progressDetail);
    connect(m_cancel, &QPushButton::clicked, this, &OverviewTab::cancelRequested);
}

void OverviewTab::makeConnectCard()
{
    m_address = new CopyField(tr("address"));
    m_connectHint = wrapped(TextRole::Secondary, TextColor::Muted);
    m_connectCard->body()->addWidget(m_address);
    m_connectCard->body()->addWidget(m_connectHint);
    m_backEnds = new TextLabel({}, TextRole::Secondary, TextColor::Muted);
    m_connectCard->body()->addWidget(m_backEnds);
}

void OverviewTab::makeHealthCard()
{
    m_healthNow = new TextLabel({}, TextRole::Secondary, TextColor::Success);
    m_healthBar = new HealthBar;
    m_healthFrom = new TextLabel({}, TextRole::Secondary, TextColor::Muted);
    m_healthShare = new TextLabel({}, TextRole::Secondary, TextColor::Muted);
    m_healthCard->addHeaderWidget(m_healthNow);
    m_healthCard->body()->addWidget(m_healthBar);
    auto *row = new QHBoxLayout;
    row->addWidget(m_healthFrom);
    row->addStretch();
    row->addWidget(m_healthShare);
    row->addStretch();
    row->addWidget(new TextLabel(tr("now"), TextRole::Secondary, TextColor::Muted));
    m_healthCard->body()->addLayout(row);
}

void OverviewTab::makeReadingCards()
{
    auto *row = new QHBoxLayout(m_readings);
    makeTight(row);
    row->setSpacing(metrics::space12);
    auto *cpu = new Card(tr("CPU"));
    m_cpuNow = new TextLabel({}, TextRole::Secondary);
    m_cpuChart = new Sparkline(tr("CPU over time"));
    cpu->addHeaderWidget(m_cpuNow);
    cpu->body()->addWidget(m_cpuChart);
    auto *memory = new Card(tr("Memory"));
    m_memoryNow = new TextLabel({}, TextRole::Secondary);
    m_memoryChart = new Sparkline(tr("Memory over time"));
    memory->addHeaderWidget(m_memoryNow);
    memory->body()->addWidget(m_memoryChart);
    row->addWidget(cpu, 1);
    row->addWidget(memory, 1);
}

void OverviewTab::makeIsolationCard()
{
    m_editIsolation = makeButton(tr("Edit"), ButtonRole::Link);
    m_editIsolation->setAccessibleName(tr("Edit limits and isolation"));
    m_isolationCard->addHeaderWidget(m_editIsolation);
    connect(m_editIsolation, &QPushButton::clicked, this, &OverviewTab::editRequested);
    m_isolation = new QFormLayout;
    m_isolation->setHorizontalSpacing(metrics::space24);
    m_isolation->setVerticalSpacing(metrics::space8);
    m_isolation->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_isolationCard->body()->addLayout(m_isolation);
}

void OverviewTab::setDetailsVisible(bool visible)
{
    m_details->setVisible(visible);
    m_copyDetails->setVisible(visible);
    m_detailsButton->setText(visible ? tr("Hide details") : tr("Show details"));
}

void OverviewTab::show(const InstanceSnapshot &snapshot, const UsageHistory &history)
{
    showProblem(snapshot);
    showProgress(snapshot);
    m_place->show(snapshot);
    showConnect(snapshot);
    showHealth(snapshot);
    showReadings(snapshot, history);
    showIsolation(snapshot.instance);
    // What is done on another machine offers no way that leads nowhere.
    m_problemEdit->setVisible(m_places.refusal(snapshot, Deed::Edit).isEmpty());
    m_problemLogs->setVisible(m_places.refusal(snapshot, Deed::ReadLog).isEmpty());
    m_editIsolation->setVisible(m_places.refusal(snapshot, Deed::Edit).isEmpty());
    m_startAgain->setEnabled(m_places.refusal(snapshot, Deed::Start).isEmpty());
    m_startAgain->setToolTip(m_places.refusal(snapshot, Deed::Start));
    m_cancel->setVisible(!snapshot.isRemote);
    if (snapshot.isRemote) {
        m_isolationCard->hide(); // its words are about this machine
    }
}

void OverviewTab::showProblem(const InstanceSnapshot &snapshot)
{
    const model::Instance &instance = snapshot.instance;
    const bool wrong = groupOf(instance.state) == InstanceGroup::Attention;
    m_problemCard->setVisible(wrong);
    if (!wrong) {
        setDetailsVisible(false);
        return;
    }
    const bool failed = instance.state == InstanceState::Failed;
    m_problemCard->setTitle(failed ? tr("What went wrong") : tr("Needs attention"));
    m_problemText->setColor(failed ? TextColor::Danger : TextColor::Warning);
    m_startAgain->setText(instance.state == InstanceState::Unhealthy ? tr("Restart")
                                                                     : tr("Start again"));
    m_startAgain->setVisible(!snapshot.isRemote || instance.state != InstanceState::Unhealthy);
    m_problemText->setWords(instance.reason.empty()
                                ? InstanceText::stateWord(snapshot, m_clock.now())
                                : sentence(QString::fromStdString(instance.reason)));
    m_problemHelp->setWords(Advice::mending(snapshot));
    m_problemHelp->setVisible(!snapshot.isRemote); // the log and the settings are not here
    m_details->setWords(QString::fromStdString(snapshot.errorDetails));
    m_detailsButton->setVisible(!snapshot.errorDetails.empty());
    if (snapshot.errorDetails.empty()) {
        setDetailsVisible(false);
    }
}

void OverviewTab::showProgress(const InstanceSnapshot &snapshot)
{
    const bool busy = isStarting(snapshot.instance.state);
    m_progressCard->setVisible(busy);
    if (!busy) {
        return;
    }
    m_progressText->setText(InstanceText::stateWord(snapshot, m_clock.now()));
    const std::string detail = snapshot.progress ? snapshot.progress->detail : std::string();
    m_progressDetail->setWords(QString::fromStdString(detail));
    m_progressDetail->setVisible(!detail.empty());
    const bool known = snapshot.progress && snapshot.progress->fraction;
    m_progressBar->setVisible(known);
    m_progressBar->setFraction(known ? snapshot.progress->fraction : std::nullopt);
}

void OverviewTab::showConnect(const InstanceSnapshot &snapshot)
{
    m_connectCard->setVisible(!snapshot.address.empty());
    m_address->setText(QString::fromStdString(snapshot.address));
    m_connectHint->setWords(Advice::connecting(snapshot.instance));
    m_connectHint->setVisible(!m_connectHint->text().isEmpty());
    const engine::BackEndUse &use = snapshot.backEnds;
    m_backEnds->setText(tr("Containers for clients: %1 of %2").arg(use.used).arg(use.most));
    m_backEnds->setVisible(use.most > 0);
}

void OverviewTab::showHealth(const InstanceSnapshot &snapshot)
{
    m_healthCard->setVisible(!snapshot.health.empty());
    if (snapshot.health.empty()) {
        return;
    }
    m_healthBar->setChecks(healthBars(snapshot.health));
    const engine::HealthSample &last = snapshot.health.back();
    m_healthNow->setColor(last.healthy ? TextColor::Success : TextColor::Warning);
    m_healthNow->setText(
        last.healthy ? tr("answered in %1").arg(InstanceText::responseTime(last.responseTime))
                     : tr("no answer"));
    const auto good = std::count_if(snapshot.health.begin(), snapshot.health.end(),
                                    [](const auto &sample) { return sample.healthy; });
    const double share =
        100.0 * static_cast<double>(good) / static_cast<double>(snapshot.health.size());
    m_healthShare->setText(
        tr("%1 % of %n check(s)", nullptr, static_cast<int>(snapshot.health.size()))
            .arg(QLocale().toString(share, 'f', share < 100 ? 1 : 0)));
    const QString age =
        InstanceText::duration(InstanceText::since(snapshot.health.front().time, m_clock.now()));
    // Until the row is full its first bar is not where these words stand.
    m_healthFrom->setText(snapshot.health.size() < HealthBar::fullRow ? tr("for %1").arg(age)
                                                                      : tr("%1 ago").arg(age));
}

void OverviewTab::showReadings(const InstanceSnapshot &snapshot, const UsageHistory &history)
{
    m_readings->setVisible(snapshot.usage.has_value());
    if (!snapshot.usage) {
        return;
    }
    const model::DockerSpec *docker = snapshot.instance.spec.docker();
    const QString cpu = InstanceText::cpuShare(snapshot.usage->cpuCores);
    const bool limited = docker != nullptr && docker->resources.cpuLimit;
    m_cpuNow->setText(
        limited ? tr("%1 of %2 cores").arg(cpu, QString::fromStdString(*docker->resources.cpuLimit))
                : tr("%1 of a core").arg(cpu));
    const std::vector<double> &cores = history.cpu();
    const double most = cores.empty() ? 0 : *std::max_element(cores.begin(), cores.end());
    m_cpuChart->setValues(cores, std::max(most, quietCores));
    m_memoryNow->setText(
        InstanceText::bytesOf(snapshot.usage->memoryBytes, snapshot.usage->memoryLimitBytes));
    m_memoryChart->setValues(history.memory(),
                             static_cast<double>(snapshot.usage->memoryLimitBytes));
}

void OverviewTab::showIsolation(const model::Instance &instance)
{
    const std::vector<IsolationText::Line> lines = IsolationText::describe(instance.spec);
    m_isolationCard->setVisible(!lines.empty());
    // Built anew only when the words changed: a selection in them must survive the next reading.
    QStringList words;
    for (const auto &line : lines) {
        words << line.name << line.text;
    }
    if (m_isolation->property("words").toStringList() == words) {
        return;
    }
    m_isolation->setProperty("words", words);
    while (m_isolation->rowCount() > 0) {
        m_isolation->removeRow(0);
    }
    for (const auto &line : lines) {
        auto *value = wrapped(TextRole::Body, TextColor::Text);
        value->setWords(line.text);
        auto *name = new TextLabel(line.name, TextRole::Body, TextColor::Muted);
        name->setAlignment(Qt::AlignLeft | Qt::AlignTop);
        m_isolation->addRow(name, value);
    }
}

} // namespace berth::ui
