// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/icons.h"
#include "ui/theme/roles.h"

#include <QWidget>

class QHBoxLayout;
class QPushButton;
class QVBoxLayout;

namespace berth::ui {

class TextLabel;
class WrappedLabel;

/// What a view shows when there is nothing: a mark, one sentence, ways on.
class EmptyState final : public QWidget
{
    Q_OBJECT
public:
    EmptyState(Icon icon, const QString &title, const QString &text, QWidget *parent = nullptr);

    void setTexts(const QString &title, const QString &text);
    QPushButton *addAction(const QString &text, ButtonRole role);
    /// Below the actions, centred ("what Berth found").
    void addWidget(QWidget *widget);

private:
    WrappedLabel *m_title;
    WrappedLabel *m_text;
    QHBoxLayout *m_actions;
    QVBoxLayout *m_column;
};

/// A quiet turning mark with what is being waited for. Shows after 150 ms, so that quick things
/// do not flicker.
class LoadingState final : public QWidget
{
    Q_OBJECT
public:
    explicit LoadingState(const QString &text, QWidget *parent = nullptr);
    void setText(const QString &text);

protected:
    void showEvent(QShowEvent *event) override;

private:
    QWidget *m_content;
    TextLabel *m_text;
};

/// What happened, what to do, the other side's words to copy, and a button to try again.
class ErrorState final : public QWidget
{
    Q_OBJECT
public:
    explicit ErrorState(QWidget *parent = nullptr);

    void setError(const QString &title, const QString &message, const QString &details = {});
    /// The engine did not start (EngineFacade::startFailed).
    void setStartFailure(const QString &message, const QString &details);
    /// Empty hides the button.
    void setRetryText(const QString &text);

Q_SIGNALS:
    void retryRequested();

private:
    WrappedLabel *m_title;
    WrappedLabel *m_message;
    WrappedLabel *m_details;
    QPushButton *m_copy;
    QPushButton *m_retry;
};

/// Three short arcs that turn; stands still where motion is not wanted.
class Spinner final : public QWidget
{
    Q_OBJECT
public:
    explicit Spinner(int size, QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;
    void timerEvent(QTimerEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    int m_timer = 0;
    int m_angle = 0;
};

} // namespace berth::ui
