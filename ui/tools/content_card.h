// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/tools/result_content.h"

#include <QWidget>

class QLabel;
class QVBoxLayout;

namespace berth::ui {

class FilePicker;
class WrappedLabel;

/// One block of a result: what it is, the block itself, copy and save.
class ContentCard final : public QWidget
{
    Q_OBJECT
public:
    ContentCard(ContentBlock block, FilePicker &files, QWidget *parent = nullptr);

    const ContentBlock &block() const
    {
        return m_block;
    }

private:
    QString title() const;
    QWidget *makeHeader();
    void addText();
    void addImage();
    void addFacts();
    void copy() const;
    void save();

    ContentBlock m_block;
    FilePicker &m_files;
    QVBoxLayout *m_column;
    WrappedLabel *m_note;
};

} // namespace berth::ui
