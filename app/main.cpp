// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "cli/cli.h"
#include "fence/fence_guard.h"
#include "headless.h"
#include "log/log.h"
#include "options.h"
#include "quit_signals.h"
#include "window.h"

#include <algorithm>
#include <fstream>
#include <iostream>
#include <string_view>

#include <sys/resource.h>

namespace {

using berth::app::Mode;
using berth::app::Options;
using berth::app::Sandbox;

/// Every stream through the gateway needs two descriptors; the usual soft limit is 1024.
void raiseDescriptorLimit()
{
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0) {
        limit.rlim_cur = limit.rlim_max;
        setrlimit(RLIMIT_NOFILE, &limit);
    }
}

/// Secrets keep themselves out of core dumps, but copies under way to Podman or a keyring do not.
/// A limit of 1 is too little for a file, and the kernel's word for no dump at all where
/// core_pattern names a program, which gets one at a limit of 0 (do_coredump()). Only the soft
/// limit: whoever looks for a defect can raise it again with prlimit, and then has the registers
/// but, by the filter, no memory (core(5)).
void leaveNoCoreDump()
{
    std::ofstream("/proc/self/coredump_filter") << "0";
    rlimit limit{};
    if (getrlimit(RLIMIT_CORE, &limit) == 0) {
        limit.rlim_cur = std::min<rlim_t>(1, limit.rlim_max);
        setrlimit(RLIMIT_CORE, &limit);
    }
}

/// The options of a sandbox are those of its parts.
berth::base::Result<std::unique_ptr<Sandbox>> openSandbox(Options &options)
{
    auto sandbox = Sandbox::open(options.keep);
    if (sandbox) {
        options.profile = berth::base::Profile::at((*sandbox)->directory());
        options.attached = (*sandbox)->connection();
        berth::api::ManagerApiOrder order;
        order.address.host = "127.0.0.1";
        order.token = (*sandbox)->managerToken();
        options.managerApi = std::move(order);
    }
    return sandbox;
}

int run(int argc, char **argv, Options options)
{
    leaveNoCoreDump();
    berth::app::blockQuitSignals();
    std::unique_ptr<Sandbox> sandbox; // outlives the engine
    if (options.sandbox) {
        auto opened = openSandbox(options);
        if (!opened) {
            std::cerr << "berth: " << opened.error().message << '\n';
            return 1;
        }
        sandbox = std::move(*opened);
    }
    if (auto made = options.profile.create(); !made) {
        std::cerr << "berth: " << made.error().message << '\n';
        return 1;
    }
    berth::log::Options log;
    log.file = options.profile.log();
    log.toStandardError = options.verbose;
    berth::log::configure(log);
    raiseDescriptorLimit();
    return options.mode == Mode::Headless
               ? berth::app::runHeadless(argc, argv, options, sandbox.get())
               : berth::app::runWindow(argc, argv, options, sandbox.get());
}

} // namespace

int main(int argc, char **argv)
{
    if (argc == 2 && std::string_view(argv[1]) == "--fence-guard") {
        return berth::app::runFenceGuard();
    }
    const auto parsed = berth::app::readOptions(argc, argv);
    if (const int *exitCode = std::get_if<int>(&parsed)) {
        return *exitCode;
    }
    const Options &options = std::get<Options>(parsed);
    if (options.mode == Mode::CommandLine) {
        return berth::cli::runCli(argc, argv, options.profile);
    }
    return run(argc, argv, options);
}
