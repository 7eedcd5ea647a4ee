// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "base/json.h"

#include <QVariant>

#include <cstdint>
#include <optional>
#include <string>

namespace berth::store {

// Values as they are bound to the places of a statement.

QVariant toVariant(const std::string &text);
QVariant toVariant(const std::optional<std::string> &text);
QVariant toVariant(base::Timestamp time);
QVariant toVariant(const std::optional<base::Timestamp> &time);
QVariant toVariant(std::int64_t number);
QVariant toVariant(const base::Json &json);

} // namespace berth::store
