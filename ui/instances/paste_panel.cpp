// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/instances/paste_panel.h"

#include "ui/theme/metrics.h"
#include "ui/theme/typography.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/text_label.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace berth::ui {

using namespace Qt::Literals::StringLiterals;

PastePanel::PastePanel(QWidget *parent)
    : QWidget(parent)
    , m_text(new QPlainTextEdit(this))
    , m_problem(new Banner(this))
{
    setGround(this, Ground::Surface);
    m_problem->hide();
    m_text->setFont(textFont(TextRole::Mono));
    m_text->setTabChangesFocus(true);
    m_text->setAccessibleName(tr("Configuration as JSON"));
    m_text->setPlaceholderText(
        u"{\n  \"type\": \"docker\",\n  \"image\": \"ghcr.io/example/mcp-server:1.0\",\n"
        "  \"port\": 8000,\n  \"environment\": {\"API_KEY\": \"…\"}\n}"_s);
    auto *hint =
        new TextLabel(tr("A json_spec, or an instance with name and json_spec. Values that "
                         "look like secrets go into masked fields."),
                      TextRole::Secondary, TextColor::Muted, this);
    hint->setWordWrap(true);
    auto *cancel = makeButton(tr("Cancel"), ButtonRole::Ghost);
    auto *use = makeButton(tr("Fill in the form"), ButtonRole::Primary);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(cancel);
    buttons->addWidget(use);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(26, metrics::space20, 26, metrics::space20);
    layout->setSpacing(metrics::space12);
    layout->addWidget(new TextLabel(tr("Paste a configuration"), TextRole::DetailTitle));
    layout->addWidget(hint);
    layout->addWidget(m_problem);
    layout->addWidget(m_text, 1);
    layout->addLayout(buttons);
    connect(cancel, &QPushButton::clicked, this, &PastePanel::cancelled);
    connect(use, &QPushButton::clicked, this, &PastePanel::read);
}

void PastePanel::begin()
{
    m_problem->hide();
    const QString clipboard = QGuiApplication::clipboard()->text().trimmed();
    m_text->setPlainText(clipboard.startsWith(u'{') && clipboard.endsWith(u'}') ? clipboard
                                                                                : QString());
    m_text->setFocus();
}

void PastePanel::read()
{
    const auto pasted = readPasted(m_text->toPlainText().toStdString());
    if (!pasted) {
        m_problem->setMessage(Tone::Danger, tr("This cannot be read as a configuration"),
                              QString::fromStdString(pasted.error().message));
        m_problem->show();
        m_text->setFocus();
        return;
    }
    m_text->clear(); // it may hold secrets
    Q_EMIT accepted(*pasted);
}

} // namespace berth::ui
