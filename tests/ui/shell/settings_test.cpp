// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "support/ui/fake_engine.h"
#include "ui/settings/setting_row.h"
#include "ui/settings/settings_page.h"
#include "ui/settings/settings_view.h"
#include "ui/theme/theme_manager.h"

#include <QAbstractButton>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QSpinBox>
#include <QTest>

#include <gtest/gtest.h>

namespace berth::ui {
namespace {

class Settings : public testing::Test
{
protected:
    template <typename T>
    T *control(const std::string &key)
    {
        SettingRow *row = m_view.row(key);
        return row == nullptr ? nullptr : qobject_cast<T *>(row->control());
    }

    std::string stored(const std::string &key)
    {
        return base::toText(m_engine.settings()[key]);
    }

    /// Answers of the engine come through the event loop.
    void answer()
    {
        QApplication::processEvents();
    }

    test::FakeEngine m_engine;
    ThemeManager m_theme{*qApp};
    SettingsView m_view{m_engine, m_theme, base::Profile::at("/tmp/berth-profile")};
};

TEST_F(Settings, ShowWhatIsStored)
{
    EXPECT_EQ(control<QSpinBox>("instances.max")->value(), 50);
    EXPECT_EQ(control<QSpinBox>("gateway.port")->value(), 7999);
    EXPECT_EQ(control<QLineEdit>("defaults.memory_limit")->text(), QStringLiteral("512m"));
}

TEST_F(Settings, ANumberIsStoredAtOnce)
{
    control<QSpinBox>("instances.max")->setValue(12);
    EXPECT_EQ(stored("instances.max"), "12");
}

TEST_F(Settings, AWrongLimitIsSaidAndNotStored)
{
    auto *edit = control<QLineEdit>("defaults.memory_limit");
    edit->clear();
    QTest::keyClicks(edit, QStringLiteral("lots"));
    EXPECT_FALSE(m_view.row("defaults.memory_limit")->error().isEmpty());
    QTest::keyClick(edit, Qt::Key_Return);
    EXPECT_EQ(stored("defaults.memory_limit"), "\"512m\"");
    edit->clear();
    QTest::keyClicks(edit, QStringLiteral("1g"));
    EXPECT_TRUE(m_view.row("defaults.memory_limit")->error().isEmpty());
    QTest::keyClick(edit, Qt::Key_Return);
    EXPECT_EQ(stored("defaults.memory_limit"), "\"1g\"");
}

TEST_F(Settings, WhatTheEngineRefusesStandsBesideTheField)
{
    m_engine.failNext({base::ErrorCode::Unavailable, "Port 8080 is taken."});
    control<QSpinBox>("gateway.port")->setValue(8080);
    answer();
    EXPECT_EQ(m_view.row("gateway.port")->error(), QStringLiteral("Port 8080 is taken."));
    control<QSpinBox>("gateway.port")->setValue(8081);
    answer();
    EXPECT_TRUE(m_view.row("gateway.port")->error().isEmpty());
    EXPECT_EQ(stored("gateway.port"), "8081");
}

TEST_F(Settings, TheManagerApiIsOffAndCanBeSwitchedOn)
{
    auto *offer = control<QAbstractButton>("manager_api.enabled");
    ASSERT_NE(offer, nullptr);
    EXPECT_FALSE(offer->isChecked());
    EXPECT_TRUE(control<QAbstractButton>("manager_api.require_token")->isChecked());
    offer->click();
    EXPECT_EQ(stored("manager_api.enabled"), "true");
}

TEST_F(Settings, TheManagerApisTokenGoesToTheClipboardAndIsShownNowhere)
{
    control<QAbstractButton>("manager_api.token")->click();
    answer();
    EXPECT_EQ(QGuiApplication::clipboard()->text(), QStringLiteral("token-of-the-manager"));
    EXPECT_TRUE(QGuiApplication::clipboard()->mimeData()->hasFormat(
        QStringLiteral("x-kde-passwordManagerHint")))
        << "it is taken away again, as every secret";
    for (const QLabel *label : m_view.findChildren<QLabel *>()) {
        EXPECT_FALSE(label->text().contains(QStringLiteral("token-of-the-manager")));
    }
}

TEST_F(Settings, WhyTheManagerApiDoesNotListenStandsInItsSection)
{
    engine::SystemSnapshot system;
    system.managerApi.state = engine::ComponentState::Unavailable;
    system.managerApi.problem = "Cannot listen on 127.0.0.1:8000: Address already in use.";
    m_engine.setSystem(system);
    const auto labels = m_view.findChildren<QLabel *>();
    EXPECT_TRUE(std::any_of(labels.begin(), labels.end(), [](const QLabel *label) {
        return label->text().contains(QStringLiteral("Address already in use"));
    }));
}

TEST_F(Settings, TraefiksRedisIsOneOfTheConnections)
{
    auto *choice = control<QComboBox>("traefik.redis");
    ASSERT_NE(choice, nullptr);
    EXPECT_EQ(choice->count(), 1);
    m_engine.setConnections(
        {test::sampleConnection("c-1", "edge", model::ConnectionRole::Console)});
    ASSERT_EQ(choice->count(), 2);
    EXPECT_EQ(stored("traefik.redis"), "\"\"") << "nobody chose it";
    choice->setCurrentIndex(1);
    Q_EMIT choice->activated(1);
    answer();
    EXPECT_EQ(stored("traefik.redis"), "\"c-1\"");
    m_engine.setConnections({});
    EXPECT_EQ(choice->currentText(), QStringLiteral("c-1")) << "what is stored stays in sight";
}

TEST_F(Settings, HowPublishingGoesStandsInItsSection)
{
    const auto says = [this](const QString &text) {
        const auto labels = m_view.findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(),
                           [&text](const QLabel *label) { return label->text().contains(text); });
    };
    engine::SystemSnapshot system;
    system.traefik.state = engine::ComponentState::Ok;
    system.traefik.summary = "3 instances in /etc/traefik/berth.yml";
    m_engine.setSystem(system);
    EXPECT_TRUE(says(QStringLiteral("Published: 3 instances")));
    system.traefik.problem = "There is no directory /etc/traefik.";
    m_engine.setSystem(system);
    EXPECT_TRUE(says(QStringLiteral("There is no directory /etc/traefik.")));
}

TEST_F(Settings, TheThemeChangesAtOnce)
{
    const auto buttons =
        m_view.row("appearance.theme")->control()->findChildren<QAbstractButton *>();
    ASSERT_EQ(buttons.size(), 3);
    buttons[2]->click();
    answer();
    EXPECT_EQ(stored("appearance.theme"), "\"dark\"");
    EXPECT_TRUE(m_theme.theme().dark);
    buttons[1]->click();
    answer();
    EXPECT_FALSE(m_theme.theme().dark);
}

} // namespace
} // namespace berth::ui
