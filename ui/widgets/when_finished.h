// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFuture>
#include <QFutureWatcher>
#include <QObject>

#include <utility>

namespace berth::ui {

/// Calls `then` with the result, on the thread of `context`: at once when it is there already;
/// never when `context` is gone by then or the future was cancelled. QFuture::then(context, …) of
/// Qt 6.4 crashes when the context is gone.
template <typename T, typename Then>
void whenFinished(const QFuture<T> &future, QObject *context, Then then)
{
    auto deliver = [then = std::move(then)](const QFuture<T> &ended) mutable {
        if (!ended.isCanceled() && ended.resultCount() > 0) {
            then(ended.result());
        }
    };
    if (future.isFinished()) {
        deliver(future);
        return;
    }
    auto *watcher = new QFutureWatcher<T>(context);
    QObject::connect(watcher, &QFutureWatcherBase::finished, context,
                     [watcher, deliver = std::move(deliver)]() mutable {
                         watcher->deleteLater();
                         deliver(watcher->future());
                     });
    watcher->setFuture(future);
}

/// Calls `each` with every result as it comes and `done` after the last one, on the thread of
/// `context`; neither once `context` is gone or the future was cancelled.
template <typename T, typename Each, typename Done>
void forEachResult(const QFuture<T> &future, QObject *context, Each each, Done done)
{
    auto *watcher = new QFutureWatcher<T>(context);
    QObject::connect(watcher, &QFutureWatcherBase::resultReadyAt, context,
                     [watcher, each = std::move(each)](int index) mutable {
                         if (!watcher->isCanceled()) {
                             each(watcher->resultAt(index));
                         }
                     });
    QObject::connect(watcher, &QFutureWatcherBase::finished, context,
                     [watcher, done = std::move(done)]() mutable {
                         watcher->deleteLater();
                         if (!watcher->isCanceled()) {
                             done();
                         }
                     });
    watcher->setFuture(future);
}

} // namespace berth::ui
