// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/clipboard_guard.h"

#include <QClipboard>
#include <QCryptographicHash>
#include <QGuiApplication>
#include <QMimeData>

namespace berth::ui {

namespace {

/// Understood by Klipper, CopyQ, KeePassXC and others.
constexpr const char *secretHint = "x-kde-passwordManagerHint";

QByteArray digestOf(const QString &text)
{
    return QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha256);
}

} // namespace

ClipboardGuard::ClipboardGuard(std::chrono::milliseconds time, QObject *parent)
    : QObject(parent)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(time);
    connect(&m_timer, &QTimer::timeout, this, &ClipboardGuard::clear);
}

ClipboardGuard::~ClipboardGuard()
{
    clear();
}

void ClipboardGuard::copy(const QString &value)
{
    auto *data = new QMimeData;
    data->setText(value);
    data->setData(QString::fromLatin1(secretHint), QByteArrayLiteral("secret"));
    QGuiApplication::clipboard()->setMimeData(data);
    m_digest = digestOf(value);
    m_timer.start();
}

void ClipboardGuard::clear()
{
    m_timer.stop();
    if (m_digest.isEmpty() || qGuiApp == nullptr) {
        return;
    }
    QClipboard *clipboard = QGuiApplication::clipboard();
    if (digestOf(clipboard->text()) == m_digest) {
        clipboard->clear();
        Q_EMIT cleared();
    }
    m_digest.clear();
}

} // namespace berth::ui
