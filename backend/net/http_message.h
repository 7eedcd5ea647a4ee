// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace berth::net {

/// Header fields in order; names compare without regard to case (RFC 9110 section 5.1).
class Headers
{
public:
    using Field = std::pair<std::string, std::string>;

    Headers() = default;
    Headers(std::initializer_list<Field> fields)
        : m_fields(fields)
    {}

    /// The first field of that name, with surrounding white space removed.
    std::optional<std::string_view> get(std::string_view name) const;
    bool contains(std::string_view name) const
    {
        return get(name).has_value();
    }
    /// Replaces every field of that name by one.
    void set(std::string_view name, std::string_view value);
    void add(std::string_view name, std::string_view value);
    void remove(std::string_view name);
    const std::vector<Field> &fields() const
    {
        return m_fields;
    }

private:
    std::vector<Field> m_fields;
};

struct HttpRequest
{
    std::string method = "GET";
    std::string target = "/";
    Headers headers;
    std::string body;
};

struct HttpResponseHead
{
    int status = 200;
    Headers headers;
};

struct HttpResponse
{
    int status = 200;
    Headers headers;
    std::string body;
};

bool sameHeaderName(std::string_view a, std::string_view b);

} // namespace berth::net
