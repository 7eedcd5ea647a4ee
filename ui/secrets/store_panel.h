// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/facade/secrets.h"
#include "ui/secrets/side_panel.h"
#include "ui/theme/theme.h"
#include "ui/widgets/page.h"

#include <optional>
#include <string>
#include <vector>

class QPushButton;

namespace berth::ui {

class Card;
class FileStoreForm;
class InfisicalForm;
class SecretModel;
class SegmentedControl;
class StatusPill;
class WrappedLabel;

/// Where secrets are kept: the health of each store, how to set it up, and which one is used.
class StorePanel final : public SidePanel
{
    Q_OBJECT
public:
    /// `model` outlives the panel.
    StorePanel(const PageContext &context, SecretModel &model, QWidget *parent = nullptr);

    /// Shows the store that is used and looks at it.
    void begin();
    void showStore(engine::SecretStoreKind kind);

    engine::SecretStoreKind shown() const
    {
        return m_shown;
    }
    /// The one that is chosen in the settings.
    engine::SecretStoreKind used() const;
    StatusPill *health() const
    {
        return m_health;
    }
    FileStoreForm *file() const
    {
        return m_file;
    }
    InfisicalForm *infisical() const
    {
        return m_infisical;
    }

Q_SIGNALS:
    /// A store was unlocked, set up, chosen; what is known of secrets may be old.
    void storeChanged();

private:
    void makeStoreCard();
    void connectForms();
    void check();
    void showHealth(const std::optional<base::Status> &status);
    QString problemText(const base::Error &error) const;
    void update();
    void focusForm();
    /// What a store's form asked for ended.
    void finish(const base::Status &status, const QString &done);
    void saveInfisical();
    void logIn();
    void testInfisical();
    void showInfisicalError(const base::Error &error);
    void use();
    void offerMove(engine::SecretStoreKind from, engine::SecretStoreKind to);

    PageContext m_context;
    SecretModel &m_model;
    engine::SecretStoreKind m_shown = engine::SecretStoreKind::Keychain;
    SegmentedControl *m_choice;
    Card *m_card;
    StatusPill *m_health;
    WrappedLabel *m_explained;
    WrappedLabel *m_problem;
    QPushButton *m_test;
    QPushButton *m_use;
    FileStoreForm *m_file;
    InfisicalForm *m_infisical;
    bool m_focusLater = false; ///< into the form, once it is known what it asks for
    int m_check = 0;           ///< of several checks under way only the last one is shown
};

} // namespace berth::ui
