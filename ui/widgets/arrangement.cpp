// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/arrangement.h"

#include <QEvent>
#include <QHeaderView>
#include <QSplitter>

namespace berth::ui {

namespace {

constexpr const char *chosenProperty = "berthWidthsChosen";
constexpr const char *stackedProperty = "berthStacked";
constexpr int widest = 2000;

QString splitterKey(const QSplitter &splitter)
{
    return QStringLiteral("splitter.") + splitter.objectName();
}

QString orderKey(const QHeaderView &header)
{
    return QStringLiteral("order.") + header.objectName();
}

QString widthsKey(const QHeaderView &header)
{
    return QStringLiteral("widths.") + header.objectName();
}

class Stacker final : public QObject
{
public:
    explicit Stacker(QSplitter *splitter)
        : QObject(splitter)
        , m_splitter(splitter)
    {
        splitter->installEventFilter(this);
    }

    bool eventFilter(QObject *watched, QEvent *event) override
    {
        const bool isSized = event->type() == QEvent::Resize || event->type() == QEvent::Show;
        if (isSized && m_splitter->isVisible()) {
            fit();
        }
        return QObject::eventFilter(watched, event);
    }

private:
    int needed() const
    {
        int width = 0;
        for (int i = 0; i < m_splitter->count(); ++i) {
            const QWidget *part = m_splitter->widget(i);
            width +=
                part->minimumWidth() > 0 ? part->minimumWidth() : part->minimumSizeHint().width();
        }
        return width + m_splitter->handleWidth();
    }

    void fit()
    {
        const bool isNarrow = m_splitter->width() < needed();
        if (isNarrow == m_isStacked || (isNarrow && m_splitter->orientation() == Qt::Vertical)) {
            return;
        }
        m_isStacked = isNarrow;
        m_splitter->setProperty(stackedProperty, isNarrow);
        if (isNarrow) {
            m_beside = m_splitter->sizes();
        }
        m_splitter->setOrientation(isNarrow ? Qt::Vertical : Qt::Horizontal);
        m_splitter->setSizes(isNarrow ? QList<int>{200, 300} : m_beside);
    }

    QSplitter *m_splitter;
    QList<int> m_beside;
    bool m_isStacked = false; ///< by this; a page may have reasons of its own
};

QStringList widthsOf(const QHeaderView &header)
{
    QStringList widths;
    for (int section = 0; section < header.count(); ++section) {
        widths << QString::number(header.sectionSize(section));
    }
    return widths;
}

void setWidths(QHeaderView &header, const QStringList &widths)
{
    if (widths.size() != header.count()) {
        return; // written by a Berth with other columns
    }
    for (int section = 0; section < header.count(); ++section) {
        const int width = widths.at(section).toInt();
        if (width >= header.minimumSectionSize() && width <= widest) {
            header.resizeSection(section, width);
        }
    }
    setWidthsChosen(header, true);
}

void setOrder(QHeaderView &header, const QStringList &order)
{
    const int section = order.value(0).toInt();
    if (order.size() == 2 && section >= 0 && section < header.count()) {
        const bool falling = order.at(1) == QLatin1String("falling");
        header.setSortIndicator(section, falling ? Qt::DescendingOrder : Qt::AscendingOrder);
    }
}

} // namespace

void setWidthsChosen(QHeaderView &header, bool chosen)
{
    header.setProperty(chosenProperty, chosen);
}

bool areWidthsChosen(const QHeaderView &header)
{
    return header.property(chosenProperty).toBool();
}

QVariantMap arrangementOf(const QWidget &root)
{
    QVariantMap arrangement;
    const auto splitters = root.findChildren<QSplitter *>();
    for (const QSplitter *splitter : splitters) {
        if (!splitter->objectName().isEmpty() && !splitter->property(stackedProperty).toBool()) {
            arrangement[splitterKey(*splitter)] = splitter->saveState();
        }
    }
    const auto headers = root.findChildren<QHeaderView *>();
    for (const QHeaderView *header : headers) {
        if (header->objectName().isEmpty()) {
            continue;
        }
        const bool falling = header->sortIndicatorOrder() == Qt::DescendingOrder;
        arrangement[orderKey(*header)] =
            QStringList{QString::number(header->sortIndicatorSection()),
                        falling ? QStringLiteral("falling") : QStringLiteral("rising")};
        if (areWidthsChosen(*header)) {
            arrangement[widthsKey(*header)] = widthsOf(*header);
        }
    }
    return arrangement;
}

void arrange(QWidget &root, const QVariantMap &arrangement)
{
    const auto splitters = root.findChildren<QSplitter *>();
    for (QSplitter *splitter : splitters) {
        splitter->restoreState(arrangement.value(splitterKey(*splitter)).toByteArray());
    }
    const auto headers = root.findChildren<QHeaderView *>();
    for (QHeaderView *header : headers) {
        if (arrangement.contains(orderKey(*header))) {
            setOrder(*header, arrangement.value(orderKey(*header)).toStringList());
        }
        if (arrangement.contains(widthsKey(*header))) {
            setWidths(*header, arrangement.value(widthsKey(*header)).toStringList());
        }
    }
}

void stackWhenNarrow(QSplitter *splitter)
{
    new Stacker(splitter);
}

} // namespace berth::ui
