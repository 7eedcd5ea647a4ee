// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/widgets/dialogs.h"
#include "ui/widgets/page.h"
#include "ui/widgets/toast.h"

#include <utility>
#include <vector>

namespace berth::test {

/// Answers questions as the test says and keeps what was asked.
class FakeDialogs final : public ui::Dialogs
{
public:
    void confirm(QWidget *, const ui::ConfirmRequest &request,
                 std::function<void(bool)> answered) override
    {
        asked.push_back(request);
        answered(answer);
    }

    bool answer = true;
    std::vector<ui::ConfirmRequest> asked;
};

class FakeNotifier final : public ui::Notifier
{
public:
    void notify(ui::Notice notice) override
    {
        notices.push_back(std::move(notice));
    }

    std::vector<ui::Notice> notices;
};

class FakeNavigator final : public ui::Navigator
{
public:
    void showPage(const QString &pageId, const QString &target) override
    {
        visits.emplace_back(pageId, target);
    }

    std::vector<std::pair<QString, QString>> visits;
};

} // namespace berth::test
