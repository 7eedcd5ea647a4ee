// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/arrangement.h"

#include <QHeaderView>
#include <QSplitter>

namespace berth::ui {

namespace {

constexpr const char *chosenProperty = "berthWidthsChosen";
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
        if (!splitter->objectName().isEmpty()) {
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

} // namespace berth::ui
