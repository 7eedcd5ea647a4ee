// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/icons.h"

#include <QObject>
#include <QString>

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

Q_SIGNALS:
    void badgeChanged();
};

} // namespace berth::ui
