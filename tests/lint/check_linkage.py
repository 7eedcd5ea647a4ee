#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Berth authors
# SPDX-License-Identifier: Apache-2.0
"""Checks with readelf that programs made of the backend alone need no user interface library."""

import re
import subprocess
import sys

FORBIDDEN = re.compile(r"libQt6(?:Gui|Widgets|Svg\w*|OpenGL\w*|Quick\w*|Qml\w*)\.so")
NEEDED = re.compile(r"\(NEEDED\).*\[(.+)\]")


def needed(dynamic_section):
    """Names of the shared libraries in the output of `readelf -d`."""
    return [match.group(1) for match in map(NEEDED.search, dynamic_section.splitlines()) if match]


def main():
    programs = sys.argv[1:]
    if not programs:
        print("No program was given to check.")
        return 2
    failed = False
    for program in programs:
        dump = subprocess.run(["readelf", "-dW", program], capture_output=True, text=True,
                              check=False)
        libraries = needed(dump.stdout)
        if dump.returncode != 0 or not libraries:
            print(f"{program}: readelf lists no libraries. {dump.stderr.strip()}")
            failed = True
        for library in filter(FORBIDDEN.match, libraries):
            print(f"{program}: needs {library}, but is made of the backend alone.")
            failed = True
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
