// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "event_samples.h"
#include "support/ui/fake_dialogs.h"
#include "support/ui/fake_engine.h"
#include "ui/events/event_detail.h"
#include "ui/events/event_feed.h"
#include "ui/events/event_list.h"
#include "ui/events/event_model.h"
#include "ui/events/events_page.h"
#include "ui/events/events_view.h"
#include "ui/events/publish_form.h"
#include "ui/forms/file_picker.h"
#include "ui/forms/row_paint.h"
#include "ui/widgets/action_registry.h"
#include "ui/widgets/choices.h"
#include "ui/widgets/status.h"
#include "ui/widgets/text_label.h"

#include <QClipboard>
#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QStackedWidget>
#include <QTabWidget>
#include <QTableView>
#include <QTest>

#include <gtest/gtest.h>

namespace berth::ui {
namespace {

using model::ConnectionRole;

class OneFile final : public FilePicker
{
public:
    void pick(QWidget *, Kind kind, const QString &, Chosen chosen) override
    {
        EXPECT_EQ(kind, Kind::NewFile);
        chosen(QStringLiteral("/somewhere/events.jsonl"));
    }
};

class EventsPageTest : public testing::Test
{
protected:
    void open()
    {
        const PageContext context{engine, dialogs, notifier, actions, navigator};
        window.resize(1240, 840);
        QWidget *widget = page.createWidget(context, &window);
        widget->resize(window.size());
        window.show();
        window.activateWindow();
        ASSERT_TRUE(QTest::qWaitForWindowActive(&window));
    }
    void openWithSample()
    {
        test::putEvents(engine, clock.now());
        engine.setReady();
        open();
        settle();
    }
    /// Answers of the engine and delayed layouts arrive through the event loop.
    static void settle()
    {
        for (int i = 0; i < 5; ++i) {
            QApplication::processEvents();
        }
    }
    void record(std::int64_t from, std::int64_t to)
    {
        std::vector<engine::EventDetail> details;
        for (const auto &one : sampleRecords(from, to)) {
            details.push_back({one, {}, base::Json{{"data", base::Json::object()}}, {}, false});
        }
        engine.record(details);
    }
    EventsView *view() const
    {
        return page.view();
    }
    int screen() const
    {
        return view()->findChild<QStackedWidget *>()->currentIndex();
    }
    QPushButton *button(const QString &text) const
    {
        for (QPushButton *one : view()->findChildren<QPushButton *>()) {
            if (one->text() == text && one->isVisible()) {
                return one;
            }
        }
        return nullptr;
    }
    void choose(std::int64_t sequence)
    {
        chooseRow(*view()->list()->table(),
                  view()->model().index(view()->model().rowOf(sequence), 0));
        settle();
    }

    enum Screen
    {
        Loading,
        Failed,
        Empty,
        Browse,
        Publish
    };

