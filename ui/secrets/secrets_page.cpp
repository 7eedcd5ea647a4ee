// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/secrets/secrets_page.h"

#include "ui/secrets/secret_model.h"
#include "ui/secrets/secrets_view.h"

#include <utility>

namespace berth::ui {

SecretsPage::SecretsPage(const base::Clock &clock, FilePicker &files, QString instancesPageId,
                         QObject *parent)
    : Page(parent)
    , m_clock(clock)
    , m_files(files)
    , m_instancesPageId(std::move(instancesPageId))
{}

SecretsPage::~SecretsPage() = default;

void SecretsPage::prepare(const PageContext &context)
{
    m_model = new SecretModel(context.engine, m_clock, this);
    connect(m_model, &SecretModel::refreshed, this, &Page::badgeChanged);
}

QWidget *SecretsPage::createWidget(const PageContext &context, QWidget *parent)
{
    m_view = new SecretsView(context, *m_model, m_clock, m_files, m_instancesPageId, parent);
    return m_view;
}

void SecretsPage::open(const QString &target)
{
    if (m_view) {
        m_view->open(target);
    }
}

QString SecretsPage::badge() const
{
    const int count = m_model != nullptr ? m_model->rowCount() : 0;
    return count > 0 ? QString::number(count) : QString();
}

SecretsView *SecretsPage::view() const
{
    return m_view;
}

} // namespace berth::ui
