// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/secrets/secrets_view.h"

#include "ui/secrets/import_panel.h"
#include "ui/secrets/orphans_panel.h"
#include "ui/secrets/secret_detail.h"
#include "ui/secrets/secret_list.h"
#include "ui/secrets/secret_model.h"
#include "ui/secrets/secret_text.h"
#include "ui/secrets/store_panel.h"
#include "ui/secrets/value_card.h"
#include "ui/theme/metrics.h"
#include "ui/theme/roles.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/choices.h"
#include "ui/widgets/clipboard_guard.h"
#include "ui/widgets/page_actions.h"
#include "ui/widgets/page_header.h"
#include "ui/widgets/splitter.h"
#include "ui/widgets/states.h"
#include "ui/widgets/when_finished.h"

#include <QPushButton>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace berth::ui {

using base::ErrorCode;

SecretsView::SecretsView(const PageContext &context, SecretModel &model, const base::Clock &clock,
                         FilePicker &files, const QString &instancesPageId, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_model(model)
    , m_clipboard(new ClipboardGuard(ClipboardGuard::defaultTime, this))
    , m_header(new PageHeader(tr("Secrets"), this))
    , m_search(new SearchField(tr("Filter secrets"), this))
    , m_storeButton(makeButton(tr("Store"), Icon::Sliders, ButtonRole::Secondary))
    , m_importButton(makeButton(tr("Import .env"), Icon::Folder, ButtonRole::Secondary))
    , m_stack(new QStackedWidget(this))
    , m_failure(new ErrorState)
    , m_empty(new EmptyState(Icon::Key, tr("No secrets yet"), {}))
    , m_storeBanner(new Banner)
    , m_orphanBanner(new Banner)
    , m_list(new SecretList(model))
    , m_side(new QStackedWidget)
    , m_detail(new SecretDetail(context, clock, *m_clipboard, instancesPageId))
    , m_nothing(new QWidget)
    , m_store(new StorePanel(context, model))
    , m_import(new ImportPanel(context, files))
    , m_orphans(new OrphansPanel(context, model))
{
    makeHeader();
    makeScreens();
    layOutPage(this, m_header, m_stack);
    makeActions();
    connectAll();
    onRefreshed();
}

SecretsView::~SecretsView() = default;

void SecretsView::makeHeader()
{
    m_search->setFixedWidth(260);
    m_search->setHint(tr("Ctrl F"));
    m_header->addWidget(m_search);
    m_header->addWidget(m_importButton);
    m_header->addWidget(m_storeButton);
    m_storeButton->setToolTip(tr("Where secrets are kept"));
    connect(m_search, &SearchField::textChanged, m_list, &SecretList::setSearch);
    connect(m_importButton, &QPushButton::clicked, this,
            [this] { open(QStringLiteral("import")); });
    connect(m_storeButton, &QPushButton::clicked, this, [this] { open(QStringLiteral("store")); });
}

QWidget *SecretsView::makeBrowser()
{
    setGround(m_nothing, Ground::Background);
    for (QWidget *panel : {static_cast<QWidget *>(m_nothing), static_cast<QWidget *>(m_detail),
                           static_cast<QWidget *>(m_store), static_cast<QWidget *>(m_import),
                           static_cast<QWidget *>(m_orphans)}) {
        m_side->addWidget(panel);
    }
    auto *left = new QWidget;
    auto *column = new QVBoxLayout(left);
    makeTight(column);
    auto *banners = new QVBoxLayout;
    banners->setSpacing(metrics::space8);
    banners->setContentsMargins(metrics::space20, metrics::space12, metrics::space20, 0);
    for (Banner *banner : {m_storeBanner, m_orphanBanner}) {
        banners->addWidget(banner);
        banner->hide();
    }
    column->addLayout(banners);
    // The list is there without a single secret too: an empty store still has its settings beside.
    column->addWidget(m_list, 1);
    left->setMinimumWidth(380);
    m_side->setMinimumWidth(380);
    return makeSplitter(Qt::Horizontal, QStringLiteral("secrets"), {{left, 780, 1}, {m_side, 460}});
}

void SecretsView::makeScreens()
{
    // In the order of Screen.
    m_stack->addWidget(new LoadingState(tr("Reading the secrets")));
    m_stack->addWidget(m_failure);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(makeBrowser());
    m_failure->setRetryText(tr("Try again"));
    connect(m_failure, &ErrorState::retryRequested, &m_model, &SecretModel::refresh);
    QPushButton *import = m_empty->addAction(tr("Import a .env file"), ButtonRole::Secondary);
    QPushButton *store = m_empty->addAction(tr("Choose the store"), ButtonRole::Secondary);
    connect(import, &QPushButton::clicked, this, [this] { open(QStringLiteral("import")); });
    connect(store, &QPushButton::clicked, this, [this] { open(QStringLiteral("store")); });
}

void SecretsView::makeActions()
{
    const PageActions actions(m_context.actions, tr("Secrets"));
    const auto onSecret = [this](auto &&handler) {
        return [this, handler] {
            if (m_side->currentWidget() == m_detail) {
                handler();
            }
        };
    };
    actions.add(this, Icon::Search, tr("Filter secrets"), QKeySequence::Find, [this] {
        m_search->setFocus(Qt::ShortcutFocusReason);
        m_search->selectAll();
    });
    actions.add(this, Icon::Restart, tr("Set or rotate the secret"),
                QKeySequence(Qt::CTRL | Qt::Key_E),
                onSecret([this] { m_detail->value()->startEdit(); }));
    actions.add(this, Icon::Eye, tr("Reveal the secret…"), QKeySequence(Qt::CTRL | Qt::Key_R),
                onSecret([this] { m_detail->value()->askReveal(); }));
    actions.add(this, Icon::Folder, tr("Import a .env file"), QKeySequence(Qt::CTRL | Qt::Key_O),
                [this] { open(QStringLiteral("import")); });
    actions.add(this, Icon::Key, tr("Where secrets are kept"),
                QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_K),
                [this] { open(QStringLiteral("store")); });
    // Del belongs to the list: in a field it removes a character.
    actions.add(m_list, Icon::Trash, tr("Remove the secret…"), QKeySequence(Qt::Key_Delete),
                onSecret([this] { m_detail->askRemove(); }));
}

