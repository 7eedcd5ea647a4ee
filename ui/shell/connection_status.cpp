// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/connection_status.h"

#include "engine/facade/engine_facade.h"
#include "ui/shell/component_status_view.h"
#include "ui/theme/metrics.h"
#include "ui/theme/roles.h"

#include <QHBoxLayout>
#include <QLocale>

#include <algorithm>

namespace berth::ui {

using engine::ComponentState;
using engine::ConnectionSnapshot;
using engine::ConnectionState;

namespace {

constexpr std::size_t roomFor = 3;

ComponentState componentState(const ConnectionSnapshot &snapshot)
{
    switch (snapshot.state) {
    case ConnectionState::Connected:
        return snapshot.problem.empty() ? ComponentState::Ok : ComponentState::Degraded;
    case ConnectionState::Lost:
        return ComponentState::Unavailable;
    case ConnectionState::Connecting:
    case ConnectionState::Off:
        break;
    }
    return ComponentState::Starting;
}

QString summary(const ConnectionSnapshot &snapshot)
{
    const QString name = QString::fromStdString(snapshot.connection.name);
    switch (snapshot.state) {
    case ConnectionState::Lost:
        return ConnectionStatusRow::tr("Redis %1, lost").arg(name);
    case ConnectionState::Connecting:
        return ConnectionStatusRow::tr("Redis %1, connecting").arg(name);
    default:
        break;
    }
    if (!snapshot.roundTrip) {
        return ConnectionStatusRow::tr("Redis %1").arg(name);
    }
    const double ms = static_cast<double>(snapshot.roundTrip->count()) / 1000.0;
    return ms < 1 ? ConnectionStatusRow::tr("Redis %1, under 1 ms").arg(name)
                  : ConnectionStatusRow::tr("Redis %1, %2 ms")
                        .arg(name, QLocale().toString(ms, 'f', 0));
}

/// What asks for attention first.
int urgency(const ConnectionSnapshot &snapshot)
{
    switch (componentState(snapshot)) {
    case ComponentState::Unavailable:
        return 0;
    case ComponentState::Degraded:
        return 1;
    case ComponentState::Starting:
        return 2;
    case ComponentState::Ok:
        break;
    }
    return 3;
}

} // namespace

ConnectionStatusRow::ConnectionStatusRow(engine::EngineFacade &engine, QWidget *parent)
    : QWidget(parent)
    , m_engine(engine)
    , m_layout(new QHBoxLayout(this))
{
    makeTight(m_layout);
    m_layout->setSpacing(metrics::space4);
    setAccessibleName(tr("Connections"));
    connect(&engine, &engine::EngineFacade::connectionsChanged, this,
            &ConnectionStatusRow::refresh);
    connect(&engine, &engine::EngineFacade::ready, this, &ConnectionStatusRow::refresh);
    refresh();
}

ComponentButton *ConnectionStatusRow::button(std::size_t index)
{
    while (m_buttons.size() <= index) {
        auto *made = new ComponentButton(tr("Redis"), this);
        m_layout->addWidget(made);
        m_buttons.push_back(made);
        connect(made, &QAbstractButton::clicked, this,
                [this, made] { Q_EMIT chosen(made->property("connection").toString()); });
    }
    return m_buttons[index];
}

void ConnectionStatusRow::refresh()
{
    std::vector<ConnectionSnapshot> all = m_engine.connections();
    std::erase_if(all, [](const ConnectionSnapshot &one) { return !one.connection.enabled; });
    std::stable_sort(all.begin(), all.end(),
                     [](const auto &a, const auto &b) { return urgency(a) < urgency(b); });
    const bool tooMany = all.size() > roomFor;
    const std::size_t shown = tooMany ? roomFor - 1 : all.size();
    for (std::size_t i = 0; i < shown; ++i) {
        ComponentButton *one = button(i);
        one->setProperty("connection", QString::fromStdString(all[i].connection.id));
        one->setStatus({componentState(all[i]), summary(all[i]).toStdString(), all[i].problem, {}});
        one->show();
    }
    std::size_t used = shown;
    if (tooMany) {
        const int rest = static_cast<int>(all.size() - shown);
        ComponentButton *more = button(used++);
        more->setProperty("connection", QString());
        more->setStatus({componentState(all[shown]),
                         tr("%n more connection(s)", nullptr, rest).toStdString(),
                         {},
                         {}});
        more->show();
    }
    for (std::size_t i = used; i < m_buttons.size(); ++i) {
        m_buttons[i]->hide();
    }
    setVisible(used > 0);
}

} // namespace berth::ui
