// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/secret.h"

#include <QWidget>

class QLineEdit;

namespace berth::ui {

class ClipboardGuard;
class TextLabel;

/// A token right after it was made, the only time that it can be seen.
class TokenPanel final : public QWidget
{
    Q_OBJECT
public:
    explicit TokenPanel(QWidget *parent = nullptr);

    void show(const QString &clientName, const base::Secret &token);
    /// The field no longer has the token.
    void forget();

Q_SIGNALS:
    void done();

private:
    TextLabel *m_title;
    QLineEdit *m_token;
    ClipboardGuard *m_clipboard;
};

} // namespace berth::ui
