// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/berth_style.h"
#include "ui/theme/icon_kinds.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/roles.h"
#include "ui/theme/theme_manager.h"
#include "ui/theme/typography.h"

#include <QApplication>
#include <QComboBox>
#include <QFile>
#include <QFontMetrics>
#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTabBar>
#include <QTabWidget>
#include <QTest>
#include <QTreeWidget>
#include <QWheelEvent>

#include <gtest/gtest.h>

namespace berth::ui {
namespace {

QColor pixel(QWidget &widget, QPoint position)
{
    return widget.grab().toImage().pixelColor(position);
}

TEST(Style, PaintsThePrimaryButtonInTheAccent)
{
    QPushButton button(QStringLiteral("Run"));
    setButtonRole(&button, ButtonRole::Primary);
    button.resize(button.sizeHint());
    EXPECT_EQ(button.height(), metrics::control);
    EXPECT_EQ(pixel(button, {8, 8}), themeOf(&button).accent);
}

TEST(Style, FollowsAChangeOfTheme)
{
    ThemeManager manager(*qApp);
    manager.setAppearance(Appearance::Light);
    QPushButton button(QStringLiteral("Run"));
    setButtonRole(&button, ButtonRole::Primary);
    button.resize(button.sizeHint());
    QSignalSpy changed(&manager, &ThemeManager::themeChanged);
    manager.setAppearance(Appearance::Dark);
    EXPECT_EQ(changed.count(), 1);
    EXPECT_EQ(pixel(button, {8, 8}), Theme::darkTheme().accent);
    EXPECT_EQ(QApplication::palette().color(QPalette::Base), Theme::darkTheme().surface);
    manager.setAppearance(Appearance::Light);
    EXPECT_EQ(pixel(button, {8, 8}), Theme::light().accent);
}

TEST(Style, AnInvalidFieldHasARedFrame)
{
    QLineEdit edit;
    edit.resize(200, metrics::control);
    const QPoint onFrame(100, 0);
    const QColor before = pixel(edit, onFrame);
    setInvalid(&edit, true);
    EXPECT_EQ(pixel(edit, onFrame), themeOf(&edit).danger);
    EXPECT_NE(before, themeOf(&edit).danger);
    setInvalid(&edit, false);
    EXPECT_EQ(pixel(edit, onFrame), before);
}

TEST(Style, SmallControlsAreLower)
{
    QPushButton button(QStringLiteral("Stop"));
    setSmall(&button);
    EXPECT_EQ(button.sizeHint().height(), metrics::controlSmall);
}

TEST(Style, TheWheelScrollsThePageAndChangesNoField)
{
    QScrollArea area;
    area.resize(300, 200);
    auto *content = new QWidget;
    content->setFixedSize(280, 1000);
    auto *choice = new QComboBox(content);
    choice->addItems({QStringLiteral("Default"), QStringLiteral("4 cores")});
    auto *number = new QSpinBox(content);
    number->move(0, 60);
    number->setValue(5);
    area.setWidget(content);
    area.show();
    ASSERT_TRUE(QTest::qWaitForWindowExposed(&area));
    for (QWidget *field : {static_cast<QWidget *>(choice), static_cast<QWidget *>(number)}) {
        const int before = area.verticalScrollBar()->value();
        const QPointF place = field->rect().center();
        QWheelEvent turn(place, field->mapToGlobal(place), {}, {0, -120}, Qt::NoButton, {},
                         Qt::NoScrollPhase, false);
        // As from a mouse: what sendEvent() sends does not go on to a parent.
        QSpontaneKeyEvent::setSpontaneous(&turn);
        qApp->notify(field, &turn);
        EXPECT_GT(area.verticalScrollBar()->value(), before);
    }
    EXPECT_EQ(choice->currentIndex(), 0);
    EXPECT_EQ(number->value(), 5);
}

TEST(Style, AChosenRowOfATreeIsFilledToItsEnd)
{
    QTreeWidget tree;
    tree.setColumnCount(2);
    auto *item = new QTreeWidgetItem(&tree, {QStringLiteral("echo"), QStringLiteral("1 kB")});
    tree.resize(300, 120);
    tree.setCurrentItem(item);
    const QRect row = tree.visualItemRect(item);
    const QPoint inside(row.right() - 4, row.center().y());
    EXPECT_EQ(pixel(*tree.viewport(), inside), themeOf(&tree).selected);
}

TEST(Style, AHeaderHasRoomForItsWords)
{
    QTreeWidget tree;
    tree.setHeaderLabels({QStringLiteral("Name"), QStringLiteral("Size")});
    const QHeaderView *header = tree.header();
    const int words = header->fontMetrics().horizontalAdvance(QStringLiteral("Size"));
    EXPECT_GE(header->sectionSizeHint(1), words + 2 * metrics::space8);
}

TEST(Style, ReducedMotionReachesTheWidgets)
{
    ThemeManager manager(*qApp);
    manager.setReduceMotion(false);
    EXPECT_GT(QApplication::style()->styleHint(QStyle::SH_Widget_Animation_Duration), 0);
    manager.setReduceMotion(true);
    EXPECT_EQ(QApplication::style()->styleHint(QStyle::SH_Widget_Animation_Duration), 0);
}

TEST(Appearances, RoundTripTheirNames)
{
    for (Appearance appearance : {Appearance::Auto, Appearance::Light, Appearance::Dark}) {
        EXPECT_EQ(ThemeManager::appearanceFromName(ThemeManager::appearanceName(appearance)),
                  appearance);
    }
    EXPECT_EQ(ThemeManager::appearanceFromName(QStringLiteral("purple")), Appearance::Auto);
}

TEST(Icons, EveryIconHasAFileAndPaintsSomething)
{
    for (int i = 0; i <= static_cast<int>(Icon::Wrench); ++i) {
        const auto icon = static_cast<Icon>(i);
        const QImage image = iconPixmap(icon, 24, 2, Qt::red).toImage();
        ASSERT_EQ(image.size(), QSize(48, 48));
        int painted = 0;
        for (int y = 0; y < 48; ++y) {
            for (int x = 0; x < 48; ++x) {
                painted += qAlpha(image.pixel(x, y)) > 128 ? 1 : 0;
            }
        }
        EXPECT_GT(painted, 40) << iconFileName(icon);
    }
}

TEST(Icons, AreToldFromOthers)
{
    EXPECT_TRUE(isThemedIcon(themedIcon(Icon::Copy)));
    EXPECT_FALSE(isThemedIcon(QApplication::style()->standardIcon(QStyle::SP_FileIcon)));
    EXPECT_FALSE(applicationIcon().pixmap(16).isNull());
}

TEST(Icons, TakeTheThemesColour)
{
    ThemeManager manager(*qApp);
    const QIcon icon = themedIcon(Icon::Stop);
    const auto strongest = [&icon] {
        const QImage image = icon.pixmap(24, 24).toImage();
        return image.pixelColor(12, 6);
    };
    manager.setAppearance(Appearance::Light);
    const QColor light = strongest();
    manager.setAppearance(Appearance::Dark);
    EXPECT_NE(light, strongest());
    manager.setAppearance(Appearance::Light);
}

TEST(Style, DrawsNoLineOfACornerWidgetAcrossThePage)
{
    QTabWidget tabs;
    tabs.setDocumentMode(true);
    tabs.addTab(new QWidget, QStringLiteral("One"));
    auto *corner = new QWidget;
    corner->setFixedSize(11, 1);
    tabs.setCornerWidget(corner, Qt::TopLeftCorner);
    tabs.resize(300, 200);
    tabs.show();
    ASSERT_TRUE(QTest::qWaitForWindowExposed(&tabs));
    const QImage image = tabs.grab().toImage();
    const int below = tabs.tabBar()->geometry().bottom() + 1;
    for (int y = below; y < image.height(); ++y) {
        ASSERT_EQ(image.pixelColor(150, y), image.pixelColor(150, image.height() - 1)) << y;
    }
}

TEST(Fonts, AreOurOwnAndHaveDigitsOfOneWidth)
{
    for (TextRole role :
         {TextRole::Body, TextRole::BodyStrong, TextRole::PageTitle, TextRole::Mono}) {
        const QFont font = textFont(role);
        EXPECT_EQ(QFontInfo(font).family(), font.family());
        const QFontMetricsF metrics(font);
        for (char digit = '1'; digit <= '9'; ++digit) {
            // One unit of the font's grid apart in the heavier weights: a 64th of a pixel.
            EXPECT_NEAR(metrics.horizontalAdvance(QLatin1Char(digit)),
                        metrics.horizontalAdvance(QLatin1Char('0')), 1.0 / 64)
                << digit;
        }
    }
}

TEST(Fonts, WeightsDiffer)
{
    EXPECT_EQ(QFontInfo(textFont(TextRole::Body)).weight(), QFont::Normal);
    EXPECT_EQ(QFontInfo(textFont(TextRole::BodyStrong)).weight(), QFont::Medium);
    EXPECT_EQ(QFontInfo(textFont(TextRole::PageTitle)).weight(), QFont::DemiBold);
}

} // namespace
} // namespace berth::ui
