// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/facade/engine_facade.h"
#include "model/validation.h"

#include <QWidget>

#include <map>
#include <string>

class QPushButton;

namespace berth::ui {

class Banner;
class EnvForm;
class FilePicker;
class FormField;
class LineEditor;
class ResponsiveGrid;
class SchemaEditor;
class TextEditor;
class TextLabel;
class ValueEditor;

/// A server's definition with its variables; the form they make is shown beside them, live.
class ServerEditor final : public QWidget
{
    Q_OBJECT
public:
    ServerEditor(engine::EngineFacade &engine, FilePicker &files, QWidget *parent = nullptr);

    /// An empty id starts a new one.
    void start(const model::Server &server);
    SchemaEditor *schema() const
    {
        return m_schema;
    }
    EnvForm *preview() const
    {
        return m_preview;
    }

Q_SIGNALS:
    void cancelled();
    void saved(const QString &id);

private:
    QWidget *makeFields();
    QWidget *makePreview();
    QWidget *makeFooter();
    void add(ResponsiveGrid *grid, const QString &label, ValueEditor *editor,
             const std::string &pointer, const QString &hint, bool required = false);
    model::Server server() const;
    void refresh();
    int validate(bool show, bool choose);
    void save();
    void showFailure(const base::Error &error);

    engine::EngineFacade &m_engine;
    model::Server m_loaded;
    bool m_shown = false;
    bool m_loading = false;
    std::map<std::string, FormField *> m_fields;
    LineEditor *m_name;
    LineEditor *m_image;
    LineEditor *m_version;
    LineEditor *m_tags;
    LineEditor *m_description;
    TextEditor *m_command;
    SchemaEditor *m_schema;
    EnvForm *m_preview;
    TextLabel *m_noVariables = nullptr;
    Banner *m_problem;
    TextLabel *m_attention = nullptr;
    QPushButton *m_save = nullptr;
};

} // namespace berth::ui
