// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/instance.h"

#include <QWidget>

#include <vector>

class QListWidget;
class QScrollArea;
class QStackedWidget;

namespace berth::ui {

class EmptyState;
class JsonView;
class SearchField;
class TextLabel;

/// The tools an MCP server offers: names at the top, the chosen one's description and schema below.
class ToolsTab final : public QWidget
{
    Q_OBJECT
public:
    explicit ToolsTab(QWidget *parent = nullptr);

    void show(const model::Instance &instance);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *makeBrowser();
    void fill();
    void filter(const QString &text);
    void showTool(int row);
    void fitWords();

    std::vector<model::Tool> m_tools;
    QStackedWidget *m_stack;
    EmptyState *m_empty;
    SearchField *m_search;
    QListWidget *m_list;
    TextLabel *m_name;
    QScrollArea *m_words;
    TextLabel *m_description;
    JsonView *m_schema;
};

} // namespace berth::ui
