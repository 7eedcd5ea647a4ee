// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/json.h"
#include "net/http_client.h"

#include <boost/asio/io_context.hpp>

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

namespace berth::cli {

/// The control API of a running Berth, called synchronously.
class ApiClient
{
public:
    explicit ApiClient(std::filesystem::path socket);

    base::Result<base::Json> get(const std::string &path);
    base::Result<base::Json> post(const std::string &path, const base::Json &body);
    base::Result<base::Json> put(const std::string &path, const base::Json &body);
    base::Result<base::Json> remove(const std::string &path);
    /// Hands over the pieces of an answer as they come, until it ends.
    base::Status stream(const std::string &path,
                        const std::function<void(const std::string &)> &onBytes);

private:
    base::Result<base::Json> call(net::HttpRequest request);
    base::Error explained(base::Error error) const;
    template <typename T>
    T run(net::asio::awaitable<T> work);

    std::filesystem::path m_socket;
    net::asio::io_context m_context{1};
    net::HttpClient m_http;
};

/// True for the error that says that no Berth runs for the profile.
bool isNotRunning(const base::Error &error);

} // namespace berth::cli
