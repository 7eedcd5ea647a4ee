// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "support/ui/fake_dialogs.h"
#include "support/ui/fake_engine.h"
#include "ui/shell/component_status_view.h"
#include "ui/shell/main_window.h"
#include "ui/shell/navigation_rail.h"
#include "ui/shell/single_instance.h"
#include "ui/shell/status_bar.h"
#include "ui/widgets/arrangement.h"
#include "ui/widgets/command_palette.h"
#include "ui/widgets/copy_field.h"
#include "ui/widgets/keyboard_help.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QFile>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocalSocket>
#include <QSignalSpy>
#include <QSplitter>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QVBoxLayout>

#include <gtest/gtest.h>

#include <algorithm>

namespace berth::ui {
namespace {

/// A page that counts how often its widget was made.
class CountingPage final : public Page
{
public:
    explicit CountingPage(QString id)
        : m_id(std::move(id))
    {}

    QString id() const override
    {
        return m_id;
    }
    QString title() const override
    {
        return m_id.toUpper();
    }
    Icon icon() const override
    {
        return Icon::Cube;
    }
    QWidget *createWidget(const PageContext &, QWidget *parent) override
    {
        ++made;
        auto *page = new QWidget(parent);
        addKey(page, QKeySequence(Qt::CTRL | Qt::Key_J), triggered);
        addKey(page, QKeySequence(Qt::Key_Delete), deleted);
        auto *splitter = new QSplitter;
        (new QVBoxLayout(page))->addWidget(splitter);
        splitter->setObjectName(m_id);
        splitter->addWidget(new QLineEdit);
        splitter->addWidget(makeTable());
        splitter->setStretchFactor(0, 1); // as on every page: the second part keeps its size
        splitter->setStretchFactor(1, 0);
        return page;
    }
    void open(const QString &target) override
    {
        opened = target;
    }

    int made = 0;
    int triggered = 0;
    int deleted = 0;
    QString opened;

private:
    static void addKey(QWidget *page, const QKeySequence &key, int &count)
    {
        auto *action = new QAction(page);
        action->setShortcut(key);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        QObject::connect(action, &QAction::triggered, page, [&count] { ++count; });
        page->addAction(action);
    }

    QTableWidget *makeTable() const
    {
        auto *table = new QTableWidget(1, 3);
        table->horizontalHeader()->setObjectName(m_id);
        table->setSortingEnabled(true);
        return table;
    }

    QString m_id;
};

class Shell : public testing::Test
{
protected:
    void SetUp() override
    {
        ASSERT_TRUE(m_directory.isValid());
        makeWindow();
    }

    void makeWindow()
    {
        MainWindow::Pages pages;
        m_first = new CountingPage(QStringLiteral("first"));
        m_second = new CountingPage(QStringLiteral("second"));
        pages.emplace_back(m_first);
        pages.emplace_back(m_second);
        m_window = std::make_unique<MainWindow>(m_engine, m_dialogs, std::move(pages),
                                                WindowState(stateFile()));
        m_window->show();
        ASSERT_TRUE(QTest::qWaitForWindowExposed(m_window.get()));
        m_window->activateWindow();
    }

    QAbstractButton *railEntry(const QString &title)
    {
        const auto entries = m_window->rail().findChildren<QAbstractButton *>();
        const auto found =
            std::find_if(entries.begin(), entries.end(),
                         [&title](const auto *entry) { return entry->text() == title; });
        return found == entries.end() ? nullptr : *found;
    }

    std::filesystem::path stateFile() const
    {
        return m_directory.filePath(QStringLiteral("window.ini")).toStdString();
    }

    QTemporaryDir m_directory;
    test::FakeEngine m_engine;
    test::FakeDialogs m_dialogs;
    CountingPage *m_first = nullptr;
    CountingPage *m_second = nullptr;
    std::unique_ptr<MainWindow> m_window;
};

TEST_F(Shell, KeysOfTheShownPageWorkFromTheRail)
{
    ASSERT_TRUE(QTest::qWaitForWindowActive(m_window.get()));
    QAbstractButton *entry = railEntry(QStringLiteral("FIRST"));
    ASSERT_NE(entry, nullptr);
    entry->setFocus(Qt::TabFocusReason);
    QTest::keyClick(entry, Qt::Key_J, Qt::ControlModifier);
    EXPECT_EQ(m_first->triggered, 1);
    QTest::keyClick(entry, Qt::Key_Delete);
    EXPECT_EQ(m_first->deleted, 0);
    m_window->showPage(QStringLiteral("second"));
    QTest::keyClick(entry, Qt::Key_J, Qt::ControlModifier);
    EXPECT_EQ(m_first->triggered, 1);
    EXPECT_EQ(m_second->triggered, 1);
}

TEST_F(Shell, AClickInTheRailLeavesTheFocusToThePage)
{
    ASSERT_TRUE(QTest::qWaitForWindowActive(m_window.get()));
    m_window->findChild<QLineEdit *>()->setFocus();
    QTest::mouseClick(railEntry(QStringLiteral("SECOND")), Qt::LeftButton);
    EXPECT_EQ(m_window->currentPage(), QStringLiteral("second"));
    EXPECT_NE(qobject_cast<QLineEdit *>(QApplication::focusWidget()), nullptr);
}

TEST_F(Shell, TheKeyboardHelpNeverSqueezesItsRows)
{
    for (int i = 0; i < 60; ++i) {
        auto *action = new QAction(QStringLiteral("Command %1").arg(i), m_window.get());
        action->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_F1));
        m_window->actions().add(action, QStringLiteral("More"));
    }
    QTest::keyClick(m_window.get(), Qt::Key_F1);
    const KeyboardHelp *help = m_window->keyboardHelp();
    ASSERT_NE(help, nullptr);
    EXPECT_LE(help->height(), m_window->height());
    for (const auto *label : help->findChildren<QLabel *>()) {
        EXPECT_GE(label->height(), label->fontMetrics().height()) << qPrintable(label->text());
    }
}