    EventClock clock;
    OneFile files;
    test::FakeEngine engine;
    test::FakeDialogs dialogs;
    test::FakeNotifier notifier;
    test::FakeNavigator navigator;
    ActionRegistry actions;
    QWidget window;
    EventsPage page{clock, files, QStringLiteral("instances")};
};

TEST_F(EventsPageTest, GoesFromLoadingToEmptyToTheList)
{
    open();
    EXPECT_EQ(screen(), Loading);
    engine.setReady();
    settle();
    EXPECT_EQ(screen(), Empty);
    record(1, 3);
    settle();
    EXPECT_EQ(screen(), Browse);
    EXPECT_EQ(view()->model().rowCount(), 3);
}

TEST_F(EventsPageTest, ReadsWhatIsKeptPageByPage)
{
    record(1, 4500);
    engine.setReady();
    open();
    QTRY_COMPARE(view()->model().held(), 4500);
    record(4501, 4510);
    EXPECT_EQ(view()->model().rowCount(), 4510);
    EXPECT_TRUE(view()->list()->figures()->text().startsWith(QStringLiteral("4,510 kept")));
}

TEST_F(EventsPageTest, HoldsBackWhatComesWhilePaused)
{
    openWithSample();
    const int before = view()->model().held();
    button(QStringLiteral("Pause"))->click();
    record(101, 314);
    EXPECT_EQ(view()->model().held(), before);
    EXPECT_TRUE(view()->list()->figures()->text().contains(QStringLiteral("214 new")));
    button(QStringLiteral("Resume"))->click();
    EXPECT_EQ(view()->model().held(), before + 214);
}

TEST_F(EventsPageTest, ReadsTheLogAgainWhenTooMuchCameWhilePaused)
{
    openWithSample();
    view()->feed().setPaused(true);
    for (std::int64_t first = 1001; first < 31001; first += 1000) {
        record(first, first + 999);
    }
    EXPECT_EQ(view()->feed().waiting(), 30000);
    view()->feed().setPaused(false);
    QTRY_COMPARE(view()->model().held(), 30011);
}

TEST_F(EventsPageTest, KeepsThePlaceOfWhoeverScrolledDown)
{
    record(1, 500);
    engine.setReady();
    open();
    settle();
    QTableView *table = view()->list()->table();
    choose(400);
    table->verticalScrollBar()->setValue(table->verticalScrollBar()->maximum() / 2);
    const auto top = [&] {
        return table->indexAt({5, 5}).data(EventModel::SequenceRole).toLongLong();
    };
    const auto before = top();
    record(501, 700);
    settle();
    EXPECT_EQ(top(), before);
    EXPECT_EQ(view()->list()->currentSequence(), 400);
}

TEST_F(EventsPageTest, ShowsDecodedAndRaw)
{
    openWithSample();
    choose(8); // InstanceCreated, received
    QTabWidget *tabs = view()->detail()->tabs();
    EXPECT_TRUE(view()->detail()->shownText().contains(QStringLiteral("secret_ref:GITHUB_TOKEN")));
    tabs->setCurrentIndex(EventDetailPanel::Raw);
    EXPECT_TRUE(view()->detail()->shownText().contains(QStringLiteral("\\\"event_id\\\"")));
    view()->detail()->copy();
    EXPECT_EQ(QGuiApplication::clipboard()->text(), view()->detail()->shownText());
    choose(4); // what cannot be read
    EXPECT_FALSE(tabs->isTabVisible(EventDetailPanel::Decoded));
    EXPECT_TRUE(view()->detail()->shownText().startsWith(QStringLiteral("\\x93NUMPY\\x01\\x00")));
    choose(1); // of this machine
    EXPECT_FALSE(tabs->isTabVisible(EventDetailPanel::Raw));
}

TEST_F(EventsPageTest, TheRowThatTheKeyboardCameToIsChosen)
{
    openWithSample();
    QTableView *table = view()->list()->table();
    table->clearSelection();
    table->setCurrentIndex({});
    table->selectionModel()->setCurrentIndex(view()->model().index(2, 0),
                                             QItemSelectionModel::NoUpdate);
    EXPECT_TRUE(table->selectionModel()->isRowSelected(2));
}

TEST_F(EventsPageTest, LeadsToTheInstance)
{
    openWithSample();
    choose(8);
    button(QStringLiteral("Open instance"))->click();
    ASSERT_EQ(navigator.visits.size(), 1U);
    EXPECT_EQ(navigator.visits[0].second, QStringLiteral("instance:inst-github"));
}

TEST_F(EventsPageTest, FiltersByTabAndText)
{
    openWithSample();
    view()->list()->tabs()->setCurrentIndex(static_cast<int>(EventGroup::Errors));
    EXPECT_EQ(view()->model().rowCount(), 3);
    view()->list()->tabs()->setCurrentIndex(0);
    view()->findChild<SearchField *>()->setText(QStringLiteral("slack"));
    QTRY_COMPARE(view()->model().rowCount(), 1);
    view()->findChild<SearchField *>()->clear();
    QTRY_COMPARE(view()->model().rowCount(), 11);
    view()->list()->showFilters(true);
    view()->list()->channel()->setText(QStringLiteral("*Deleted"));
    QTRY_COMPARE(view()->model().rowCount(), 1);
    view()->list()->showFilters(false);
    EXPECT_EQ(view()->model().rowCount(), 11);
}

TEST_F(EventsPageTest, AsksBeforeItForgets)
{
    openWithSample();
    dialogs.answer = false;
    button(QStringLiteral("Clear"))->click();
    EXPECT_EQ(view()->model().held(), 11);
    dialogs.answer = true;
    button(QStringLiteral("Clear"))->click();
    settle();
    EXPECT_EQ(view()->model().held(), 0);
    EXPECT_EQ(screen(), Empty);
}

TEST_F(EventsPageTest, ExportsToTheChosenFile)
{
    openWithSample();
    button(QStringLiteral("Export"))->click();
    settle();
    ASSERT_EQ(notifier.notices.size(), 1U);
    EXPECT_TRUE(notifier.notices[0].text.contains(QStringLiteral("/somewhere/events.jsonl")));
}

TEST_F(EventsPageTest, SaysWhatOnlyWatches)
{
    engine.setConnections({test::sampleConnection("c-staging", "staging", ConnectionRole::Watch)});
    openWithSample();
    const auto *pill = view()->findChild<StatusPill *>();
    EXPECT_TRUE(pill->isVisible());
    EXPECT_EQ(pill->text(), QStringLiteral("staging: watch only"));
    EXPECT_FALSE(button(QStringLiteral("Publish"))->isEnabled());
    EXPECT_FALSE(view()->detail()->publishAgain()->isEnabled());
}

TEST_F(EventsPageTest, PublishesAndComesBack)
{
    engine.setConnections({test::sampleConnection("c2", "lab", ConnectionRole::Console)});
    openWithSample();
    button(QStringLiteral("Publish"))->click();
    EXPECT_EQ(screen(), Publish);
    engine.failNext({base::ErrorCode::Unavailable, "lab cannot be reached.", {}, {}});
    view()->form()->publishButton()->click();
    settle();
    EXPECT_EQ(screen(), Publish);
    EXPECT_EQ(view()->form()->errorLabel()->text(), QStringLiteral("lab cannot be reached."));
    view()->form()->publishButton()->click();
    settle();
    EXPECT_EQ(screen(), Browse);
    EXPECT_EQ(engine.calls().back().id, "c2 MCPServerInstanceCreated");
}

TEST_F(EventsPageTest, TheKeyForANewOneKeepsWhatIsTyped)
{
    engine.setConnections({test::sampleConnection("c2", "lab", ConnectionRole::Console)});
    openWithSample();
    button(QStringLiteral("Publish"))->click();
    QPlainTextEdit *editor = view()->form()->editor();
    editor->setPlainText(QStringLiteral("{ typed"));
    editor->setFocus();
    QTest::keyClick(editor, Qt::Key_N, Qt::ControlModifier);
    EXPECT_EQ(editor->toPlainText(), QStringLiteral("{ typed"));
}

TEST_F(EventsPageTest, StartsAgainWhenTheLogWasReplaced)
{
    openWithSample();
    Q_EMIT engine.eventsReset();
    settle();
    EXPECT_EQ(view()->model().held(), 11);
}

} // namespace
} // namespace berth::ui
