// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/json.h"
#include "base/profile.h"
#include "engine/facade/snapshots.h"

#include <QWidget>

#include <functional>
#include <map>
#include <string>

class QComboBox;
class QLineEdit;
class QSpinBox;
class QVBoxLayout;

namespace berth::engine {
class EngineFacade;
}

namespace berth::ui {

class Banner;
class Card;
class ClipboardGuard;
class SettingRow;
class TextLabel;
class ThemeManager;

/// The page Settings. Each change is stored at once; a value that is wrong says so beside its
/// field and is not stored.
class SettingsView final : public QWidget
{
    Q_OBJECT
public:
    SettingsView(engine::EngineFacade &engine, ThemeManager &theme, const base::Profile &profile,
                 QWidget *parent = nullptr);

    /// The row of a settings key, for tests; nullptr when there is none.
    SettingRow *row(const std::string &key) const;

private:
    /// Empty when the text is fine.
    using Check = std::function<QString(const QString &)>;

    void addAppearance(QVBoxLayout &column);
    void addInstances(QVBoxLayout &column);
    void addGateway(QVBoxLayout &column);
    void addCallers(QVBoxLayout &column);
    void addTls(Card &card);
    void addCalls(QVBoxLayout &column);
    void addNames(Card &card, const std::string &key, const QString &name, const QString &hint);
    void addTraefik(QVBoxLayout &column);
    void addTraefikRedis(Card &card);
    void showConnections();
    void addEvents(QVBoxLayout &column);
    void addManagerApi(QVBoxLayout &column);
    void addToken(Card &card);
    void addComponents(QVBoxLayout &column);
    void addPaths(QVBoxLayout &column, const base::Profile &profile);
    void addSwitch(Card &card, const std::string &key, const QString &name, const QString &hint);
    void addNumber(Card &card, const std::string &key, const QString &name, const QString &hint,
                   int lowest, int highest);
    void addText(Card &card, const std::string &key, const QString &name, const QString &hint,
                 const Check &check);
    SettingRow *addRow(Card &card, const std::string &key, const QString &name, const QString &hint,
                       QWidget *control);
    void change(const std::string &key, base::Json value);
    void showSystem(const engine::SystemSnapshot &system);
    void showTraefik(const engine::ComponentStatus &status);
    base::Json stored(const std::string &key) const;

    engine::EngineFacade &m_engine;
    ThemeManager &m_theme;
    ClipboardGuard *m_clipboard;
    std::map<std::string, SettingRow *> m_rows;
    TextLabel *m_podman = nullptr;
    TextLabel *m_gateway = nullptr;
    TextLabel *m_keychain = nullptr;
    TextLabel *m_managerApi = nullptr;
    QComboBox *m_traefikRedis = nullptr;
    TextLabel *m_traefik = nullptr;
    TextLabel *m_fingerprint = nullptr;
};

} // namespace berth::ui
