// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
//
// The event monitor under load: the real window with 100,000 events kept, and 1,000 more a second.
// Prints the longest time in which the window did not react, and the share of one core in percent,
// at rest and under load. Arguments: seconds to measure, events a second.
#include "model/events.h"
#include "support/ui/fake_engine.h"
#include "ui/events/event_model.h"
#include "ui/events/events_page.h"
#include "ui/events/events_view.h"
#include "ui/forms/file_picker.h"
#include "ui/shell/main_window.h"
#include "ui/shell/window_state.h"
#include "ui/theme/theme_manager.h"
#include "ui/widgets/dialogs.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QTimer>

#include <algorithm>
#include <cstdio>

#include <sys/resource.h>

namespace {

using namespace berth;

constexpr int kept = 100000;
constexpr int batchesPerSecond = 10; ///< as often as the mailbox is emptied
constexpr int pulse = 2;             ///< milliseconds between two looks at the clock
const char *const statuses[] = {"validating", "starting", "running, container 9f3c1e0a", "failed"};

class NoFiles final : public ui::FilePicker
{
public:
    void pick(QWidget *, Kind, const QString &, Chosen) override {}
};

engine::EventDetail makeEvent(std::int64_t sequence)
{
    engine::EventDetail detail;
    detail.record.sequence = sequence;
    detail.record.recordedAt = base::SystemClock().now();
    detail.record.connectionId = "c-bench";
    detail.record.direction = engine::EventRecord::Direction::Received;
    detail.record.type = model::event::instanceStatusChanged;
    detail.record.channel = detail.record.type;
    detail.record.subjectId =
        "0d6f3c9e-5b1a-4f0e-9f1c-" + std::to_string(100000000000 + sequence % 500);
    detail.record.subjectName = "instance-" + std::to_string(sequence % 500);
    detail.record.summary = statuses[sequence % std::size(statuses)];
    detail.record.size = 400;
    return detail;
}

std::vector<engine::EventDetail> makeEvents(std::int64_t first, int count)
{
    std::vector<engine::EventDetail> events;
    for (int i = 0; i < count; ++i) {
        events.push_back(makeEvent(first + i));
    }
    return events;
}

double cpuSeconds()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval &time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

/// Runs the event loop for a while and prints how it went.
double measure(const char *what, int seconds)
{
    qint64 longest = 0;
    QElapsedTimer sinceLast;
    QTimer pulses;
    pulses.setTimerType(Qt::PreciseTimer);
    QObject::connect(&pulses, &QTimer::timeout, &pulses, [&] {
        longest = std::max(longest, sinceLast.nsecsElapsed());
        sinceLast.restart();
    });
    const double before = cpuSeconds();
    sinceLast.start();
    pulses.start(pulse);
    QTimer::singleShot(seconds * 1000, qApp, [] { QApplication::quit(); });
    QApplication::exec();
    const double stall = static_cast<double>(longest) / 1e6;
    std::printf("%s: longest stall %.1f ms, %.1f %% of one core\n", what, stall,
                (cpuSeconds() - before) / seconds * 100);
    std::fflush(stdout);
    return stall;
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    const QStringList arguments = QApplication::arguments();
    const int seconds = std::max(1, arguments.value(1, QStringLiteral("10")).toInt());
    const int rate = std::max(batchesPerSecond, arguments.value(2, QStringLiteral("1000")).toInt());
    ui::ThemeManager theme(application);
    test::FakeEngine engine;
    engine.record(makeEvents(1, kept));
    engine.setReady();
    QElapsedTimer reading;
    reading.start();
    const base::SystemClock clock;
    NoFiles files;
    ui::WidgetDialogs dialogs;
    ui::MainWindow::Pages pages;
    auto page = std::make_unique<ui::EventsPage>(clock, files, QString());
    const ui::EventsPage &events = *page;
    pages.push_back(std::move(page));
    ui::MainWindow window(engine, dialogs, std::move(pages), ui::WindowState({}));
    window.resize(1440, 900);
    window.show();
    while (events.view()->model().held() < kept) {
        QApplication::processEvents();
    }
    std::printf("window shown and %d events read in %lld ms\n", kept,
                static_cast<long long>(reading.elapsed()));
    measure("at rest", seconds);
    std::int64_t sequence = kept;
    QTimer feeder;
    QObject::connect(&feeder, &QTimer::timeout, &feeder, [&] {
        const int count = rate / batchesPerSecond;
        Q_EMIT engine.eventsRecorded([&] {
            std::vector<engine::EventRecord> records;
            for (const auto &one : makeEvents(sequence + 1, count)) {
                records.push_back(one.record);
            }
            return records;
        }());
        sequence += count;
    });
    feeder.start(1000 / batchesPerSecond);
    const double stall = measure("under load", seconds);
    const bool isFull = events.view()->model().held() > kept - 2000;
    std::printf("%lld events came, %d are held\n", static_cast<long long>(sequence - kept),
                events.view()->model().held());
    return stall < 50 && isFull ? 0 : 1;
}