TEST_F(Shell, MakesAPageWhenItIsShownAndOnlyOnce)
{
    EXPECT_EQ(m_first->made, 1);
    EXPECT_EQ(m_second->made, 0);
    QTest::keyClick(m_window.get(), Qt::Key_2, Qt::ControlModifier);
    EXPECT_EQ(m_window->currentPage(), QStringLiteral("second"));
    QTest::keyClick(m_window.get(), Qt::Key_1, Qt::ControlModifier);
    QTest::keyClick(m_window.get(), Qt::Key_2, Qt::ControlModifier);
    EXPECT_EQ(m_second->made, 1);
}

TEST_F(Shell, OpensATargetAfterThePageIsMade)
{
    m_window->showPage(QStringLiteral("second"), QStringLiteral("instance:7"));
    EXPECT_EQ(m_second->made, 1);
    EXPECT_EQ(m_second->opened, QStringLiteral("instance:7"));
    m_window->showPage(QStringLiteral("nowhere"));
    EXPECT_EQ(m_window->currentPage(), QStringLiteral("second"));
}

TEST_F(Shell, RemembersPageAndSize)
{
    m_window->showPage(QStringLiteral("second"));
    m_window->resize(1000, 700);
    m_window->close();
    makeWindow();
    EXPECT_EQ(m_window->currentPage(), QStringLiteral("second"));
    EXPECT_EQ(m_window->size(), QSize(1000, 700));
}

TEST_F(Shell, RemembersWhatWasArrangedInAPage)
{
    auto *splitter = m_window->findChild<QSplitter *>();
    splitter->setSizes({300, splitter->width() - 300});
    const QList<int> sizes = splitter->sizes();
    QHeaderView *header = m_window->findChild<QTableWidget *>()->horizontalHeader();
    header->setSortIndicator(1, Qt::DescendingOrder);
    header->resizeSection(2, 222);
    setWidthsChosen(*header, true);
    m_window->close();
    makeWindow();
    EXPECT_EQ(m_window->findChild<QSplitter *>()->sizes(), sizes);
    header = m_window->findChild<QTableWidget *>()->horizontalHeader();
    EXPECT_EQ(header->sortIndicatorSection(), 1);
    EXPECT_EQ(header->sortIndicatorOrder(), Qt::DescendingOrder);
    EXPECT_EQ(header->sectionSize(2), 222);
    EXPECT_TRUE(areWidthsChosen(*header));
}

TEST_F(Shell, WidthsThatNobodyChoseAreNotKept)
{
    QHeaderView *header = m_window->findChild<QTableWidget *>()->horizontalHeader();
    const int usual = header->sectionSize(2);
    header->resizeSection(2, 222); // as a page fits its columns
    m_window->close();
    makeWindow();
    header = m_window->findChild<QTableWidget *>()->horizontalHeader();
    EXPECT_EQ(header->sectionSize(2), usual);
}

TEST_F(Shell, ADamagedStateFileIsIgnored)
{
    m_window->close();
    QFile file(QString::fromStdString(stateFile().string()));
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    file.write("[window]\ngeometry=@ByteArray(nonsense)\npage=gone\n"
               "[arrangement]\nsplitter.first=@ByteArray(x)\norder.first=9, up\n"
               "widths.first=1, -7, 99999\n");
    file.close();
    makeWindow();
    EXPECT_EQ(m_window->currentPage(), QStringLiteral("first"));
    EXPECT_GE(m_window->width(), m_window->minimumWidth());
}

TEST_F(Shell, CtrlQClosesAndSaysSo)
{
    QSignalSpy quit(m_window.get(), &MainWindow::quitRequested);
    QTest::keyClick(m_window.get(), Qt::Key_Q, Qt::ControlModifier);
    EXPECT_EQ(quit.count(), 1);
}

