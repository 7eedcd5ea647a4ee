#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Berth authors
# SPDX-License-Identifier: Apache-2.0
#
# Installs what the tests need, builds, and runs everything through ctest.
# Usage: tests/run.sh [PRESET] [ctest arguments …]      PRESET: dev (default), ci, asan, tsan
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=packaging/packages.sh
. packaging/packages.sh

preset=dev
if [ $# -gt 0 ] && [[ "$1" != -* ]]; then
    preset=$1
    shift
fi

berth_install_packages "${BERTH_BUILD_PACKAGES[@]}" "${BERTH_RUN_PACKAGES[@]}" \
    "${BERTH_TEST_PACKAGES[@]}"
berth_install_boost
bash tests/support/npm/install.sh >/dev/null
bash tests/support/python/install.sh >/dev/null

cmake --preset "$preset"
cmake --build --preset "$preset"
ctest --preset "$preset" --parallel 2 "$@"
