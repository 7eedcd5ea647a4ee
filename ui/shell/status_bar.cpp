// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/status_bar.h"

#include "engine/facade/engine_facade.h"
#include "ui/shell/component_status_view.h"
#include "ui/shell/connection_status.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/text_label.h"
#include "ui/widgets/toast.h"
#include "ui/widgets/when_finished.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QProgressBar>
#include <QUrl>

#include <cmath>

namespace berth::ui {
namespace {

constexpr int progressSteps = 1000;

/// The engine's word is for logs; people read it in their language.
QString progressText(const engine::InstanceSnapshot &snapshot, int others)
{
    const QString detail = QString::fromStdString(snapshot.progress->detail);
    const QString name = QString::fromStdString(snapshot.instance.name);
    QString text = snapshot.instance.state == model::InstanceState::Pulling
                       ? StatusBar::tr("Pulling the image of %1").arg(name)
                       : StatusBar::tr("Starting %1").arg(name);
    if (!detail.isEmpty()) {
        text = StatusBar::tr("%1: %2", "what, detail of progress").arg(text, detail);
    }
    if (others > 0) {
        text += StatusBar::tr(", %n more", nullptr, others);
    }
    return text;
}

/// Who listens where, without the scheme: the engine's summary is the address itself.
engine::ComponentStatus gatewayStatus(const engine::SystemSnapshot &system)
{
    engine::ComponentStatus status = system.gateway;
    const QUrl address(QString::fromStdString(system.gatewayAddress));
    status.summary = (address.isEmpty() ? StatusBar::tr("Gateway")
                                        : StatusBar::tr("Gateway %1").arg(address.authority()))
                         .toStdString();
    return status;
}

/// "Secret Service", as the engine calls the keychain, says nothing to most people.
QString storeText(engine::SecretStoreKind kind, engine::ComponentState state)
{
    const bool locked = state == engine::ComponentState::Degraded;
    const bool away = state == engine::ComponentState::Unavailable;
    switch (kind) {
    case engine::SecretStoreKind::Keychain:
        return locked ? StatusBar::tr("Keychain locked")
               : away ? StatusBar::tr("No keychain")
                      : StatusBar::tr("Keychain");
    case engine::SecretStoreKind::Infisical:
        return locked || away ? StatusBar::tr("Infisical not usable") : StatusBar::tr("Infisical");
    case engine::SecretStoreKind::EncryptedFile:
        return locked ? StatusBar::tr("Encrypted file locked")
               : away ? StatusBar::tr("Encrypted file not usable")
                      : StatusBar::tr("Encrypted file");
    }
    return {};
}

engine::ComponentStatus storeStatus(const engine::SystemSnapshot &system)
{
    engine::ComponentStatus status = system.keychain;
    status.summary =
        storeText(engine::secretStoreFrom(system.secretStore), status.state).toStdString();
    return status;
}

} // namespace

StatusBar::StatusBar(engine::EngineFacade &engine, Notifier &notifier, QWidget *parent)
    : QWidget(parent)
    , m_engine(engine)
    , m_notifier(notifier)
    , m_connections(new ConnectionStatusRow(engine, this))
    , m_progressText(new ElidedLabel({}, TextRole::Secondary, TextColor::Muted, this))
    , m_progress(new QProgressBar(this))
{
    setFixedHeight(metrics::statusBarHeight);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(metrics::space8, 1, metrics::space16, 0);
    layout->setSpacing(metrics::space4);
    const std::array<QString, 3> names{tr("Podman"), tr("Gateway"), tr("Secret store")};
    for (std::size_t i = 0; i < names.size(); ++i) {
        m_components[i] = new ComponentButton(names[i], this);
        layout->addWidget(m_components[i]);
        connect(m_components[i], &QAbstractButton::clicked, this, [this, i] { openPopover(i); });
    }
    layout->addWidget(m_connections);
    connect(m_connections, &ConnectionStatusRow::chosen, this, &StatusBar::connectionChosen);
    layout->addStretch(1);
    m_progress->setFixedSize(90, 5);
    m_progress->setRange(0, progressSteps);
    layout->addWidget(m_progressText);
    layout->addSpacing(metrics::space8);
    layout->addWidget(m_progress);

    connect(&engine, &engine::EngineFacade::systemChanged, this, &StatusBar::showSystem);
    connect(&engine, &engine::EngineFacade::ready, this, &StatusBar::showProgress);
    connect(&engine, &engine::EngineFacade::instanceAdded, this, &StatusBar::showProgress);
    connect(&engine, &engine::EngineFacade::instanceChanged, this, &StatusBar::showProgress);
    connect(&engine, &engine::EngineFacade::instanceRemoved, this, &StatusBar::showProgress);
    showSystem(engine.system());
    showProgress();
}

ComponentPopover *StatusBar::popover() const
{
    return m_popover;
}

void StatusBar::showSystem(const engine::SystemSnapshot &system)
{
    m_components[0]->setStatus(system.podman);
    m_components[1]->setStatus(gatewayStatus(system));
    m_components[2]->setStatus(storeStatus(system));
}

void StatusBar::showProgress()
{
    const auto instances = m_engine.instances();
    const engine::InstanceSnapshot *first = nullptr;
    int count = 0;
    for (const auto &snapshot : instances) {
        if (snapshot.progress) {
            first = first == nullptr ? &snapshot : first;
            ++count;
        }
    }
    m_progressText->setVisible(first != nullptr);
    m_progress->setVisible(first != nullptr);
    if (first == nullptr) {
        return;
    }
    m_progressText->setText(progressText(*first, count - 1));
    const auto fraction = first->progress->fraction;
    m_progress->setMaximum(fraction ? progressSteps : 0);
    m_progress->setValue(static_cast<int>(std::lround(fraction.value_or(0) * progressSteps)));
    m_progress->setAccessibleName(m_progressText->text());
}

void StatusBar::openPopover(std::size_t index)
{
    if (index == m_components.size() - 1 && m_leadsToStore) {
        Q_EMIT storeRequested();
        return;
    }
    delete m_popover;
    const ComponentButton &button = *m_components.at(index);
    m_popover = new ComponentPopover(button.name(), button.status(), window());
    m_popover->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_popover, &ComponentPopover::recheckRequested, this, &StatusBar::recheck);
    m_popover->popUpAbove(button);
}

void StatusBar::recheck()
{
    if (m_popover) {
        m_popover->close();
    }
    whenFinished(m_engine.recheck(), this, [this](const base::Status &status) {
        if (!status) {
            m_notifier.notify(failureNotice(status.error()));
        }
    });
}

void StatusBar::paintEvent(QPaintEvent *)
{
    const Theme &theme = themeOf(this);
    QPainter painter(this);
    painter.fillRect(rect(), theme.bg);
    painter.fillRect(QRect(0, 0, width(), 1), theme.stroke);
}

} // namespace berth::ui
