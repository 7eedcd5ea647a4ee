// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/settings/settings_view.h"

#include "engine/facade/engine_facade.h"
#include "model/json_spec.h"
#include "ui/settings/setting_row.h"
#include "ui/settings/settings_page.h"
#include "ui/theme/metrics.h"
#include "ui/theme/roles.h"
#include "ui/theme/theme_manager.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/card.h"
#include "ui/widgets/choices.h"
#include "ui/widgets/clipboard_guard.h"
#include "ui/widgets/copy_field.h"
#include "ui/widgets/page_header.h"
#include "ui/widgets/text_label.h"
#include "ui/widgets/when_finished.h"

#include <QComboBox>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>
#include <QWheelEvent>

#include <limits>

namespace berth::ui {
namespace {

constexpr int columnWidth = 720;

Card *addCard(QVBoxLayout &column, const QString &title)
{
    auto *card = new Card;
    card->body()->setSpacing(2);
    card->setAccessibleName(title);
    column.addWidget(new TextLabel(title, TextRole::Section));
    column.addWidget(card);
    column.addSpacing(metrics::space12);
    return card;
}

QString componentLine(const engine::ComponentStatus &status)
{
    const QString summary = QString::fromStdString(status.summary);
    const QString problem = QString::fromStdString(status.problem);
    if (summary.isEmpty() && problem.isEmpty()) {
        return SettingsView::tr("Looking for it");
    }
    return problem.isEmpty() ? summary : problem;
}

/// The wheel scrolls the page; it must not choose something on its way.
class QuietComboBox final : public QComboBox
{
protected:
    void wheelEvent(QWheelEvent *event) override
    {
        event->ignore();
    }
};

template <typename Parse>
QString problemOf(const QString &text, Parse parse)
{
    const auto result = parse(text.trimmed().toStdString());
    return result ? QString() : QString::fromStdString(result.error().message);
}

} // namespace

SettingsView::SettingsView(engine::EngineFacade &engine, ThemeManager &theme,
                           const base::Profile &profile, QWidget *parent)
    : QWidget(parent)
    , m_engine(engine)
    , m_theme(theme)
    , m_clipboard(new ClipboardGuard(ClipboardGuard::defaultTime, this))
{
    auto *layout = new QVBoxLayout(this);
    makeTight(layout);
    layout->addWidget(new PageHeader(tr("Settings")));
    auto *scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    setGround(scroll, Ground::Background);
    auto *content = new QWidget;
    setGround(content, Ground::Background);
    auto *row = new QHBoxLayout(content);
    row->setContentsMargins(metrics::space24, metrics::space20, metrics::space24, metrics::space24);
    auto *columnWidget = new QWidget;
    columnWidget->setMaximumWidth(columnWidth);
    auto *column = new QVBoxLayout(columnWidget);
    makeTight(column);
    column->setSpacing(metrics::space8);
    row->addWidget(columnWidget, 1);
    row->addStretch(0);
    addAppearance(*column);
    addInstances(*column);
    addGateway(*column);
    addCallers(*column);
    addTraefik(*column);
    addCalls(*column);
    addEvents(*column);
    addManagerApi(*column);
    addComponents(*column);
    addPaths(*column, profile);
    column->addStretch(1);
    scroll->setWidget(content);
    layout->addWidget(scroll, 1);
    connect(&engine, &engine::EngineFacade::systemChanged, this, &SettingsView::showSystem);
    showSystem(engine.system());
    connect(&engine, &engine::EngineFacade::connectionsChanged, this,
            &SettingsView::showConnections);
    showConnections();
}

SettingRow *SettingsView::row(const std::string &key) const
{
    const auto found = m_rows.find(key);
    return found == m_rows.end() ? nullptr : found->second;
}

void SettingsView::addAppearance(QVBoxLayout &column)
{
    Card *card = addCard(column, tr("Appearance"));
    auto *choice = new SegmentedControl(tr("Colours"));
    choice->addOption(tr("System"), QStringLiteral("auto"));
    choice->addOption(tr("Light"), QStringLiteral("light"));
    choice->addOption(tr("Dark"), QStringLiteral("dark"));
    choice->setValue(ThemeManager::appearanceName(m_theme.appearance()));
    addRow(*card, "appearance.theme", tr("Colours"), tr("System follows the desktop."), choice);
    connect(choice, &SegmentedControl::valueChosen, this, [this](const QVariant &value) {
        change("appearance.theme", value.toString().toStdString());
    });
    addSwitch(*card, "appearance.reduce_motion", tr("Reduce motion"),
              tr("The desktop's own wish for less motion holds in any case."));
}

void SettingsView::addInstances(QVBoxLayout &column)
{
    Card *card = addCard(column, tr("Instances"));
    addNumber(*card, "instances.max", tr("Instances at most"),
              tr("How many may exist at the same time."), 1, 1000);
    addText(*card, "defaults.memory_limit", tr("Memory limit"),
            tr("For new instances that name none: 256m, 1g."),
            [](const QString &text) { return problemOf(text, model::parseMemory); });
    addText(*card, "defaults.cpu_limit", tr("CPU limit"),
            tr("In cores, for new instances that name none: 0.5, 2."),
            [](const QString &text) { return problemOf(text, model::parseCpu); });
    addNumber(*card, "defaults.pids_limit", tr("Process limit"),
              tr("Processes and threads of a new instance that names none."), 1, 100000);
    addSwitch(*card, "quit.stop_instances", tr("Stop instances when Berth quits"),
              tr("Otherwise they go on, and Berth finds them again at its next start."));
}

void SettingsView::addGateway(QVBoxLayout &column)
{
    Card *card = addCard(column, tr("Gateway"));
    addNumber(*card, "gateway.port", tr("Port"),
              tr("Every instance is reached behind it. When it is taken, the next free one is "
                 "used."),
              1024, std::numeric_limits<std::uint16_t>::max());
}

void SettingsView::addCallers(QVBoxLayout &column)
{
    Card *card = addCard(column, tr("Who may call the gateway"));
    const auto anything = [](const QString &) { return QString(); }; // the engine knows
    addSwitch(*card, "gateway.require_token", tr("Require a token"),
              tr("Otherwise every program of this machine may call. Clients get their tokens on "
                 "the page Clients."));
    addText(*card, "gateway.address", tr("Address"),
            tr("127.0.0.1 is for this machine alone; 0.0.0.0 is for others too, and demands "
               "tokens."),
            anything);
    addNames(*card, "gateway.host_names", tr("Host names"),
             tr("Under which others know this machine, separated by commas."));
    addNumber(*card, "gateway.rate_limit", tr("Calls a minute"),
              tr("That each client may make. 0 is any number."), 0, 1000000);
    addTls(*card);
}

void SettingsView::addTls(Card &card)
{
    const auto anything = [](const QString &) { return QString(); };
    auto *choice = new SegmentedControl(tr("Encryption"));
    choice->addOption(tr("None"), QStringLiteral("off"));
    choice->addOption(tr("Own certificate"), QStringLiteral("own"));
    choice->addOption(tr("From files"), QStringLiteral("files"));
    choice->setValue(
        QString::fromStdString(base::stringOr(m_engine.settings(), "gateway.tls", "off")));
    addRow(card, "gateway.tls", tr("Encryption"),
           tr("TLS. Clients have to trust Berth's own certificate first."), choice);
    connect(choice, &SegmentedControl::valueChosen, this, [this](const QVariant &value) {
        change("gateway.tls", value.toString().toStdString());
    });
    addText(card, "gateway.tls_certificate", tr("Certificate file"),
            tr("PEM, with its chain; for From files."), anything);
    addText(card, "gateway.tls_key", tr("Key file"), tr("PEM, without a passphrase."), anything);
    m_fingerprint = new TextLabel(TextRole::Secondary);
    m_fingerprint->setColor(TextColor::Muted);
    m_fingerprint->setWordWrap(true);
    m_fingerprint->setTextInteractionFlags(Qt::TextSelectableByMouse);
    card.body()->addWidget(m_fingerprint);
}

void SettingsView::addCalls(QVBoxLayout &column)
{
    Card *card = addCard(column, tr("History of calls"));
    addSwitch(*card, "gateway.record", tr("Record what is said"),
              tr("The first 64 KiB of each question and answer, with secrets masked as far as "
                 "Berth recognises them. Otherwise calls are only counted."));
    addNumber(*card, "calls.keep_days", tr("Days kept"), tr("Older calls are forgotten."), 1, 365);
    addNumber(*card, "calls.keep_count", tr("Calls kept"),
              tr("Beyond that number the oldest are forgotten."), 1000, 1000000);
}

void SettingsView::addTraefik(QVBoxLayout &column)
{
    Card *card = addCard(column, tr("Publishing through Traefik"));
    const auto anything = [](const QString &) { return QString(); }; // the engine knows
    addText(*card, "traefik.file", tr("File"),
            tr("A .yml file for Traefik's file provider, in the directory that it watches. Berth "
               "owns the whole file. Demands tokens."),
            anything);
    addTraefikRedis(*card);
    addText(*card, "traefik.host", tr("Host name"),
            tr("That clients use. Without one, instances are published under every name."),
            anything);
    addNames(*card, "traefik.entry_points", tr("Entry points"),
             tr("Traefik's names for them, separated by commas. None: all."));
    addNames(*card, "traefik.middlewares", tr("Middlewares"),
             tr("Of your own, run before those of Berth, such as limits@file."));
    addText(*card, "traefik.gateway_url", tr("Gateway as Traefik sees it"),
            tr("Needed where Traefik is not on this machine: http://host.containers.internal:7999"),
            anything);
    addText(*card, "traefik.root_key", tr("Root key"),
            tr("Of Traefik's Redis provider, as Traefik has it."), anything);
    m_traefik = new TextLabel(TextRole::Body);
    m_traefik->setWordWrap(true);
    m_traefik->setTextInteractionFlags(Qt::TextSelectableByMouse);
    card->body()->addWidget(m_traefik);
}

void SettingsView::addTraefikRedis(Card &card)
{
    m_traefikRedis = new QuietComboBox;
    addRow(card, "traefik.redis", tr("Redis"),
           tr("For Traefik's Redis provider: a connection of Berth's that it reads from as well."),
           m_traefikRedis);
    connect(m_traefikRedis, &QComboBox::activated, this, [this] {
        change("traefik.redis", m_traefikRedis->currentData().toString().toStdString());
    });
}

/// What is stored may be a name, or of a connection that is gone; it is shown all the same.
void SettingsView::showConnections()
{
    const QSignalBlocker quiet(m_traefikRedis);
    const QString chosen =
        QString::fromStdString(base::stringOr(m_engine.settings(), "traefik.redis"));
    m_traefikRedis->clear();
    m_traefikRedis->addItem(tr("None"), QString());
    int current = 0;
    for (const engine::ConnectionSnapshot &view : m_engine.connections()) {
        const QString id = QString::fromStdString(view.connection.id);
        const QString name = QString::fromStdString(view.connection.name);
        m_traefikRedis->addItem(name, id);
        if (id == chosen || name == chosen) {
            current = m_traefikRedis->count() - 1;
        }
    }
    if (current == 0 && !chosen.isEmpty()) {
        m_traefikRedis->addItem(chosen, chosen);
        current = m_traefikRedis->count() - 1;
    }
    m_traefikRedis->setCurrentIndex(current);
}

void SettingsView::addNames(Card &card, const std::string &key, const QString &name,
                            const QString &hint)
{
    auto *control = new QLineEdit;
    QStringList names;
    const base::Json list = stored(key);
    for (const base::Json &item : list) {
        names << QString::fromStdString(item.get<std::string>());
    }
    control->setText(names.join(QStringLiteral(", ")));
    addRow(card, key, name, hint, control);
    connect(control, &QLineEdit::editingFinished, this, [this, key, control] {
        base::Json wanted = base::Json::array();
        for (const QString &part : control->text().split(QLatin1Char(','), Qt::SkipEmptyParts)) {
            wanted.push_back(part.trimmed().toStdString());
        }
        if (stored(key) != wanted) {
            change(key, std::move(wanted));
        }
    });
}

void SettingsView::addEvents(QVBoxLayout &column)
{
    Card *card = addCard(column, tr("Events"));
    addNumber(*card, "events.keep_days", tr("Days kept"), tr("Older events are forgotten."), 1,
              365);
    addNumber(*card, "events.keep_count", tr("Events kept"),
              tr("Beyond that number the oldest are forgotten."), 1000, 1000000);
}

void SettingsView::addManagerApi(QVBoxLayout &column)
{
    Card *card = addCard(column, tr("Manager for a platform"));
    addSwitch(*card, "manager_api.enabled", tr("Offer the manager API"),
              tr("AgentArea then calls Berth where it would call its own MCP manager."));
    addText(*card, "manager_api.address", tr("Address"),
            tr("Address and port that it listens on. 127.0.0.1 is for this machine alone."),
            [](const QString &) { return QString(); }); // the engine knows what is an address
    addSwitch(*card, "manager_api.require_token", tr("Require a token"),
              tr("Without one, every program of this machine can use it."));
    addToken(*card);
    m_managerApi = new TextLabel(TextRole::Body);
    m_managerApi->setWordWrap(true);
    m_managerApi->setTextInteractionFlags(Qt::TextSelectableByMouse);
    card->body()->addWidget(m_managerApi);
}

/// The value goes to the clipboard for a while and is shown nowhere.
void SettingsView::addToken(Card &card)
{
    auto *copy = makeButton(tr("Copy the token"), Icon::Copy, ButtonRole::Secondary);
    setSmall(copy);
    auto *row = addRow(card, "manager_api.token", tr("Token"),
                       tr("In the platform's address: http://berth:TOKEN@127.0.0.1:8000"), copy);
    connect(copy, &QAbstractButton::clicked, this, [this, row] {
        whenFinished(
            m_engine.managerToken(), row, [this, row](const base::Result<base::Secret> &token) {
                row->setError(token ? QString() : QString::fromStdString(token.error().message));
                if (token) {
                    m_clipboard->copy(QString::fromStdString(token->expose()));
                }
            });
    });
}

void SettingsView::addComponents(QVBoxLayout &column)
{
    Card *card = addCard(column, tr("What Berth found"));
    const auto add = [card](const QString &name) {
        auto *text = new TextLabel(TextRole::Body);
        text->setColor(TextColor::Muted);
        text->setWordWrap(true);
        text->setTextInteractionFlags(Qt::TextSelectableByMouse);
        card->body()->addWidget(new SettingRow(name, {}, text));
        return text;
    };
    m_podman = add(tr("Podman"));
    m_gateway = add(tr("Gateway"));
    m_keychain = add(tr("Keychain"));
    auto *again = makeButton(tr("Check again"), Icon::Restart, ButtonRole::Secondary);
    setSmall(again);
    card->body()->addSpacing(metrics::space4);
    card->body()->addWidget(again, 0, Qt::AlignLeft);
    connect(again, &QAbstractButton::clicked, this, [this] { m_engine.recheck(); });
}

void SettingsView::addPaths(QVBoxLayout &column, const base::Profile &profile)
{
    Card *card = addCard(column, tr("Where things are kept"));
    const auto add = [card](const QString &name, const std::filesystem::path &path) {
        auto *label = new TextLabel(name, TextRole::Secondary, TextColor::Muted);
        auto *field = new CopyField(tr("path"));
        field->setText(QString::fromStdString(path.string()));
        card->body()->addWidget(label);
        card->body()->addWidget(field);
        card->body()->addSpacing(6);
    };
    add(tr("Servers and instances"), profile.database());
    add(tr("Settings"), profile.settings());
    add(tr("Log"), profile.log());
    add(tr("Control socket"), profile.apiSocket());
}

void SettingsView::addSwitch(Card &card, const std::string &key, const QString &name,
                             const QString &hint)
{
    auto *control = new Switch(name);
    const base::Json value = stored(key);
    control->setChecked(value.is_boolean() && value.get<bool>());
    addRow(card, key, name, hint, control);
    connect(control, &QAbstractButton::toggled, this, [this, key](bool on) { change(key, on); });
}

void SettingsView::addNumber(Card &card, const std::string &key, const QString &name,
                             const QString &hint, int lowest, int highest)
{
    auto *control = new QSpinBox;
    control->setRange(lowest, highest);
    control->setGroupSeparatorShown(false);
    control->setKeyboardTracking(false);
    // The wheel scrolls the page; it must not change a number on its way.
    control->setFocusPolicy(Qt::StrongFocus);
    const base::Json value = stored(key);
    control->setValue(value.is_number_integer() ? value.get<int>() : lowest);
    addRow(card, key, name, hint, control);
    connect(control, &QSpinBox::valueChanged, this,
            [this, key](int number) { change(key, number); });
}

void SettingsView::addText(Card &card, const std::string &key, const QString &name,
                           const QString &hint, const Check &check)
{
    auto *control = new QLineEdit;
    control->setText(QString::fromStdString(base::stringOr(m_engine.settings(), key)));
    SettingRow *row = addRow(card, key, name, hint, control);
    connect(control, &QLineEdit::textEdited, row,
            [row, check](const QString &text) { row->setError(check(text)); });
    connect(control, &QLineEdit::editingFinished, this, [this, key, control, check] {
        const std::string text = control->text().trimmed().toStdString();
        if (check(control->text()).isEmpty() && stored(key) != base::Json(text)) {
            change(key, text);
        }
    });
}

SettingRow *SettingsView::addRow(Card &card, const std::string &key, const QString &name,
                                 const QString &hint, QWidget *control)
{
    auto *row = new SettingRow(name, hint, control);
    card.body()->addWidget(row);
    m_rows[key] = row;
    return row;
}

void SettingsView::change(const std::string &key, base::Json value)
{
    base::Json patch = base::Json::object();
    patch[key] = std::move(value);
    whenFinished(m_engine.changeSettings(patch), this, [this, key](const base::Status &status) {
        row(key)->setError(status ? QString() : QString::fromStdString(status.error().message));
        if (status) {
            applyAppearance(m_engine.settings(), m_theme);
        }
    });
}

void SettingsView::showSystem(const engine::SystemSnapshot &system)
{
    m_podman->setText(componentLine(system.podman));
    m_gateway->setText(componentLine(system.gateway));
    m_keychain->setText(componentLine(system.keychain));
    const QString fingerprint = QString::fromStdString(system.gatewayFingerprint);
    m_fingerprint->setText(tr("SHA-256 fingerprint: %1").arg(fingerprint));
    m_fingerprint->setVisible(!fingerprint.isEmpty());
    const QString problem = QString::fromStdString(system.managerApi.problem);
    const QString address = QString::fromStdString(system.managerApi.summary);
    m_managerApi->setText(
        problem.isEmpty() && !address.isEmpty() ? tr("It answers at %1").arg(address) : problem);
    m_managerApi->setColor(problem.isEmpty() ? TextColor::Muted : TextColor::Danger);
    m_managerApi->setVisible(!m_managerApi->text().isEmpty());
    showTraefik(system.traefik);
}

void SettingsView::showTraefik(const engine::ComponentStatus &status)
{
    const QString problem = QString::fromStdString(status.problem);
    const QString summary = QString::fromStdString(status.summary);
    m_traefik->setText(problem.isEmpty() && !summary.isEmpty() ? tr("Published: %1").arg(summary)
                                                               : problem);
    m_traefik->setColor(problem.isEmpty() ? TextColor::Muted : TextColor::Danger);
    m_traefik->setVisible(!m_traefik->text().isEmpty());
}

base::Json SettingsView::stored(const std::string &key) const
{
    const base::Json settings = m_engine.settings();
    const auto found = settings.find(key);
    return found == settings.end() ? base::Json() : *found;
}

} // namespace berth::ui
