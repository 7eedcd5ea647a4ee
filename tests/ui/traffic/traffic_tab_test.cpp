// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/forms/file_picker.h"
#include "ui/traffic/call_detail.h"
#include "ui/traffic/traffic_tab.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/choices.h"
#include "ui/widgets/json_view.h"

#include <QAbstractButton>
#include <QApplication>
#include <QHeaderView>
#include <QPromise>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QTableView>
#include <QTest>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace berth::ui {
namespace {

using namespace Qt::Literals::StringLiterals;

using engine::CallRecord;

class NoFiles final : public FilePicker
{
public:
    void pick(QWidget *, Kind, const QString &, Chosen chosen) override
    {
        chosen(u"/tmp/calls.csv"_s);
    }
};

model::RecordedCall call(std::int64_t sequence, const char *instance)
{
    model::RecordedCall said;
    said.record.sequence = sequence;
    said.record.instanceId = instance;
    said.record.client = "Cursor";
    said.record.method = "tools/call";
    said.record.tool = "search";
    said.record.isRecorded = true;
    said.request = R"({"method":"tools/call"})";
    said.response = R"({"result":{}})";
    return said;
}

/// CallCommands in memory.
class Calls final : public engine::CallCommands
{
public:
    template <typename T>
    static QFuture<base::Result<T>> answer(base::Result<T> result)
    {
        QPromise<base::Result<T>> promise;
        promise.start();
        promise.addResult(std::move(result));
        promise.finish();
        return promise.future();
    }
    QFuture<base::Result<std::vector<CallRecord>>> callHistory(std::int64_t before, int limit,
                                                               std::string instance) override
    {
        if (error) {
            return answer<std::vector<CallRecord>>(base::fail(*std::exchange(error, {})));
        }
        std::vector<CallRecord> found;
        for (auto it = calls.rbegin(); it != calls.rend(); ++it) {
            const bool wanted =
                (before == 0 || it->record.sequence < before) && it->record.instanceId == instance;
            if (wanted && found.size() < static_cast<std::size_t>(limit)) {
                found.push_back(it->record);
            }
        }
        return answer<std::vector<CallRecord>>(found);
    }
    QFuture<base::Result<model::RecordedCall>> callDetail(std::int64_t sequence) override
    {
        for (const auto &call : calls) {
            if (call.record.sequence == sequence) {
                return answer<model::RecordedCall>(call);
            }
        }
        return answer<model::RecordedCall>(base::fail(base::ErrorCode::NotFound, "Gone."));
    }
    QFuture<base::Status> clearCalls() override
    {
        return answer<void>({});
    }
    QFuture<base::Result<int>> exportCalls(std::string file, engine::CallExportFormat format,
                                           std::vector<std::int64_t> sequences) override
    {
        exported = std::move(sequences);
        exportedTo = std::move(file);
        exportedAs = format;
        return answer<int>(static_cast<int>(exported.size()));
    }

    std::vector<model::RecordedCall> calls; ///< oldest first
    std::optional<base::Error> error;       ///< of the next question
    std::vector<std::int64_t> exported;
    std::string exportedTo;
    engine::CallExportFormat exportedAs = engine::CallExportFormat::JsonLines;
};

class TrafficTabTest : public testing::Test
{
protected:
    void open()
    {
        m_calls.calls = {call(1, "i1"), call(2, "i1"), call(3, "i2")};
        m_tab = std::make_unique<TrafficTab>(m_calls, m_files);
        m_tab->resize(700, 700);
        m_tab->show();
        m_tab->setInstance(u"i1"_s);
        QApplication::processEvents();
    }
    void tell(const std::vector<std::int64_t> &sequences)
    {
        std::vector<CallRecord> calls;
        for (const std::int64_t sequence : sequences) {
            calls.push_back(call(sequence, "i1").record);
        }
        m_tab->addCalls(calls);
    }
    void press(const QString &name)
    {
        for (auto *button : m_tab->findChildren<QAbstractButton *>()) {
            const bool isIt = button->text() == name || button->accessibleName() == name;
            if (isIt && button->isVisible()) {
                button->click();
                QApplication::processEvents();
                return;
            }
        }
        FAIL() << name.toStdString();
    }
    int screen()
    {
        return m_tab->findChild<QStackedWidget *>()->currentIndex();
    }

