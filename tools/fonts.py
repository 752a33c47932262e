"""Golos Text for the screen: one small WOFF2 file a weight, with every letter of the three languages.

npm brings the full TrueType files. The ready-made web subsets would cost six requests on a Kazakh page; these cost two.
Run as `python -m tools.fonts` after the packages are installed.
"""

from pathlib import Path

from fontTools import subset

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "node_modules/@expo-google-fonts/golos-text"
TARGET = ROOT / "var/fonts"
WEIGHTS = {400: "400Regular", 600: "600SemiBold"}

LATIN = range(0x20, 0x100)
CYRILLIC = range(0x400, 0x530)
SIGNS = "№₸‐‑‒–—‘’‚“”„•…‰←↑→↓−≤≥\u2009\u202f"
LETTERS = [*LATIN, *CYRILLIC, *map(ord, SIGNS)]
FEATURES = ["kern", "mark", "mkmk", "ccmp", "locl", "calt", "case", "tnum"]


def build(weight: int, name: str) -> None:
    source = SOURCES / name / f"GolosText_{name}.ttf"
    target = TARGET / f"golos-text-{weight}.woff2"
    options = subset.Options(flavor="woff2", layout_features=FEATURES, hinting=False)
    font = subset.load_font(str(source), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=LETTERS)
    subsetter.subset(font)
    partial = target.with_suffix(".partial")
    subset.save_font(font, str(partial), options)
    font.close()
    partial.replace(target)


def main() -> None:
    TARGET.mkdir(parents=True, exist_ok=True)
    for weight, name in WEIGHTS.items():
        build(weight, name)


if __name__ == "__main__":
    main()
