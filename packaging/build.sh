#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Berth authors
# SPDX-License-Identifier: Apache-2.0
#
# Builds what people run, in build/release: trains the gateway first, so that the compiler knows
# which code a call runs (cmake/BerthProfile.cmake).
# Usage: packaging/build.sh [release|bench]
set -euo pipefail
cd "$(dirname "$0")/.."

preset=${1:-release}
cmake --preset train
cmake --build --preset train
cmake --preset "$preset"
cmake --build --preset "$preset"
