#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Berth authors
# SPDX-License-Identifier: Apache-2.0
#
# From a fresh Debian 12 or Ubuntu 24.04 to a running MCP server in one command: installs what is
# missing, builds Berth, starts it, and runs the echo server that comes with it.
# Usage: packaging/quickstart.sh [--profile DIR]
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=packaging/packages.sh
. packaging/packages.sh

profile=()
if [ "${1:-}" = "--profile" ] && [ -n "${2:-}" ]; then
    profile=(--profile "$2")
elif [ $# -gt 0 ]; then
    echo "Usage: $0 [--profile DIR]" >&2
    exit 2
fi

berth_install_packages "${BERTH_BUILD_PACKAGES[@]}" "${BERTH_RUN_PACKAGES[@]}"
berth_install_boost

echo "Building Berth (some minutes the first time)."
log=$(mktemp)
trap 'rm -f "$log"' EXIT
if ! packaging/build.sh >"$log" 2>&1; then
    tail -n 60 "$log"
    echo "The build failed; the lines above say why." >&2
    exit 1
fi
rm -f "$log"
trap - EXIT

mode=()
if [ -z "${DISPLAY:-}" ] && [ -z "${WAYLAND_DISPLAY:-}" ]; then
    echo "There is no display, so the engine runs without a window. Stop it with Ctrl+C."
    mode=(--headless)
fi
exec build/release/bin/berth --demo "${mode[@]}" "${profile[@]}"