TEST_F(Shell, TheCommandPaletteFindsAndRuns)
{
    QTest::keyClick(m_window.get(), Qt::Key_K, Qt::ControlModifier);
    CommandPalette *palette = m_window->palettePopup();
    ASSERT_NE(palette, nullptr);
    ASSERT_TRUE(palette->isVisible());
    auto *edit = palette->findChild<QLineEdit *>();
    QTest::keyClicks(edit, QStringLiteral("sec"));
    ASSERT_FALSE(palette->visibleCommands().isEmpty());
    EXPECT_EQ(palette->visibleCommands().first(), QStringLiteral("SECOND"));
    QTest::keyClick(edit, Qt::Key_Return);
    EXPECT_FALSE(palette->isVisible());
    EXPECT_EQ(m_window->currentPage(), QStringLiteral("second"));
}

TEST_F(Shell, EscapeClosesThePalette)
{
    QTest::keyClick(m_window.get(), Qt::Key_K, Qt::ControlModifier);
    CommandPalette *palette = m_window->palettePopup();
    ASSERT_NE(palette, nullptr);
    QTest::keyClick(palette->findChild<QLineEdit *>(), Qt::Key_Escape);
    EXPECT_FALSE(palette->isVisible());
    EXPECT_EQ(m_window->currentPage(), QStringLiteral("first"));
}

TEST_F(Shell, F1ShowsTheShortcuts)
{
    QTest::keyClick(m_window.get(), Qt::Key_F1);
    KeyboardHelp *help = m_window->keyboardHelp();
    ASSERT_NE(help, nullptr);
    EXPECT_TRUE(help->isVisible());
    QStringList texts;
    const auto labels = help->findChildren<QLabel *>();
    for (const QLabel *label : labels) {
        texts << label->text();
    }
    EXPECT_TRUE(texts.contains(QStringLiteral("SECOND")));
    QTest::keyClick(help, Qt::Key_Escape);
    EXPECT_FALSE(help->isVisible());
}

TEST_F(Shell, TheStatusBarExplainsAndRechecks)
{
    engine::SystemSnapshot system;
    system.podman = {engine::ComponentState::Unavailable, "Podman not found",
                     "There is no Podman on this machine.", "Install it:\nsudo apt install podman"};
    m_engine.setSystem(system);
    StatusBar &bar = m_window->statusBar();
    EXPECT_EQ(bar.component(0)->text(), QStringLiteral("Podman not found"));
    QTest::mouseClick(bar.component(0), Qt::LeftButton);
    ComponentPopover *popover = bar.popover();
    ASSERT_NE(popover, nullptr);
    auto *command = popover->findChild<CopyField *>();
    ASSERT_NE(command, nullptr);
    EXPECT_EQ(command->text(), QStringLiteral("sudo apt install podman"));
    Q_EMIT popover->recheckRequested();
    ASSERT_FALSE(m_engine.calls().empty());
    EXPECT_EQ(m_engine.calls().back().name, "recheck");
}

TEST_F(Shell, AFailedStartIsSaidInsteadOfThePage)
{
    m_engine.failStart(QStringLiteral("The database is damaged."), QStringLiteral("sqlite: 11"));
    QStringList texts;
    const auto labels = m_window->findChildren<QLabel *>();
    for (const QLabel *label : labels) {
        if (label->isVisible()) {
            texts << label->text();
        }
    }
    EXPECT_TRUE(texts.contains(QStringLiteral("The database is damaged.")));
    EXPECT_TRUE(texts.contains(QStringLiteral("sqlite: 11")));
}

class OneWindow : public testing::Test
{
protected:
    std::filesystem::path socket() const
    {
        return m_directory.filePath(QStringLiteral("window.sock")).toStdString();
    }

    QTemporaryDir m_directory;
};

TEST_F(OneWindow, ASecondStartRaisesTheFirst)
{
    SingleInstance first(socket());
    EXPECT_FALSE(first.tryRaiseOther());
    QSignalSpy raised(&first, &SingleInstance::raiseRequested);
    SingleInstance second(socket());
    EXPECT_TRUE(second.tryRaiseOther());
    EXPECT_TRUE(raised.wait());
    EXPECT_EQ(raised.count(), 1);
}

TEST_F(OneWindow, ASocketLeftByACrashIsReplaced)
{
    QFile stale(QString::fromStdString(socket().string()));
    ASSERT_TRUE(stale.open(QIODevice::WriteOnly));
    stale.close();
    SingleInstance first(socket());
    EXPECT_FALSE(first.tryRaiseOther());
    SingleInstance second(socket());
    EXPECT_TRUE(second.tryRaiseOther());
}

TEST_F(OneWindow, SomethingElseOnTheSocketRaisesNothing)
{
    SingleInstance first(socket());
    EXPECT_FALSE(first.tryRaiseOther());
    QSignalSpy raised(&first, &SingleInstance::raiseRequested);
    QLocalSocket other;
    other.connectToServer(QString::fromStdString(socket().string()));
    ASSERT_TRUE(other.waitForConnected());
    QSignalSpy gone(&other, &QLocalSocket::disconnected);
    other.write("shutdown\n");
    other.disconnectFromServer();
    EXPECT_TRUE(gone.count() > 0 || gone.wait());
    SingleInstance second(socket());
    EXPECT_TRUE(second.tryRaiseOther()); // comes after the other one
    EXPECT_TRUE(raised.wait());
    EXPECT_EQ(raised.count(), 1);
}

} // namespace
} // namespace berth::ui
