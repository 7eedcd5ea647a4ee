// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/choices.h"

#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/roles.h"
#include "ui/theme/theme.h"
#include "ui/theme/typography.h"

#include <QAbstractButton>
#include <QAction>
#include <QButtonGroup>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>

namespace berth::ui {
namespace {

/// One choice of a row; the row lays them out and the group makes them exclusive.
class ChoiceButton : public QAbstractButton
{
public:
    ChoiceButton(const QString &text, QWidget *parent)
        : QAbstractButton(parent)
    {
        setText(text);
        setCheckable(true);
        setAttribute(Qt::WA_Hover);
        setFont(textFont(TextRole::BodyStrong));
        setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    }

    QSize minimumSizeHint() const override
    {
        return sizeHint();
    }
};

class FilterTab final : public ChoiceButton
{
public:
    using ChoiceButton::ChoiceButton;

    void setCount(int count)
    {
        m_count = count;
        setAccessibleName(count < 0 ? text() : QStringLiteral("%1 %2").arg(text()).arg(count));
        updateGeometry();
        update();
    }

    QSize sizeHint() const override
    {
        const int number = m_count < 0 ? 0 : 7 + fontMetrics().horizontalAdvance(countText());
        return {fontMetrics().horizontalAdvance(text()) + number + 2 * padding, 28};
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Theme &theme = themeOf(this);
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const bool strong = isChecked() || underMouse();
        if (isChecked() || underMouse()) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(isChecked() ? theme.subtle : theme.hover);
            painter.drawRoundedRect(rect(), height() / 2.0, height() / 2.0);
        }
        if (showsKeyboardFocus(*this)) {
            painter.setPen(QPen(theme.accentHover, 2));
            painter.setBrush(Qt::NoBrush);
            painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), height() / 2.0 - 1,
                                    height() / 2.0 - 1);
        }
        QRect place = rect().adjusted(padding, 0, 0, 0);
        painter.setPen(strong ? theme.text : theme.muted);
        painter.drawText(place, Qt::AlignVCenter, text());
        if (m_count >= 0) {
            place.setLeft(place.left() + fontMetrics().horizontalAdvance(text()) + 7);
            painter.setPen(theme.muted);
            painter.drawText(place, Qt::AlignVCenter, countText());
        }
    }

private:
    static constexpr int padding = 12;

    QString countText() const
    {
        return QString::number(m_count);
    }

    int m_count = -1;
};

class Segment final : public ChoiceButton
{
public:
    using ChoiceButton::ChoiceButton;

    QSize sizeHint() const override
    {
        return {fontMetrics().horizontalAdvance(text()) + 28, metrics::control};
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Theme &theme = themeOf(this);
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        if (!isEnabled()) {
            painter.setOpacity(0.45);
        }
        // The shape of the whole row, of which this shows its part: only the ends are round.
        const QRect row = parentWidget()->rect().translated(-pos());
        const QRectF shape = QRectF(row).adjusted(0.5, 0.5, -0.5, -0.5);
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.surface);
        painter.drawRoundedRect(shape, metrics::radius, metrics::radius);
        if (isChecked() || underMouse()) {
            painter.setBrush(isChecked() ? theme.selected : theme.hover);
            painter.drawRoundedRect(shape, metrics::radius, metrics::radius);
        }
        painter.setPen(theme.stroke);
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(shape, metrics::radius, metrics::radius);
        if (pos().x() > 0) {
            painter.fillRect(0, 1, 1, height() - 2, theme.stroke);
        }
        if (showsKeyboardFocus(*this)) {
            painter.setPen(QPen(theme.accentHover, 2));
            painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), metrics::radius - 1,
                                    metrics::radius - 1);
        }
        painter.setPen(isChecked() ? theme.text : theme.muted);
        painter.drawText(rect(), Qt::AlignCenter, text());
    }
};

/// Only the chosen button is a tab stop; QAbstractButton moves by arrow keys inside its group.
void keepOneTabStop(const QButtonGroup &group)
{
    const QAbstractButton *checked = group.checkedButton();
    const auto buttons = group.buttons();
    for (QAbstractButton *button : buttons) {
        const bool stop = checked == nullptr || button == checked;
        button->setFocusPolicy(stop ? Qt::StrongFocus : Qt::ClickFocus);
    }
}

} // namespace

