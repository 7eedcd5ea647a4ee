// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <initializer_list>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace berth::net {

/// Header fields in order; names compare without regard to case (RFC 9110 section 5.1). Kept as
/// one text, as HTTP writes them: every message is read, filtered, copied and written again on its
/// way through the gateway, and a string for each name and value made that a matter of a hundred
/// allocations.
class Headers
{
    struct Slot
    {
        std::size_t begin = 0; ///< of the line
        std::size_t nameSize = 0;
        std::size_t valueSize = 0;
    };

public:
    /// Name and value; good until the headers are changed.
    using Field = std::pair<std::string_view, std::string_view>;

    class Iterator
    {
    public:
        using iterator_category = std::input_iterator_tag;
        using value_type = Field;
        using difference_type = std::ptrdiff_t;
        using pointer = void;
        using reference = Field;

        Iterator(const Headers &headers, const Slot *slot)
            : m_headers(&headers)
            , m_slot(slot)
        {}
        Field operator*() const
        {
            return m_headers->at(*m_slot);
        }
        Iterator &operator++()
        {
            ++m_slot;
            return *this;
        }
        bool operator==(const Iterator &other) const
        {
            return m_slot == other.m_slot;
        }

    private:
        const Headers *m_headers;
        const Slot *m_slot;
    };

    struct Fields
    {
        Iterator first;
        Iterator last;

        Iterator begin() const
        {
            return first;
        }
        Iterator end() const
        {
            return last;
        }
    };

    Headers() = default;
    Headers(std::initializer_list<Field> fields);

    /// The first field of that name, with surrounding white space removed.
    std::optional<std::string_view> get(std::string_view name) const;
    bool contains(std::string_view name) const
    {
        return get(name).has_value();
    }
    /// Replaces every field of that name by one. Neither view may be of these headers.
    void set(std::string_view name, std::string_view value);
    /// Neither view may be of these headers.
    void add(std::string_view name, std::string_view value);
    /// A field of other headers as it stands there.
    void addFrom(const Field &other);
    void remove(std::string_view name);
    bool empty() const
    {
        return m_slots.empty();
    }
    Fields fields() const
    {
        const Slot *first = m_slots.data();
        return {{*this, first}, {*this, first + m_slots.size()}};
    }
    /// All fields, each with its line end.
    const std::string &text() const
    {
        return m_text;
    }
    bool operator==(const Headers &other) const
    {
        return m_text == other.m_text;
    }

private:
    static constexpr std::string_view separator = ": ";
    static constexpr std::string_view lineEnd = "\r\n";

    Field at(const Slot &slot) const
    {
        const char *name = m_text.data() + slot.begin;
        return {{name, slot.nameSize}, {name + slot.nameSize + separator.size(), slot.valueSize}};
    }
    void makeRoom();

    std::string m_text;
    std::vector<Slot> m_slots;
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
