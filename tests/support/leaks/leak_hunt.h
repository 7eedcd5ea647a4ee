// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <sys/types.h>

namespace berth::test {

/// Makes values that occur nowhere else on this machine and looks for them: as they are, in
/// base64 wherever it begins, and in UTF-16 as Qt keeps text.
class LeakHunt
{
public:
    LeakHunt();

    /// A value; `kind` (letters and digits) tells it from the others in what is found.
    std::string marker(const std::string &kind) const
    {
        return m_prefix + 'x' + kind;
    }

    /// Looks for a secret that Berth made, too.
    void also(const std::string &value);

    void searchText(const std::string &where, std::string_view text);
    /// Every file below, links not followed. An SQLite database also row by row, since a page
    /// may end within a value.
    void searchTree(const std::filesystem::path &directory);
    /// Arguments and environment of every process but those in a container, which are told by their
    /// PID namespace.
    void searchProcesses();
    /// What a core dump of the process would hold, whoever makes it: the memory that it can write,
    /// but for what its coredump_filter and VM_DONTDUMP keep out (core(5)). The process is stopped
    /// meanwhile.
    void searchMemory(pid_t process);

    /// "where: value and form, what stands before it"; each value once a place.
    const std::vector<std::string> &findings() const
    {
        return m_findings;
    }
    void forget()
    {
        m_findings.clear();
        m_known.clear();
    }

private:
    struct Form
    {
        const char *name;
        std::string pattern;
    };

    void searchDatabase(const std::filesystem::path &file);

    std::string m_prefix;
    std::vector<Form> m_forms;
    std::set<std::string> m_known;
    std::vector<std::string> m_findings;
};

} // namespace berth::test
