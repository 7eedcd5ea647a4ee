// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "quit_signals.h"

#include <signal.h>
#include <sys/signalfd.h>
#include <unistd.h>

namespace berth::app {

namespace {

sigset_t quitSet()
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    return set;
}

} // namespace

void blockQuitSignals()
{
    const sigset_t set = quitSet();
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
}

QuitSignals::QuitSignals(QObject *parent)
    : QObject(parent)
{
    const sigset_t set = quitSet();
    m_signalFd = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
    m_notifier = new QSocketNotifier(m_signalFd, QSocketNotifier::Read, this);
    connect(m_notifier, &QSocketNotifier::activated, this, &QuitSignals::drain);
}

QuitSignals::~QuitSignals()
{
    close(m_signalFd);
}

void QuitSignals::drain()
{
    signalfd_siginfo info{};
    while (read(m_signalFd, &info, sizeof info) == sizeof info) {
    }
    Q_EMIT quitRequested();
}

} // namespace berth::app
