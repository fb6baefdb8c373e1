"""A PDF that does not hold its Japanese font is read whole on a machine that has none either."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.source.papers import Paper, to_pdf

READ = """
import ctypes, sys
from pathlib import Path
from pypdfium2 import raw

paths = (ctypes.c_char_p * 2)(sys.argv[1].encode(), None)
config = raw.FPDF_LIBRARY_CONFIG(version=2)
config.m_pUserFontPaths = ctypes.cast(paths, type(config.m_pUserFontPaths))
raw.FPDF_DestroyLibrary()
raw.FPDF_InitLibraryWithConfig(config)

from piaflow.source.pdf import read_pdf
from piaflow.source.pdf_pictures import draw_pages

file = Path(sys.argv[2]).read_bytes()
pages = read_pdf("a.pdf", file).pages
for line in pages[0].lines:
    print(line.text)
picture, empty = draw_pages(file, pages, lambda: None)[0], draw_pages(Path(sys.argv[3]).read_bytes(), pages, lambda: None)[0]
print(len(picture) > len(empty))
"""


def test_text_is_read_and_drawn_where_no_font_is_installed(tmp_path: Path) -> None:
    fonts, file, bare = tmp_path / "fonts", tmp_path / "a.pdf", tmp_path / "b.pdf"
    fonts.mkdir()
    paper = Paper()
    paper.column(43, 200, "再委託")
    paper.text(100, 60, "再委託する")
    file.write_bytes(to_pdf(paper))
    bare.write_bytes(to_pdf(Paper()))
    call = [sys.executable, "-c", READ, *map(str, (fonts, file, bare))]
    told = subprocess.run(call, capture_output=True, text=True, check=True, encoding="utf-8").stdout
    *lines, is_drawn = told.split()
    assert (lines, is_drawn) == (["再委託する", "再委託"], "True")
