// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "engine/facade/secrets.h"
#include "ui/widgets/page.h"

#include <QScrollArea>

class QFormLayout;
class QMenu;
class QPushButton;
class QVBoxLayout;

namespace berth::ui {

class Banner;
class Card;
class ClipboardGuard;
class StatusPill;
class ValueCard;
class WrappedLabel;

/// One secret: its value, who uses it, where it is, and what can be done with it.
class SecretDetail final : public QScrollArea
{
    Q_OBJECT
public:
    /// `clock` and `clipboard` outlive the panel.
    SecretDetail(const PageContext &context, const base::Clock &clock, ClipboardGuard &clipboard,
                 QString instancesPageId, QWidget *parent = nullptr);

    void show(const engine::SecretEntry &entry);
    const engine::SecretEntry &entry() const
    {
        return m_entry;
    }
    ValueCard *value() const
    {
        return m_value;
    }
    QMenu *moveMenu() const
    {
        return m_moveMenu;
    }
    void askRemove();

Q_SIGNALS:
    /// The store is not what it was.
    void changed();

private:
    void makeBanner();
    QWidget *makeButtons();
    void showBanner();
    void showUsers();
    void showFacts();
    void askMove(engine::SecretStoreKind to);
    void restartUsers();
    void report(const base::Error &error);

    PageContext m_context;
    const base::Clock &m_clock;
    QString m_instancesPageId;
    engine::SecretEntry m_entry;
    WrappedLabel *m_name;
    WrappedLabel *m_owner;
    StatusPill *m_state;
    Banner *m_banner;
    ValueCard *m_value;
    QVBoxLayout *m_users;
    QFormLayout *m_facts;
    QPushButton *m_move;
    QMenu *m_moveMenu;
    QPushButton *m_remove;
};

} // namespace berth::ui
