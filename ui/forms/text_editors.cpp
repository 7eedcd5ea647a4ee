// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/forms/text_editors.h"

#include "ui/theme/icons.h"
#include "ui/theme/roles.h"

#include <QAction>
#include <QEvent>
#include <QFontMetrics>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPointer>
#include <QVBoxLayout>

namespace berth::ui {

namespace {

void fill(QWidget *editor, QWidget *control)
{
    auto *layout = new QVBoxLayout(editor);
    layout->setContentsMargins({});
    layout->addWidget(control);
    editor->setFocusProxy(control);
}

Qt::InputMethodHints hintsFor(model::EnvType type)
{
    switch (type) {
    case model::EnvType::Integer:
        return Qt::ImhDigitsOnly;
    case model::EnvType::Number:
        return Qt::ImhFormattedNumbersOnly;
    case model::EnvType::Url:
        return Qt::ImhUrlCharactersOnly | Qt::ImhNoAutoUppercase | Qt::ImhNoPredictiveText;
    default:
        return Qt::ImhNone;
    }
}

} // namespace

LineEditor::LineEditor(model::EnvType type, QWidget *parent)
    : PlaceholderEditor(parent)
    , m_trims(type != model::EnvType::String && type != model::EnvType::Filepath)
    , m_edit(new QLineEdit(this))
{
    fill(this, m_edit);
    m_edit->setInputMethodHints(hintsFor(type));
    connect(m_edit, &QLineEdit::textChanged, this, &LineEditor::changed);
    connect(m_edit, &QLineEdit::editingFinished, this, &LineEditor::finished);
}

LineEditor::~LineEditor()
{
    // A line edit that dies with the focus says so, when this object is no LineEditor any more.
    m_edit->disconnect(this);
}

QString LineEditor::value() const
{
    return m_trims ? m_edit->text().trimmed() : m_edit->text();
}

void LineEditor::setValue(const QString &value)
{
    m_edit->setText(value);
    m_edit->setCursorPosition(0); // show where an address begins, not where it ends
}

void LineEditor::setInvalid(bool invalid)
{
    berth::ui::setInvalid(m_edit, invalid);
}

void LineEditor::setPlaceholder(const QString &text)
{
    m_edit->setPlaceholderText(text);
}

TextEditor::TextEditor(QWidget *parent)
    : PlaceholderEditor(parent)
    , m_edit(new QPlainTextEdit(this))
{
    fill(this, m_edit);
    m_edit->setTabChangesFocus(true);
    setVisibleLines(4);
    m_edit->installEventFilter(this);
    connect(m_edit, &QPlainTextEdit::textChanged, this, &TextEditor::changed);
}

QString TextEditor::value() const
{
    return m_edit->toPlainText();
}

void TextEditor::setValue(const QString &value)
{
    m_edit->setPlainText(value);
}

void TextEditor::setInvalid(bool invalid)
{
    berth::ui::setInvalid(m_edit, invalid);
}

void TextEditor::setPlaceholder(const QString &text)
{
    m_edit->setPlaceholderText(text);
}

void TextEditor::setVisibleLines(int lines)
{
    constexpr int frame = 26;
    m_edit->setFixedHeight(QFontMetrics(m_edit->font()).lineSpacing() * lines + frame);
}

bool TextEditor::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_edit && event->type() == QEvent::FocusOut) {
        Q_EMIT finished();
    }
    return PlaceholderEditor::eventFilter(watched, event);
}

PathEditor::PathEditor(FilePicker::Kind kind, FilePicker &files, QWidget *parent)
    : LineEditor(model::EnvType::Filepath, parent)
{
    QAction *browse = lineEdit()->addAction(themedIcon(Icon::Folder), QLineEdit::TrailingPosition);
    browse->setText(kind == FilePicker::Kind::Folder ? tr("Choose a folder") : tr("Choose a file"));
    browse->setToolTip(browse->text());
    // Reachable without a mouse: the small button inside a line edit takes no focus.
    browse->setShortcut(QKeySequence(Qt::ALT | Qt::Key_Down));
    browse->setShortcutContext(Qt::WidgetShortcut);
    connect(browse, &QAction::triggered, this, [this, kind, &files] {
        files.pick(this, kind, value(), [self = QPointer<PathEditor>(this)](const QString &path) {
            if (self) {
                self->setValue(path);
                Q_EMIT self->finished();
            }
        });
    });
}

} // namespace berth::ui
