// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/clients/token_panel.h"

#include "ui/theme/metrics.h"
#include "ui/theme/roles.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/clipboard_guard.h"
#include "ui/widgets/copy_field.h"
#include "ui/widgets/text_label.h"

#include <QFontDatabase>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>

namespace berth::ui {

TokenPanel::TokenPanel(QWidget *parent)
    : QWidget(parent)
    , m_title(new TextLabel(TextRole::Section))
    , m_token(new QLineEdit)
    , m_clipboard(new ClipboardGuard(ClipboardGuard::defaultTime, this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::space24, metrics::space20, metrics::space24,
                               metrics::space24);
    column->setSpacing(metrics::space16);
    auto *hint = new Banner;
    hint->setMessage(Tone::Info, tr("This is the only time the token is shown"),
                     tr("Berth keeps nothing it could be made of again. If it gets lost, revoke "
                        "the client and make another."));
    m_token->setReadOnly(true);
    m_token->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_token->setAccessibleName(tr("Token"));
    auto *copy = makeButton(tr("Copy the token"), Icon::Copy, ButtonRole::Primary);
    auto *ready = makeButton(tr("Done"), ButtonRole::Secondary);
    auto *row = new QHBoxLayout;
    row->setSpacing(metrics::space8);
    row->addWidget(m_token, 1);
    row->addWidget(copy);
    auto *use = new TextLabel(tr("The client sends it with every request, in the header "
                                 "\"Authorization: Bearer <token>\". The clipboard forgets a copy "
                                 "after half a minute."),
                              TextRole::Secondary, TextColor::Muted);
    use->setWordWrap(true);
    column->addWidget(m_title);
    column->addWidget(hint);
    column->addLayout(row);
    column->addWidget(use);
    column->addWidget(ready, 0, Qt::AlignLeft);
    column->addStretch(1);
    setMaximumWidth(metrics::readableWidth);
    connect(copy, &QPushButton::clicked, this, [this, copy] {
        m_clipboard->copy(m_token->text());
        confirmCopy(copy);
    });
    connect(ready, &QPushButton::clicked, this, &TokenPanel::done);
}

void TokenPanel::show(const QString &clientName, const base::Secret &token)
{
    m_title->setText(tr("The token of %1").arg(clientName));
    m_token->setText(QString::fromStdString(token.expose()));
    m_token->setCursorPosition(0);
    m_token->setFocus();
}

void TokenPanel::forget()
{
    m_token->clear();
}

} // namespace berth::ui
