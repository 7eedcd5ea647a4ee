// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/secrets/orphans_panel.h"

#include "engine/facade/engine_facade.h"
#include "ui/secrets/secret_model.h"
#include "ui/secrets/secret_text.h"
#include "ui/theme/metrics.h"
#include "ui/theme/roles.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/card.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/text_label.h"
#include "ui/widgets/toast.h"
#include "ui/widgets/when_finished.h"

#include <QCheckBox>
#include <QPointer>
#include <QPushButton>
#include <QVBoxLayout>

namespace berth::ui {

OrphansPanel::OrphansPanel(const PageContext &context, SecretModel &model, QWidget *parent)
    : SidePanel(parent)
    , m_context(context)
    , m_model(model)
    , m_rows(new QVBoxLayout)
    , m_sweep(makeButton({}, Icon::Trash, ButtonRole::Secondary))
{
    setTitle(tr("Used by nobody"),
             tr("These are named as Berth names its own, and no instance of this profile refers "
                "to them: mostly what deleted instances left. Another profile on this machine, or "
                "another program, may still want them."));
    auto *card = new Card;
    m_rows->setSpacing(metrics::space12);
    card->body()->addLayout(m_rows);
    column()->addWidget(card);
    column()->addWidget(m_sweep, 0, Qt::AlignLeft);
    finish();
    connect(m_sweep, &QPushButton::clicked, this, &OrphansPanel::askSweep);
}

void OrphansPanel::begin()
{
    fill();
    if (!m_boxes.empty()) {
        m_boxes.front().second->setFocus(Qt::OtherFocusReason);
    }
}

void OrphansPanel::fill()
{
    while (QLayoutItem *item = m_rows->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    m_boxes.clear();
    for (const engine::SecretEntry &entry : m_model.entries()) {
        if (!entry.isOrphan) {
            continue;
        }
        auto *row = new QWidget;
        auto *layout = new QVBoxLayout(row);
        makeTight(layout);
        auto *box = new QCheckBox(SecretText::name(entry));
        box->setChecked(true);
        auto *where =
            new TextLabel(tr("%1, in %2", "owner, store")
                              .arg(SecretText::owner(entry), SecretText::theStore(entry.store)),
                          TextRole::Secondary, TextColor::Muted);
        box->setAccessibleDescription(where->text());
        where->setContentsMargins(metrics::space24, 0, 0, 0);
        layout->addWidget(box);
        layout->addWidget(where);
        m_rows->addWidget(row);
        m_boxes.emplace_back(entry.key, box);
        connect(box, &QCheckBox::toggled, this, &OrphansPanel::updateButton);
    }
    updateButton();
}

std::vector<std::string> OrphansPanel::chosen() const
{
    std::vector<std::string> keys;
    for (const auto &[key, box] : m_boxes) {
        if (box->isChecked()) {
            keys.push_back(key);
        }
    }
    return keys;
}

void OrphansPanel::updateButton()
{
    const int count = static_cast<int>(chosen().size());
    m_sweep->setEnabled(count > 0);
    m_sweep->setText(count > 0 ? tr("Remove %n secret(s)", nullptr, count) : tr("Remove"));
}

void OrphansPanel::askSweep()
{
    const std::vector<std::string> keys = chosen();
    if (keys.empty()) {
        return;
    }
    ConfirmRequest request;
    request.title = tr("Remove %n unused secret(s)?", nullptr, static_cast<int>(keys.size()));
    request.text = tr("Their values cannot be brought back. One that an instance uses by now "
                      "stays.");
    request.confirmText = tr("Remove secrets");
    m_context.dialogs.confirm(this, request, [self = QPointer(this), keys](bool yes) {
        if (!self || !yes) {
            return;
        }
        whenFinished(self->m_context.engine.secretCommands().sweepOrphans(keys), self.data(),
                     [self](const base::Result<int> &removed) {
                         if (removed) {
                             self->m_context.notifier.notify(
                                 {Tone::Success,
                                  tr("%n secret(s) removed.", nullptr, *removed),
                                  {},
                                  {},
                                  {}});
                         } else {
                             self->m_context.notifier.notify(failureNotice(removed.error()));
                         }
                         Q_EMIT self->swept();
                     });
    });
}

} // namespace berth::ui