    Calls m_calls;
    NoFiles m_files;
    std::unique_ptr<TrafficTab> m_tab;
};

TEST_F(TrafficTabTest, ShowsWhatWasAndWhatComes)
{
    open();
    EXPECT_THAT(m_tab->model().visibleSequences(), testing::ElementsAre(2, 1));
    tell({4, 5});
    m_tab->addCalls({call(6, "i2").record});
    EXPECT_THAT(m_tab->model().visibleSequences(), testing::ElementsAre(5, 4, 2, 1));
    m_tab->setInstance(u"i2"_s);
    QApplication::processEvents();
    EXPECT_THAT(m_tab->model().visibleSequences(), testing::ElementsAre(3));
}

TEST_F(TrafficTabTest, APauseLosesNothing)
{
    open();
    press(u"Pause"_s);
    tell({4, 5});
    EXPECT_EQ(m_tab->model().rowCount(), 2);
    press(u"Go on"_s);
    EXPECT_THAT(m_tab->model().visibleSequences(), testing::ElementsAre(5, 4, 2, 1));
}

TEST_F(TrafficTabTest, SaysWhenThereIsNothingOrItCannotBeRead)
{
    open();
    const int calls = screen();
    m_tab->setInstance(u"i9"_s);
    QApplication::processEvents();
    const int empty = screen();
    EXPECT_NE(empty, calls);
    m_calls.error = base::Error{base::ErrorCode::StorageFailed, "The disk is full.", {}, {}};
    m_tab->setInstance(u"i1"_s);
    QApplication::processEvents();
    EXPECT_NE(screen(), calls);
    EXPECT_NE(screen(), empty);
}

TEST_F(TrafficTabTest, SaysWhenNothingMatchesAndShowsAllAgain)
{
    open();
    const int calls = screen();
    auto *search = m_tab->findChild<SearchField *>();
    search->setText(u"no such call"_s);
    EXPECT_NE(screen(), calls);
    press(u"Show all calls"_s);
    EXPECT_EQ(screen(), calls);
    EXPECT_TRUE(search->text().isEmpty());
}

TEST_F(TrafficTabTest, LooksForAMatchInOlderCallsToo)
{
    open();
    m_calls.calls.clear();
    for (std::int64_t sequence = 1; sequence <= 1200; ++sequence) {
        m_calls.calls.push_back(call(sequence, "i1"));
    }
    m_calls.calls.front().record.tool = "rare";
    m_tab->reload();
    QApplication::processEvents();
    EXPECT_EQ(m_tab->model().rowCount(), 500);
    m_tab->findChild<SearchField *>()->setText(u"rare"_s);
    ASSERT_TRUE(QTest::qWaitFor([this] { return m_tab->model().rowCount() == 1; }));
    EXPECT_THAT(m_tab->model().visibleSequences(), testing::ElementsAre(1));
}

/// Visible parts of the tab that lie over each other or reach beyond it.
QStringList misplaced(const QWidget &tab, const QList<QWidget *> &parts)
{
    QStringList found;
    for (const QWidget *part : parts) {
        const QRect place(part->mapTo(&tab, QPoint()), part->size());
        if (!tab.rect().contains(place)) {
            found << part->accessibleName() + u" is cut off"_s;
        }
        for (const QWidget *other : parts) {
            if (other < part && place.intersects({other->mapTo(&tab, QPoint()), other->size()})) {
                found << part->accessibleName() + u" lies over "_s + other->accessibleName();
            }
        }
    }
    return found;
}

TEST_F(TrafficTabTest, FitsIntoEachWidthOfThePanel)
{
    open();
    auto *table = m_tab->findChild<QTableView *>();
    auto *search = m_tab->findChild<SearchField *>();
    QList<QWidget *> parts{search, table->viewport()};
    for (auto *button : m_tab->findChildren<QAbstractButton *>()) {
        const bool isInside = search->isAncestorOf(button) || table->isAncestorOf(button);
        if (button->isVisible() && !isInside) {
            parts << button;
        }
    }
    ASSERT_GE(parts.size(), 7);
    for (const int width : {380, 450, 620, 1000}) {
        m_tab->resize(width, 700);
        QApplication::processEvents();
        EXPECT_EQ(m_tab->width(), width);
        EXPECT_TRUE(misplaced(*m_tab, parts).isEmpty())
            << width << ": " << misplaced(*m_tab, parts).join(u", "_s).toStdString();
        EXPECT_EQ(table->horizontalHeader()->length(), table->viewport()->width()) << width;
        EXPECT_EQ(table->isColumnHidden(CallModel::Size), width < 500) << width;
    }
}

TEST_F(TrafficTabTest, ShowsWhatWasSaid)
{
    open();
    m_tab->findChild<QTableView *>()->setCurrentIndex(m_tab->model().index(0, 0));
    const auto views = m_tab->findChildren<JsonView *>();
    ASSERT_EQ(views.size(), 2);
    ASSERT_TRUE(QTest::qWaitFor([&] { return views[0]->toPlainText().contains(u"tools/call"_s); }));
    EXPECT_TRUE(views[1]->toPlainText().contains(u"result"_s));
}

TEST_F(TrafficTabTest, SwitchesRecordingAndExports)
{
    open();
    QSignalSpy requested(m_tab.get(), &TrafficTab::recordingRequested);
    press(u"Record what is said"_s);
    EXPECT_EQ(requested.count(), 1);
    EXPECT_EQ(requested.front().front(), true);
    m_tab->setRecording(false);
    EXPECT_EQ(requested.count(), 1) << "that was not the person";
    press(u"Export what is shown"_s);
    EXPECT_THAT(m_calls.exported, testing::ElementsAre(2, 1));
    EXPECT_EQ(m_calls.exportedTo, "/tmp/calls.csv");
    EXPECT_EQ(m_calls.exportedAs, engine::CallExportFormat::Csv);
}

} // namespace
} // namespace berth::ui
