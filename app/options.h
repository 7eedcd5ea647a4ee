// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/manager/manager_api.h"
#include "attach_options.h"
#include "base/profile.h"

#include <filesystem>
#include <optional>
#include <string>
#include <variant>

namespace berth::app {

enum class Mode
{
    Window,
    Headless,
    CommandLine
};

struct Options
{
    Mode mode = Mode::Window;
    base::Profile profile = base::Profile::xdg();
    bool demo = false; ///< run the echo server once the engine is up
    bool verbose = false;
    bool sandbox = false;
    std::filesystem::path keep;                              ///< a sandbox that stays
    std::optional<engine::Engine::AdHocConnection> attached; ///< to a Redis
    std::optional<api::ManagerApiOrder> managerApi;          ///< else the settings decide
};

/// What the command line asks for; an exit code when the answer was given already (--help,
/// --version, a usage error).
std::variant<Options, int> readOptions(int argc, char **argv);

} // namespace berth::app
