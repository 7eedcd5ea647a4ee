// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/secrets/secret_detail.h"

#include "engine/facade/engine_facade.h"
#include "ui/secrets/secret_text.h"
#include "ui/secrets/value_card.h"
#include "ui/theme/metrics.h"
#include "ui/theme/roles.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/card.h"
#include "ui/widgets/copy_field.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/scroll_pane.h"
#include "ui/widgets/status.h"
#include "ui/widgets/text_label.h"
#include "ui/widgets/toast.h"
#include "ui/widgets/when_finished.h"
#include "ui/widgets/wrapped_label.h"

#include <QFormLayout>
#include <QMenu>
#include <QPointer>
#include <QPushButton>
#include <QVBoxLayout>

#include <set>

namespace berth::ui {

using engine::SecretState;
using engine::SecretStoreKind;

namespace {

void clear(QLayout *layout)
{
    while (QLayoutItem *item = layout->takeAt(0)) {
        delete item->widget();
        if (item->layout() != nullptr) {
            clear(item->layout());
        }
        delete item;
    }
}

std::set<std::string> userIds(const engine::SecretEntry &entry)
{
    std::set<std::string> ids;
    for (const engine::SecretUser &user : entry.usedBy) {
        ids.insert(user.instanceId);
    }
    return ids;
}

} // namespace

SecretDetail::SecretDetail(const PageContext &context, const base::Clock &clock,
                           ClipboardGuard &clipboard, QString instancesPageId, QWidget *parent)
    : QScrollArea(parent)
    , m_context(context)
    , m_clock(clock)
    , m_instancesPageId(std::move(instancesPageId))
    , m_name(new WrappedLabel({}, TextRole::DetailTitle))
    , m_owner(new WrappedLabel({}, TextRole::Body, TextColor::Muted))
    , m_state(new StatusPill)
    , m_banner(new Banner)
    , m_value(new ValueCard(context, clipboard))
    , m_users(new QVBoxLayout)
    , m_facts(new QFormLayout)
    , m_moveMenu(new QMenu(this))
{
    setFocusPolicy(Qt::NoFocus);
    auto *content = new QWidget;
    auto *header = new QHBoxLayout;
    header->setSpacing(metrics::space8);
    header->addWidget(m_name, 1);
    header->addWidget(m_state, 0, Qt::AlignTop);
    m_users->setSpacing(metrics::space4);
    m_facts->setHorizontalSpacing(metrics::space24);
    m_facts->setVerticalSpacing(metrics::space8);
    m_facts->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    auto *users = new Card(tr("Used by"));
    users->body()->addLayout(m_users);
    auto *facts = new Card(tr("Details"));
    facts->body()->addLayout(m_facts);
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(metrics::space20, metrics::space16, metrics::space20,
                               metrics::space20);
    layout->setSpacing(metrics::space12);
    layout->addLayout(header);
    layout->addWidget(m_owner);
    layout->addWidget(m_banner);
    layout->addWidget(m_value);
    layout->addWidget(users);
    layout->addWidget(facts);
    layout->addWidget(makeButtons());
    layout->addStretch();
    makeScrollPane(*this, content, Ground::Background);
    makeBanner();
    connect(m_value, &ValueCard::valueSet, this, &SecretDetail::changed);
}

void SecretDetail::makeBanner()
{
    m_banner->hide();
    connect(m_banner, &Banner::actionTriggered, this, [this] {
        if (m_entry.state == SecretState::Missing) {
            m_value->startEdit();
        } else {
            restartUsers();
        }
    });
}

QWidget *SecretDetail::makeButtons()
{
    auto *bar = new QWidget;
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins({});
    row->setSpacing(metrics::space8);
    m_move = makeButton(tr("Move to another store"), ButtonRole::Secondary);
    m_move->setMenu(m_moveMenu);
    m_remove = makeButton(tr("Remove"), Icon::Trash, ButtonRole::DangerGhost);
    for (QPushButton *button : {m_move, m_remove}) {
        setSmall(button);
        row->addWidget(button);
    }
    row->addStretch();
    for (const SecretStoreKind kind : engine::allSecretStores) {
        QAction *action = m_moveMenu->addAction(SecretText::storeName(kind));
        action->setData(static_cast<int>(kind));
        connect(action, &QAction::triggered, this, [this, kind] { askMove(kind); });
    }
    connect(m_remove, &QPushButton::clicked, this, &SecretDetail::askRemove);
    return bar;
}

void SecretDetail::show(const engine::SecretEntry &entry)
{
    m_entry = entry;
    m_name->setWords(SecretText::name(entry));
    m_owner->setWords(SecretText::owner(entry));
    m_state->setStatus(SecretText::state(entry), SecretText::stateTone(entry));
    m_value->setEntry(entry);
    showBanner();
    showUsers();
    showFacts();
    const bool there = entry.state == SecretState::Present;
    m_move->setVisible(there);
    m_remove->setVisible(there);
    const QList<QAction *> actions = m_moveMenu->actions();
    for (QAction *action : actions) {
        action->setVisible(action->data().toInt() != static_cast<int>(entry.store));
    }
}

void SecretDetail::showBanner()
{
    m_banner->setVisible(m_entry.restartPending || m_entry.state == SecretState::Missing);
    if (m_entry.state == SecretState::Missing) {
        m_banner->setMessage(Tone::Danger, tr("There is no value"),
                             tr("%1 cannot start without it.").arg(SecretText::usedBy(m_entry)));
        m_banner->setAction({});
    } else if (m_entry.restartPending) {
        m_banner->setMessage(
            Tone::Warning, tr("The old value is still in use"),
            tr("What runs of those that use it was started with the value before."));
        m_banner->setAction(tr("Restart now"));
    }
}

void SecretDetail::showUsers()
{
    clear(m_users);
    for (const engine::SecretUser &user : m_entry.usedBy) {
        auto *link = makeButton(QString::fromStdString(user.instanceName), ButtonRole::Link);
        link->setAccessibleName(
            tr("Show the instance %1").arg(QString::fromStdString(user.instanceName)));
        auto *row = new QHBoxLayout;
        row->setSpacing(metrics::space12);
        row->addWidget(link);
        row->addStretch();
        row->addWidget(
            new TextLabel(tr("as %1", "variable").arg(QString::fromStdString(user.variable)),
                          TextRole::Secondary, TextColor::Muted));
        m_users->addLayout(row);
        connect(
            link, &QPushButton::clicked, this,
            [this, target = QStringLiteral("instance:") + QString::fromStdString(user.instanceId)] {
                m_context.navigator.showPage(m_instancesPageId, target);
            });
    }
    if (m_entry.usedBy.empty()) {
        m_users->addWidget(new WrappedLabel(
            tr("No instance refers to it. It can be removed, or used by its reference."),
            TextRole::Body, TextColor::Muted));
    }
}

void SecretDetail::showFacts()
{
    while (m_facts->rowCount() > 0) {
        m_facts->removeRow(0);
    }
    const auto add = [this](const QString &name, QWidget *value) {
        m_facts->addRow(new TextLabel(name, TextRole::Body, TextColor::Muted), value);
    };
    const auto line = [&add](const QString &name, const QString &value) {
        add(name, new WrappedLabel(value, TextRole::Body));
    };
    const auto now = m_clock.now();
    line(tr("Store"), SecretText::storeName(m_entry.store));
    line(tr("Last changed"),
         SecretText::when(m_entry.changedAt, now, tr("Not known, or not by Berth")));
    line(tr("Last used"), SecretText::when(m_entry.usedAt, now, tr("Not by any start so far")));
    const auto field = [&add](const QString &name, const QString &what, const QString &text) {
        auto *copy = new CopyField(what);
        copy->setText(text);
        add(name, copy);
    };
    field(tr("Key"), tr("key in the store"), QString::fromStdString(m_entry.key));
    const QString reference = SecretText::reference(m_entry);
    if (!reference.isEmpty()) {
        field(tr("Reference"), tr("reference"), reference);
    }
}

void SecretDetail::askRemove()
{
    if (m_entry.state != SecretState::Present) {
        return;
    }
    ConfirmRequest request;
    request.title = tr("Remove %1?").arg(SecretText::name(m_entry));
    request.text =
        m_entry.usedBy.empty()
            ? tr("The value is taken out of %1. No instance uses it. It cannot be brought back.")
                  .arg(SecretText::theStore(m_entry.store))
            : tr("The value is taken out of %1. %2 will not start again without it; what runs "
                 "now goes on. It cannot be brought back.")
                  .arg(SecretText::theStore(m_entry.store), SecretText::userNames(m_entry));
    request.confirmText = tr("Remove secret");
    m_context.dialogs.confirm(
        this, request,
        [self = QPointer(this), key = m_entry.key, isCopy = m_entry.isOrphan](bool yes) {
            if (!self || !yes) {
                return;
            }
            // A copy that was left in another store is an orphan there; the rest is untouched.
            auto &commands = self->m_context.engine.secretCommands();
            QFuture<base::Status> removed =
                isCopy ? commands.sweepOrphans({key}).then(
                             [](const base::Result<int> &count) -> base::Status {
                                 return count ? base::Status() : base::fail(count.error());
                             })
                       : commands.removeSecret(key);
            whenFinished(removed, self.data(), [self](const base::Status &status) {
                if (!status) {
                    self->report(status.error());
                }
                Q_EMIT self->changed();
            });
        });
}

void SecretDetail::askMove(SecretStoreKind to)
{
    ConfirmRequest request;
    request.title = tr("Move %1 to %2?").arg(SecretText::name(m_entry), SecretText::theStore(to));
    request.text = tr("It is copied there and then taken out of %1: completely, or not at all. "
                      "What uses it goes on.")
                       .arg(SecretText::theStore(m_entry.store));
    request.confirmText = tr("Move secret");
    request.destructive = false;
    m_context.dialogs.confirm(
        this, request, [self = QPointer(this), key = m_entry.key, to](bool yes) {
            if (!self || !yes) {
                return;
            }
            whenFinished(self->m_context.engine.secretCommands().moveSecrets({key}, to),
                         self.data(), [self, to](const base::Result<int> &moved) {
                             if (!moved) {
                                 self->report(moved.error());
                             } else {
                                 self->m_context.notifier.notify(
                                     {Tone::Success,
                                      tr("Moved to %1.").arg(SecretText::theStore(to)),
                                      {},
                                      {},
                                      {}});
                             }
                             Q_EMIT self->changed();
                         });
        });
}

void SecretDetail::restartUsers()
{
    const std::set<std::string> users = userIds(m_entry);
    for (const engine::InstanceSnapshot &view : m_context.engine.instances()) {
        if (users.count(view.instance.id) > 0 &&
            view.instance.desired == model::DesiredState::Running) {
            whenFinished(m_context.engine.instanceCommands().restart(view.instance.id), this,
                         [this](const base::Status &status) {
                             if (!status) {
                                 report(status.error());
                             }
                             Q_EMIT changed();
                         });
        }
    }
}

void SecretDetail::report(const base::Error &error)
{
    m_context.notifier.notify(failureNotice(error));
}

} // namespace berth::ui
