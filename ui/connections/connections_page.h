// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "ui/widgets/page.h"

#include <QPointer>

namespace berth::ui {

class ConnectionListModel;
class ConnectionsView;
class FilePicker;

/// The rail's group of connections: this machine, then each Redis Berth is attached to.
class ConnectionsPage final : public Page
{
    Q_OBJECT
public:
    static constexpr const char *pageId = "connections";

    /// `clock` and `files` outlive the page. `instancesPageId`: where instances are shown, with
    /// the target "place:local" or "place:<connection id>".
    ConnectionsPage(const base::Clock &clock, FilePicker &files, QString instancesPageId,
                    QObject *parent = nullptr);
    ~ConnectionsPage() override;

    QString id() const override
    {
        return QString::fromLatin1(pageId);
    }
    QString title() const override
    {
        return tr("Connections");
    }
    Icon icon() const override
    {
        return Icon::Network;
    }
    bool isGroup() const override
    {
        return true;
    }
    QString addText() const override
    {
        return tr("Add connection");
    }
    std::vector<RailItem> items() const override;
    QString currentItem() const override;
    void leaveItem() override;
    void prepare(const PageContext &context) override;
    QWidget *createWidget(const PageContext &context, QWidget *parent) override;
    void open(const QString &target) override;
    ConnectionsView *view() const;

private:
    const base::Clock &m_clock;
    FilePicker &m_files;
    QString m_instancesPageId;
    ConnectionListModel *m_model = nullptr;
    QPointer<ConnectionsView> m_view;
};

} // namespace berth::ui
