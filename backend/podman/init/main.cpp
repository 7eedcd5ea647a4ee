// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
//
// berth-init: the first process of a container whose server has secret variables. Podman mounts it
// in place of its own init and hands values over as files, because it shows the values of
// variables in `podman inspect`. Sets the variables and makes the files for the server alone, runs
// it, forwards signals, reaps orphans and ends with the server's exit code. Linked statically: it
// runs in images that have no libraries.

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

#include <dirent.h>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

constexpr const char *secretFolder = "/run/secrets";
constexpr char variablePrefix[] = "berth-env.";
constexpr char filePrefix[] = "berth-file.";
constexpr int exitNotRunnable = 126;
constexpr int exitNotFound = 127;
constexpr int exitSignalBase = 128;

bool readFile(const std::string &path, std::string &content)
{
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) {
        return false;
    }
    char buffer[4096];
    ssize_t count = 0;
    while ((count = ::read(file, buffer, sizeof buffer)) > 0) {
        content.append(buffer, static_cast<std::size_t>(count));
    }
    ::close(file);
    return count == 0;
}

/// What follows `prefix` in `name`; null when it begins otherwise.
const char *after(const char *prefix, const char *name)
{
    const std::size_t length = std::strlen(prefix);
    return std::strncmp(name, prefix, length) == 0 ? name + length : nullptr;
}

bool setVariable(const std::string &source, const char *variable)
{
    std::string value;
    return readFile(source, value) && ::setenv(variable, value.c_str(), 1) == 0;
}

/// Podman's file may be read by every user of the container; this one by the server's alone.
bool makeFile(const std::string &source, const char *variable)
{
    const std::string path = std::string(secretFolder) + '/' + variable;
    std::string value;
    if (!readFile(source, value)) {
        return false;
    }
    ::unlink(path.c_str()); // of the life before
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0400);
    if (file < 0) {
        return false;
    }
    const auto size = static_cast<ssize_t>(value.size());
    const bool written = ::write(file, value.data(), value.size()) == size;
    return ::close(file) == 0 && written &&
           ::setenv((std::string(variable) + "_FILE").c_str(), path.c_str(), 1) == 0;
}

/// False when a value cannot be had: a server must not run with a variable missing.
bool loadVariables()
{
    DIR *folder = ::opendir(secretFolder);
    if (folder == nullptr) {
        return false;
    }
    bool complete = true;
    while (const dirent *entry = ::readdir(folder)) {
        const std::string source = std::string(secretFolder) + '/' + entry->d_name;
        const char *variable = after(variablePrefix, entry->d_name);
        const char *file = after(filePrefix, entry->d_name);
        bool done = true;
        if (variable != nullptr) {
            done = setVariable(source, variable);
        } else if (file != nullptr) {
            done = makeFile(source, file);
        }
        if (!done) {
            std::fprintf(stderr, "berth-init: the value of %s cannot be handed over: %s\n",
                         entry->d_name, std::strerror(errno));
            complete = false;
        }
    }
    ::closedir(folder);
    return complete;
}

[[noreturn]] void runServer(char **command, const sigset_t &originalMask)
{
    if (!loadVariables()) {
        std::fprintf(stderr, "berth-init: the secrets are missing\n");
        ::_exit(exitNotRunnable);
    }
    ::sigprocmask(SIG_SETMASK, &originalMask, nullptr);
    ::execvp(command[0], command);
    const int reason = errno;
    std::fprintf(stderr, "berth-init: %s: %s\n", command[0], std::strerror(reason));
    ::_exit(reason == ENOENT ? exitNotFound : exitNotRunnable);
}

/// Reaps whoever ended; the exit code of the server once it is among them, else -1.
int reapChildren(pid_t server)
{
    int exitCode = -1;
    int status = 0;
    pid_t ended = 0;
    while ((ended = ::waitpid(-1, &status, WNOHANG)) > 0) {
        if (ended == server) {
            exitCode =
                WIFSIGNALED(status) ? exitSignalBase + WTERMSIG(status) : WEXITSTATUS(status);
        }
    }
    return exitCode;
}

int superviseServer(pid_t server, const sigset_t &everySignal)
{
    while (true) {
        const int number = ::sigwaitinfo(&everySignal, nullptr);
        if (number == SIGCHLD) {
            if (const int exitCode = reapChildren(server); exitCode >= 0) {
                return exitCode;
            }
        } else if (number > 0) {
            ::kill(server, number);
        }
    }
}

} // namespace

int main(int argumentCount, char **arguments)
{
    const int first = argumentCount > 1 && std::strcmp(arguments[1], "--") == 0 ? 2 : 1;
    if (argumentCount <= first) {
        std::fprintf(stderr, "usage: berth-init -- COMMAND [ARGUMENT...]\n");
        return exitNotRunnable;
    }
    sigset_t everySignal;
    sigset_t originalMask;
    ::sigfillset(&everySignal);
    ::sigprocmask(SIG_BLOCK, &everySignal, &originalMask);
    const pid_t server = ::fork();
    if (server < 0) {
        std::fprintf(stderr, "berth-init: fork: %s\n", std::strerror(errno));
        return exitNotRunnable;
    }
    if (server == 0) {
        runServer(arguments + first, originalMask);
    }
    return superviseServer(server, everySignal);
}
