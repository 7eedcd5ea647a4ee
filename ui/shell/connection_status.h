// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

#include <vector>

class QHBoxLayout;

namespace berth::engine {
class EngineFacade;
}

namespace berth::ui {

class ComponentButton;

/// The enabled connections in the status bar: "Redis staging, 3 ms". Those that are not well come
/// first, since only a few have room; the last entry stands for the rest.
class ConnectionStatusRow final : public QWidget
{
    Q_OBJECT
public:
    explicit ConnectionStatusRow(engine::EngineFacade &engine, QWidget *parent = nullptr);

    std::vector<ComponentButton *> buttons() const
    {
        return m_buttons;
    }

Q_SIGNALS:
    /// Empty: all of them.
    void chosen(const QString &connectionId);

private:
    void refresh();
    ComponentButton *button(std::size_t index);

    engine::EngineFacade &m_engine;
    QHBoxLayout *m_layout;
    std::vector<ComponentButton *> m_buttons; ///< those shown come first
};

} // namespace berth::ui
