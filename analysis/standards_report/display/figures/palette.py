"""Fonts, sizes and colors of the house style, for figures and for pages."""

from pathlib import Path

FONT = "Fira Sans"
CHINESE_FONT = "Noto Sans SC"  # a subset of its Regular, which `make fonts` writes
CHINESE_FONT_FILE = Path(__file__).parents[1] / "fonts" / "NotoSansSC-Regular.ttf"
CHINESE_ON_PAGES = "Report Chinese"  # the name of that subset in site.css
WIDTH = 4.2  # inches
HALF = 3.2  # inches, where two stand side by side
INK, MUTED, GRID = "#1d2329", "#5b6570", "#d5dae0"
PALETTE = ("#0069a8", "#b54a00", "#00785a", "#984d8e", "#7d6300", "#56697a")
MARKERS = ("o", "s", "D", "^", "v", "P")
