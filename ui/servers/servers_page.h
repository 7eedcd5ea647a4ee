// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/widgets/page.h"

#include <QPointer>

namespace berth::ui {

class FilePicker;
class ServerListModel;
class ServersView;

/// The rail's entry for servers. Its badge is the number of definitions.
class ServersPage final : public Page
{
    Q_OBJECT
public:
    static constexpr const char *pageId = "servers";

    /// `files` outlives the page. `instancesPageId`: where a new instance is made, with the target
    /// "new:<server id>".
    ServersPage(FilePicker &files, QString instancesPageId, QObject *parent = nullptr);
    ~ServersPage() override;

    QString id() const override
    {
        return QString::fromLatin1(pageId);
    }
    QString title() const override
    {
        return tr("Servers");
    }
    Icon icon() const override
    {
        return Icon::Cube;
    }
    void prepare(const PageContext &context) override;
    QWidget *createWidget(const PageContext &context, QWidget *parent) override;
    void open(const QString &target) override;
    QString badge() const override;
    ServersView *view() const
    {
        return m_view;
    }

private:
    FilePicker &m_files;
    QString m_instancesPageId;
    ServerListModel *m_model = nullptr;
    QPointer<ServersView> m_view;
};

} // namespace berth::ui
