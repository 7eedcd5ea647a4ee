#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Berth authors
# SPDX-License-Identifier: Apache-2.0
"""Makes the bundled fonts from Debian's fonts-inter and fonts-jetbrains-mono.

Needs python3-fonttools; run by hand when the fonts change, never by the build. Keeps the scripts
Berth is likely to be read in, makes digits one width (Qt 6.4 cannot ask a font for 'tnum'), and
gives the family its own name so that an installed font of the same name never takes its place.
"""
import pathlib

from fontTools import subset
from fontTools.ttLib import TTFont

HERE = pathlib.Path(__file__).parent
RANGES = [
    (0x20, 0x7E), (0xA0, 0x17F),          # Latin, Latin-1, Latin Extended-A
    (0x192, 0x192), (0x218, 0x21B), (0x1E9E, 0x1E9E),
    (0x2C6, 0x2DD), (0x300, 0x308), (0x30A, 0x30C), (0x327, 0x328),
    (0x370, 0x3FF), (0x400, 0x45F), (0x490, 0x491),   # Greek, Cyrillic
    (0x2010, 0x2027), (0x202F, 0x203A), (0x20AC, 0x20AC), (0x20BD, 0x20BD),
    (0x2116, 0x2122), (0x2190, 0x2199), (0x21E7, 0x21E7), (0x2212, 0x2212),
    (0x2248, 0x2265), (0x2318, 0x2318), (0x2325, 0x2325), (0x25CF, 0x25CF),
    (0x2713, 0x2717), (0xFFFD, 0xFFFD),
]
MONO_EXTRA = [(0x2500, 0x259F)]           # box drawing in logs
FONTS = [
    ("opentype/inter/Inter-Regular.otf", "berth-sans-regular.otf", "Berth Sans", "Regular", []),
    ("opentype/inter/Inter-Medium.otf", "berth-sans-medium.otf", "Berth Sans", "Medium", []),
    ("opentype/inter/Inter-SemiBold.otf", "berth-sans-semibold.otf", "Berth Sans", "SemiBold", []),
    ("truetype/jetbrains-mono/JetBrainsMono-Regular.ttf", "berth-mono-regular.ttf", "Berth Mono",
     "Regular", MONO_EXTRA),
]


def bake_tabular_digits(font):
    """Points the digits of the character map at the glyphs that 'tnum' would put there."""
    if "GSUB" not in font:
        return
    gsub = font["GSUB"].table
    for record in gsub.FeatureList.FeatureRecord:
        if record.FeatureTag != "tnum":
            continue
        for index in record.Feature.LookupListIndex:
            for table in gsub.LookupList.Lookup[index].SubTable:
                table = getattr(table, "ExtSubTable", table)
                mapping = getattr(table, "mapping", None) or {}
                for cmap in font["cmap"].tables:
                    for code in range(0x30, 0x3A):
                        if code in cmap.cmap:
                            cmap.cmap[code] = mapping.get(cmap.cmap[code], cmap.cmap[code])


def rename(font, family, style):
    names = font["name"]
    for record in list(names.names):
        if record.nameID not in (0, 13, 14):
            names.removeNames(nameID=record.nameID)
    full = f"{family} {style}"
    for name_id, text in ((1, family), (2, style), (3, full), (4, full),
                          (6, full.replace(" ", "-")), (16, family), (17, style)):
        names.setName(text, name_id, 3, 1, 0x409)


def main():
    for source, target, family, style, extra in FONTS:
        font = TTFont("/usr/share/fonts/" + source)
        bake_tabular_digits(font)
        options = subset.Options()
        options.layout_features = ["kern", "mark", "mkmk", "ccmp", "locl"]
        options.name_IDs = ["*"]
        options.name_languages = ["*"]
        options.hinting = source.endswith(".ttf")
        options.desubroutinize = False
        options.drop_tables += ["DSIG", "STAT", "MVAR"]
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=[c for low, high in RANGES + extra for c in range(low, high + 1)])
        subsetter.subset(font)
        rename(font, family, style)
        font.save(HERE / target)
        print(target, (HERE / target).stat().st_size)


main()
