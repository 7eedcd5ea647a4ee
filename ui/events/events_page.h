// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/widgets/page.h"

#include <QPointer>

namespace berth::base {
class Clock;
}

namespace berth::ui {

class EventsView;
class FilePicker;

/// The rail's entry for the event monitor.
class EventsPage final : public Page
{
    Q_OBJECT
public:
    static constexpr const char *pageId = "events";

    /// `clock` and `files` outlive the page. `instancesPageId`: where an event's instance is
    /// shown, with the target "instance:<id>".
    EventsPage(const base::Clock &clock, FilePicker &files, QString instancesPageId,
               QObject *parent = nullptr);
    ~EventsPage() override;

    QString id() const override
    {
        return QString::fromLatin1(pageId);
    }
    QString title() const override
    {
        return tr("Events");
    }
    Icon icon() const override
    {
        return Icon::Activity;
    }
    QWidget *createWidget(const PageContext &context, QWidget *parent) override;
    void open(const QString &target) override;
    EventsView *view() const
    {
        return m_view;
    }

private:
    const base::Clock &m_clock;
    FilePicker &m_files;
    QString m_instancesPageId;
    QPointer<EventsView> m_view;
};

} // namespace berth::ui
