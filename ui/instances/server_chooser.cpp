// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/instances/server_chooser.h"

#include "ui/forms/row_paint.h"
#include "ui/forms/two_line_delegate.h"
#include "ui/theme/metrics.h"
#include "ui/theme/roles.h"
#include "ui/widgets/choices.h"
#include "ui/widgets/text_label.h"

#include <QCoreApplication>
#include <QKeyEvent>
#include <QListView>
#include <QSortFilterProxyModel>
#include <QStandardItemModel>
#include <QVBoxLayout>

namespace berth::ui {

namespace {

enum Role
{
    KindRole = Qt::UserRole + 1,
    IdRole,
    SearchRole
};
enum class Kind
{
    Server,
    Image,
    Remote,
    Paste
};

QStandardItem *makeRow(Kind kind, Icon icon, const QString &name, const QString &second)
{
    auto *item = new QStandardItem(name);
    item->setData(static_cast<int>(kind), KindRole);
    item->setData(static_cast<int>(icon), TwoLineDelegate::IconRole);
    item->setData(second, TwoLineDelegate::SecondLineRole);
    item->setData(QString(name + QLatin1Char(' ') + second), SearchRole);
    item->setData(QString(name + QLatin1String(", ") + second), Qt::AccessibleTextRole);
    return item;
}

} // namespace

ServerChooser::ServerChooser(engine::EngineFacade &engine, QWidget *parent)
    : QWidget(parent)
    , m_engine(engine)
    , m_search(new SearchField(tr("Find a server"), this))
    , m_list(new QListView(this))
    , m_model(new QStandardItemModel(this))
    , m_filter(new QSortFilterProxyModel(this))
{
    setGround(this, Ground::Surface);
    m_filter->setSourceModel(m_model);
    m_filter->setFilterRole(SearchRole);
    m_filter->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_list->setModel(m_filter);
    m_list->setItemDelegate(new TwoLineDelegate(m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setUniformItemSizes(true);
    m_list->setMouseTracking(true);
    m_list->setAccessibleName(tr("Servers"));
    m_list->installEventFilter(this);
    m_search->installEventFilter(this);

    auto *top = new QVBoxLayout;
    top->setContentsMargins(metrics::space20, metrics::space20, metrics::space20, metrics::space12);
    top->setSpacing(metrics::space12);
    top->addWidget(new TextLabel(tr("What should run?"), TextRole::DetailTitle));
    m_search->setMaximumWidth(420);
    top->addWidget(m_search);
    auto *layout = new QVBoxLayout(this);
    makeTight(layout);
    layout->addLayout(top);
    layout->addWidget(m_list, 1);

    connect(m_search, &SearchField::textChanged, this, [this](const QString &text) {
        m_filter->setFilterFixedString(text.trimmed());
        chooseRow(*m_list, m_filter->index(0, 0));
    });
    connect(m_list, &QListView::clicked, this, &ServerChooser::choose);
    connect(&engine, &engine::EngineFacade::serversChanged, this, &ServerChooser::fill);
    connect(&engine, &engine::EngineFacade::ready, this, &ServerChooser::fill);
    fill();
}

void ServerChooser::fill()
{
    m_model->clear();
    for (const model::Server &server : m_engine.servers()) {
        QString second = QString::fromStdString(server.dockerImageUrl);
        if (!server.description.empty()) {
            second = tr("%1 %2", "description, image")
                         .arg(QString::fromStdString(server.description), second);
        }
        QStandardItem *item =
            makeRow(Kind::Server, Icon::Cube, QString::fromStdString(server.name), second);
        item->setData(QString::fromStdString(server.id), IdRole);
        item->setData(QString::fromStdString(server.version), TwoLineDelegate::BadgeRole);
        m_model->appendRow(item);
    }
    m_model->appendRow(makeRow(Kind::Image, Icon::Instances, tr("A container image"),
                               tr("Any image that speaks MCP, by its name")));
    m_model->appendRow(makeRow(Kind::Remote, Icon::Globe, tr("A remote server"),
                               tr("One that runs elsewhere, by its URL")));
    m_model->appendRow(
        makeRow(Kind::Paste, Icon::Copy, tr("A configuration you have"), tr("Paste a json_spec")));
    chooseRow(*m_list, m_filter->index(0, 0));
}

void ServerChooser::begin()
{
    m_search->clear();
    chooseRow(*m_list, m_filter->index(0, 0));
    m_search->setFocus();
}

void ServerChooser::choose(const QModelIndex &index)
{
    if (!index.isValid()) {
        return;
    }
    switch (static_cast<Kind>(index.data(KindRole).toInt())) {
    case Kind::Server:
        Q_EMIT serverChosen(index.data(IdRole).toString());
        break;
    case Kind::Image:
        Q_EMIT imageChosen();
        break;
    case Kind::Remote:
        Q_EMIT remoteChosen();
        break;
    case Kind::Paste:
        Q_EMIT pasteChosen();
        break;
    }
}

bool ServerChooser::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            choose(m_list->currentIndex());
            return true;
        }
        // One can walk through what was found without leaving the search field.
        if (watched == m_search && (key == Qt::Key_Down || key == Qt::Key_Up)) {
            QCoreApplication::sendEvent(m_list, event);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace berth::ui
