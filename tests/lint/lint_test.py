#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Berth authors
# SPDX-License-Identifier: Apache-2.0
"""The checks must find what they are for."""

import unittest

import check_includes
import check_linkage
import check_sources

LAYERS = check_includes.Layers({
    "backend/base": {"name": "base", "depends": []},
    "backend/model": {"name": "model", "depends": ["base"]},
    "backend/store": {"name": "store", "depends": ["model"]},
    "backend/engine": {"name": "engine", "depends": ["store", "engine_facade"]},
    "backend/engine/facade": {"name": "engine_facade", "depends": ["model"]},
    "ui/theme": {"name": "ui_theme", "depends": []},
    "ui/instances": {"name": "ui_instances", "depends": ["ui_theme", "engine_facade"]},
})
GUI = {"QWidget", "qwidget.h", "QPainter"}


def findings(path, line):
    return check_includes.check_text(LAYERS, path, line, GUI)


class Includes(unittest.TestCase):
    def test_allows_what_depends_allows(self):
        for path, line in [
                ("backend/store/a.cpp", '#include "model/server.h"'),
                ("backend/store/a.cpp", '#include "base/json.h"'),
                ("backend/store/a.cpp", '#include "store/a.h"'),
                ("backend/store/a.cpp", '#include "rows.h"'),
                ("backend/store/a.cpp", "#include <QString>"),
                ("backend/store/a.cpp", "#include <vector>"),
                ("backend/engine/a.cpp", '#include "engine/facade/snapshots.h"'),
                ("ui/instances/a.cpp", '#include "ui/theme/theme.h"'),
                ("ui/instances/a.cpp", '#include "engine/facade/snapshots.h"'),
                ("ui/instances/a.cpp", "#include <QWidget>")]:
            self.assertEqual(findings(path, line), [], f"{path}: {line}")

    def test_finds_the_wrong_direction(self):
        for path, line in [
                ("backend/model/a.cpp", '#include "store/store.h"'),
                ("backend/model/a.cpp", "#include <store/store.h>"),
                ("backend/model/a.cpp", '  #  include "store/store.h"'),
                ("backend/engine/facade/a.h", '#include "engine/engine.h"'),
                ("backend/base/a.cpp", '#include "ui/theme/theme.h"'),
                ("ui/theme/a.cpp", '#include "ui/instances/x.h"'),
                ("ui/instances/a.cpp", '#include "engine/engine.h"'),
                ("ui/instances/a.cpp", '#include "store/store.h"'),
                ("backend/store/a.cpp", '#include "../model/server.h"'),
                ("backend/store/a.cpp", '#include "nowhere/x.h"')]:
            self.assertEqual(len(findings(path, line)), 1, f"{path}: {line}")

    def test_finds_every_spelling_of_gui(self):
        for line in ["#include <QWidget>", "#include <QtWidgets/QWidget>", "#include <qwidget.h>",
                     "#include <QtGui>", "#include <QtWidgets>", '#include "QtGui/QPainter"',
                     "# include <QPainter>", "#include <qt6/QtGui/QColor>"]:
            self.assertEqual(len(findings("backend/base/a.cpp", line)), 1, line)


class Sources(unittest.TestCase):
    def test_header(self):
        good = "// SPDX-FileCopyrightText: 2026 X\n// SPDX-License-Identifier: Apache-2.0\n"
        self.assertIsNone(check_sources.check_header("a.cpp", good))
        self.assertIsNone(check_sources.check_header("a.sh", "#!/bin/sh\n" + good))
        self.assertIsNotNone(check_sources.check_header("a.cpp", "int a;\n"))
        self.assertIsNotNone(check_sources.check_header("x/CMakeLists.txt", "project(x)\n"))
        self.assertIsNone(check_sources.check_header("README.md", "# Berth\n"))

    def test_size(self):
        self.assertIsNone(check_sources.check_size("a.cpp", "\n" * 600))
        self.assertIsNotNone(check_sources.check_size("a.cpp", "\n" * 601))

    def test_colours(self):
        for line in ['QColor("#ff0000")', 'x = "#abc";', "QColor(255, 0, 0)", "QColor(0xff0000)",
                     "qRgb(1, 2, 3)", 'QStringLiteral("#80ff0000")']:
            self.assertIsNotNone(check_sources.check_colours("ui/a/b.cpp", line), line)
            self.assertIsNone(check_sources.check_colours("ui/theme/b.cpp", line), line)
        for line in ['"#1"', "theme.color(Role::Text)", "QColor colour(role)", "// #ff0000",
                     'tr("Instance #%1")']:
            self.assertIsNone(check_sources.check_colours("ui/a/b.cpp", line), line)


class Linkage(unittest.TestCase):
    def test_reads_the_names(self):
        dump = " 0x01 (NEEDED)  Shared library: [libQt6Gui.so.6]\n 0x0e (SONAME) [x.so]\n"
        self.assertEqual(check_linkage.needed(dump), ["libQt6Gui.so.6"])

    def test_knows_the_user_interface(self):
        for name in ("libQt6Gui.so.6", "libQt6Widgets.so.6", "libQt6Svg.so.6"):
            self.assertTrue(check_linkage.FORBIDDEN.match(name), name)
        for name in ("libQt6Core.so.6", "libQt6Sql.so.6", "libQt6DBus.so.6"):
            self.assertFalse(check_linkage.FORBIDDEN.match(name), name)


if __name__ == "__main__":
    unittest.main()
