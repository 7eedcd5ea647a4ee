#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Berth authors
# SPDX-License-Identifier: Apache-2.0
#
# The Debian packages Berth needs, in one place (reasons: docs/dependencies.md), and a function
# that installs the missing ones. Sourced by quickstart.sh and tests/run.sh.

BERTH_BUILD_PACKAGES=(
    g++ cmake ninja-build pkg-config ccache
    qt6-base-dev qt6-svg-dev qt6-tools-dev qt6-tools-dev-tools qt6-l10n-tools
    qtkeychain-qt6-dev libexpected-dev nlohmann-json3-dev libfmt-dev libspdlog-dev libcli11-dev
    libre2-dev libssl-dev libhiredis-dev libsodium-dev libsqlite3-dev libmimalloc-dev
)
BERTH_RUN_PACKAGES=(
    podman runc crun netavark aardvark-dns slirp4netns iptables uidmap catatonit fuse-overlayfs
    libqt6sql6-sqlite libqt6svg6 libsecret-1-0 dbus ca-certificates curl
)
BERTH_TEST_PACKAGES=(
    lld libgtest-dev libgmock-dev gnome-keyring dbus-x11 libsecret-tools docker-registry
    xvfb xauth python3 python3-venv openssl clang-format-14 redis-server
)
# Node.js from anywhere will do for the official MCP programs that the tests run against.
command -v node >/dev/null || BERTH_TEST_PACKAGES+=(nodejs)
command -v npm >/dev/null || BERTH_TEST_PACKAGES+=(npm)

berth_missing_packages() {
    local package
    for package in "$@"; do
        dpkg-query -W -f='${Status}\n' "$package" 2>/dev/null | grep -q '^install ok installed$' \
            || echo "$package"
    done
}

# Installs what is missing of the packages named; says what is missing when it may not.
berth_install_packages() {
    if ! command -v apt-get >/dev/null; then
        echo "This needs Debian 12 or Ubuntu 24.04 (apt-get was not found)." >&2
        return 1
    fi
    local missing
    mapfile -t missing < <(berth_missing_packages "$@")
    if [ "${#missing[@]}" -eq 0 ]; then
        return 0
    fi
    local as_root=()
    if [ "$(id -u)" -ne 0 ]; then
        if ! command -v sudo >/dev/null; then
            echo "These packages are missing, and neither root nor sudo is at hand: ${missing[*]}" >&2
            return 1
        fi
        as_root=(sudo)
    fi
    echo "Installing: ${missing[*]}"
    "${as_root[@]}" apt-get update -qq
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# Debian 12 has Boost 1.74 by default, whose coroutines do not compile with g++ 12; 1.81 is beside
# it. Ubuntu 24.04 has 1.83 as its default.
berth_install_boost() {
    local release
    release=$(. /etc/os-release && echo "${VERSION_CODENAME:-}")
    case "$release" in
        bookworm) berth_install_packages libboost1.81-dev ;;
        *) berth_install_packages libboost-dev ;;
    esac
}
