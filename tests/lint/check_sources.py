#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Berth authors
# SPDX-License-Identifier: Apache-2.0
"""Checks what a compiler does not: licence headers, file sizes, colours outside the theme."""

import argparse
import pathlib
import re
import subprocess
import sys

CODE = (".cpp", ".h")
WITH_HEADER = CODE + (".py", ".sh", ".cmake", ".qss")
MAX_LINES = 600
COLOUR = re.compile(r'"#(?:[0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})"'
                    r"|\b(?:QColor|qRgba?|fromRgba?)\s*[({]\s*(?:0x[0-9a-fA-F]+|\d+\s*,)")


def tracked_files(root):
    """Files under version control, or all of them where there is no checkout."""
    listed = subprocess.run(["git", "-c", "safe.directory=*", "-C", str(root), "ls-files", "-z"],
                            capture_output=True, check=False)
    if listed.returncode == 0 and listed.stdout:
        names = listed.stdout.decode("utf-8").split("\0")
        return [name for name in names if name and (root / name).is_file()]
    return [path.relative_to(root).as_posix() for path in sorted(root.rglob("*"))
            if path.is_file() and path.relative_to(root).parts[0] not in ("build", ".git")]


def check_header(name, text):
    if not (name.endswith(WITH_HEADER) or name.endswith("CMakeLists.txt")):
        return None
    start = "\n".join(text.splitlines()[:4])
    if "SPDX-FileCopyrightText: " in start and "SPDX-License-Identifier: Apache-2.0" in start:
        return None
    return "lacks the two SPDX lines at its top. Copy them from the file beside it."


def check_size(name, text):
    lines = text.count("\n")
    if name.endswith(CODE) and lines > MAX_LINES:
        return f"has {lines} lines; {MAX_LINES} are allowed. Split it by what its parts do."
    return None


def check_colours(name, text):
    """Colours belong to the theme, or they do not follow light and dark."""
    if not name.startswith("ui/") or name.startswith("ui/theme/") or not name.endswith(CODE):
        return None
    for number, line in enumerate(text.splitlines(), 1):
        if COLOUR.search(line.split("//")[0]):
            return f"has a colour of its own in line {number}. Take one from ui/theme."
    return None


CHECKS = {"headers": check_header, "size": check_size, "colours": check_colours}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--root", type=pathlib.Path, required=True)
    parser.add_argument("check", choices=sorted(CHECKS))
    options = parser.parse_args()

    failed = False
    checked = 0
    for name in tracked_files(options.root):
        try:
            text = (options.root / name).read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a picture or a font
        checked += 1
        problem = CHECKS[options.check](name, text)
        if problem:
            print(f"{name}: {problem}")
            failed = True
    print(f"{checked} files checked.")
    return 1 if failed or checked == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