void SecretsView::connectAll()
{
    connect(&m_model, &SecretModel::refreshed, this, &SecretsView::onRefreshed);
    connect(m_list, &SecretList::selectionChanged, this, [this] {
        // A row that is chosen because another one went does not close what is open beside it.
        const QWidget *side = m_side->currentWidget();
        if (side == m_detail || side == m_nothing || m_list->table()->hasFocus()) {
            showChosen();
        }
    });
    connect(m_list, &SecretList::activated, this, [this] {
        showChosen();
        m_detail->value()->startEdit();
    });
    connect(m_list, &SecretList::allRequested, m_search, &SearchField::clear);
    connect(m_detail, &SecretDetail::changed, &m_model, &SecretModel::refresh);
    connect(m_store, &StorePanel::storeChanged, &m_model, &SecretModel::refresh);
    connect(m_import, &ImportPanel::imported, &m_model, &SecretModel::refresh);
    connect(m_orphans, &OrphansPanel::swept, this, [this] {
        m_model.refresh();
        closeSide();
    });
    for (SidePanel *panel : {static_cast<SidePanel *>(m_store), static_cast<SidePanel *>(m_import),
                             static_cast<SidePanel *>(m_orphans)}) {
        connect(panel, &SidePanel::closed, this, &SecretsView::closeSide);
    }
    connect(m_storeBanner, &Banner::actionTriggered, this, &SecretsView::mendStore);
    connect(m_orphanBanner, &Banner::actionTriggered, this,
            [this] { open(QStringLiteral("unused")); });
    m_orphanBanner->setDismissible(true);
    connect(m_orphanBanner, &Banner::dismissed, this, [this] {
        m_orphansLater = true;
        m_orphanBanner->hide();
    });
}

void SecretsView::show(Screen screen)
{
    const bool isNew = m_stack->currentIndex() != screen;
    m_stack->setCurrentIndex(screen);
    if (isNew && screen == Browse) {
        m_list->table()->setFocus(Qt::OtherFocusReason);
    }
    m_search->setVisible(screen == Browse);
    m_importButton->setVisible(screen == Browse);
    m_storeButton->setVisible(screen != Loading);
}

void SecretsView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_model.refresh(); // values may have come and gone by other ways
}

