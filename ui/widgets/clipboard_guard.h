// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QObject>
#include <QTimer>

#include <chrono>

namespace berth::ui {

/// Puts a secret value on the clipboard for a while. Takes it away again when the clipboard still
/// holds it then, and when Berth ends. Clipboard managers are asked not to keep it.
class ClipboardGuard final : public QObject
{
    Q_OBJECT
public:
    static constexpr std::chrono::seconds defaultTime{30};

    explicit ClipboardGuard(std::chrono::milliseconds time = defaultTime,
                            QObject *parent = nullptr);
    ~ClipboardGuard() override;

    void copy(const QString &value);

Q_SIGNALS:
    /// The value was taken off the clipboard.
    void cleared();

private:
    void clear();

    QTimer m_timer;
    QByteArray m_digest; ///< of the value: the value itself is not kept a second time
};

} // namespace berth::ui
