// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/clients/check_column.h"

#include "ui/theme/metrics.h"
#include "ui/theme/roles.h"

#include <QCheckBox>
#include <QVBoxLayout>

#include <algorithm>

namespace berth::ui {

CheckColumn::CheckColumn(QWidget *parent)
    : QWidget(parent)
    , m_column(new QVBoxLayout(this))
{
    makeTight(m_column);
    m_column->setSpacing(metrics::space4);
}

void CheckColumn::setEntries(std::vector<Entry> entries, const std::vector<std::string> &chosen)
{
    for (const std::string &key : chosen) {
        const bool isKnown = std::any_of(entries.begin(), entries.end(),
                                         [&key](const Entry &entry) { return entry.key == key; });
        if (!isKnown) {
            entries.push_back({key, QString::fromStdString(key)});
        }
    }
    for (const auto &[key, box] : std::exchange(m_boxes, {})) {
        delete box;
    }
    for (const Entry &entry : entries) {
        auto *box = new QCheckBox(entry.label);
        box->setChecked(std::find(chosen.begin(), chosen.end(), entry.key) != chosen.end());
        m_column->addWidget(box);
        m_boxes.emplace_back(entry.key, box);
    }
}

std::vector<std::string> CheckColumn::chosen() const
{
    std::vector<std::string> keys;
    for (const auto &[key, box] : m_boxes) {
        if (box->isChecked()) {
            keys.push_back(key);
        }
    }
    return keys;
}

} // namespace berth::ui
