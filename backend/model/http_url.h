// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace berth::model {

/// An absolute URL of any scheme: scheme "://" authority …, without spaces or controls.
bool isAbsoluteUrl(std::string_view text);

/// Why `text` is no http or https URL that Berth can call; empty when it is one.
/// Credentials in the URL are refused: they would end up in logs and proxies.
std::string_view httpUrlProblem(std::string_view text);

} // namespace berth::model
