"""What it costs to read a document: CPU a page of PDF, a text layer, a sheet of merged ranges, memory at 500 pages."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from io import BytesIO
from pathlib import Path

import openpyxl
from attrs import evolve
from fpdf import FPDF
from openpyxl.styles import Border, Side

from benchmarks.timing import seconds
from piaflow.domain.choices import FormKind
from piaflow.layout.font import find_font_file
from piaflow.source.opening import read_document
from piaflow.source.reading import read_form
from tests.source.printing import print_form, to_pdf, to_text
from tests.source.random_forms import make_form, seed_random

LABELS = (
    "評価書番号",
    "評価書名",
    "評価実施機関名",
    "事務の名称",
    "システムの名称",
    "対象人数",
    "法令上の根拠",
)
VALUE = "みなと市の窓口で受け付けた届出の内容を確かめる。"
ROUNDS = 5
PAGE = b"/Type /Page\n"


def time_reading() -> None:
    """Each limit beside what is measured: the least CPU of some runs, on a machine that may be busy."""
    paper = make_pdf(40)
    _tell("PDF, CPU a page", _measure(paper) / 40, 0.040)
    _tell("text layer of 10,000 lines", _measure(make_layer(10_000)), 1.0)
    held = to_text(print_form(make_form(FormKind.FULL, seed_random(1))), "順", seed_random(1)).encode()
    lines = held.count(b"\n")
    whole = min(seconds(lambda: _read_whole(held), clock=time.process_time) for _ in range(ROUNDS))
    _tell("the fields of a text layer, on 10,000 lines", whole / lines * 10_000, 1.0)
    _tell("xlsx of 2,000 merged ranges", _measure(make_sheet(2_000)), 1.0)
    for name, held in make_long(500).items():
        _tell(f"{name} of 500 pages, the whole reading", measure_memory(name, held), 300, "MB")


def make_pdf(pages: int) -> bytes:
    """A form of `pages` pages, each with 30 rows of a label and a value between rules: some 1,100 characters."""
    pdf = FPDF(unit="pt", format="A4")
    pdf.set_auto_page_break(auto=False)
    pdf.add_font("ipa", fname=find_font_file())
    pdf.set_font("ipa", size=9)
    for _ in range(pages):
        pdf.add_page()
        for row in range(30):
            y = 40 + 24 * row
            pdf.rect(40, y, 140, 24)
            pdf.rect(180, y, 370, 24)
            pdf.text(44, y + 15, f"{LABELS[row % len(LABELS)]}{row}")
            pdf.text(184, y + 15, VALUE + "[ ○ ] 紙")
    return bytes(pdf.output())


def make_layer(lines: int) -> bytes:
    """A text layer of so many lines, whose pages end with a number and three blank lines."""
    rows: list[str] = []
    while len(rows) < lines:
        rows += [f"{LABELS[at % len(LABELS)]} {VALUE}" for at in range(46)]
        rows += [str(len(rows) // 50 + 1), "", "", ""]
    return "\n".join(rows[:lines]).encode()


def make_sheet(merges: int) -> bytes:
    """A sheet of so many merged ranges, four in a row, each with a border and a text."""
    book = openpyxl.Workbook()
    sheet = book.create_sheet("様式", 0)
    line = Side(style="thin")
    for at in range(merges):
        row, column = at // 4 + 1, 10 * (at % 4) + 1
        for under in range(column, column + 10):
            ends = line if under == column else None, line if under == column + 9 else None
            sheet.cell(row, under).border = Border(left=ends[0], right=ends[1], top=line, bottom=line)
        sheet.cell(row, column).value = f"{LABELS[at % len(LABELS)]}{at}"
        sheet.merge_cells(start_row=row, start_column=column, end_row=row, end_column=column + 9)
    held = BytesIO()
    book.save(held)
    return held.getvalue()


def make_long(pages: int) -> dict[str, bytes]:
    """A printed 様式4 of so many pages, as PDF and as text layer: what makes a 評価書 long is its table of changes."""
    *sheets, last = print_form(make_form(FormKind.FULL, seed_random(1)))
    row = ("令和5年4月1日", "Ⅰ１．②事務の内容", VALUE * 4, VALUE * 4, "事後", "軽微な変更")

    def press(rows: int) -> bytes:
        return to_pdf([*sheets, evolve(last, changes=(row,) * rows)], "罫線")

    short, long = (press(rows).count(PAGE) for rows in (100, 200))
    rows = 100 + (pages - short) * 100 // (long - short)
    text = to_text([*sheets, evolve(last, changes=(row,) * rows)], "改頁記号", seed_random(1))
    return {"form.pdf": press(rows), "form.txt": text.encode()}


def measure_memory(name: str, held: bytes) -> float:
    """Return the most megabytes that a new interpreter holds while it reads a document, form and model."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(held)
        command = [sys.executable, "-m", "benchmarks.memory", str(path)]
        told = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - our own words
    return float(told.stdout.splitlines()[-1])


def _measure(held: bytes) -> float:
    return min(seconds(lambda: read_document("form", held), clock=time.process_time) for _ in range(ROUNDS))


def _read_whole(held: bytes) -> None:
    source = read_document("form", held)
    read_form(source, source.parts[0], "form")


def _tell(name: str, measured: float, limit: float, unit: str = "s") -> None:
    over = "" if measured <= limit else "  ← above it"
    print(f"{name}: {measured:.3f} {unit} (limit {limit:.3f} {unit}){over}")