FilterTabs::FilterTabs(const QString &accessibleName, QWidget *parent)
    : QWidget(parent)
    , m_layout(new QHBoxLayout(this))
    , m_group(new QButtonGroup(this))
{
    setAccessibleName(accessibleName);
    makeTight(m_layout);
    m_layout->setSpacing(metrics::space4);
    m_layout->addStretch(1);
    connect(m_group, &QButtonGroup::idToggled, this, [this](int id, bool checked) {
        if (checked) {
            keepOneTabStop(*m_group);
            Q_EMIT currentChanged(id);
        }
    });
}

int FilterTabs::addTab(const QString &text)
{
    const int index = static_cast<int>(m_group->buttons().size());
    auto *tab = new FilterTab(text, this);
    m_layout->insertWidget(index, tab);
    m_group->addButton(tab, index);
    if (index == 0) {
        const QSignalBlocker quiet(m_group);
        tab->setChecked(true);
    }
    keepOneTabStop(*m_group);
    return index;
}

void FilterTabs::setCount(int index, int count)
{
    if (auto *button = m_group->button(index)) {
        static_cast<FilterTab *>(button)->setCount(count);
    }
}

int FilterTabs::currentIndex() const
{
    return m_group->checkedId();
}

void FilterTabs::setCurrentIndex(int index)
{
    if (QAbstractButton *button = m_group->button(index)) {
        button->setChecked(true);
    }
}

SegmentedControl::SegmentedControl(const QString &accessibleName, QWidget *parent)
    : QWidget(parent)
    , m_layout(new QHBoxLayout(this))
    , m_group(new QButtonGroup(this))
{
    setAccessibleName(accessibleName);
    makeTight(m_layout);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(m_group, &QButtonGroup::idToggled, this, [this](int id, bool checked) {
        if (checked) {
            keepOneTabStop(*m_group);
            Q_EMIT valueChosen(m_values[static_cast<std::size_t>(id)]);
        }
    });
}

void SegmentedControl::addOption(const QString &text, const QVariant &value)
{
    auto *segment = new Segment(text, this);
    m_layout->addWidget(segment);
    m_group->addButton(segment, static_cast<int>(m_values.size()));
    m_values.push_back(value);
    keepOneTabStop(*m_group);
}

int SegmentedControl::count() const
{
    return static_cast<int>(m_values.size());
}

QVariant SegmentedControl::value() const
{
    const int id = m_group->checkedId();
    return id < 0 ? QVariant() : m_values[static_cast<std::size_t>(id)];
}

void SegmentedControl::setValue(const QVariant &value)
{
    const QSignalBlocker quiet(m_group);
    const auto buttons = m_group->buttons();
    m_group->setExclusive(false);
    for (QAbstractButton *button : buttons) {
        button->setChecked(m_values[static_cast<std::size_t>(m_group->id(button))] == value);
    }
    m_group->setExclusive(true);
    keepOneTabStop(*m_group);
}

SearchField::SearchField(const QString &placeholder, QWidget *parent)
    : QLineEdit(parent)
{
    setPlaceholderText(placeholder);
    setAccessibleName(placeholder);
    setClearButtonEnabled(true);
    addAction(themedIcon(Icon::Search), QLineEdit::LeadingPosition);
    setMinimumWidth(160);
}

void SearchField::setHint(const QString &hint)
{
    m_hint = hint;
    update();
}

void SearchField::paintEvent(QPaintEvent *event)
{
    QLineEdit::paintEvent(event);
    if (m_hint.isEmpty() || !text().isEmpty()) {
        return;
    }
    const Theme &theme = themeOf(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(textFont(TextRole::Caption));
    const int width = painter.fontMetrics().horizontalAdvance(m_hint) + 10;
    const QRectF frame(this->width() - width - 10.5, (height() - 17) / 2.0 + 0.5, width, 16);
    painter.setPen(theme.stroke);
    painter.drawRoundedRect(frame, 4, 4);
    painter.setPen(theme.muted);
    painter.drawText(frame, Qt::AlignCenter, m_hint);
}

void SearchField::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && !text().isEmpty()) {
        clear();
        return;
    }
    QLineEdit::keyPressEvent(event);
}

} // namespace berth::ui
