// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/secrets/side_panel.h"
#include "ui/widgets/page.h"

#include <map>
#include <string>
#include <vector>

class QCheckBox;
class QPushButton;

namespace berth::ui {

class SecretModel;

/// The secrets that nobody uses, to be looked through and removed.
class OrphansPanel final : public SidePanel
{
    Q_OBJECT
public:
    /// `model` outlives the panel.
    OrphansPanel(const PageContext &context, SecretModel &model, QWidget *parent = nullptr);

    /// Chooses all that there are now.
    void begin();
    std::vector<std::string> chosen() const;
    void askSweep();

Q_SIGNALS:
    void swept();

private:
    void fill();
    void updateButton();

    PageContext m_context;
    SecretModel &m_model;
    QVBoxLayout *m_rows;
    std::vector<std::pair<std::string, QCheckBox *>> m_boxes; ///< by key
    QPushButton *m_sweep;
};

} // namespace berth::ui
