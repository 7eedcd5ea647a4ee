// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QTableView>

namespace berth::ui {

class CallModel;

/// Calls, one a row. Its columns share the width there is: texts are cut before anybody has to
/// scroll sideways, and sizes go first where there is little room.
class CallTable final : public QTableView
{
    Q_OBJECT
public:
    explicit CallTable(CallModel *model, QWidget *parent = nullptr);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void fitColumns(int width);
};

} // namespace berth::ui
