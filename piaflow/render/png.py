"""SVG → PNG through resvg, with the one font that the text was measured with."""

from __future__ import annotations

import re

from piaflow.errors import RenderError
from piaflow.layout.font import FAMILY, fill_gaps, find_font_file

_CSS_DPI = 96
_PRINT_DPI = 168
_LONGEST = 2800  # pixels: 240 dpi on A4, where a large sheet is made small
_SIZE = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')


def to_png(svg: str) -> bytes:
    """Return a picture of printable resolution. Fonts of the machine are not looked at."""
    import resvg_py  # noqa: PLC0415  (only a PNG needs it)

    try:
        return bytes(
            resvg_py.svg_to_bytes(
                svg_string=fill_gaps(svg),
                dpi=_CSS_DPI,
                zoom=_find_zoom(svg),
                skip_system_fonts=True,
                font_files=[str(find_font_file())],
                font_family=FAMILY,
                sans_serif_family=FAMILY,
            )
        )
    except ValueError as error:
        raise RenderError(f"PNGにできません: {error}") from error


def _find_zoom(svg: str) -> float:
    """Return the zoom for a print: the picture's resolution, or less where the sheet is very large."""
    return min(_PRINT_DPI / _CSS_DPI, _LONGEST / (max(find_size(svg)) * _CSS_DPI / 72))


def find_size(svg: str) -> tuple[float, float]:
    """Return the width and height of a picture in points."""
    size = _SIZE.search(svg)
    return (float(size[1]), float(size[2])) if size else (1.0, 1.0)
