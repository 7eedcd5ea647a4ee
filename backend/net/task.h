// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

namespace berth::net {

namespace asio = boost::asio;

/// A coroutine that ends with a value or an error. Runs on the executor it was spawned on;
/// honours Asio's terminal cancellation with ErrorCode::Cancelled.
template <typename T = void>
using Task = asio::awaitable<base::Result<T>>;

} // namespace berth::net
