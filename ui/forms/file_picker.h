// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <functional>

class QWidget;

namespace berth::ui {

/// Asks the person for a path. Answers later, through a callback: no nested event loop. Tests put
/// their own answer in place.
class FilePicker
{
public:
    enum class Kind
    {
        File,
        NewFile, ///< to be written; the desktop asks before one is replaced
        Folder
    };
    using Chosen = std::function<void(const QString &path)>;

    virtual ~FilePicker() = default;
    /// `chosen` is not called when the person gives up.
    virtual void pick(QWidget *parent, Kind kind, const QString &start, Chosen chosen) = 0;
};

/// The desktop's file dialog, modal to the window only.
class DialogFilePicker final : public FilePicker
{
public:
    void pick(QWidget *parent, Kind kind, const QString &start, Chosen chosen) override;
};

} // namespace berth::ui
