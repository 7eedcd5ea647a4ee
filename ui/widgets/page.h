// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QObject>
#include <QString>

#include <vector>

class QWidget;

namespace berth::engine {
class EngineFacade;
}

namespace berth::ui {

class ActionRegistry;
class Dialogs;
class Notifier;

/// Goes to another page, with something to show there ("instance:<id>"; the page knows).
class Navigator
{
public:
    virtual ~Navigator() = default;
    virtual void showPage(const QString &pageId, const QString &target = {}) = 0;
};

/// What a page's widget may use. Outlives every page widget.
struct PageContext
{
    engine::EngineFacade &engine;
    Dialogs &dialogs;
    Notifier &notifier;
    ActionRegistry &actions;
    Navigator &navigator;
};

/// An entry of the rail for one thing among those a page shows ("staging"), or for a view of
/// another page.
struct RailItem
{
    QString pageId;
    QString target; ///< for Page::open(); unique on its page
    QString title;
    Icon icon = Icon::Network;
    Tone tone = Tone::Neutral; ///< of the icon
    QString note;              ///< at the right: "watch"
    QString description;       ///< for the tool tip and screen readers
};

/// One entry of the rail. Adding a page: a folder with a Page and one line in app/.
class Page : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// Stable word, used in the window's state and in showPage().
    virtual QString id() const = 0;
    virtual QString title() const = 0;
    virtual Icon icon() const = 0;
    /// Called once, before the page is ever shown: for what the badge needs.
    virtual void prepare(const PageContext &context)
    {
        Q_UNUSED(context)
    }
    /// Called once, when the page is shown for the first time. `parent` owns the widget.
    virtual QWidget *createWidget(const PageContext &context, QWidget *parent) = 0;
    /// Shows `target`; called after createWidget().
    virtual void open(const QString &target)
    {
        Q_UNUSED(target)
    }
    /// Short text at the right of the rail entry ("7"); empty for none.
    virtual QString badge() const
    {
        return {};
    }
    /// At the bottom of the rail, apart from the others.
    virtual bool isAtBottom() const
    {
        return false;
    }

    /// A page that is a group: the rail shows its title above items() instead of an entry.
    virtual bool isGroup() const
    {
        return false;
    }
    /// A group: names the button that makes another item; open("new") does it.
    virtual QString addText() const
    {
        return {};
    }
    virtual std::vector<RailItem> items() const
    {
        return {};
    }
    /// Target of the item, of whatever page, that stands for what is shown now; empty for none.
    virtual QString currentItem() const
    {
        return {};
    }
    /// The person chose the page itself, not one of its items.
    virtual void leaveItem() {}

Q_SIGNALS:
    void badgeChanged();
    void itemsChanged();
    void currentItemChanged();
};

} // namespace berth::ui
