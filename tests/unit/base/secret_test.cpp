// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "base/secret.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>
#include <ostream>
#include <string>
#include <type_traits>
#include <utility>

namespace berth::base {
namespace {

template <typename T>
concept Printable = requires(std::ostream &out, const T &value)
{
    out << value;
};

// What makes a Secret safe is what it cannot do.
static_assert(!Printable<Secret>);
static_assert(!std::is_convertible_v<Secret, std::string>);
static_assert(!std::is_convertible_v<Secret, std::string_view>);
static_assert(!std::is_convertible_v<std::string, Secret>);

TEST(Secret, GivesItsValueOnlyWhenAsked)
{
    EXPECT_EQ(Secret("hunter2").expose(), "hunter2");
    EXPECT_TRUE(Secret().empty());
    EXPECT_FALSE(Secret("x").empty());
    EXPECT_TRUE(Secret("a") == Secret("a"));
    EXPECT_FALSE(Secret("a") == Secret("b"));
}

TEST(Secret, CopiesAndMoves)
{
    const std::string longValue(100, 'x');
    for (const std::string &value : {std::string("short"), longValue}) {
        Secret first(value);
        Secret copy(first);
        EXPECT_EQ(copy.expose(), value);
        Secret moved(std::move(first));
        EXPECT_EQ(moved.expose(), value);
        EXPECT_TRUE(
            first.empty()); // NOLINT(bugprone-use-after-move): that it is wiped is the point
        Secret assigned("old");
        assigned = copy;
        EXPECT_EQ(assigned.expose(), value);
        assigned = std::move(copy);
        EXPECT_EQ(assigned.expose(), value);
        EXPECT_TRUE(copy.empty()); // NOLINT(bugprone-use-after-move)
        const Secret &self = assigned;
        assigned = self;
        EXPECT_EQ(assigned.expose(), value);
    }
}

TEST(WipeString, OverwritesTheWholeCapacity)
{
    std::string text(1000, 'x');
    text.resize(10);
    const char *memory = text.data();
    const std::size_t capacity = text.capacity();
    wipeString(text);
    EXPECT_TRUE(text.empty());
    // The buffer still belongs to the string, so looking at it is allowed up to its capacity.
    text.resize(capacity);
    ASSERT_EQ(text.data(), memory);
    EXPECT_EQ(text.find('x'), std::string::npos);
}

/// Flags of the mapping that `address` is in, as /proc/self/smaps writes them.
std::string flagsAt(const void *address)
{
    const auto wanted = reinterpret_cast<std::uintptr_t>(address);
    std::ifstream maps("/proc/self/smaps");
    bool inside = false;
    for (std::string line; std::getline(maps, line);) {
        std::uintptr_t begin = 0;
        std::uintptr_t end = 0;
        if (std::sscanf(line.c_str(), "%zx-%zx ", &begin, &end) == 2) {
            inside = begin <= wanted && wanted < end;
        } else if (inside && line.starts_with("VmFlags:")) {
            return line + ' ';
        }
    }
    return "not mapped";
}

TEST(Secret, StaysOutOfCoreDumps)
{
    const Secret tiny("x"); // a std::string would keep it within itself
    const Secret large(std::string(20000, 'y'));
    const Secret copy = large;
    Secret moved = copy;
    const Secret last = std::move(moved);
    for (const Secret *secret : {&tiny, &large, &copy, &last}) {
        const char *text = secret->expose().data();
        EXPECT_NE(flagsAt(text).find(" dd "), std::string::npos) << flagsAt(text);
        EXPECT_NE(flagsAt(text + secret->expose().size() - 1).find(" dd "), std::string::npos);
    }
    EXPECT_EQ(last, large);
}

} // namespace
} // namespace berth::base
