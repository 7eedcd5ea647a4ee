// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/facade/engine_facade.h"

#include <QWidget>

class QListView;
class QSortFilterProxyModel;
class QStandardItemModel;

namespace berth::ui {

class SearchField;

/// First step of a new instance: which server. Known ones, any image, or one that runs elsewhere.
class ServerChooser final : public QWidget
{
    Q_OBJECT
public:
    explicit ServerChooser(engine::EngineFacade &engine, QWidget *parent = nullptr);

    /// Forgets the last search and puts the focus where typing finds a server.
    void begin();

Q_SIGNALS:
    void serverChosen(const QString &serverId);
    void imageChosen();
    void remoteChosen();
    void pasteChosen();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void fill();
    void choose(const QModelIndex &index);

    engine::EngineFacade &m_engine;
    SearchField *m_search;
    QListView *m_list;
    QStandardItemModel *m_model;
    QSortFilterProxyModel *m_filter;
};

} // namespace berth::ui
