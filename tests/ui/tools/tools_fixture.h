// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "support/ui/fake_dialogs.h"
#include "ui/forms/file_picker.h"

#include <QAbstractButton>
#include <QApplication>
#include <QWidget>

#include <gtest/gtest.h>

namespace berth::test {

/// Answers with the path a test gave.
class FixedFilePicker final : public ui::FilePicker
{
public:
    void pick(QWidget *, Kind, const QString &start, Chosen chosen) override
    {
        asked = start;
        chosen(path);
    }
    QString path;
    QString asked;
};

/// The button of that accessible name or text that is shown; null when there is none.
inline QAbstractButton *buttonNamed(QWidget &inside, const char *words)
{
    const QString name = QString::fromUtf8(words);
    for (auto *button : inside.findChildren<QAbstractButton *>()) {
        if (button->isVisible() && (button->accessibleName() == name || button->text() == name)) {
            return button;
        }
    }
    return nullptr;
}

/// As buttonNamed(), the last of them: the innermost where parts are alike.
inline QAbstractButton *lastNamed(QWidget &inside, const char *words)
{
    const QString name = QString::fromUtf8(words);
    QAbstractButton *last = nullptr;
    for (auto *button : inside.findChildren<QAbstractButton *>()) {
        const bool isIt = button->accessibleName() == name || button->text() == name;
        last = isIt && button->isVisible() ? button : last;
    }
    return last;
}

inline void press(QAbstractButton *button, const char *name)
{
    ASSERT_NE(button, nullptr) << name;
    button->click();
    QApplication::processEvents();                                   // what came is shown
    QApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete); // what went is gone
}

inline void click(QWidget &inside, const char *name)
{
    press(buttonNamed(inside, name), name);
}

} // namespace berth::test
