"""Broken documents are read or refused, each within seconds: never another error than ours."""

from __future__ import annotations

import time
import zipfile
from collections.abc import Callable, Sequence
from io import BytesIO
from random import Random

import pytest

from piaflow.errors import PiaflowError
from piaflow.source.opening import read_document
from tests.source.papers import LABELS, Paper, draw_grid, fill, make_html, make_xlsx, shades, to_pdf

pytestmark = pytest.mark.slow

FORM = fill(len(LABELS), 2, [text for label in LABELS for text in (label, "[ ○ ] みなと市")])
PDF = to_pdf(*(draw_grid(Paper(forms=at), FORM, ruler) for at, ruler in ((0, shades), (1, shades))))
HTML = (
    make_html(FORM).replace("<td", '\n<td><input type="checkbox"><table><tr><td>紙</table></td><td').encode()
)
TABLE = "\n".join(f"{label}\t<p>みなと市</p>\t[<input type=radio>]" for label in LABELS).encode()
TEXT = "\n\n".join((*LABELS, "\f", "1", *LABELS)).encode()
MOST_SECONDS = 10.0


def _spoil_bytes(held: bytes, random: Random) -> bytes:
    start = random.randrange(len(held))
    end = min(len(held), start + random.choice((1, 2, 10, 200)))
    match random.randrange(6):
        case 0:
            return held[:start] + held[end:]
        case 1:
            return held[:start] + held[start:end] * 2 + held[end:]
        case 2:
            return held[:start]
        case 3:
            return held[:start] + random.randbytes(end - start) + held[end:]
        case 4:
            digits = [at for at, byte in enumerate(held) if 48 <= byte <= 57]
            at = random.choice(digits or [start])
            return held[:at] + random.choice((b"9999999", b"-1", b"0", b"1e9")) + held[at + 1 :]
        case _:
            other = random.randrange(len(held))
            return held[:start] + held[other : other + 50] + held[end:]


def _spoil_lines(held: bytes, random: Random) -> bytes:
    lines = held.decode("utf-8", "replace").split("\n")
    one, other = random.randrange(len(lines)), random.randrange(len(lines))
    match random.randrange(5):
        case 0:
            del lines[one]
        case 1:
            lines.insert(one, lines[other])
        case 2:
            lines[one], lines[other] = lines[other], lines[one]
        case 3:
            lines[one] = "".join(random.sample(lines[one], len(lines[one])))
        case _:
            lines[one] += random.choice(
                ("\f", "\t", "<table>", "<td rowspan=99999>", "\x00", "�", "</p>" * 50)
            )
    return "\n".join(lines).encode()


def _spoil_parts(held: bytes, random: Random) -> bytes:
    """Spoil what stands inside the parts of a package, which bytes of the zip hardly ever reach."""
    written = BytesIO()
    with zipfile.ZipFile(BytesIO(held)) as old, zipfile.ZipFile(written, "w") as new:
        names = old.namelist()
        spoiled = random.choice(names)
        for name in names:
            part = old.read(name)
            if name != spoiled:
                new.writestr(name, part)
            elif random.random() < 0.9:
                new.writestr(name, _spoil_bytes(part, random))
    return written.getvalue()


Spoiler = Callable[[bytes, Random], bytes]
CASES: Sequence[tuple[str, bytes, Spoiler]] = (
    ("pdf", PDF, _spoil_bytes),
    ("xlsx", make_xlsx(FORM), _spoil_bytes),
    ("parts of xlsx", make_xlsx(FORM), _spoil_parts),
    ("html", HTML, _spoil_bytes),
    ("lines of html", HTML, _spoil_lines),
    ("table", TABLE, _spoil_lines),
    ("text", TEXT, _spoil_bytes),
    ("lines of text", TEXT, _spoil_lines),
)


@pytest.mark.parametrize(("name", "held", "spoil"), CASES, ids=[name for name, _, _ in CASES])
def test_a_spoiled_document_is_read_or_refused(name: str, held: bytes, spoil: Spoiler) -> None:
    random = Random(name)  # noqa: S311 - the same each time
    read, told = 0, list[str]()
    for _ in range(250):
        spoiled = held
        for _ in range(random.choice((1, 1, 3))):
            spoiled = spoil(spoiled, random) or b" "
        started = time.process_time()
        try:
            source = read_document(name, spoiled)
        except PiaflowError as error:
            told.append(str(error))
        else:
            read += 1
            assert [line.number for line in source.lines] == sorted(line.number for line in source.lines)
        assert time.process_time() - started < MOST_SECONDS
    assert read > 0
    assert not any("\n" in line for line in told)
    assert read + len(told) == 250


def test_a_sheet_of_broken_borders_takes_no_longer_than_its_cells() -> None:
    styles = (
        '<styleSheet><borders><border/><border><top style="thin"/></border><border><left style="thin"/></border>'
        '</borders><cellXfs><xf/><xf borderId="1"/><xf borderId="2"/></cellXfs></styleSheet>'
    )
    row = "".join(f'<c s="{1 + at % 2}"/>' for at in range(8_000))
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    held = BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/styles.xml", styles)
        archive.writestr(
            "xl/s.xml", f"<worksheet><sheetData>{f'<row>{row}</row>' * 20}</sheetData></worksheet>"
        )
        archive.writestr("xl/workbook.xml", '<workbook><sheets><sheet name="s" id="a"/></sheets></workbook>')
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<a><b Id="a" Type="{kind}/worksheet" Target="s.xml"/><b Id="b" Type="{kind}/styles" Target="styles.xml"/></a>',
        )
    started = time.process_time()
    with pytest.raises(PiaflowError):
        read_document("a", held.getvalue())
    assert time.process_time() - started < MOST_SECONDS


@pytest.mark.parametrize(
    "text",
    [
        "<" * 200_000,
        "<!--" * 50_000,
        "<a '" * 50_000,
        "<td>" * 50_000,
        "<table><tr><td>" * 20_000,
        '<p a="' * 30_000,
    ],
    ids=["open", "comments", "quotes", "cells", "tables", "attributes"],
)
def test_a_text_of_tags_takes_no_longer_than_its_length(text: str) -> None:
    started = time.process_time()
    with pytest.raises(PiaflowError):
        read_document("a", f"<html>{text}".encode())
    assert time.process_time() - started < MOST_SECONDS
