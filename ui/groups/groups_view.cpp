// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/groups/groups_view.h"

#include "engine/facade/engine_facade.h"
#include "ui/forms/two_line_delegate.h"
#include "ui/groups/group_detail.h"
#include "ui/groups/group_form.h"
#include "ui/groups/group_text.h"
#include "ui/groups/group_tree.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/page_actions.h"
#include "ui/widgets/page_header.h"
#include "ui/widgets/splitter.h"
#include "ui/widgets/states.h"
#include "ui/widgets/when_finished.h"

#include <QListWidget>
#include <QPointer>
#include <QStackedWidget>

namespace berth::ui {

namespace {

constexpr int nameRole = Qt::UserRole;

} // namespace

GroupsView::GroupsView(const PageContext &context, engine::GroupCommands &groups, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_groups(groups)
    , m_header(new PageHeader(tr("Groups"), this))
    , m_new(makeButton(tr("New group"), Icon::Plus, ButtonRole::Primary))
    , m_stack(new QStackedWidget(this))
    , m_list(new QListWidget)
    , m_side(new QStackedWidget)
    , m_detail(new GroupDetail)
    , m_form(new GroupForm)
{
    m_header->addWidget(m_new);
    makeScreens();
    layOutPage(this, m_header, m_stack);
    makeActions();
    connectEngine();
    refresh();
}

void GroupsView::makeScreens()
{
    m_list->setAccessibleName(tr("Groups"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMinimumWidth(260);
    m_list->setItemDelegate(new TwoLineDelegate(m_list));
    m_list->setMouseTracking(true);
    m_side->setMinimumWidth(420);
    m_side->addWidget(m_detail);
    m_side->addWidget(m_form);
    auto *splitter =
        makeSplitter(Qt::Horizontal, QStringLiteral("groups"), {{m_list, 340}, {m_side, 860, 1}});
    m_stack->addWidget(new LoadingState(tr("Reading the groups")));
    m_stack->addWidget(splitter);
    connect(m_list, &QListWidget::currentRowChanged, this, &GroupsView::showChosen);
    connect(m_new, &QPushButton::clicked, this, [this] { open(QStringLiteral("new")); });
    connect(m_form, &GroupForm::cancelled, this, [this] {
        m_side->setCurrentWidget(m_detail);
        m_list->setFocus(Qt::OtherFocusReason);
    });
    connect(m_form, &GroupForm::submitted, this,
            [this](const model::Group &group) { save(group, true); });
    connect(m_detail, &GroupDetail::groupChanged, this,
            [this](const model::Group &group) { save(group, false); });
    connect(m_detail, &GroupDetail::removeRequested, this, &GroupsView::removeChosen);
}

void GroupsView::makeActions()
{
    const PageActions actions(m_context.actions, tr("Groups"));
    actions.addNew(
        this, Icon::Plus, tr("New group"), [this] { return m_side->currentWidget() == m_form; },
        [this] { open(QStringLiteral("new")); });
    actions.add(this, Icon::Trash, tr("Delete the group"), QKeySequence(Qt::CTRL | Qt::Key_Delete),
                [this] { removeChosen(); });
}

void GroupsView::connectEngine()
{
    using engine::EngineFacade;
    EngineFacade &facade = m_context.engine;
    connect(&facade, &EngineFacade::ready, this, &GroupsView::refresh);
    connect(&m_groups, &engine::GroupCommands::groupsChanged, this, &GroupsView::refresh);
    connect(&facade, &EngineFacade::instanceAdded, this, &GroupsView::refresh);
    connect(&facade, &EngineFacade::instanceChanged, this, &GroupsView::refresh);
    connect(&facade, &EngineFacade::instanceRemoved, this, &GroupsView::refresh);
    connect(&facade, &EngineFacade::systemChanged, this, &GroupsView::refresh);
}

void GroupsView::open(const QString &target)
{
    if (target == QLatin1String("new")) {
        m_side->setCurrentWidget(m_form);
        m_form->clear();
        return;
    }
    m_wanted = target;
    fillList();
}

/// Readings of CPU and memory arrive here too: only what groups show counts.
void GroupsView::refresh()
{
    m_stack->setCurrentIndex(m_context.engine.isReady() ? 1 : 0);
    auto views = engine::describeGroups(m_groups.groups(), m_context.engine.instances(),
                                        m_context.engine.system().gatewayAddress);
    if (views == m_views) {
        return;
    }
    m_views = std::move(views);
    fillList();
}

void GroupsView::fillList()
{
    QString current = m_wanted;
    if (current.isEmpty() && m_list->currentItem() != nullptr) {
        current = m_list->currentItem()->data(nameRole).toString();
    }
    const QSignalBlocker quiet(m_list);
    m_list->clear();
    int row = 0;
    for (const engine::GroupView &view : m_views) {
        const QString name = QString::fromStdString(view.group.name);
        auto *item = new QListWidgetItem(groupTitle(view), m_list);
        item->setData(nameRole, name);
        item->setData(TwoLineDelegate::SecondLineRole, groupSizeText(view));
        item->setData(TwoLineDelegate::IconRole, static_cast<int>(Icon::Globe));
        item->setData(Qt::AccessibleTextRole,
                      groupTitle(view) + QStringLiteral(", ") + groupSizeText(view));
        if (name == current) {
            row = m_list->count() - 1;
            m_wanted.clear();
        }
    }
    m_list->setCurrentRow(row);
    showChosen();
}

const engine::GroupView *GroupsView::chosen() const
{
    const int row = m_list->currentRow();
    const bool isThere = row >= 0 && row < static_cast<int>(m_views.size());
    return isThere ? &m_views[static_cast<std::size_t>(row)] : nullptr;
}

void GroupsView::showChosen()
{
    const engine::GroupView *view = chosen();
    if (view == nullptr) {
        return;
    }
    m_detail->setView(*view);
    if (sender() == m_list) {
        m_detail->setProblem({});
        m_side->setCurrentWidget(m_detail);
    }
}

void GroupsView::save(const model::Group &group, bool isNew)
{
    const QString name = QString::fromStdString(group.name);
    whenFinished(m_groups.saveGroup(group, isNew), this,
                 [this, isNew, name](const base::Status &saved) {
                     const QString problem =
                         saved ? QString() : QString::fromStdString(saved.error().message);
                     if (!isNew) {
                         m_detail->setProblem(problem);
                         showChosen(); // as it is, not as it was ticked
                     } else if (!saved) {
                         m_form->setProblem(problem);
                     } else {
                         m_side->setCurrentWidget(m_detail);
                         open(name);
                         m_detail->tree()->setFocus(Qt::OtherFocusReason);
                     }
                 });
}

void GroupsView::removeChosen()
{
    const engine::GroupView *view = chosen();
    if (view == nullptr || view->isBuiltIn) {
        return;
    }
    const ConfirmRequest request{
        tr("Delete %1?").arg(groupTitle(*view)),
        tr("Clients that use its address will not reach it any more. Its instances stay."),
        tr("Delete group"), true};
    const auto remove = [self = QPointer(this), name = view->group.name](bool isSure) {
        if (!self || !isSure) {
            return;
        }
        whenFinished(
            self->m_groups.removeGroup(name), self.data(), [self](const base::Status &removed) {
                if (!removed) {
                    self->m_detail->setProblem(QString::fromStdString(removed.error().message));
                }
            });
    };
    m_context.dialogs.confirm(this, request, remove);
}

} // namespace berth::ui
