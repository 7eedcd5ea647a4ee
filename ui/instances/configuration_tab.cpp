// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/instances/configuration_tab.h"

#include "ui/theme/metrics.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/json_view.h"
#include "ui/widgets/text_label.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QVBoxLayout>

namespace berth::ui {

ConfigurationTab::ConfigurationTab(QWidget *parent)
    : QWidget(parent)
    , m_json(new JsonView(tr("Configuration")))
    , m_edit(makeButton(tr("Edit"), Icon::Edit, ButtonRole::Secondary))
{
    setGround(this, Ground::Background);
    auto *copy = makeButton(tr("Copy"), Icon::Copy, ButtonRole::Secondary);
    setSmall(copy);
    setSmall(m_edit);
    auto *row = new QHBoxLayout;
    row->addWidget(new TextLabel(tr("Specification"), TextRole::Section));
    row->addStretch();
    row->addWidget(copy);
    row->addWidget(m_edit);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(metrics::space20, metrics::space16, metrics::space20,
                               metrics::space20);
    layout->setSpacing(metrics::space12);
    layout->addLayout(row);
    layout->addWidget(m_json, 1);
    connect(copy, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_text); });
    connect(m_edit, &QPushButton::clicked, this, &ConfigurationTab::editRequested);
}

void ConfigurationTab::show(const model::Instance &instance)
{
    const QString text = QString::fromStdString(base::toPrettyText(model::toJson(instance.spec)));
    if (text != m_text) {
        m_text = text;
        m_json->setJson(text);
    }
}

void ConfigurationTab::setRefusal(const QString &refusal)
{
    m_edit->setEnabled(refusal.isEmpty());
    m_edit->setToolTip(refusal);
}

} // namespace berth::ui
