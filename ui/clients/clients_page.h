// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "engine/facade/groups.h"
#include "ui/widgets/page.h"

#include <QPointer>

namespace berth::ui {

class ClientsView;

/// The rail's entry for the gateway's clients. Its badge is the number of those not revoked.
class ClientsPage final : public Page
{
    Q_OBJECT
public:
    static constexpr const char *pageId = "clients";

    /// `clock` and `groups` outlive the page.
    ClientsPage(const base::Clock &clock, const engine::GroupCommands &groups,
                QObject *parent = nullptr);

    QString id() const override
    {
        return QString::fromLatin1(pageId);
    }
    QString title() const override
    {
        return tr("Clients");
    }
    Icon icon() const override
    {
        return Icon::Monitor;
    }
    void prepare(const PageContext &context) override;
    QWidget *createWidget(const PageContext &context, QWidget *parent) override;
    /// "new" or "client:<id>", which edits it.
    void open(const QString &target) override;
    QString badge() const override;
    ClientsView *view() const;

private:
    const base::Clock &m_clock;
    const engine::GroupCommands &m_groups;
    engine::EngineFacade *m_engine = nullptr;
    QPointer<ClientsView> m_view;
};

} // namespace berth::ui
