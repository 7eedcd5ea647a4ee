// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "ui/widgets/page.h"

#include <QPointer>

#include <memory>

class QTimer;

namespace berth::ui {

class FilePicker;
class InstanceModel;
class InstancesView;
class Places;

/// The rail's entry for instances. Its badge is the number of instances.
class InstancesPage final : public Page
{
    Q_OBJECT
public:
    static constexpr const char *pageId = "instances";

    /// Both outlive the page. `connectionsPageId`: where "connection:<id>" is shown; may be empty.
    InstancesPage(const base::Clock &clock, FilePicker &files, QString connectionsPageId = {},
                  QObject *parent = nullptr);
    ~InstancesPage() override;

    QString id() const override
    {
        return QString::fromLatin1(pageId);
    }
    QString title() const override
    {
        return tr("Instances");
    }
    Icon icon() const override
    {
        return Icon::Instances;
    }
    void prepare(const PageContext &context) override;
    QWidget *createWidget(const PageContext &context, QWidget *parent) override;
    void open(const QString &target) override;
    QString badge() const override;
    QString currentItem() const override;
    void leaveItem() override;

    /// For tests: what the page shows.
    InstancesView *view() const
    {
        return m_view;
    }
    InstanceModel *model() const
    {
        return m_model;
    }

private:
    const base::Clock &m_clock;
    FilePicker &m_files;
    QString m_connectionsPageId;
    Places *m_places = nullptr;
    InstanceModel *m_model = nullptr;
    QPointer<InstancesView> m_view;
    QTimer *m_sampling;
};

} // namespace berth::ui
