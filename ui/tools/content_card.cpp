// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/tools/content_card.h"

#include "ui/forms/file_picker.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/copy_field.h"
#include "ui/widgets/json_highlighter.h"
#include "ui/widgets/text_label.h"
#include "ui/widgets/when_finished.h"
#include "ui/widgets/wrapped_label.h"

#include <QBuffer>
#include <QClipboard>
#include <QDir>
#include <QGuiApplication>
#include <QImageReader>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPromise>
#include <QSaveFile>
#include <QThreadPool>
#include <QVBoxLayout>

#include <algorithm>
#include <memory>

namespace berth::ui {

using namespace Qt::Literals::StringLiterals;

using Kind = ContentBlock::Kind;

namespace {

constexpr qsizetype mostShownText = 256 * 1024; ///< characters; copy and save have all of it
constexpr int tallestText = 360;
constexpr int widestImage = 640;
constexpr int tallestImage = 480;

/// Runs `work` away from the GUI thread.
template <typename Work>
auto inBackground(Work work) -> QFuture<decltype(work())>
{
    auto promise = std::make_shared<QPromise<decltype(work())>>();
    promise->start();
    auto future = promise->future();
    QThreadPool::globalInstance()->start([promise, work = std::move(work)] {
        promise->addResult(work());
        promise->finish();
    });
    return future;
}

/// Decoded at a size that fits; null when it is no image or too large to be one.
QImage decode(const QByteArray &bytes, qreal devicePixelRatio)
{
    QByteArray data = bytes;
    QBuffer buffer(&data);
    buffer.open(QIODevice::ReadOnly);
    QImageReader reader(&buffer);
    reader.setAutoTransform(true);
    const QSize most = QSize(widestImage, tallestImage) * devicePixelRatio;
    const QSize size = reader.size();
    if (size.isValid() && (size.width() > most.width() || size.height() > most.height())) {
        reader.setScaledSize(size.scaled(most, Qt::KeepAspectRatio));
    }
    QImage image = reader.read();
    if (image.width() > most.width() || image.height() > most.height()) {
        image = image.scaled(most, Qt::KeepAspectRatio, Qt::SmoothTransformation);
    }
    image.setDevicePixelRatio(devicePixelRatio);
    return image;
}

} // namespace

ContentCard::ContentCard(ContentBlock block, FilePicker &files, QWidget *parent)
    : QWidget(parent)
    , m_block(std::move(block))
    , m_files(files)
    , m_column(new QVBoxLayout(this))
    , m_note(new WrappedLabel({}, TextRole::Secondary, TextColor::Muted))
{
    m_column->setContentsMargins({});
    m_column->setSpacing(metrics::space4);
    m_column->addWidget(makeHeader());
    switch (m_block.kind) {
    case Kind::Text:
    case Kind::Json:
        addText();
        break;
    case Kind::Image:
        addImage();
        break;
    case Kind::Audio:
    case Kind::Bytes:
    case Kind::Link:
        break;
    }
    addFacts();
    m_column->addWidget(m_note);
    m_note->setVisible(!m_note->text().isEmpty());
}

QString ContentCard::title() const
{
    if (!m_block.name.isEmpty()) {
        return m_block.name;
    }
    switch (m_block.kind) {
    case Kind::Text:
        return m_block.uri.isEmpty() ? tr("Text") : tr("Resource");
    case Kind::Json:
        return m_block.uri.isEmpty() ? tr("JSON") : tr("Resource");
    case Kind::Image:
        return tr("Image");
    case Kind::Audio:
        return tr("Audio");
    case Kind::Bytes:
        return tr("Resource");
    case Kind::Link:
        break;
    }
    return tr("Link to a resource");
}

QWidget *ContentCard::makeHeader()
{
    auto *header = new QWidget;
    auto *row = new QHBoxLayout(header);
    row->setContentsMargins({});
    row->setSpacing(metrics::space8);
    row->addWidget(new TextLabel(title(), TextRole::BodyStrong));
    const auto size = m_block.bytes.isEmpty() ? m_block.text.toUtf8().size() : m_block.bytes.size();
    QString facts =
        m_block.kind == Kind::Link ? QString() : sizeText(static_cast<std::uint64_t>(size));
    const bool telling = m_block.kind != Kind::Text && m_block.kind != Kind::Json;
    if (telling && !m_block.mimeType.isEmpty()) {
        facts = facts.isEmpty() ? m_block.mimeType : facts + u", "_s + m_block.mimeType;
    }
    row->addWidget(new TextLabel(facts, TextRole::Secondary, TextColor::Muted));
    row->addStretch();
    if (m_block.kind == Kind::Link) {
        return header;
    }
    if (m_block.bytes.isEmpty()) {
        auto *copyButton = new IconButton(Icon::Copy, tr("Copy the text"));
        setSmall(copyButton);
        row->addWidget(copyButton);
        connect(copyButton, &QToolButton::clicked, this, &ContentCard::copy);
    }
    auto *saveButton = makeButton(tr("Save"), ButtonRole::Ghost);
    setSmall(saveButton);
    saveButton->setAccessibleName(tr("Save %1 to a file").arg(title()));
    row->addWidget(saveButton);
    connect(saveButton, &QPushButton::clicked, this, &ContentCard::save);
    return header;
}

void ContentCard::addText()
{
    constexpr int frame = 26;
    auto *view = new QPlainTextEdit;
    view->setReadOnly(true);
    view->setAccessibleName(title());
    view->setFont(textFont(TextRole::Mono));
    view->setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    view->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    view->setTabChangesFocus(true);
    if (m_block.kind == Kind::Json) {
        new JsonHighlighter(view->document(), themeOf(this));
    }
    const bool isCut = m_block.text.size() > mostShownText;
    view->setPlainText(isCut ? m_block.text.left(mostShownText) : m_block.text);
    if (isCut) {
        m_note->setWords(tr("Only the beginning is shown. Copy and save have all of it."));
    }
    const int lines = static_cast<int>(std::min<qsizetype>(
        40, m_block.text.count(QLatin1Char('\n')) + 1 + m_block.text.size() / 300));
    const int needed = QFontMetrics(view->font()).lineSpacing() * std::max(2, lines) + frame;
    view->setFixedHeight(std::min(tallestText, needed));
    m_column->addWidget(view);
}

void ContentCard::addImage()
{
    auto *picture = new QLabel;
    picture->setAccessibleName(title());
    picture->setMinimumHeight(metrics::control);
    m_column->addWidget(picture);
    const auto decoding = inBackground(
        [bytes = m_block.bytes, ratio = devicePixelRatioF()] { return decode(bytes, ratio); });
    whenFinished(decoding, this, [this, picture](const QImage &image) {
        if (image.isNull()) {
            picture->hide();
            m_note->setWords(tr("This is no image that Berth can show. Save it to look at it."));
            m_note->show();
        } else {
            picture->setPixmap(QPixmap::fromImage(image));
        }
    });
}

void ContentCard::addFacts()
{
    if (!m_block.uri.isEmpty()) {
        auto *address = new CopyField(tr("address of the resource"));
        address->setText(m_block.uri);
        m_column->addWidget(address);
    }
    if (m_block.kind == Kind::Link && !m_block.text.isEmpty()) {
        m_note->setWords(m_block.text);
    }
}

void ContentCard::copy() const
{
    QGuiApplication::clipboard()->setText(m_block.text);
}

void ContentCard::save()
{
    const QString start = QDir::home().filePath(fileNameFor(m_block));
    const QByteArray bytes = m_block.bytes.isEmpty() ? m_block.text.toUtf8() : m_block.bytes;
    m_files.pick(this, FilePicker::Kind::NewFile, start,
                 [self = QPointer<ContentCard>(this), bytes](const QString &path) {
                     if (!self) {
                         return;
                     }
                     const auto writing = inBackground([path, bytes] {
                         QSaveFile file(path);
                         const bool written = file.open(QIODevice::WriteOnly) &&
                                              file.write(bytes) == bytes.size() && file.commit();
                         return written ? QString() : file.errorString();
                     });
                     whenFinished(writing, self, [self, path](const QString &problem) {
                         self->m_note->setWords(
                             problem.isEmpty()
                                 ? tr("Saved to %1.").arg(path)
                                 : tr("%1 could not be written: %2").arg(path, problem));
                         self->m_note->show();
                     });
                 });
}

} // namespace berth::ui
