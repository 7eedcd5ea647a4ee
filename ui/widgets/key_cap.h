// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

namespace berth::ui {

/// A shortcut in a small frame.
class KeyCap final : public QWidget
{
    Q_OBJECT
public:
    explicit KeyCap(const QString &keys, QWidget *parent = nullptr);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_keys;
};

} // namespace berth::ui
