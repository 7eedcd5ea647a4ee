// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/instances/gateway_fields.h"

#include "ui/forms/choice_editors.h"
#include "ui/forms/form_field.h"
#include "ui/forms/responsive_grid.h"
#include "ui/forms/text_editors.h"
#include "ui/theme/metrics.h"

#include <QVBoxLayout>

#include <array>
#include <cmath>

namespace berth::ui {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using std::chrono::milliseconds;

namespace {

constexpr const char *sharingPointer = "/json_spec/gateway/back_ends";
constexpr const char *mostPointer = "/json_spec/gateway/max_back_ends";
constexpr const char *startPointer = "/json_spec/gateway/start_on_call";
// What a json_spec takes, docs/user-guide.md.
constexpr milliseconds longest = 24h;
constexpr int mostOfAll = 64;
constexpr int digits = 12; ///< enough to come back to the same millisecond

QString nameOf(model::BackEnds backEnds)
{
    return QString::fromUtf8(model::backEndsName(backEnds));
}

std::vector<SegmentEditor::Choice> sharingChoices()
{
    return {{GatewayFields::tr("Shared"), nameOf(model::BackEnds::Shared)},
            {GatewayFields::tr("Per client"), nameOf(model::BackEnds::PerClient)},
            {GatewayFields::tr("Per session"), nameOf(model::BackEnds::PerSession)}};
}

QString inUnits(milliseconds time, milliseconds unit)
{
    return QString::number(static_cast<double>(time.count()) / static_cast<double>(unit.count()),
                           'g', digits);
}

} // namespace

GatewayFields::GatewayFields(QWidget *parent)
    : SpecFields(parent)
    , m_sharing(new SegmentEditor(sharingChoices(), this))
    , m_most(new LineEditor(model::EnvType::Integer, this))
    , m_idle{"/json_spec/gateway/back_end_idle", new LineEditor(model::EnvType::Number, this), 1min,
             model::GatewayOptions{}.backEndIdle}
    , m_call{"/json_spec/gateway/call_timeout", new LineEditor(model::EnvType::Number, this), 1s,
             model::GatewayOptions{}.callTimeout}
    , m_stop{"/json_spec/gateway/stop_when_idle", new LineEditor(model::EnvType::Number, this),
             1min, model::GatewayOptions{}.stopWhenIdle}
    , m_startOnCall(new SwitchEditor(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(metrics::space16);
    addSharing();
    addOwnContainers();
    addCalls();
    followSharing();
}

void GatewayFields::addSharing()
{
    auto *grid = new ResponsiveGrid(this);
    grid->setColumns(1, 0);
    m_sharingField = addField(grid, tr("Containers"), m_sharing, sharingPointer);
    connect(m_sharing, &ValueEditor::changed, this, &GatewayFields::followSharing);
    layout()->addWidget(grid);
}

void GatewayFields::addOwnContainers()
{
    m_own = new ResponsiveGrid(this);
    m_most->setPlaceholder(QString::number(model::GatewayOptions{}.maxBackEnds));
    m_mostField = addField(m_own, tr("Most containers"), m_most, mostPointer);
    m_mostField->setHint(tr("Who comes when all are taken gets an error."));
    m_idle.editor->setPlaceholder(inUnits(m_idle.usual, m_idle.unit));
    m_idleField =
        addField(m_own, tr("Remove when unused (minutes)"), m_idle.editor, m_idle.pointer);
    m_idleField->setHint(tr("Its client begins anew by itself."));
    layout()->addWidget(m_own);
}

void GatewayFields::addCalls()
{
    auto *grid = new ResponsiveGrid(this);
    m_call.editor->setPlaceholder(inUnits(m_call.usual, m_call.unit));
    addField(grid, tr("Time-out of a call (seconds)"), m_call.editor, m_call.pointer)
        ->setHint(tr("A report of progress begins it anew."));
    m_stop.editor->setPlaceholder(tr("Never"));
    addField(grid, tr("Stop when idle (minutes)"), m_stop.editor, m_stop.pointer)
        ->setHint(tr("After that time without a call."));
    addField(grid, tr("Start on the first call"), m_startOnCall, startPointer)
        ->setHint(tr("A call starts the server when it is stopped, and waits for it."));
    layout()->addWidget(grid);
}

void GatewayFields::load(const model::JsonSpec &spec)
{
    const model::GatewayOptions options =
        spec.docker() != nullptr ? spec.docker()->gateway : model::GatewayOptions{};
    m_sharing->setValue(nameOf(options.backEnds));
    const bool isUsual = options.maxBackEnds == model::GatewayOptions{}.maxBackEnds;
    m_most->setValue(isUsual ? QString() : QString::number(options.maxBackEnds));
    show(m_idle, options.backEndIdle);
    show(m_call, options.callTimeout);
    show(m_stop, options.stopWhenIdle);
    m_startOnCall->setValue(options.startOnCall ? u"true"_s : u"false"_s);
    setTransport(spec.docker() != nullptr ? spec.docker()->transport : m_transport);
}

void GatewayFields::store(model::JsonSpec &spec) const
{
    model::DockerSpec *docker = spec.docker();
    if (docker == nullptr) {
        return;
    }
    // What cannot be read is among the violations; nothing is saved while there are any.
    model::GatewayOptions &options = docker->gateway;
    options.backEnds = sharing();
    options.maxBackEnds = most().value_or(model::GatewayOptions{}.maxBackEnds);
    options.backEndIdle = timeIn(m_idle).value_or(m_idle.usual);
    options.callTimeout = timeIn(m_call).value_or(m_call.usual);
    options.stopWhenIdle = timeIn(m_stop).value_or(m_stop.usual);
    options.startOnCall = m_startOnCall->value() == u"true"_s;
}

bool GatewayFields::showError(const std::string &pointer, const QString &message)
{
    const bool shown = SpecFields::showError(pointer, message);
    followSharing(); // an error in what is not shown must be seen
    return shown;
}

void GatewayFields::setTransport(model::Transport transport)
{
    m_transport = transport;
    m_sharing->setEnabled(transport == model::Transport::Stdio ||
                          sharing() != model::BackEnds::Shared);
    followSharing();
}

model::BackEnds GatewayFields::sharing() const
{
    for (const model::BackEnds kind : {model::BackEnds::PerClient, model::BackEnds::PerSession}) {
        if (m_sharing->value() == nameOf(kind)) {
            return kind;
        }
    }
    return model::BackEnds::Shared;
}

void GatewayFields::followSharing()
{
    const model::BackEnds chosen = sharing();
    if (m_transport != model::Transport::Stdio) {
        m_sharingField->setHint(
            tr("Only a server that speaks stdio can have one for each client."));
    } else if (chosen == model::BackEnds::PerClient) {
        m_sharingField->setHint(tr("One for every client, by the name it gives itself."));
    } else if (chosen == model::BackEnds::PerSession) {
        m_sharingField->setHint(tr("One for every session."));
    } else {
        m_sharingField->setHint(tr("All clients share one, and what it does."));
    }
    m_own->setVisible(chosen != model::BackEnds::Shared || m_mostField->hasError() ||
                      m_idleField->hasError());
}

std::optional<std::int64_t> GatewayFields::most() const
{
    const QString text = m_most->value();
    if (text.isEmpty()) {
        return model::GatewayOptions{}.maxBackEnds;
    }
    bool isNumber = false;
    const qlonglong number = text.toLongLong(&isNumber);
    const bool usable = isNumber && number >= 1 && number <= mostOfAll;
    return usable ? std::optional<std::int64_t>(number) : std::nullopt;
}

std::optional<milliseconds> GatewayFields::timeIn(const TimeField &field)
{
    const QString text = field.editor->value();
    if (text.isEmpty()) {
        return field.usual;
    }
    bool isNumber = false;
    const double time = text.toDouble(&isNumber) * static_cast<double>(field.unit.count());
    // Compared as it is: a number too great for milliseconds has none to be compared by.
    if (!isNumber || !(time >= 1) || time > static_cast<double>(longest.count())) {
        return std::nullopt;
    }
    return milliseconds(std::llround(time));
}

void GatewayFields::show(const TimeField &field, milliseconds time)
{
    field.editor->setValue(time == field.usual ? QString() : inUnits(time, field.unit));
}

model::Violations GatewayFields::violations() const
{
    model::Violations found;
    const auto add = [&found](const char *pointer, const QString &value, const QString &range) {
        found.push_back({pointer, tr("A number is needed, %1.").arg(range).toStdString(),
                         value.toStdString(), range.toStdString()});
    };
    const bool own = sharing() != model::BackEnds::Shared; // what is not shown hinders nobody
    if (own && !most()) {
        add(mostPointer, m_most->value(), tr("from 1 to %1").arg(mostOfAll));
    }
    for (const TimeField *field : {&m_idle, &m_call, &m_stop}) {
        if (!timeIn(*field) && (own || field != &m_idle)) {
            add(field->pointer, field->editor->value(),
                tr("more than 0 and at most %1").arg(longest / field->unit));
        }
    }
    return found;
}

} // namespace berth::ui
