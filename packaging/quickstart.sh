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

mapfile -t missing < <(berth_missing_packages "${BERTH_BUILD_PACKAGES[@]}" "${BERTH_RUN_PACKAGES[@]}")
if [ "${#missing[@]}" -gt 0 ]; then
    berth_install_packages "${BERTH_BUILD_PACKAGES[@]}" "${BERTH_RUN_PACKAGES[@]}"
fi
if ! dpkg-query -W -f='${Status}' libboost1.81-dev libboost1.83-dev 2>/dev/null | grep -q 'install ok'; then
    berth_install_packages "$(berth_boost_package)"
fi

echo "Building Berth (a few minutes the first time)."
cmake --preset release >build-quickstart.log 2>&1 || { cat build-quickstart.log; exit 1; }
cmake --build --preset release >>build-quickstart.log 2>&1 || { tail -n 50 build-quickstart.log; exit 1; }
rm -f build-quickstart.log
berth=build/release/bin/berth

if [ -n "${DISPLAY:-}" ] || [ -n "${WAYLAND_DISPLAY:-}" ]; then
    "$berth" "${profile[@]}" --demo &
else
    echo "There is no display, so the engine runs without a window."
    "$berth" "${profile[@]}" --headless --demo &
fi
engine=$!
trap 'kill "$engine" 2>/dev/null || true; wait "$engine" 2>/dev/null || true' INT TERM

# `berth instance wait` ends when the server answers MCP, or says why it does not.
if ! address=$("$berth" instance wait echo "${profile[@]}" --timeout 120); then
    kill "$engine" 2>/dev/null || true
    exit 1
fi
cat <<TEXT

The echo server answers at $address
Try it:
  curl -s $address -H 'Content-Type: application/json' -H 'Accept: application/json, text/event-stream' \\
    -d '{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"curl","version":"1"}}}'
Stop Berth with Ctrl+C.
TEXT
wait "$engine"
