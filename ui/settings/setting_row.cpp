// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/settings/setting_row.h"

#include "ui/theme/metrics.h"
#include "ui/theme/roles.h"
#include "ui/widgets/text_label.h"

#include <QAbstractButton>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace berth::ui {
namespace {

constexpr int controlColumn = 280; // the three ways of encryption fit

} // namespace

SettingRow::SettingRow(const QString &name, const QString &hint, QWidget *control, QWidget *parent)
    : QWidget(parent)
    , m_control(control)
    , m_error(new TextLabel({}, TextRole::Secondary, TextColor::Danger))
{
    auto *label = new TextLabel(name, TextRole::BodyStrong);
    label->setBuddy(control);
    auto *texts = new QVBoxLayout;
    texts->setSpacing(2);
    texts->addWidget(label);
    if (!hint.isEmpty()) {
        auto *hintLabel = new TextLabel(hint, TextRole::Secondary, TextColor::Muted);
        hintLabel->setWordWrap(true);
        texts->addWidget(hintLabel);
    }
    texts->addStretch(1);
    control->setAccessibleName(name);
    control->setAccessibleDescription(hint);
    m_error->setWordWrap(true);
    m_error->hide();
    auto *right = new QVBoxLayout;
    right->setSpacing(metrics::space4);
    right->addWidget(control);
    right->addWidget(m_error);
    right->addStretch(1);
    auto *holder = new QWidget;
    holder->setFixedWidth(controlColumn);
    holder->setLayout(right);
    right->setContentsMargins(0, 0, 0, 0);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 6, 0, 6);
    layout->setSpacing(metrics::space24);
    layout->addLayout(texts, 1);
    layout->addWidget(holder);
}

void SettingRow::setError(const QString &message)
{
    m_error->setText(message);
    m_error->setVisible(!message.isEmpty());
    setInvalid(m_control, !message.isEmpty());
    if (!message.isEmpty()) {
        m_control->setAccessibleDescription(message);
    }
}

QString SettingRow::error() const
{
    return m_error->text();
}

} // namespace berth::ui
