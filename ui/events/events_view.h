// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/facade/engine_facade.h"
#include "ui/forms/file_picker.h"
#include "ui/widgets/page.h"

#include <QWidget>

class QAction;
class QPushButton;
class QSplitter;
class QStackedWidget;

namespace berth::ui {

class ErrorState;
class EventDetailPanel;
class EventFeed;
class EventList;
class EventModel;
class PageHeader;
class PublishForm;
class SearchField;
class StatusPill;

/// The event monitor: list with detail, and the form to publish.
class EventsView final : public QWidget
{
    Q_OBJECT
public:
    EventsView(const PageContext &context, const base::Clock &clock, FilePicker &files,
               QString instancesPageId, QWidget *parent = nullptr);

    EventModel &model() const
    {
        return *m_model;
    }
    EventFeed &feed() const
    {
        return *m_feed;
    }
    EventList *list() const
    {
        return m_list;
    }
    EventDetailPanel *detail() const
    {
        return m_detail;
    }
    PublishForm *form() const
    {
        return m_form;
    }
    /// "publish".
    void open(const QString &target);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    enum Screen
    {
        Loading,
        Failed,
        Empty,
        Browse,
        Publish
    };

    void makeHeader();
    void makeScreens();
    void makeActions();
    void connectAll();
    void show(Screen screen);
    void showHome();
    void updateHome();
    void updateConnections();
    void updateWatchPill();
    void fitWidth();
    void updateFigures();
    void showChosen();
    void takeDetail(std::int64_t sequence, const base::Result<engine::EventDetail> &detail);
    void togglePause();
    void confirmClear();
    void exportEvents();
    void writeExport(const QString &file);
    void publish(const QString &connectionId, const QString &type, const base::Json &data);
    void publishAgain();
    void report(const QString &text, const base::Error &error);

    PageContext m_context;
    FilePicker &m_files;
    QString m_instancesPageId;
    EventModel *m_model;
    EventFeed *m_feed;
    PageHeader *m_header;
    StatusPill *m_watching;
    SearchField *m_search;
    QPushButton *m_pause;
    QPushButton *m_clear;
    QPushButton *m_export;
    QPushButton *m_publish;
    QStackedWidget *m_stack;
    QSplitter *m_splitter = nullptr;
    ErrorState *m_failure;
    EventList *m_list;
    EventDetailPanel *m_detail;
    PublishForm *m_form;
    std::optional<engine::EventDetail> m_shown;
    int m_watchers = 0;
};

} // namespace berth::ui
