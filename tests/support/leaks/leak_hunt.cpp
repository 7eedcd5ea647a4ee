// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "support/leaks/leak_hunt.h"

#include "base/descriptor.h"
#include "base/ids.h"
#include "support/process/child_process.h"

#include <algorithm>
#include <cctype>
#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>

#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

namespace berth::test {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t prefixLength = 18;

std::string readFile(const fs::path &path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

/// What is the same in base64 of every text that has `text` behind `before` other bytes.
std::string base64Middle(const std::string &text, std::size_t before)
{
    constexpr std::string_view digits =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const std::string bytes = std::string(before, '\0') + text;
    std::string encoded;
    for (std::size_t i = 0; i + 3 <= bytes.size(); i += 3) {
        const auto byte = [&bytes, i](std::size_t n) {
            return static_cast<unsigned>(static_cast<unsigned char>(bytes[i + n]));
        };
        const unsigned group = byte(0) << 16U | byte(1) << 8U | byte(2);
        for (const unsigned shift : {18U, 12U, 6U, 0U}) {
            encoded += digits[group >> shift & 63U];
        }
    }
    return encoded.substr(before == 0 ? 0 : before + 1);
}

std::string utf16(const std::string &text)
{
    std::string wide;
    for (const char c : text) {
        wide += c;
        wide += '\0';
    }
    return wide;
}

/// What begins at `at`: the marker with its kind, or what else stands there.
std::string quoted(std::string_view text, std::size_t at)
{
    std::string result;
    for (const char c : text.substr(at, 64)) {
        if (std::isalnum(static_cast<unsigned char>(c)) != 0) {
            result += c;
        } else if (c != '\0') {
            break;
        }
    }
    return result;
}

/// What stands before it, for whoever has to find out who wrote it there.
std::string contextOf(std::string_view text, std::size_t at)
{
    constexpr std::size_t most = 60;
    const std::size_t from = at < most ? 0 : at - most;
    std::string result;
    for (const char c : text.substr(from, at - from)) {
        result += std::isprint(static_cast<unsigned char>(c)) != 0 ? c : '.';
    }
    return result;
}

struct Mapping
{
    std::uintptr_t begin = 0;
    std::uintptr_t end = 0;
    std::string name;
};

/// Whether a mapping of those rights ("rw-p") is in a core dump; the bits are those of core(5). A
/// private mapping of a file counts as anonymous once it was written to.
bool isDumped(const std::string &rights, bool isFile, unsigned filter)
{
    constexpr unsigned privateMemory = 1;
    constexpr unsigned sharedMemory = 2;
    constexpr unsigned privateFile = 4;
    constexpr unsigned sharedFile = 8;
    if (!rights.starts_with("rw")) {
        return false;
    }
    if (rights[3] == 's') {
        return (filter & (isFile ? sharedFile : sharedMemory)) != 0;
    }
    return (filter & (isFile ? privateMemory | privateFile : privateMemory)) != 0;
}

/// The mappings that would be in a core dump with the process's own data.
std::vector<Mapping> dumpedMappings(pid_t process)
{
    const std::string directory = "/proc/" + std::to_string(process) + '/';
    const auto filter =
        static_cast<unsigned>(std::stoul(readFile(directory + "coredump_filter"), nullptr, 16));
    std::vector<Mapping> found;
    std::ifstream maps(directory + "smaps");
    Mapping current;
    bool counts = false;
    for (std::string line; std::getline(maps, line);) {
        std::uintptr_t begin = 0;
        std::uintptr_t end = 0;
        char rights[5] = {};
        if (std::sscanf(line.c_str(), "%lx-%lx %4s", &begin, &end, rights) == 3) {
            current = {begin, end, line};
            counts = isDumped(rights, line.find('/') != std::string::npos, filter);
        } else if (line.starts_with("VmFlags:")) {
            const bool isKeptOut = (line + ' ').find(" dd ") != std::string::npos;
            if (counts && !isKeptOut) {
                found.push_back(current);
            }
        }
    }
    return found;
}

} // namespace

LeakHunt::LeakHunt()
{
    std::string random = base::newUuid();
    std::erase(random, '-');
    m_prefix = ("Lk" + random).substr(0, prefixLength);
    also(m_prefix);
}

void LeakHunt::also(const std::string &value)
{
    m_forms.push_back({"as it is", value});
    for (const std::size_t before : {0U, 1U, 2U}) {
        m_forms.push_back({"in base64", base64Middle(value, before)});
    }
    m_forms.push_back({"in UTF-16", utf16(value)});
}

void LeakHunt::searchText(const std::string &where, std::string_view text)
{
    for (const Form &form : m_forms) {
        std::size_t at = 0;
        while (at < text.size()) {
            const void *hit = ::memmem(text.data() + at, text.size() - at, form.pattern.data(),
                                       form.pattern.size());
            if (hit == nullptr) {
                break;
            }
            at = static_cast<std::size_t>(static_cast<const char *>(hit) - text.data());
            const std::string finding = where + ": " + quoted(text, at) + ' ' + form.name;
            if (m_known.insert(finding).second) {
                m_findings.push_back(finding + ", behind \"" + contextOf(text, at) + '"');
            }
            at += form.pattern.size();
        }
    }
}

void LeakHunt::searchTree(const fs::path &directory)
{
    for (const auto &entry : fs::recursive_directory_iterator(directory)) {
        searchText(entry.path().string() + " (name)", entry.path().filename().string());
        if (!entry.is_regular_file() || entry.is_symlink()) {
            continue;
        }
        const std::string content = readFile(entry.path());
        searchText(entry.path().string(), content);
        if (content.starts_with("SQLite format 3")) {
            searchDatabase(entry.path());
        }
    }
}

void LeakHunt::searchDatabase(const fs::path &file)
{
    constexpr const char *everyValue = R"(
import sqlite3, sys
database = sqlite3.connect(sys.argv[1])
database.text_factory = bytes
names = database.execute("select name from sqlite_master where type = 'table'").fetchall()
for (name,) in names:
    for row in database.execute('select * from "%s"' % name.decode()):
        for value in row:
            data = value if isinstance(value, bytes) else str(value).encode()
            sys.stdout.buffer.write(name + b": " + data + b"\n")
)";
    // A copy, so that whoever has it open is not disturbed; its log belongs to it.
    const fs::path copy = fs::temp_directory_path() / (base::newUuid() + ".db");
    const auto part = [](fs::path path, const char *suffix) { return path += suffix; };
    for (const char *suffix : {"", "-wal"}) {
        if (fs::exists(part(file, suffix))) {
            fs::copy_file(part(file, suffix), part(copy, suffix));
        }
    }
    const std::string rows = outputOf({"python3", "-c", everyValue, copy.string()});
    for (const char *suffix : {"", "-wal", "-shm"}) {
        fs::remove(part(copy, suffix));
    }
    if (rows.empty()) {
        throw std::runtime_error("There is not one row in " + file.string());
    }
    std::istringstream lines(rows);
    for (std::string line; std::getline(lines, line);) {
        searchText(file.string() + ", table " + line.substr(0, line.find(':')), line);
    }
}

