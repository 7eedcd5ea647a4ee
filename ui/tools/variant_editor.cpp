// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/metrics.h"
#include "ui/tools/argument_field.h"
#include "ui/tools/container_editors.h"
#include "ui/widgets/choices.h"

#include <QComboBox>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace berth::ui {

using base::Json;

namespace {

constexpr std::size_t mostSegments = 3;
constexpr std::size_t longestSegments = 34; ///< characters of all together

} // namespace

VariantEditor::VariantEditor(const ArgumentContext &context, const model::SchemaField &field,
                             bool required, const QString &name, int depth, QWidget *parent)
    : ArgumentEditor(parent)
    , m_context(context)
    , m_field(field)
    , m_required(required)
    , m_name(name)
    , m_depth(depth)
    , m_body(new QVBoxLayout)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(metrics::space8);
    makeChooser();
    layout->addLayout(m_body);
    choose(0, m_context.schema.startValue(m_context.schema.field(m_field.variants[0].schema)));
}

void VariantEditor::makeChooser()
{
    std::size_t letters = 0;
    for (const model::SchemaVariant &variant : m_field.variants) {
        letters += variant.title.size();
    }
    const QString accessible = tr("Kind of %1").arg(m_name);
    const auto chosen = [this](std::size_t variant) {
        m_left[m_chosen] = value();
        const auto before = m_left.find(variant);
        const auto &schema = m_field.variants[variant].schema;
        choose(variant, before != m_left.end()
                            ? before->second
                            : m_context.schema.startValue(m_context.schema.field(schema)));
        Q_EMIT restructured();
        Q_EMIT changed();
    };
    if (m_field.variants.size() <= mostSegments && letters <= longestSegments) {
        m_segments = new SegmentedControl(accessible, this);
        for (std::size_t i = 0; i < m_field.variants.size(); ++i) {
            m_segments->addOption(QString::fromStdString(m_field.variants[i].title),
                                  static_cast<int>(i));
        }
        layout()->addWidget(m_segments);
        layout()->setAlignment(m_segments, Qt::AlignLeft);
        setFocusProxy(m_segments);
        connect(m_segments, &SegmentedControl::valueChosen, this, [chosen](const QVariant &index) {
            chosen(static_cast<std::size_t>(index.toInt()));
        });
        return;
    }
    m_combo = new QComboBox(this);
    m_combo->setAccessibleName(accessible);
    for (const model::SchemaVariant &variant : m_field.variants) {
        m_combo->addItem(QString::fromStdString(variant.title));
    }
    layout()->addWidget(m_combo);
    setFocusProxy(m_combo);
    connect(m_combo, &QComboBox::activated, this,
            [chosen](int index) { chosen(static_cast<std::size_t>(index)); });
}

void VariantEditor::showChosen()
{
    if (m_segments != nullptr) {
        m_segments->setValue(static_cast<int>(m_chosen));
    } else {
        const QSignalBlocker quiet(m_combo);
        m_combo->setCurrentIndex(static_cast<int>(m_chosen));
    }
}

void VariantEditor::choose(std::size_t variant, const std::optional<Json> &value)
{
    if (m_editor == nullptr || variant != m_chosen) {
        if (m_editor != nullptr) {
            m_editor->hide();
            m_editor->deleteLater();
        }
        m_chosen = variant;
        const model::SchemaVariant &kind = m_field.variants[variant];
        m_editor = new ArgumentField(
            m_context,
            {{}, QString::fromStdString(kind.title), kind.schema, m_required, false, true}, m_depth,
            this);
        m_body->addWidget(m_editor);
        connect(m_editor, &ArgumentField::changed, this, &ArgumentEditor::changed);
        connect(m_editor, &ArgumentField::restructured, this, &ArgumentEditor::restructured);
    }
    m_editor->setValue(value);
    showChosen();
}

std::optional<Json> VariantEditor::value() const
{
    return m_editor->value();
}

void VariantEditor::setValue(const std::optional<Json> &value)
{
    const std::size_t before = m_chosen;
    choose(value ? m_context.schema.variantOf(m_field, *value) : m_chosen, value);
    if (before != m_chosen) {
        Q_EMIT restructured();
    }
}

void VariantEditor::showViolations(const model::Violations &violations, const std::string &pointer)
{
    m_editor->showViolations(violations, pointer);
}

model::Violations VariantEditor::unreadable(const std::string &pointer) const
{
    return m_editor->unreadable(pointer);
}

} // namespace berth::ui
