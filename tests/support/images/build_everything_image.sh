#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Berth authors
# SPDX-License-Identifier: Apache-2.0
#
# Makes the root file system of a container image that runs the official server-everything: this
# machine's node, the libraries it loads, and the npm package. No registry and no builder is
# needed. Prints the path of the tar, which is made once per version.
#
# Import it with POST /libpod/images/import and the changes that `--changes` prints, one a line.
#
# Usage: build_everything_image.sh [--changes | npm-directory [cache-directory]]
set -euo pipefail

entry=/app/node_modules/@modelcontextprotocol/server-everything/dist/index.js
if [[ "${1:-}" == --changes ]]; then
    echo "ENTRYPOINT [\"/usr/bin/node\", \"$entry\"]"
    echo 'CMD ["streamableHttp"]'
    echo 'ENV PORT=3001'
    echo 'EXPOSE 3001'
    exit 0
fi

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
npm="${1:-$("$here/../npm/install.sh")}"
cache="${2:-${BERTH_TEST_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/berth-tests}/images}"
package="$npm/server-everything"
if [[ ! -f "$package/.installed" ]]; then
    echo "build_everything_image.sh: $package is not complete; run tests/support/npm/install.sh." >&2
    exit 1
fi

node="$(readlink -f "$(command -v node)")"
version="$(sed 's/.*@//' "$package/.installed")-node$(node --version)"
image="$cache/server-everything-$version.tar"
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
