// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

#include <string>
#include <utility>
#include <vector>

class QCheckBox;
class QVBoxLayout;

namespace berth::ui {

/// Boxes to tick, one below the other.
class CheckColumn final : public QWidget
{
    Q_OBJECT
public:
    struct Entry
    {
        std::string key;
        QString label;
    };

    explicit CheckColumn(QWidget *parent = nullptr);

    /// Of `chosen`, what is not among the entries is shown by its key: it is gone, but not
    /// unchosen.
    void setEntries(std::vector<Entry> entries, const std::vector<std::string> &chosen);
    std::vector<std::string> chosen() const;

private:
    QVBoxLayout *m_column;
    std::vector<std::pair<std::string, QCheckBox *>> m_boxes; ///< by key
};

} // namespace berth::ui
