// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/connections/role_choice.h"

#include "ui/connections/connection_text.h"
#include "ui/theme/metrics.h"
#include "ui/theme/roles.h"
#include "ui/theme/typography.h"

#include <QButtonGroup>
#include <QPainter>
#include <QRadioButton>
#include <QVBoxLayout>

namespace berth::ui {

namespace {

constexpr int padding = 14;
constexpr int markSize = 16;

/// A frame with a round mark, the role's name and what it means.
class RoleButton final : public QRadioButton
{
public:
    RoleButton(model::ConnectionRole role, QWidget *parent)
        : QRadioButton(ConnectionText::roleWord(role), parent)
        , m_meaning(ConnectionText::roleMeaning(role))
    {
        setAttribute(Qt::WA_Hover);
        setAccessibleDescription(m_meaning);
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        setFont(textFont(TextRole::BodyStrong));
    }

    QSize sizeHint() const override
    {
        return {320, metrics::rowTwoLines + 2};
    }
    QSize minimumSizeHint() const override
    {
        return {200, sizeHint().height()};
    }

protected:
    bool hitButton(const QPoint &position) const override
    {
        return rect().contains(position);
    }
    void paintEvent(QPaintEvent *) override
    {
        const Theme &theme = themeOf(this);
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const QRectF frame = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
        painter.setPen(isChecked()    ? theme.accent
                       : underMouse() ? theme.strokeStrong
                                      : theme.stroke);
        painter.setBrush(isChecked() ? theme.selected : theme.surface);
        painter.drawRoundedRect(frame, metrics::radius, metrics::radius);
        if (showsKeyboardFocus(*this)) {
            painter.setPen(QPen(theme.accentHover, 2));
            painter.setBrush(Qt::NoBrush);
            painter.drawRoundedRect(frame.adjusted(0.5, 0.5, -0.5, -0.5), metrics::radius,
                                    metrics::radius);
        }
        paintMark(painter, theme);
        paintTexts(painter, theme);
    }

private:
    void paintMark(QPainter &painter, const Theme &theme) const
    {
        const QRectF mark(padding + 0.5, (height() - markSize) / 2.0, markSize - 1, markSize - 1);
        painter.setPen(QPen(isChecked() ? theme.accent : theme.strokeStrong, 1.5));
        painter.setBrush(theme.surface);
        painter.drawEllipse(mark);
        if (isChecked()) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(theme.accent);
            painter.drawEllipse(mark.adjusted(4, 4, -4, -4));
        }
    }
    void paintTexts(QPainter &painter, const Theme &theme) const
    {
        const QRect place = rect().adjusted(padding + markSize + metrics::space12, 0, -padding, 0);
        const int middle = place.center().y();
        painter.setPen(theme.text);
        painter.setFont(font());
        const int line = painter.fontMetrics().height();
        painter.drawText(QRect(place.left(), middle - line, place.width(), line),
                         Qt::AlignLeft | Qt::AlignVCenter, text());
        painter.setPen(theme.muted);
        painter.setFont(textFont(TextRole::Secondary));
        const QFontMetrics small = painter.fontMetrics();
        painter.drawText(QRect(place.left(), middle + 2, place.width(), small.height()),
                         Qt::AlignLeft | Qt::AlignVCenter,
                         small.elidedText(m_meaning, Qt::ElideRight, place.width()));
    }

    QString m_meaning;
};

} // namespace

RoleChoice::RoleChoice(QWidget *parent)
    : QWidget(parent)
    , m_group(new QButtonGroup(this))
{
    auto *layout = new QVBoxLayout(this);
    makeTight(layout);
    layout->setSpacing(metrics::space8);
    setAccessibleName(tr("Role"));
    for (const auto role : {model::ConnectionRole::Watch, model::ConnectionRole::Console,
                            model::ConnectionRole::Manager}) {
        auto *button = new RoleButton(role, this);
        button->setToolTip(ConnectionText::roleMeaning(role));
        button->setObjectName(QString::fromStdString(std::string(model::roleName(role))));
        m_group->addButton(button, static_cast<int>(role));
        layout->addWidget(button);
    }
    setFocusProxy(m_group->button(static_cast<int>(model::ConnectionRole::Watch)));
    connect(m_group, &QButtonGroup::idToggled, this, [this](int, bool checked) {
        if (checked) {
            setFocusProxy(m_group->checkedButton());
            Q_EMIT changed();
        }
    });
    setRole(model::ConnectionRole::Console);
}

model::ConnectionRole RoleChoice::role() const
{
    return static_cast<model::ConnectionRole>(m_group->checkedId());
}

void RoleChoice::setRole(model::ConnectionRole role)
{
    m_group->button(static_cast<int>(role))->setChecked(true);
}

} // namespace berth::ui
