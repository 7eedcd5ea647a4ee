// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/tools/argument_field.h"

#include "ui/forms/form_field.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/tools/schema_text.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/text_label.h"
#include "ui/widgets/wrapped_label.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>

namespace berth::ui {

using base::Json;
using model::SchemaKind;

namespace {

/// Required parts inside each other are made at once down to here.
constexpr int deepestAtOnce = 5;
constexpr int labelGap = 6;

/// The inside of a large part, with a line at its left.
class Indented final : public QWidget
{
public:
    Indented(bool hasLine, QWidget *parent)
        : QWidget(parent)
        , m_hasLine(hasLine)
    {}

protected:
    void paintEvent(QPaintEvent *) override
    {
        if (m_hasLine) {
            QPainter painter(this);
            painter.fillRect(QRect(0, 0, 2, height()), themeOf(this).stroke);
        }
    }

private:
    bool m_hasLine;
};

QToolButton *makeLabelButton(const QString &text, const QString &name, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setText(text);
    button->setAccessibleName(name);
    button->setToolTip(name);
    setButtonRole(button, ButtonRole::Link);
    setSmall(button);
    return button;
}

} // namespace

ArgumentField::ArgumentField(const ArgumentContext &context, Place place, int depth,
                             QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_place(std::move(place))
    , m_field(context.schema.field(m_place.schema))
    , m_depth(depth)
{
    setObjectName(QString::fromStdString(m_place.name));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(labelGap);
    isLarge() ? buildLarge() : buildSmall();
}

bool ArgumentField::isLarge() const
{
    return m_field.kind == SchemaKind::Object || m_field.kind == SchemaKind::List ||
           m_field.kind == SchemaKind::Variants;
}

bool ArgumentField::wantsFullWidth() const
{
    return isLarge() || (m_editor != nullptr && m_editor->wantsFullWidth());
}

QString ArgumentField::hint() const
{
    return SchemaText::hint(m_field);
}

void ArgumentField::buildSmall()
{
    m_editor =
        makeArgumentEditor(m_context, m_field, m_place.required, m_place.label, m_depth, nullptr);
    m_small = new FormField(m_place.label, m_editor, this);
    m_small->setRequired(m_place.required);
    if (m_place.bare) {
        m_small->hideLabel();
    }
    m_small->setHint(hint());
    layout()->addWidget(m_small);
    connect(m_editor, &ArgumentEditor::changed, this, &ArgumentField::changed);
    if (m_field.nullable) {
        addNullButton();
        m_small->addLabelButton(m_null);
    }
    if (m_place.removable) {
        auto *remove = new IconButton(Icon::Trash, tr("Remove %1").arg(m_place.label));
        setSmall(remove);
        m_small->addLabelButton(remove);
        connect(remove, &QToolButton::clicked, this, &ArgumentField::removeRequested);
    }
    m_editor->setValue(m_place.required || m_field.defaultValue
                           ? m_context.schema.startValue(m_field)
                           : std::nullopt);
}

void ArgumentField::addNullButton()
{
    m_null = makeLabelButton(tr("null"), tr("Set %1 to null").arg(m_place.label), this);
    m_null->setCheckable(true);
    connect(m_null, &QToolButton::toggled, this, [this](bool checked) {
        followNull(checked);
        Q_EMIT changed();
    });
}

void ArgumentField::followNull(bool isNull)
{
    m_null->setText(isNull ? tr("is null, set a value") : tr("null"));
    if (m_editor != nullptr) {
        m_editor->setEnabled(!isNull);
    }
    if (m_toggle != nullptr) {
        m_toggle->setEnabled(!isNull);
    }
}

void ArgumentField::buildLarge()
{
    auto *row = new QHBoxLayout;
    row->setSpacing(metrics::space4);
    row->addWidget(new TextLabel(m_place.label, TextRole::BodyStrong));
    auto *mark = new TextLabel(QStringLiteral("*"), TextRole::BodyStrong, TextColor::Danger);
    mark->setToolTip(tr("Required"));
    mark->setVisible(m_place.required);
    row->addWidget(mark);
    m_absent = new TextLabel(tr("not set"), TextRole::Secondary, TextColor::Muted);
    row->addWidget(m_absent);
    row->addStretch();
    if (m_field.nullable) {
        addNullButton();
        row->addWidget(m_null);
    }
    m_toggle = makeLabelButton({}, {}, this);
    row->addWidget(m_toggle);
    auto *column = static_cast<QVBoxLayout *>(layout());
    auto *head = new QWidget(this);
    row->setContentsMargins({});
    head->setLayout(row);
    head->setVisible(!m_place.bare);
    column->addWidget(head);
    const QString words = hint();
    if (!words.isEmpty()) {
        column->addWidget(new WrappedLabel(words, TextRole::Secondary, TextColor::Muted));
    }
    m_error = new WrappedLabel({}, TextRole::Secondary, TextColor::Danger);
    m_error->hide();
    column->addWidget(m_error);
    auto *inside = new Indented(!m_place.bare, this);
    m_body = new QVBoxLayout(inside);
    m_body->setContentsMargins(m_place.bare ? 0 : metrics::space16, metrics::space4, 0,
                               metrics::space4);
    column->addWidget(inside);
    connect(m_toggle, &QToolButton::clicked, this, [this] {
        if (m_place.removable) {
            Q_EMIT removeRequested();
            return;
        }
        m_foreign.reset();
        m_editor == nullptr ? open(m_context.schema.startValue(m_field)) : close();
        Q_EMIT restructured();
        Q_EMIT changed();
    });
    close();
    if ((m_place.required && m_depth < deepestAtOnce) || m_field.defaultValue) {
        open(m_context.schema.startValue(m_field));
    }
}

void ArgumentField::open(const std::optional<Json> &value)
{
    if (m_editor == nullptr) {
        m_editor = makeArgumentEditor(m_context, m_field, m_place.required, m_place.label,
                                      m_depth + 1, nullptr);
        adopt(m_editor);
    }
    m_editor->setValue(value);
}

void ArgumentField::adopt(ArgumentEditor *editor)
{
    m_body->addWidget(editor);
    m_body->parentWidget()->show();
    m_absent->hide();
    const bool stays = m_place.required && !m_place.removable && m_depth < deepestAtOnce;
    m_toggle->setVisible(!stays);
    m_toggle->setText(tr("Remove"));
    m_toggle->setAccessibleName(tr("Remove %1").arg(m_place.label));
    m_toggle->setToolTip(m_toggle->accessibleName());
    connect(editor, &ArgumentEditor::changed, this, [this] {
        m_foreign.reset();
        Q_EMIT changed();
    });
    connect(editor, &ArgumentEditor::restructured, this, &ArgumentField::restructured);
}

void ArgumentField::close()
{
    if (m_editor != nullptr) {
        m_editor->hide();
        m_editor->deleteLater();
        m_editor = nullptr;
    }
    m_body->parentWidget()->hide();
    m_absent->show();
    m_toggle->show();
    m_toggle->setText(m_place.removable ? tr("Remove") : tr("Add"));
    m_toggle->setAccessibleName(m_place.removable ? tr("Remove %1").arg(m_place.label)
                                                  : tr("Add %1").arg(m_place.label));
    m_toggle->setToolTip(m_toggle->accessibleName());
    setError({});
}

std::optional<Json> ArgumentField::value() const
{
    if (m_null != nullptr && m_null->isChecked()) {
        return Json(nullptr);
    }
    if (m_foreign) {
        return m_foreign;
    }
    return m_editor != nullptr ? m_editor->value() : std::nullopt;
}

/// Whether the editor could hold the value at all; what it cannot is kept beside it.
bool ArgumentField::fits(const Json &value) const
{
    return m_field.kind == SchemaKind::Object ? value.is_object()
           : m_field.kind == SchemaKind::List ? value.is_array()
                                              : true;
}

void ArgumentField::setValue(const std::optional<Json> &value)
{
    const bool isNull = value && value->is_null() && m_null != nullptr;
    if (m_null != nullptr) {
        const QSignalBlocker quiet(m_null);
        m_null->setChecked(isNull);
        followNull(isNull);
    }
    m_foreign.reset();
    if (isNull) {
        return;
    }
    if (value && !fits(*value)) {
        close();
        m_foreign = value;
    } else if (!isLarge()) {
        m_editor->setValue(value);
    } else if (value) {
        const bool isNew = m_editor == nullptr;
        open(value);
        if (isNew) {
            Q_EMIT restructured();
        }
    } else if (m_editor != nullptr) {
        close();
        Q_EMIT restructured();
    }
}

void ArgumentField::setError(const QString &message)
{
    if (m_small != nullptr) {
        m_small->setError(message);
    } else if (m_error != nullptr) {
        m_error->setWords(message);
        m_error->setVisible(!message.isEmpty());
    }
}

bool ArgumentField::hasError() const
{
    return m_small != nullptr ? m_small->hasError() : !m_error->text().isEmpty();
}

void ArgumentField::showViolations(const model::Violations &violations, const std::string &pointer)
{
    QString message;
    for (const model::Violation &violation : violations) {
        // What is wrong deeper inside has no place of its own in a JSON text, or behind "Add".
        const bool inside = violation.pointer.starts_with(pointer + '/');
        const bool shownHere = violation.pointer == pointer ||
                               (inside && (m_editor == nullptr || !m_editor->isContainer()));
        if (shownHere && message.isEmpty()) {
            const std::string where = violation.pointer.substr(pointer.size());
            message = QString::fromStdString(violation.message);
            if (!where.empty()) {
                message = tr("At %1: %2", "place, what is wrong")
                              .arg(QString::fromStdString(where), message);
            }
        }
    }
    setError(message);
    if (m_editor != nullptr) {
        m_editor->showViolations(violations, pointer);
    }
}

model::Violations ArgumentField::unreadable(const std::string &pointer) const
{
    const bool isNull = m_null != nullptr && m_null->isChecked();
    return m_editor != nullptr && !isNull ? m_editor->unreadable(pointer) : model::Violations{};
}

void ArgumentField::focusEditor()
{
    if (m_small != nullptr) {
        m_small->focusEditor();
    } else if (m_toggle->isVisible()) {
        m_toggle->setFocus(Qt::OtherFocusReason);
    } else if (m_editor != nullptr) {
        m_editor->setFocus(Qt::OtherFocusReason);
    }
}

} // namespace berth::ui
