// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/forms/choice_editors.h"

#include "ui/forms/humanise.h"
#include "ui/theme/roles.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/choices.h"

#include <QComboBox>
#include <QHBoxLayout>

namespace berth::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

void fill(QWidget *editor, QWidget *control, bool stretched)
{
    auto *layout = new QHBoxLayout(editor);
    layout->setContentsMargins({});
    layout->addWidget(control);
    if (!stretched) {
        layout->addStretch();
    }
    editor->setFocusProxy(control);
}

std::vector<SegmentEditor::Choice> humanised(const std::vector<std::string> &choices)
{
    std::vector<SegmentEditor::Choice> named;
    for (const std::string &choice : choices) {
        const QString value = QString::fromStdString(choice);
        named.push_back({humanise(value), value});
    }
    return named;
}

bool meansTrue(const QString &value)
{
    return value.compare(u"true"_s, Qt::CaseInsensitive) == 0 || value == u"1"_s ||
           value.compare(u"yes"_s, Qt::CaseInsensitive) == 0;
}

} // namespace

SwitchEditor::SwitchEditor(QWidget *parent)
    : ValueEditor(parent)
    , m_switch(new Switch(QString(), this))
{
    fill(this, m_switch, false);
    connect(m_switch, &Switch::toggled, this, [this] {
        m_set = true;
        Q_EMIT changed();
        Q_EMIT finished();
    });
}

QString SwitchEditor::value() const
{
    if (!m_set) {
        return {};
    }
    return m_switch->isChecked() ? u"true"_s : u"false"_s;
}

void SwitchEditor::setValue(const QString &value)
{
    m_switch->setChecked(meansTrue(value));
    m_set = !value.isEmpty();
    Q_EMIT changed();
}

void SwitchEditor::setInvalid(bool) {}

SegmentEditor::SegmentEditor(const std::vector<std::string> &choices, QWidget *parent)
    : SegmentEditor(humanised(choices), parent)
{}

SegmentEditor::SegmentEditor(const std::vector<Choice> &choices, QWidget *parent)
    : ValueEditor(parent)
    , m_control(new SegmentedControl(QString(), this))
{
    fill(this, m_control, false);
    for (const Choice &choice : choices) {
        m_choices.append(choice.value);
        m_control->addOption(choice.name, choice.value);
    }
    connect(m_control, &SegmentedControl::valueChosen, this, [this] {
        m_foreign.clear();
        Q_EMIT changed();
        Q_EMIT finished();
    });
}

QString SegmentEditor::value() const
{
    return m_foreign.isEmpty() ? m_control->value().toString() : m_foreign;
}

void SegmentEditor::setValue(const QString &value)
{
    m_foreign = m_choices.contains(value) ? QString() : value;
    m_control->setValue(value);
    Q_EMIT changed();
}

void SegmentEditor::setInvalid(bool) {}

ComboEditor::ComboEditor(const std::vector<std::string> &choices, bool required, QWidget *parent)
    : ValueEditor(parent)
    , m_combo(new QComboBox(this))
{
    fill(this, m_combo, true);
    m_combo->addItem(required ? tr("Choose one") : tr("Not set"), QString());
    for (const std::string &choice : choices) {
        m_combo->addItem(QString::fromStdString(choice), QString::fromStdString(choice));
    }
    connect(m_combo, &QComboBox::currentIndexChanged, this, &ComboEditor::changed);
    connect(m_combo, &QComboBox::activated, this, &ComboEditor::finished);
}

QString ComboEditor::value() const
{
    return m_combo->currentData().toString();
}

void ComboEditor::setValue(const QString &value)
{
    int index = m_combo->findData(value);
    if (index < 0) {
        m_combo->addItem(value, value); // shown as it is; the check says what is wrong with it
        index = m_combo->count() - 1;
    }
    m_combo->setCurrentIndex(index);
}

void ComboEditor::setInvalid(bool invalid)
{
    berth::ui::setInvalid(m_combo, invalid);
}

} // namespace berth::ui
