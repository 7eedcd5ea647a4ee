// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/navigation_rail.h"

#include "ui/shell/rail_entry.h"
#include "ui/theme/metrics.h"
#include "ui/theme/roles.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/icon_label.h"
#include "ui/widgets/scroll_pane.h"
#include "ui/widgets/text_label.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace berth::ui {
namespace {

constexpr int side = 10;

QHBoxLayout *makeBrand()
{
    auto *brand = new QHBoxLayout;
    brand->setContentsMargins(side, 0, 0, 0);
    brand->setSpacing(10);
    brand->addWidget(new IconLabel(Icon::Anchor, 20, Tone::Accent));
    brand->addWidget(new TextLabel(QStringLiteral("Berth"), TextRole::DetailTitle), 1);
    return brand;
}

} // namespace

NavigationRail::NavigationRail(QWidget *parent)
    : QWidget(parent)
    , m_top(new QVBoxLayout)
    , m_bottom(new QVBoxLayout)
    , m_groupArea(new QWidget(this))
{
    setFixedWidth(metrics::railWidth);
    setAccessibleName(tr("Pages"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(side, 18, side + 1, side);
    layout->addLayout(makeBrand());
    layout->addSpacing(10);
    m_top->setSpacing(2);
    m_bottom->setSpacing(2);
    layout->addLayout(m_top);
    layout->addWidget(m_groupArea, 1);
    layout->addLayout(m_bottom);
}

RailEntry *NavigationRail::makeEntry(const QString &id, const QString &target, const QString &title,
                                     Icon icon)
{
    auto *entry = new RailEntry(id, target, title, icon, this);
    connect(entry, &QAbstractButton::clicked, this,
            [this, id, target] { Q_EMIT chosen(id, target); });
    return entry;
}

void NavigationRail::addEntry(const QString &id, const QString &title, Icon icon, bool atBottom)
{
    RailEntry *entry = makeEntry(id, {}, title, icon);
    (atBottom ? m_bottom : m_top)->addWidget(entry);
    (atBottom ? m_bottomEntries : m_topEntries).push_back(entry);
}

void NavigationRail::addGroup(const QString &id, const QString &title, const QString &addText)
{
    m_groupId = id;
    m_label = new RailGroupLabel(title, m_groupArea);
    auto *add = new IconButton(Icon::Plus, addText, m_groupArea);
    setSmall(add);
    connect(m_label, &QAbstractButton::clicked, this, [this, id] { Q_EMIT chosen(id, {}); });
    connect(add, &QAbstractButton::clicked, this,
            [this, id] { Q_EMIT chosen(id, QStringLiteral("new")); });
    auto *head = new QHBoxLayout;
    head->setContentsMargins(0, metrics::space12, metrics::space4, 0);
    head->addWidget(m_label, 1);
    head->addWidget(add);
    // Many connections scroll; pages above and settings below stay where they are.
    auto *list = new QWidget;
    m_group = new QVBoxLayout(list);
    makeTight(m_group);
    m_group->setSpacing(2);
    m_group->addStretch(1);
    auto *area = new QVBoxLayout(m_groupArea);
    makeTight(area);
    auto *scroll = new QScrollArea;
    scroll->setFocusPolicy(Qt::NoFocus);
    makeScrollPane(*scroll, list, Ground::Background);
    area->addLayout(head);
    area->addWidget(scroll, 1);
}

bool NavigationRail::sameItems(const std::vector<RailItem> &items) const
{
    return std::equal(items.begin(), items.end(), m_items.begin(), m_items.end(),
                      [](const RailItem &item, const RailEntry *entry) {
                          return item.pageId == entry->id() && item.target == entry->target();
                      });
}

void NavigationRail::setItems(const std::vector<RailItem> &items)
{
    if (m_group == nullptr) {
        return;
    }
    // The same entries stay, so that the keyboard's focus does when only a state changed.
    if (!sameItems(items)) {
        for (RailEntry *entry : m_items) {
            entry->hide();
            entry->deleteLater();
        }
        m_items.clear();
        for (const RailItem &item : items) {
            RailEntry *entry = makeEntry(item.pageId, item.target, item.title, item.icon);
            m_group->insertWidget(static_cast<int>(m_items.size()), entry);
            m_items.push_back(entry);
        }
    }
    for (std::size_t i = 0; i < items.size(); ++i) {
        m_items[i]->setTitle(items[i].title, items[i].description);
        m_items[i]->setBadge(items[i].note);
        m_items[i]->setIconTone(items[i].tone);
    }
    setCurrent(m_currentId, m_currentTarget);
}

void NavigationRail::setBadge(const QString &id, const QString &badge)
{
    for (RailEntry *entry : entries()) {
        if (entry->id() == id && entry->target().isEmpty()) {
            entry->setBadge(badge);
        }
    }
}

void NavigationRail::setCurrent(const QString &id, const QString &target)
{
    m_currentId = id;
    m_currentTarget = target;
    const bool isItem = !target.isEmpty() &&
                        std::any_of(m_items.begin(), m_items.end(),
                                    [&](const auto *entry) { return entry->target() == target; });
    for (RailEntry *entry : entries()) {
        entry->setChecked(isItem ? entry->target() == target
                                 : entry->id() == id && entry->target().isEmpty());
    }
    if (m_label != nullptr) {
        m_label->setChecked(!isItem && id == m_groupId);
    }
}

std::vector<RailEntry *> NavigationRail::entries() const
{
    std::vector<RailEntry *> all = m_topEntries;
    all.insert(all.end(), m_items.begin(), m_items.end());
    all.insert(all.end(), m_bottomEntries.begin(), m_bottomEntries.end());
    return all;
}

void NavigationRail::keyPressEvent(QKeyEvent *event)
{
    const int step = event->key() == Qt::Key_Down ? 1 : event->key() == Qt::Key_Up ? -1 : 0;
    const std::vector<RailEntry *> all = entries();
    const auto current = std::find(all.begin(), all.end(), focusWidget());
    if (step == 0 || current == all.end()) {
        QWidget::keyPressEvent(event);
        return;
    }
    const auto next = current - all.begin() + step;
    if (next >= 0 && next < static_cast<std::ptrdiff_t>(all.size())) {
        RailEntry *entry = all[static_cast<std::size_t>(next)];
        entry->setFocus(Qt::TabFocusReason);
        entry->click();
    }
}

void NavigationRail::paintEvent(QPaintEvent *)
{
    const Theme &theme = themeOf(this);
    QPainter painter(this);
    painter.fillRect(rect(), theme.bg);
    painter.fillRect(QRect(width() - 1, 0, 1, height()), theme.stroke);
}

} // namespace berth::ui
