#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Berth authors
# SPDX-License-Identifier: Apache-2.0
#
# Runs clang-tidy over a configured build directory.
# Usage: scripts/tidy.sh [BUILD_DIR] [--changed [REVISION]]
#   BUILD_DIR   has a compile_commands.json; default build/dev
#   --changed   only sources that differ from REVISION; default origin/main
set -euo pipefail
cd "$(dirname "$0")/.."

build=build/dev
if [ $# -gt 0 ] && [[ "$1" != --* ]]; then
    build=$1
    shift
fi
if ! command -v clang-tidy-14 >/dev/null || ! command -v run-clang-tidy-14 >/dev/null; then
    echo "clang-tidy-14 is missing. Install it with: apt-get install clang-tidy-14" >&2
    exit 1
fi
if [ ! -f "$build/compile_commands.json" ]; then
    echo "$build is not configured. Run: cmake --preset dev" >&2
    exit 1
fi

pattern="^$PWD/(app|backend|ui|tools)/.*\.cpp$"
if [ "${1:-}" = "--changed" ]; then
    mapfile -t changed < <(git diff --name-only --diff-filter=d "${2:-origin/main}" -- \
        'app/*.cpp' 'backend/*.cpp' 'ui/*.cpp' 'tools/*.cpp')
    if [ "${#changed[@]}" -eq 0 ]; then
        echo "No source has changed."
        exit 0
    fi
    pattern="^$PWD/($(printf '%s\n' "${changed[@]}" | sed 's/\./\\./g' | paste -sd '|'))$"
fi
exec run-clang-tidy-14 -quiet -p "$build" -j "$(nproc)" "$pattern"