void SecretsView::onRefreshed()
{
    const QString kept = SecretText::theStore(m_store->used());
    m_empty->setTexts(tr("No secrets yet"),
                      tr("What is typed into a secret field of an instance is kept in %1 and "
                         "listed here, without its value.")
                          .arg(kept));
    m_storeButton->setText(SecretText::storeName(m_store->used()));
    const QWidget *side = m_side->currentWidget();
    const bool usesSide = side == m_store || side == m_import || side == m_orphans;
    if (!m_model.isLoaded()) {
        show(Loading);
    } else if (m_model.failure() && m_model.rowCount() == 0) {
        m_failure->setError(tr("The secrets cannot be listed"),
                            QString::fromStdString(m_model.failure()->message),
                            QString::fromStdString(m_model.failure()->details));
        show(Failed);
    } else {
        const bool nothing = m_model.rowCount() == 0 && !m_model.problem() && !usesSide;
        show(nothing ? Empty : Browse);
    }
    showStoreBanner();
    showOrphanBanner();
    if (!m_wanted.isEmpty() && m_model.rowOfKey(m_wanted) >= 0) {
        m_list->selectRow(m_model.rowOfKey(std::exchange(m_wanted, {})));
    }
    if (!usesSide) {
        showChosen();
    }
}

void SecretsView::showChosen()
{
    const engine::SecretEntry *entry = m_model.find(m_list->currentId());
    if (entry == nullptr) {
        m_side->setCurrentWidget(m_nothing);
        return;
    }
    m_detail->show(*entry);
    m_side->setCurrentWidget(m_detail);
}

void SecretsView::showSide(QWidget *panel)
{
    show(Browse);
    m_side->setCurrentWidget(panel);
}

void SecretsView::closeSide()
{
    showChosen();
    onRefreshed();
    m_list->table()->setFocus(Qt::OtherFocusReason);
}

void SecretsView::showStoreBanner()
{
    const std::optional<base::Error> &problem = m_model.problem();
    m_storeBanner->setVisible(problem.has_value());
    if (!problem) {
        return;
    }
    const auto used = m_store->used();
    const QString name = SecretText::storeName(used);
    const bool isFile = used == engine::SecretStoreKind::EncryptedFile;
    const QString message = QString::fromStdString(problem->message);
    if (problem->code == ErrorCode::SecretStoreLocked) {
        const QString why = tr("Berth needs it open to see which secrets are there and to start "
                               "what uses them.");
        m_storeBanner->setMessage(Tone::Warning, tr("%1 is locked").arg(name),
                                  isFile ? why : why + QLatin1Char(' ') + message);
        m_storeBanner->setAction(isFile ? tr("Unlock") : tr("Try again"));
    } else if (problem->code == ErrorCode::SecretStoreMissing && isFile) {
        m_storeBanner->setMessage(Tone::Warning, tr("The encrypted file is not set up"),
                                  tr("It needs a passphrase before it can keep secrets."));
        m_storeBanner->setAction(tr("Set up"));
    } else {
        m_storeBanner->setMessage(Tone::Danger, tr("%1 cannot be reached").arg(name), message);
        m_storeBanner->setAction(tr("Look at the store"));
    }
    m_storeBanner->setDetails(QString::fromStdString(problem->details));
}

void SecretsView::mendStore()
{
    const bool isFile = m_store->used() == engine::SecretStoreKind::EncryptedFile;
    if (m_model.problem() && m_model.problem()->code == ErrorCode::SecretStoreLocked && !isFile) {
        whenFinished(m_context.engine.secretCommands().checkStore(m_store->used()), this,
                     [this](const base::Status &) { m_model.refresh(); });
        return;
    }
    open(QStringLiteral("store"));
}

int SecretsView::orphanCount() const
{
    const auto &entries = m_model.entries();
    return static_cast<int>(
        std::count_if(entries.begin(), entries.end(),
                      [](const engine::SecretEntry &entry) { return entry.isOrphan; }));
}

void SecretsView::showOrphanBanner()
{
    const int count = orphanCount();
    m_orphanBanner->setVisible(count > 0 && !m_orphansLater);
    m_orphanBanner->setMessage(Tone::Info, tr("%n secret(s) are used by nobody", nullptr, count),
                               {});
    m_orphanBanner->setVisible(count > 0 && !m_orphansLater);
    m_orphanBanner->setAction(tr("Review"));
}

void SecretsView::open(const QString &target)
{
    const QString word = target.section(QLatin1Char(':'), 0, 0);
    if (word == QLatin1String("secret")) {
        m_wanted = target.section(QLatin1Char(':'), 1);
        m_side->setCurrentWidget(m_detail);
        onRefreshed();
    } else if (word == QLatin1String("store")) {
        showSide(m_store);
        m_store->begin();
    } else if (word == QLatin1String("import")) {
        showSide(m_import);
        m_import->begin();
    } else if (word == QLatin1String("unused")) {
        showSide(m_orphans);
        m_orphans->begin();
    }
}

} // namespace berth::ui
