// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/json.h"

#include <QByteArray>
#include <QString>

#include <cstdint>
#include <vector>

namespace berth::ui {

/// One piece of a tool's result, as a person wants to see it.
struct ContentBlock
{
    enum class Kind
    {
        Text,
        Json,
        Image,
        Audio,
        Bytes, ///< of an embedded resource
        Link   ///< a resource to be read elsewhere
    };

    Kind kind = Kind::Text;
    QString text;     ///< of Text and Json (laid out), and the description of a Link
    QByteArray bytes; ///< of Image, Audio and Bytes
    QString mimeType;
    QString uri;
    QString name; ///< for the title, and for a file
};

/// The blocks of a result's `content`, and of its `structuredContent` when that says something the
/// text does not. What is no content block is shown as JSON.
std::vector<ContentBlock> contentBlocks(const base::Json &result);

/// "4.2 KB"
QString sizeText(std::uint64_t bytes);
/// "85 ms", "1.2 s", "2 min 5 s"
QString durationText(std::int64_t microseconds);
/// "result.png": a name for a file with the block's bytes.
QString fileNameFor(const ContentBlock &block);

} // namespace berth::ui
