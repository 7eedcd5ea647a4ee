// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/groups/group_detail.h"

#include "ui/groups/group_text.h"
#include "ui/groups/group_tree.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/card.h"
#include "ui/widgets/copy_field.h"
#include "ui/widgets/text_label.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace berth::ui {

GroupDetail::GroupDetail(QWidget *parent)
    : QWidget(parent)
    , m_title(new TextLabel(QString(), TextRole::DetailTitle))
    , m_remove(makeButton(tr("Delete group"), Icon::Trash, ButtonRole::DangerGhost))
    , m_address(new CopyField(tr("address")))
    , m_size(new TextLabel(QString(), TextRole::Body, TextColor::Muted))
    , m_large(new Banner)
    , m_problem(new Banner)
    , m_empty(new TextLabel(QString(), TextRole::Body, TextColor::Muted))
    , m_tree(new GroupTree)
{
    setGround(this, Ground::Background);
    auto *top = new QHBoxLayout;
    top->addWidget(m_title, 1);
    top->addWidget(m_remove);
    auto *address = new Card(tr("Address"));
    address->body()->addWidget(m_address);
    address->body()->addWidget(m_size);
    m_size->setToolTip(tr("Name, title, description and input schema of each tool as JSON; four "
                          "bytes are counted as one token."));
    auto *content = new Card(tr("Instances and tools"));
    m_empty->setWordWrap(true);
    m_empty->setAlignment(Qt::AlignTop);
    content->body()->addWidget(m_empty);
    content->body()->addWidget(m_tree, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(metrics::space20, metrics::space20, metrics::space20,
                               metrics::space20);
    layout->setSpacing(metrics::space12);
    layout->addLayout(top);
    for (Banner *banner : {m_problem, m_large}) {
        layout->addWidget(banner);
        banner->hide();
    }
    layout->addWidget(address);
    layout->addWidget(content, 1);
    connect(m_tree, &GroupTree::groupChanged, this, &GroupDetail::groupChanged);
    connect(m_remove, &QPushButton::clicked, this, &GroupDetail::removeRequested);
}

void GroupDetail::setView(const engine::GroupView &view)
{
    m_title->setText(groupTitle(view));
    m_remove->setVisible(!view.isBuiltIn);
    m_address->setText(QString::fromStdString(view.address));
    m_size->setText(groupSizeText(view));
    m_large->setVisible(view.isLarge);
    if (view.isLarge) {
        m_large->setMessage(
            Tone::Warning, tr("This is a long list of tools"),
            view.isBuiltIn
                ? tr("A client gives all of it to the model in every conversation. Make a group "
                     "with fewer tools for it.")
                : tr("A client gives all of it to the model in every conversation. Take out what "
                     "it does not need."));
    }
    m_tree->setView(view);
    const bool isBare = m_tree->topLevelItemCount() == 0;
    m_empty->setVisible(isBare);
    m_tree->setVisible(!isBare);
    m_empty->setText(view.isBuiltIn ? tr("No instance runs. Those that do show up here.")
                                    : tr("There are no instances that could be in it."));
}

void GroupDetail::setProblem(const QString &text)
{
    m_problem->setVisible(!text.isEmpty());
    if (!text.isEmpty()) {
        m_problem->setMessage(Tone::Danger, tr("The group was not changed"), text);
    }
}

} // namespace berth::ui