void LeakHunt::searchProcesses()
{
    const fs::path here = fs::read_symlink("/proc/self/ns/pid");
    for (const auto &entry : fs::directory_iterator("/proc")) {
        const std::string name = entry.path().filename().string();
        std::error_code gone; // a process may end meanwhile
        if (name.find_first_not_of("0123456789") != std::string::npos ||
            fs::read_symlink(entry.path() / "ns/pid", gone) != here) {
            continue;
        }
        std::string program = readFile(entry.path() / "comm");
        program = name + ' ' + program.substr(0, program.find('\n'));
        searchText("arguments of " + program, readFile(entry.path() / "cmdline"));
        searchText("environment of " + program, readFile(entry.path() / "environ"));
    }
}

void LeakHunt::searchMemory(pid_t process)
{
    const bool isOther = process != ::getpid();
    if (isOther) {
        ::kill(process, SIGSTOP);
    }
    const std::string path = "/proc/" + std::to_string(process) + "/mem";
    const base::Descriptor memory(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    const std::vector<Mapping> mappings = dumpedMappings(process);
    if (!memory.isOpen()) {
        throw std::runtime_error(path + " cannot be read.");
    }
    std::string bytes;
    for (const Mapping &mapping : mappings) {
        bytes.resize(mapping.end - mapping.begin);
        const ssize_t count =
            ::pread(memory.number(), bytes.data(), bytes.size(), static_cast<off_t>(mapping.begin));
        if (count > 0) {
            searchText("memory " + mapping.name, {bytes.data(), static_cast<std::size_t>(count)});
        }
        explicit_bzero(bytes.data(), bytes.size());
    }
    if (isOther) {
        ::kill(process, SIGCONT);
    }
}

} // namespace berth::test
