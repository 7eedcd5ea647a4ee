// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/command_palette.h"

#include "ui/theme/metrics.h"
#include "ui/theme/roles.h"
#include "ui/theme/typography.h"
#include "ui/widgets/choices.h"
#include "ui/widgets/fuzzy_match.h"
#include "ui/widgets/palette_delegate.h"
#include "ui/widgets/popup_frame.h"
#include "ui/widgets/text_label.h"

#include <QKeyEvent>
#include <QListView>
#include <QStandardItemModel>
#include <QVBoxLayout>

#include <algorithm>

namespace berth::ui {
namespace {

constexpr int paletteWidth = 560;
constexpr int shadow = 14;
constexpr int maxRows = 9;
constexpr int maxRecent = 5;

QString commandText(const QAction &action)
{
    QString text = action.text();
    text.remove(QLatin1Char('&'));
    return text;
}

struct Hit
{
    int entry;
    int recent; ///< position among the recently used, large when not
    FuzzyMatch match;
};

QStandardItem *makeItem(const ActionRegistry::Entry &entry, const Hit &hit)
{
    auto *item = new QStandardItem(commandText(*entry.action));
    item->setData(entry.action->icon(), Qt::DecorationRole);
    item->setData(entry.group, PaletteDelegate::GroupRole);
    item->setData(entry.action->shortcut().toString(QKeySequence::NativeText),
                  PaletteDelegate::ShortcutRole);
    const QList<int> positions(hit.match.positions.begin(), hit.match.positions.end());
    item->setData(QVariant::fromValue(positions), PaletteDelegate::PositionsRole);
    item->setData(hit.entry, PaletteDelegate::EntryRole);
    item->setEditable(false);
    return item;
}

} // namespace

CommandPalette::CommandPalette(const ActionRegistry &registry, QWidget *host)
    : QFrame(host)
    , m_registry(registry)
    , m_host(host)
    , m_edit(new SearchField(tr("Type a command"), this))
    , m_list(new QListView(this))
    , m_nothing(new TextLabel(tr("No command matches."), TextRole::Body, TextColor::Muted, this))
    , m_model(new QStandardItemModel(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(shadow + 8, shadow + 8, shadow + 8, shadow + 8);
    layout->setSpacing(metrics::space8);
    layout->addWidget(m_edit);
    layout->addWidget(m_list);
    layout->addWidget(m_nothing);
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->setFixedHeight(metrics::rowTwoLines);
    m_list->setModel(m_model);
    m_list->setItemDelegate(new PaletteDelegate(m_list));
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setUniformItemSizes(true);
    m_list->setMouseTracking(true);
    m_list->setAccessibleName(tr("Commands"));
    m_edit->installEventFilter(this);
    host->installEventFilter(this);
    setAccessibleName(tr("Command palette"));
    hide();
    connect(m_edit, &QLineEdit::textChanged, this, &CommandPalette::filter);
    connect(m_list, &QListView::clicked, this, &CommandPalette::runCurrent);
}

void CommandPalette::popUp()
{
    m_entries.clear();
    const auto entries = m_registry.entries();
    std::copy_if(entries.begin(), entries.end(), std::back_inserter(m_entries),
                 [](const auto &entry) { return entry.action->isEnabled(); });
    m_returnFocus = m_host->focusWidget();
    m_edit->clear();
    filter({});
    show();
    raise();
    m_edit->setFocus(Qt::PopupFocusReason);
}

QStringList CommandPalette::visibleCommands() const
{
    QStringList texts;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        texts << m_model->item(row)->text();
    }
    return texts;
}

void CommandPalette::filter(const QString &pattern)
{
    std::vector<Hit> hits;
    for (int i = 0; i < m_entries.size(); ++i) {
        if (m_entries[i].action.isNull()) {
            continue; // went while the palette was open
        }
        const QString text = commandText(*m_entries[i].action);
        if (auto match = fuzzyMatch(pattern, text)) {
            const auto recent = static_cast<int>(m_recent.indexOf(text));
            hits.push_back({i, recent < 0 ? maxRecent : recent, std::move(*match)});
        }
    }
    std::stable_sort(hits.begin(), hits.end(), [](const Hit &a, const Hit &b) {
        return a.match.score != b.match.score ? a.match.score > b.match.score : a.recent < b.recent;
    });
    m_model->clear();
    for (const Hit &hit : hits) {
        m_model->appendRow(makeItem(m_entries[hit.entry], hit));
    }
    m_list->setCurrentIndex(m_model->index(0, 0));
    m_list->setVisible(!hits.empty());
    m_nothing->setVisible(hits.empty());
    m_list->setFixedHeight(qMin(maxRows, m_model->rowCount()) * metrics::rowOneLine);
    place();
}

void CommandPalette::runCurrent()
{
    const QModelIndex current = m_list->currentIndex();
    if (!current.isValid()) {
        return;
    }
    const int entry = current.data(PaletteDelegate::EntryRole).toInt();
    const QPointer<QAction> action = m_entries[entry].action;
    close();
    if (action) {
        const QString text = commandText(*action);
        m_recent.removeAll(text);
        m_recent.prepend(text);
        m_recent = m_recent.mid(0, maxRecent);
        action->trigger();
    }
}

void CommandPalette::hideEvent(QHideEvent *event)
{
    QFrame::hideEvent(event);
    if (m_returnFocus) {
        m_returnFocus->setFocus();
    }
}

bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_host && event->type() == QEvent::Resize && isVisible()) {
        place();
    }
    if (watched != m_edit) {
        return QFrame::eventFilter(watched, event);
    }
    if (event->type() == QEvent::FocusOut) {
        close();
    }
    if (event->type() != QEvent::KeyPress) {
        return QFrame::eventFilter(watched, event);
    }
    return handleKey(static_cast<QKeyEvent *>(event)->key());
}

bool CommandPalette::handleKey(int key)
{
    const int rows = m_model->rowCount();
    const int row = m_list->currentIndex().row();
    switch (key) {
    case Qt::Key_Escape:
        close();
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        runCurrent();
        return true;
    case Qt::Key_Down:
    case Qt::Key_Up:
        if (rows > 0) {
            const int step = key == Qt::Key_Down ? 1 : rows - 1;
            m_list->setCurrentIndex(m_model->index((row + step) % rows, 0));
        }
        return true;
    case Qt::Key_Tab:
        return true;
    default:
        return false;
    }
}

void CommandPalette::place()
{
    const int width = qMin(paletteWidth + 2 * shadow, m_host->width() - metrics::space24);
    setFixedWidth(width);
    layout()->activate();
    setFixedHeight(layout()->sizeHint().height());
    move((m_host->width() - width) / 2, qMax(0, m_host->height() / 7));
}

void CommandPalette::paintEvent(QPaintEvent *)
{
    paintPopupFrame(*this, shadow);
}

} // namespace berth::ui
