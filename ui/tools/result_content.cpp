// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/tools/result_content.h"

#include <QCoreApplication>
#include <QLocale>
#include <QMimeDatabase>
#include <QUrl>

namespace berth::ui {

using namespace Qt::Literals::StringLiterals;

using base::Json;
using Kind = ContentBlock::Kind;

namespace {

QString member(const Json &json, const char *key)
{
    return QString::fromStdString(base::stringOr(json, key));
}

ContentBlock textBlock(const std::string &text)
{
    ContentBlock block;
    const auto start = text.find_first_not_of(" \t\r\n");
    if (start != std::string::npos && (text[start] == '{' || text[start] == '[')) {
        if (const auto parsed = base::parseJson(text)) {
            block.kind = Kind::Json;
            block.text = QString::fromStdString(base::toPrettyText(*parsed));
            block.mimeType = u"application/json"_s;
            return block;
        }
    }
    block.text = QString::fromStdString(text);
    block.mimeType = u"text/plain"_s;
    return block;
}

ContentBlock jsonBlock(const Json &json)
{
    ContentBlock block;
    block.kind = Kind::Json;
    block.text = QString::fromStdString(base::toPrettyText(json));
    block.mimeType = u"application/json"_s;
    return block;
}

QByteArray decoded(const Json &json, const char *key)
{
    return QByteArray::fromBase64(QByteArray::fromStdString(base::stringOr(json, key)));
}

ContentBlock resourceBlock(const Json &resource)
{
    ContentBlock block;
    if (resource.contains("text")) {
        block = textBlock(base::stringOr(resource, "text"));
    } else {
        block.bytes = decoded(resource, "blob");
        block.kind =
            member(resource, "mimeType").startsWith(u"image/"_s) ? Kind::Image : Kind::Bytes;
    }
    block.uri = member(resource, "uri");
    if (const QString mime = member(resource, "mimeType"); !mime.isEmpty()) {
        block.mimeType = mime;
    }
    return block;
}

ContentBlock linkBlock(const Json &link)
{
    ContentBlock block;
    block.kind = Kind::Link;
    block.uri = member(link, "uri");
    block.mimeType = member(link, "mimeType");
    block.text = member(link, "description");
    block.name = member(link, link.contains("title") ? "title" : "name");
    return block;
}

ContentBlock blockOf(const Json &content)
{
    const std::string type = base::stringOr(content, "type");
    if (type == "text" && content.contains("text")) {
        return textBlock(base::stringOr(content, "text"));
    }
    if (type == "image" || type == "audio") {
        ContentBlock block;
        block.kind = type == "image" ? Kind::Image : Kind::Audio;
        block.bytes = decoded(content, "data");
        block.mimeType = member(content, "mimeType");
        return block;
    }
    const auto resource = content.is_object() ? content.find("resource") : content.end();
    if (type == "resource" && resource != content.end() && resource->is_object()) {
        return resourceBlock(*resource);
    }
    if (type == "resource_link") {
        return linkBlock(content);
    }
    return jsonBlock(content);
}

} // namespace

std::vector<ContentBlock> contentBlocks(const Json &result)
{
    std::vector<ContentBlock> blocks;
    const auto content = result.is_object() ? result.find("content") : result.end();
    if (content != result.end() && content->is_array()) {
        for (const Json &one : *content) {
            blocks.push_back(blockOf(one));
        }
    }
    const auto structured = result.is_object() ? result.find("structuredContent") : result.end();
    if (structured != result.end()) {
        ContentBlock block = jsonBlock(*structured);
        block.name = QCoreApplication::translate("berth::ui::ResultView", "Structured content");
        // Servers repeat it as text for clients that know no structured content.
        const bool repeated = blocks.size() == 1 && blocks.front().text == block.text;
        if (repeated) {
            blocks.clear();
        }
        blocks.push_back(std::move(block));
    }
    return blocks;
}

QString sizeText(std::uint64_t bytes)
{
    return QLocale().formattedDataSize(static_cast<qint64>(bytes), 1,
                                       QLocale::DataSizeTraditionalFormat);
}

QString durationText(std::int64_t microseconds)
{
    const double milliseconds = static_cast<double>(microseconds) / 1000;
    if (milliseconds < 10) {
        return QCoreApplication::translate("berth::ui::ResultView", "%1 ms")
            .arg(QLocale().toString(milliseconds, 'f', 1));
    }
    if (milliseconds < 1000) {
        return QCoreApplication::translate("berth::ui::ResultView", "%1 ms")
            .arg(QLocale().toString(milliseconds, 'f', 0));
    }
    if (milliseconds < 120000) {
        return QCoreApplication::translate("berth::ui::ResultView", "%1 s")
            .arg(QLocale().toString(milliseconds / 1000, 'f', 1));
    }
    const auto seconds = static_cast<qint64>(milliseconds / 1000);
    return QCoreApplication::translate("berth::ui::ResultView", "%1 min %2 s")
        .arg(seconds / 60)
        .arg(seconds % 60);
}

QString fileNameFor(const ContentBlock &block)
{
    QString name = block.uri.isEmpty() ? QString() : QUrl(block.uri).fileName();
    if (name.isEmpty()) {
        const QString suffix =
            QMimeDatabase().mimeTypeForName(block.mimeType.section(u';', 0, 0)).preferredSuffix();
        name = u"result."_s + (suffix.isEmpty() ? u"bin"_s : suffix);
    }
    return name;
}

} // namespace berth::ui
