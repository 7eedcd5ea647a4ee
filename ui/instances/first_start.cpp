// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/instances/first_start.h"

#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/card.h"
#include "ui/widgets/states.h"
#include "ui/widgets/text_label.h"
#include "ui/widgets/when_finished.h"
#include "ui/widgets/wrapped_label.h"

#include <QPainter>
#include <QScrollArea>
#include <QVBoxLayout>

namespace berth::ui {

using engine::ComponentState;

namespace {

constexpr int badgeSize = 24;
constexpr int listWidth = 640;

/// A round badge: a check, an exclamation mark, or a dot while it is being looked at.
class Badge final : public QWidget
{
public:
    explicit Badge(QWidget *parent)
        : QWidget(parent)
    {
        setFixedSize(badgeSize, badgeSize);
    }

    void setState(ComponentState state)
    {
        m_state = state;
        update();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Theme &theme = themeOf(this);
        const Tone tone = m_state == ComponentState::Ok            ? Tone::Success
                          : m_state == ComponentState::Degraded    ? Tone::Warning
                          : m_state == ComponentState::Unavailable ? Tone::Danger
                                                                   : Tone::Info;
        const Icon icon = m_state == ComponentState::Ok         ? Icon::Check
                          : m_state == ComponentState::Starting ? Icon::Minus
                                                                : Icon::Alert;
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.toneMuted(tone));
        painter.drawEllipse(rect());
        paintIcon(painter, rect(), icon, metrics::iconSmall - 2, theme.tone(tone));
    }

private:
    ComponentState m_state = ComponentState::Starting;
};

} // namespace

/// One thing Berth needs: found, or what to do.
class FirstStart::CheckLine final : public QWidget
{
public:
    CheckLine(const QString &name, QWidget *parent)
        : QWidget(parent)
        , m_name(name)
        , m_badge(new Badge(this))
        , m_title(new WrappedLabel(name, TextRole::BodyStrong, TextColor::Text))
        , m_text(new WrappedLabel({}, TextRole::Secondary, TextColor::Muted))
        , m_again(makeButton(FirstStart::tr("Look again"), ButtonRole::Secondary))
    {
        setSmall(m_again);
        m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
        auto *row = new QHBoxLayout(this);
        row->setContentsMargins(0, metrics::space12, 0, metrics::space12);
        row->setSpacing(metrics::space12);
        row->addWidget(m_badge, 0, Qt::AlignTop);
        auto *column = new QVBoxLayout;
        column->setSpacing(2);
        column->addWidget(m_title);
        column->addWidget(m_text);
        row->addLayout(column, 1);
        row->addWidget(m_again, 0, Qt::AlignVCenter);
    }

    QPushButton *again() const
    {
        return m_again;
    }

    void show(const engine::ComponentStatus &status)
    {
        const bool fine = status.state == ComponentState::Ok;
        const bool looking = status.state == ComponentState::Starting;
        m_badge->setState(status.state);
        QStringList words;
        if (fine) {
            m_title->setWords(FirstStart::tr("%1 ready").arg(m_name));
            words << QString::fromStdString(status.summary);
        } else if (looking) {
            m_title->setWords(FirstStart::tr("Looking for %1").arg(m_name));
        } else {
            m_title->setWords(
                QString::fromStdString(status.problem.empty() ? status.summary : status.problem));
            words << QString::fromStdString(status.remedy);
        }
        words.removeAll(QString());
        m_text->setWords(words.join(QLatin1Char('\n')));
        m_text->setVisible(!words.isEmpty());
        m_again->setVisible(!fine && !looking);
        setAccessibleName(m_title->text());
    }

private:
    QString m_name;
    Badge *m_badge;
    WrappedLabel *m_title;
    WrappedLabel *m_text;
    QPushButton *m_again;
};

FirstStart::FirstStart(engine::EngineFacade &engine, QWidget *parent)
    : QWidget(parent)
    , m_engine(engine)
    , m_state(new EmptyState(Icon::Anchor, tr("No servers are running yet"),
                             tr("Pick a server, or try the echo server that comes with Berth.")))
    , m_podman(new CheckLine(tr("Podman"), this))
    , m_gateway(new CheckLine(tr("Gateway"), this))
    , m_keychain(new CheckLine(tr("Keychain"), this))
{
    setGround(this, Ground::Surface);
    QPushButton *create = m_state->addAction(tr("New instance"), ButtonRole::Primary);
    QPushButton *paste = m_state->addAction(tr("Paste a configuration"), ButtonRole::Secondary);
    m_echo = m_state->addAction(tr("Run the echo server"), ButtonRole::Secondary);
    m_sandbox = m_state->addAction(tr("Open a sandbox"), ButtonRole::Secondary);
    m_sandbox->setToolTip(tr("A second Berth with its own Redis, for developing a platform; "
                             "everything goes with it."));
    m_sandbox->hide();
    QPushButton *attach = m_state->addAction(tr("Add a connection"), ButtonRole::Secondary);
    attach->setToolTip(tr("Shows and commands what managers elsewhere run, over their Redis."));
    auto *found = new Card;
    found->setFixedWidth(listWidth);
    found->body()->setSpacing(0);
    for (CheckLine *line : {m_podman, m_gateway, m_keychain}) {
        if (line != m_podman) {
            found->body()->addWidget(new Separator(Qt::Horizontal));
        }
        found->body()->addWidget(line);
        connect(line->again(), &QPushButton::clicked, this, [this] { m_engine.recheck(); });
    }
    m_state->addWidget(found);
    auto *scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    setGround(scroll->viewport(), Ground::Surface);
    setGround(m_state, Ground::Surface);
    scroll->setWidget(m_state);
    auto *layout = new QVBoxLayout(this);
    makeTight(layout);
    layout->addWidget(scroll);
    connect(create, &QPushButton::clicked, this, &FirstStart::newRequested);
    connect(paste, &QPushButton::clicked, this, &FirstStart::pasteRequested);
    connect(attach, &QPushButton::clicked, this, &FirstStart::connectRequested);
    connect(m_echo, &QPushButton::clicked, this, &FirstStart::runEcho);
    connect(m_sandbox, &QPushButton::clicked, this, &FirstStart::sandboxRequested);
    connect(&engine, &engine::EngineFacade::systemChanged, this, &FirstStart::showSystem);
    showSystem(engine.system());
}

void FirstStart::offerSandbox()
{
    m_sandbox->show();
}

void FirstStart::runEcho()
{
    m_echo->setEnabled(false);
    m_echo->setText(tr("Preparing the echo server"));
    whenFinished(m_engine.serverCommands().runEcho(), this,
                 [this](const base::Result<std::string> &result) {
                     m_echo->setEnabled(true);
                     m_echo->setText(tr("Run the echo server"));
                     if (result) {
                         Q_EMIT echoStarted(QString::fromStdString(*result));
                     } else {
                         Q_EMIT echoFailed(QString::fromStdString(result.error().message),
                                           QString::fromStdString(result.error().details));
                     }
                 });
}

void FirstStart::showSystem(const engine::SystemSnapshot &system)
{
    m_podman->show(system.podman);
    engine::ComponentStatus gateway = system.gateway;
    gateway.summary = tr("%1, only for this machine")
                          .arg(QString::fromStdString(system.gatewayAddress))
                          .toStdString();
    m_gateway->show(gateway);
    m_keychain->show(system.keychain);
}

} // namespace berth::ui
