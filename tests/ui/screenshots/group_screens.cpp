// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "group_screens.h"

#include "support/ui/fake_engine.h"
#include "support/ui/fake_groups.h"
#include "ui/groups/group_tree.h"

namespace berth::screens {
namespace {

using test::FakeEngine;
using ui::MainWindow;

/// The first instance that has tools, with all of them but one; and the next.
void addGroup(FakeEngine &engine)
{
    model::Group group;
    group.name = "work";
    group.title = "Work";
    for (const engine::InstanceSnapshot &view : engine.instances()) {
        if (view.instance.tools.empty() || group.members.size() == 2) {
            continue;
        }
        model::GroupMember member{view.instance.id, {}};
        if (group.members.empty()) {
            std::vector<std::string> names;
            for (std::size_t i = 1; i < view.instance.tools.size(); ++i) {
                names.push_back(view.instance.tools[i].name);
            }
            member.tools = std::move(names);
        }
        group.members.push_back(std::move(member));
    }
    screenGroups().setGroups({group});
}

/// So many tools that Berth says so.
void addTools(FakeEngine &engine)
{
    for (engine::InstanceSnapshot view : engine.instances()) {
        if (view.instance.state != model::InstanceState::Running) {
            continue;
        }
        for (int i = 0; i < 45; ++i) {
            model::Tool tool;
            tool.name = "operation_" + std::to_string(i);
            tool.description = "One of many, with a description as servers have them.";
            view.instance.tools.push_back(std::move(tool));
        }
        engine.put(view);
        return;
    }
}

void expand(MainWindow &window)
{
    if (auto *tree = window.findChild<ui::GroupTree *>()) {
        tree->expandToDepth(0);
    }
}

} // namespace

test::FakeGroups &screenGroups()
{
    static test::FakeGroups groups;
    return groups;
}

std::vector<Screen> groupScreens()
{
    const QString page = QStringLiteral("groups");
    return {
        {QStringLiteral("groups"), true,
         [page](MainWindow &window, FakeEngine &engine) {
             addGroup(engine);
             window.showPage(page, QStringLiteral("work"));
             expand(window);
         }},
        {QStringLiteral("groups-all-large"), true,
         [page](MainWindow &window, FakeEngine &engine) {
             screenGroups().setGroups({});
             addTools(engine);
             window.showPage(page);
             expand(window);
         }},
        {QStringLiteral("groups-new"), true,
         [page](MainWindow &window, FakeEngine &) {
             window.showPage(page, QStringLiteral("new"));
         }},
        {QStringLiteral("groups-empty"), false,
         [page](MainWindow &window, FakeEngine &engine) {
             engine.setReady();
             screenGroups().setGroups({});
             window.showPage(page);
         }},
    };
}

} // namespace berth::screens
