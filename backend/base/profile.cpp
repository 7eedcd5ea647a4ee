// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "base/profile.h"

#include <cstdlib>
#include <string>

#include <sys/stat.h>
#include <unistd.h>

namespace berth::base {

namespace fs = std::filesystem;

namespace {

fs::path environmentPath(const char *name)
{
    const char *value = std::getenv(name);
    return value != nullptr && *value == '/' ? fs::path(value) : fs::path();
}

fs::path xdgPath(const char *name, const char *underHome)
{
    const fs::path set = environmentPath(name);
    if (!set.empty()) {
        return set / "berth";
    }
    const fs::path home = environmentPath("HOME");
    return (home.empty() ? fs::path("/tmp") : home) / underHome / "berth";
}

Status makePrivate(const fs::path &directory)
{
    std::error_code error;
    fs::create_directories(directory.parent_path(), error);
    if (mkdir(directory.c_str(), 0700) != 0 && errno != EEXIST) {
        return fail(ErrorCode::PermissionDenied,
                    "Berth cannot make its directory " + directory.string() + ".",
                    std::generic_category().message(errno));
    }
    // What stands there may be a person's file: look before changing its mode.
    if (fs::is_directory(directory, error)) {
        fs::permissions(directory, fs::perms::owner_all, error);
    } else if (!error) {
        error = std::make_error_code(std::errc::not_a_directory);
    }
    if (error) {
        return fail(ErrorCode::PermissionDenied,
                    "Berth cannot use its directory " + directory.string() + ".", error.message());
    }
    return {};
}

} // namespace

Profile Profile::xdg()
{
    Profile profile;
    profile.m_data = xdgPath("XDG_DATA_HOME", ".local/share");
    profile.m_config = xdgPath("XDG_CONFIG_HOME", ".config");
    profile.m_state = xdgPath("XDG_STATE_HOME", ".local/state");
    const fs::path runtime = environmentPath("XDG_RUNTIME_DIR");
    profile.m_runtime =
        runtime.empty() ? fs::path("/tmp/berth-" + std::to_string(getuid())) : runtime / "berth";
    return profile;
}

Profile Profile::at(const fs::path &directory)
{
    const fs::path root = fs::absolute(directory).lexically_normal();
    Profile profile;
    profile.m_data = root;
    profile.m_config = root;
    profile.m_state = root;
    profile.m_runtime = root;
    return profile;
}

Status Profile::create() const
{
    for (const fs::path &directory : {m_data, m_config, m_state, m_runtime}) {
        if (Status made = makePrivate(directory); !made) {
            return made;
        }
    }
    return {};
}

} // namespace berth::base
