// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
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
    std::optional<std::string_view> get(std::string_view name) const
    {
        return (m_lengths & lengthBit(name.size())) != 0 ? find(name) : std::nullopt;
    }
    bool contains(std::string_view name) const
    {
        return get(name).has_value();
    }
    /// Replaces every field of that name by one. Neither view may be of these headers.
    void set(std::string_view name, std::string_view value);
    /// Neither view may be of these headers.
    void add(std::string_view name, std::string_view value);
    /// Those fields of `other` that `keeps(field)` says yes to, as they stand there.
    template <typename Keeps>
    void addFrom(const Headers &other, Keeps keeps)
    {
        other.eachRun(keeps, [&](const Slot *first, const Slot *last, std::string_view run) {
            const std::size_t moved = m_text.size() - first->begin;
            for (; first != last; ++first) {
                append({first->begin + moved, first->nameSize, first->valueSize});
            }
            m_text.append(run);
        });
        m_areSafe = m_areSafe && other.m_areSafe;
    }
    /// Appends the lines of those fields that `keeps(field)` says yes to.
    template <typename String, typename Keeps>
    void appendTo(String &out, Keeps keeps) const
    {
        eachRun(keeps,
                [&out](const Slot *, const Slot *, std::string_view run) { out.append(run); });
    }
    /// Adds the fields of `lines`, each with its line end, as they stand in a message (RFC 9112
    /// section 5). False when one of them is none: then there are no fields at all.
    bool addLines(std::string_view lines);
    void remove(std::string_view name);
    /// Removes the fields that `keeps(field)` does not say yes to. It must not look into these
    /// headers by itself.
    template <typename Keeps>
    void keepOnly(Keeps keeps)
    {
        std::size_t count = 0;
        std::size_t size = 0;
        std::uint64_t lengths = 0;
        eachRun(keeps, [&](const Slot *first, const Slot *last, std::string_view run) {
            const std::size_t back = first->begin - size;
            moveRun(run, size);
            for (; first != last; ++first) {
                m_slots[count++] = {first->begin - back, first->nameSize, first->valueSize};
                lengths |= lengthBit(first->nameSize);
            }
            size += run.size();
        });
        m_slots.resize(count);
        m_text.resize(size);
        m_lengths = lengths;
        reconsider();
    }
    /// Keeps the room for others.
    void clear();
    bool empty() const
    {
        return m_slots.empty();
    }
    Fields fields() const
    {
        const Slot *first = m_slots.data();
        return {{*this, first}, {*this, first + m_slots.size()}};
    }
    /// False when a name or value holds what would end its line: another field could be smuggled
    /// in.
    bool areSafe() const
    {
        return m_areSafe;
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
    static std::size_t sizeOf(const Slot &slot)
    {
        return slot.nameSize + separator.size() + slot.valueSize + lineEnd.size();
    }
    /// Calls `take` with the fields that are kept, neighbours together, and with their lines: most
    /// are kept, and one copy of many lines costs less than many copies.
    template <typename Keeps, typename Take>
    void eachRun(Keeps keeps, Take take) const
    {
        const Slot *const end = m_slots.data() + m_slots.size();
        for (const Slot *first = m_slots.data(); first != end;) {
            const Slot *last = first;
            while (last != end && keeps(at(*last))) {
                ++last;
            }
            if (last != first) {
                const Slot &back = last[-1];
                const std::size_t size = back.begin + sizeOf(back) - first->begin;
                take(first, last, std::string_view(m_text).substr(first->begin, size));
            }
            first = last == end ? end : last + 1;
        }
    }
    std::optional<std::string_view> find(std::string_view name) const;
    /// Whether `line`, without its end, is what `field` is written as here.
    static bool isAsWritten(const Field &field, std::string_view line);
    bool takeLines(std::string_view lines);
    void moveRun(std::string_view run, std::size_t to);
    void reconsider();
    void append(Slot slot);
    void append(std::string_view name, std::string_view value);
    /// A bit for each length of name, the last one for all that are longer.
    static constexpr std::uint64_t lengthBit(std::size_t nameSize)
    {
        constexpr std::size_t longest = 63;
        return std::uint64_t{1} << (nameSize < longest ? nameSize : longest);
    }

    std::string m_text;
    std::vector<Slot> m_slots;
    std::uint64_t m_lengths = 0; ///< of the names: most that are asked for are not there
    bool m_areSafe = true;
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

/// A token of RFC 9110 section 5.6.2.
bool isToken(std::string_view text);

/// Whether names of one size are the same but for the case of their letters.
bool sameLetters(std::string_view a, std::string_view b);
inline bool sameHeaderName(std::string_view a, std::string_view b)
{
    return a.size() == b.size() && sameLetters(a, b);
}
template <typename Names>
bool isOneOf(std::string_view name, const Names &names)
{
    return std::any_of(std::begin(names), std::end(names),
                       [name](std::string_view other) { return sameHeaderName(name, other); });
}

} // namespace berth::net
