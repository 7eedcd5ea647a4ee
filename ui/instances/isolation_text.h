// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/json_spec.h"

#include <QCoreApplication>
#include <QString>

#include <vector>

namespace berth::ui {

/// How an instance is fenced in, in words.
class IsolationText
{
    Q_DECLARE_TR_FUNCTIONS(IsolationText)
public:
    struct Line
    {
        QString name;
        QString text;
    };

    /// Empty for what runs elsewhere: Berth fences nothing in there.
    static std::vector<Line> describe(const model::JsonSpec &spec);
    /// "Internet and other containers" for a network of json_spec; empty means the default.
    static QString network(const std::string &network, model::Transport transport);

private:
    static QString limits(const model::Resources &resources);
    static QString folders(const std::vector<model::Volume> &volumes);
    static QString secrets(const model::Environment &environment);
};

} // namespace berth::ui
