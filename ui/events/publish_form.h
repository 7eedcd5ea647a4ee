// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/facade/connections.h"

#include <QWidget>

#include <vector>

class QComboBox;
class QPlainTextEdit;
class QPushButton;

namespace berth::ui {

class Dialogs;
class JsonHighlighter;
class TextLabel;

/// Writes one event and publishes it: connection, type, data. The data is checked against the model
/// as it is typed.
class PublishForm final : public QWidget
{
    Q_OBJECT
public:
    explicit PublishForm(Dialogs &dialogs, QWidget *parent = nullptr);

    void setConnections(const std::vector<engine::ConnectionSnapshot> &connections);
    /// A new event of the first type.
    void start();
    /// An event that was seen before, on its connection where that is possible.
    void start(const QString &connectionId, const QString &type, const base::Json &data);
    /// What the engine said; the form stays as it is.
    void showError(const base::Error &error);

    QComboBox *connection() const
    {
        return m_connection;
    }
    QComboBox *type() const
    {
        return m_type;
    }
    QPlainTextEdit *editor() const
    {
        return m_editor;
    }
    QPushButton *publishButton() const
    {
        return m_publish;
    }
    TextLabel *errorLabel() const
    {
        return m_error;
    }

Q_SIGNALS:
    void publishRequested(const QString &connectionId, const QString &type,
                          const berth::base::Json &data);
    void cancelled();

protected:
    void changeEvent(QEvent *event) override;

private:
    void makeEditor();
    void makeLayout();
    void useTemplate();
    void check();
    void updatePublish();
    void request();

    Dialogs &m_dialogs;
    std::vector<engine::ConnectionSnapshot> m_connections;
    QComboBox *m_connection;
    TextLabel *m_connectionHint;
    QComboBox *m_type;
    QPlainTextEdit *m_editor;
    JsonHighlighter *m_highlighter;
    TextLabel *m_error;
    QPushButton *m_template;
    QPushButton *m_cancel;
    QPushButton *m_publish;
    base::Json m_data;
    bool m_isValid = false;
};

/// Where events may be published at all.
bool mayPublish(const engine::ConnectionSnapshot &connection);

} // namespace berth::ui
