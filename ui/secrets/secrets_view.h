// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "ui/forms/file_picker.h"
#include "ui/widgets/page.h"

#include <QWidget>

class QPushButton;
class QStackedWidget;

namespace berth::ui {

class Banner;
class ClipboardGuard;
class EmptyState;
class ErrorState;
class ImportPanel;
class OrphansPanel;
class PageHeader;
class SearchField;
class SecretDetail;
class SecretList;
class SecretModel;
class StorePanel;

/// The page of secrets: what there is to know at the top, the list, and beside it the chosen
/// secret, the store, an import or the unused ones.
class SecretsView final : public QWidget
{
    Q_OBJECT
public:
    SecretsView(const PageContext &context, SecretModel &model, const base::Clock &clock,
                FilePicker &files, const QString &instancesPageId, QWidget *parent = nullptr);
    ~SecretsView() override;

    /// "secret:<key>", "store", "import" or "unused".
    void open(const QString &target);
    SecretList *list() const
    {
        return m_list;
    }
    SecretDetail *detail() const
    {
        return m_detail;
    }
    StorePanel *store() const
    {
        return m_store;
    }
    ImportPanel *importer() const
    {
        return m_import;
    }
    OrphansPanel *orphans() const
    {
        return m_orphans;
    }
    Banner *storeBanner() const
    {
        return m_storeBanner;
    }
    Banner *orphanBanner() const
    {
        return m_orphanBanner;
    }
    QStackedWidget *screens() const
    {
        return m_stack;
    }

    enum Screen
    {
        Loading,
        Failed,
        Empty,
        Browse
    };

protected:
    void showEvent(QShowEvent *event) override;

private:
    void makeHeader();
    void makeScreens();
    QWidget *makeBrowser();
    void makeActions();
    void connectAll();
    void show(Screen screen);
    void showSide(QWidget *panel);
    void closeSide();
    void showChosen();
    void onRefreshed();
    void showStoreBanner();
    void showOrphanBanner();
    void mendStore();
    int orphanCount() const;

    PageContext m_context;
    SecretModel &m_model;
    ClipboardGuard *m_clipboard;
    PageHeader *m_header;
    SearchField *m_search;
    QPushButton *m_storeButton;
    QPushButton *m_importButton;
    QStackedWidget *m_stack;
    ErrorState *m_failure;
    EmptyState *m_empty;
    Banner *m_storeBanner;
    Banner *m_orphanBanner;
    SecretList *m_list;
    QStackedWidget *m_side;
    SecretDetail *m_detail;
    QWidget *m_nothing;
    StorePanel *m_store;
    ImportPanel *m_import;
    OrphansPanel *m_orphans;
    QString m_wanted; ///< a key, to be chosen once it is known
    bool m_orphansLater = false;
};

} // namespace berth::ui
