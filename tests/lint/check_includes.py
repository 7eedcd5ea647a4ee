#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Berth authors
# SPDX-License-Identifier: Apache-2.0
"""Checks that every #include points the way cmake/BerthTargets.cmake allows.

The link rules alone cannot: with Qt6::Core linked, <QtWidgets/QWidget> is on the include path.
"""

import argparse
import json
import pathlib
import re
import sys

INCLUDE = re.compile(r'^\s*#\s*include\s*(?:"([^"]+)"|<([^>]+)>)')
GUI_MODULES = ("QtGui", "QtWidgets", "QtSvg", "QtSvgWidgets", "QtOpenGL", "QtOpenGLWidgets",
               "QtPrintSupport", "QtQuick", "QtQml")
UI_MAY_USE = {"base", "model", "engine_facade"}


def gui_headers(qt_include_dir):
    """Names under which a Gui header can be included without its module, as <QWidget>."""
    names = set()
    for module in GUI_MODULES:
        folder = pathlib.Path(qt_include_dir) / module
        if folder.is_dir():
            names.update(entry.name for entry in folder.iterdir() if entry.is_file())
    core = pathlib.Path(qt_include_dir) / "QtCore"
    return names - {entry.name for entry in core.iterdir()} if core.is_dir() else names


class Layers:
    """The folders of layers.json: {"backend/model": {"name": "model", "depends": ["base"]}}."""

    def __init__(self, layers):
        self.by_folder = layers
        self.by_name = {entry["name"]: folder for folder, entry in layers.items()}

    def folder_of(self, path):
        """The longest folder of the map that holds `path`, or None."""
        parts = path.split("/")
        for end in range(len(parts), 0, -1):
            folder = "/".join(parts[:end])
            if folder in self.by_folder:
                return folder
        return None

    def name(self, folder):
        return self.by_folder[folder]["name"]

    def reachable(self, folder):
        """Names that `folder` may include: itself and the closure of its DEPENDS."""
        seen = set()
        waiting = [self.name(folder)]
        while waiting:
            name = waiting.pop()
            if name not in seen and name in self.by_name:
                seen.add(name)
                waiting.extend(self.by_folder[self.by_name[name]]["depends"])
        return seen


def target_of(layers, path, include):
    """The folder that a quoted include leads to, or None when it is no folder of the map."""
    for candidate in (f"backend/{include}", include):
        folder = layers.folder_of(candidate)
        if folder and candidate != folder:
            return folder
    return layers.folder_of(path) if "/" not in include else None


def check_quoted(layers, path, include):
    if include.startswith(".") or "/../" in include:
        return f'includes "{include}" by a relative path. Write it from backend/ or the top folder.'
    folder = layers.folder_of(path)
    target = target_of(layers, path, include)
    if folder is None:
        return None
    if target is None:
        return (f'includes "{include}", which belongs to no folder that CMake knows. '
                "Make the folder a library with berth_add_library().")
    name = layers.name(target)
    own = layers.name(folder)
    if own.startswith("ui_") and not name.startswith("ui_") and name not in UI_MAY_USE:
        allowed = ", ".join(sorted(UI_MAY_USE))
        return f'includes "{include}". Of the backend, ui/ may use {allowed} only.'
    if name not in layers.reachable(folder):
        return (f'includes "{include}", but {own} does not depend on {name}. '
                f"Add it to DEPENDS in {folder}/CMakeLists.txt if the layers allow it.")
    return None


def check_gui(path, include, gui):
    if not path.startswith("backend/"):
        return None
    parts = include.split("/")
    if any(part in GUI_MODULES for part in parts) or parts[-1] in gui:
        return f"includes <{include}>. The backend has no user interface: QtCore only."
    return None


def check_text(layers, path, text, gui):
    """Sentences about what is wrong in one file, as (line, sentence)."""
    findings = []
    for number, line in enumerate(text.splitlines(), 1):
        match = INCLUDE.match(line)
        if not match:
            continue
        quoted, angled = match.groups()
        problem = check_gui(path, quoted or angled, gui)
        if not problem:
            # <model/x.h> is found by the compiler just like "model/x.h".
            own = quoted or (angled if target_of(layers, path, angled) and "/" in angled else None)
            problem = check_quoted(layers, path, own) if own else None
        if problem:
            findings.append((number, problem))
    return findings


def sources(root):
    for top in ("backend", "ui"):
        for path in sorted((root / top).rglob("*")):
            if path.suffix in (".h", ".cpp"):
                yield path


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--root", type=pathlib.Path, required=True)
    parser.add_argument("--layers", type=pathlib.Path, required=True)
    parser.add_argument("--qt-include-dir", required=True)
    options = parser.parse_args()

    layers = Layers(json.loads(options.layers.read_text(encoding="utf-8")))
    gui = gui_headers(options.qt_include_dir)
    if not gui or not layers.by_folder:
        print("The Qt headers or the layer map are missing, so nothing can be checked.")
        return 2
    checked = 0
    failed = False
    for path in sources(options.root):
        checked += 1
        relative = path.relative_to(options.root).as_posix()
        for number, problem in check_text(layers, relative, path.read_text(encoding="utf-8"), gui):
            print(f"{relative}:{number}: {problem}")
            failed = True
    print(f"{checked} files checked.")
    return 1 if failed or checked == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
