"""The house style of all figures: sizes, fonts and colors, and how a figure becomes SVG.

Sizes suit a column of 11 cm and stay legible at 8.5 cm. Colors are from the palette of Okabe
and Ito, which people with color blindness can tell apart; markers differ too, so that figures
work in gray. A page maps each color to one of its own, light or dark.
"""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import TYPE_CHECKING

import matplotlib as mpl
from matplotlib import font_manager

from standards_report.display.figures.palette import (
    CHINESE_FONT,
    CHINESE_FONT_FILE,
    FONT,
    GRID,
    INK,
    MARKERS,
    MUTED,
    PALETTE,
    WIDTH,
)
from standards_report.display.figures.tooltips import title_marks

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from matplotlib.transforms import BboxBase

_CHINESE_FROM = 0x2E80
_OWN_LABEL = re.compile(r"_(nolegend_|[a-z]+[0-9]+)?")  # labels that matplotlib gives by itself

_RC = {
    "axes.axisbelow": True,
    "axes.edgecolor": MUTED,
    "axes.formatter.limits": (-15, 15),  # no offset or power of ten at the end of an axis
    "axes.formatter.useoffset": False,
    "axes.grid": True,
    "axes.labelcolor": INK,
    "axes.labelsize": 9,
    "axes.linewidth": 0.7,
    "axes.spines.left": False,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titlesize": 9.5,
    "figure.constrained_layout.use": True,
    "figure.dpi": 96,
    "figure.figsize": (WIDTH, 2.9),
    "font.family": FONT,
    "font.size": 9,
    "grid.color": GRID,
    "grid.linewidth": 0.6,
    "legend.frameon": False,
    "legend.fontsize": 9,
    "lines.linewidth": 1.4,
    "lines.markersize": 6,
    "patch.linewidth": 0,
    "savefig.transparent": True,
    "svg.fonttype": "none",
    "svg.hashsalt": "standards-report",
    "text.color": INK,
    "text.parse_math": False,  # data are text: `$x^2$` is not a formula
    "xtick.color": MUTED,
    "xtick.labelcolor": INK,
    "xtick.labelsize": 8.5,
    "ytick.color": MUTED,
    "ytick.labelcolor": INK,
    "ytick.labelsize": 8.5,
    "ytick.major.size": 0,
}


def use_house_style() -> None:
    """Sets seaborn's and matplotlib's defaults to the house style, with its own font."""
    import seaborn

    _add_font()
    seaborn.set_theme(style="ticks", palette=list(PALETTE), rc=_RC)


def _add_font() -> None:
    known = {font.name for font in font_manager.fontManager.ttflist}
    if FONT in known:
        return
    import fontpkg_fira_sans

    folder = Path(fontpkg_fira_sans.__file__).parent / "files"
    for face in ("Regular", "SemiBold", "Bold", "Italic"):
        font_manager.fontManager.addfont(folder / f"FiraSans-{face}.ttf")


def fonts_for(text: str) -> list[str]:
    """The font families that set the text: the house font, and a Chinese one where needed."""
    if all(ord(character) < _CHINESE_FROM for character in text):
        return [FONT]
    if CHINESE_FONT not in {font.name for font in font_manager.fontManager.ttflist}:
        font_manager.fontManager.addfont(CHINESE_FONT_FILE)
    return [FONT, CHINESE_FONT]


def _dress_texts(figure: Figure) -> None:
    """Gives each text the fonts that have its characters.

    Powers of ten on axes are formulas of matplotlib's own, and are read as such.
    """
    from matplotlib.text import Text
    from matplotlib.ticker import LogFormatterMathtext

    for axis in (axis for axes in figure.axes for axis in (axes.xaxis, axes.yaxis)):
        formatters = {False: axis.get_major_formatter(), True: axis.get_minor_formatter()}
        for is_minor, formatter in formatters.items():
            if isinstance(formatter, LogFormatterMathtext):
                for label in axis.get_ticklabels(minor=is_minor):
                    label.set_parse_math(True)
    for text in figure.findobj(Text):
        if isinstance(text, Text) and len(fonts := fonts_for(text.get_text())) > 1:
            text.set_fontfamily(fonts)


def unlisted_labels(figure: Figure) -> list[str]:
    """Labels that begin with an underscore and are missing in the legend.

    Matplotlib leaves them out of a legend that it makes by itself; a legend of handles
    (`figure.legend(handles=...)`) has them.
    """
    from matplotlib.legend import Legend

    legends = [artist for artist in figure.findobj(Legend) if isinstance(artist, Legend)]
    listed = {text.get_text() for legend in legends for text in legend.get_texts()}
    labels = {str(artist.get_label()) for artist in figure.findobj()} if legends else set()
    low = {label for label in labels if label.startswith("_") and not _OWN_LABEL.fullmatch(label)}
    return sorted(low - listed)


def lay_out(figure: Figure) -> None:
    """Lays the figure out once and for all.

    Matplotlib would lay it out anew each time it is drawn, which takes as long as the drawing.
    """
    _dress_texts(figure)
    engine = figure.get_layout_engine()
    if engine is not None:
        engine.execute(figure)
    with mpl.rc_context({"figure.constrained_layout.use": False, "figure.autolayout": False}):
        figure.set_layout_engine(None)


def cut_texts(figure: Figure) -> list[str]:
    """Texts that run beyond the edge of the figure, where a page would cut them.

    This lays the figure out, so that the layout that was checked is the one that is drawn.
    """
    from matplotlib.text import Text

    lay_out(figure)
    edge, slack = figure.bbox, 1.0

    def is_beyond(box: BboxBase) -> bool:
        low = box.x0 < -slack or box.y0 < -slack
        return low or box.x1 > edge.x1 + slack or box.y1 > edge.y1 + slack

    # Labels of ticks outside the axes exist but are not drawn; the tight box leaves them out.
    whole = figure.get_tightbbox().transformed(figure.dpi_scale_trans)
    if not is_beyond(whole):
        return []
    texts = [text for text in figure.findobj(Text) if isinstance(text, Text) and text.get_text()]
    return [text.get_text() for text in texts if is_beyond(text.get_window_extent())]


def color(rank: int) -> str:
    """The color of the country or series with that rank in its order (from 0)."""
    return PALETTE[rank % len(PALETTE)]


def marker(rank: int) -> str:
    """The marker of the country or series with that rank in its order (from 0)."""
    return MARKERS[rank % len(MARKERS)]


def to_svg(figure: Figure) -> str:
    """The figure as an SVG element. Text stays text, and the same figure gives the same bytes."""
    _dress_texts(figure)  # `lay_out` may not have been called
    buffer = io.StringIO()
    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": "standards-report"}):
        figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    svg = buffer.getvalue()
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>\s*", "", svg, flags=re.DOTALL)
    return title_marks("\n".join(line.rstrip() for line in svg.rstrip().split("\n")) + "\n")
