"""The door of the room: a path to a document becomes a Source, by what the file holds, not by its name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from attrs import evolve

from piaflow.errors import FileAccessError, MissingExtraError, tell_refusal
from piaflow.source.decoding import Decoded, decode
from piaflow.source.html import read_html, read_table
from piaflow.source.limits import MOST_BYTES, MOST_LINES, MOST_TEXT, refuse, refuse_broken
from piaflow.source.package import Package
from piaflow.source.page import Source
from piaflow.source.signs import LEAST_SIGNS, count_signs, find_parts
from piaflow.source.text import read_text
from piaflow.source.xlsx import read_xlsx
from piaflow.store.reading import read_bytes, tell_absent

_CFB = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_HEAD = 1024
_REFUSED = (
    (b"{\\rtf", "RTF の文書です（PDF か Excel で渡してください）"),
    (b"\x89PNG", "画像です（文字のあるPDFか Excel で渡してください）"),
    (b"\xff\xd8\xff", "画像です（文字のあるPDFか Excel で渡してください）"),
    (b"II*\x00", "画像です（文字のあるPDFか Excel で渡してください）"),
    (b"MM\x00*", "画像です（文字のあるPDFか Excel で渡してください）"),
    (b"GIF8", "画像です（文字のあるPDFか Excel で渡してください）"),
    (b"\x1f\x8b", "圧縮されたファイルです（広げてから渡してください）"),
)
_OFFICE = (
    ("word/", "Word の文書（.docx）です（PDF にして渡してください）"),
    ("ppt/", "PowerPoint のファイル（.pptx）です（PDF にして渡してください）"),
    ("xl/workbook.bin", "バイナリ形式の Excel（.xlsb）です（.xlsx で保存し直してください）"),
    ("content.xml", "OpenDocument のファイルです（.xlsx か PDF で保存し直してください）"),
)
_MARKUP = re.compile(
    r"\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(!doctype\s+html|html|head|body|table|div|meta)\b",
    re.IGNORECASE | re.DOTALL,
)
_SPREADSHEET_2003 = "urn:schemas-microsoft-com:office:spreadsheet"
_LEAST_TABBED = 0.2
_MODEL = re.compile(r"^(?:systems|files|flows|parties|zones):", re.MULTILINE)


def open_document(path: str | Path) -> Source:
    """Return the pages of a document: PDF, xlsx, text layer, HTML or table of tabs.

    Raises FileAccessError for a path that cannot be read, InputError for a document that cannot: one line each.
    """
    return read_document(str(path), read_file(path))


def read_file(path: str | Path) -> bytes:
    """Return the bytes of a document. Raises FileAccessError for a path that cannot be read."""
    file = str(path)
    if Path(path).is_dir():
        raise FileAccessError(file, "フォルダーです。評価書のファイルを指定してください")
    try:
        return read_bytes(path, MOST_BYTES)
    except FileNotFoundError:
        raise tell_absent(path) from None
    except OSError as error:
        raise FileAccessError(file, tell_refusal(error)) from None


def read_document(file: str, held: bytes) -> Source:
    """Return the pages of the bytes of a document, as `open_document` does. `file` is what messages call it."""
    if not held.strip():
        raise refuse(file, "空のファイルです")
    source = _read(file, held)
    if len(source.lines) > MOST_LINES:
        raise refuse(file, f"行が多すぎます（{len(source.lines):,}行、上限 {MOST_LINES:,}行）")
    signs = count_signs("\n".join(line.key for line in source.lines))
    if signs < LEAST_SIGNS:
        raise refuse(file, "特定個人情報保護評価書ではないようです（様式の欄の名前が見つかりません）")
    return evolve(source, parts=find_parts(source.lines, source.breaks))


def _read(file: str, held: bytes) -> Source:
    for start, what in _REFUSED:
        if held.startswith(start):
            raise refuse(file, what)
    if b"%PDF-" in held[:_HEAD]:
        return _read_pdf(file, held)
    if held.startswith(_CFB):
        raise refuse(file, _tell_compound(held))
    if held.startswith(_ZIP):
        _refuse_other_office(file, Package.open(file, held).names)
        return read_xlsx(file, held)
    if len(held) > MOST_TEXT:
        raise refuse(file, f"大きすぎます（テキストの上限 {MOST_TEXT / 1e6:.0f} MB）")
    decoded = decode(held)
    if decoded is None:
        raise refuse(file, "読めない種類のファイルです（PDF、Excel（.xlsx）、テキスト、HTML を読みます）")
    return _read_decoded(file, decoded)


def _read_pdf(file: str, held: bytes) -> Source:
    try:
        from piaflow.source.pdf import read_pdf  # noqa: PLC0415 - only who reads a PDF needs its library
    except ModuleNotFoundError:
        raise refuse(file, str(MissingExtraError("PDF を読む", "pdf"))) from None
    return read_pdf(file, held)


def _tell_compound(held: bytes) -> str:
    """What is wrong with an OLE file, by the names in its directory, which are in UTF-16."""
    if "EncryptedPackage".encode("utf-16-le") in held:
        return "パスワードで閉じられた Excel です（開けるようにして保存し直してください）"
    if "WordDocument".encode("utf-16-le") in held:
        return "古い Word の文書（.doc）です（PDF にして渡してください）"
    return "古い形の Excel（.xls）です（.xlsx で保存し直してください）"


def _refuse_other_office(file: str, names: frozenset[str]) -> None:
    for start, what in _OFFICE:
        if any(name.startswith(start) for name in names):
            raise refuse(file, what)
    if not any(name.endswith((".rels", "workbook.xml")) for name in names):
        raise refuse(file, "zip ファイルです（中の文書を取り出して渡してください）")


def _read_decoded(file: str, decoded: Decoded) -> Source:
    text = decoded.text
    refuse_broken(file, decoded.broken, len(text))
    if len(set(_MODEL.findall(text))) > 1:
        raise refuse(file, "評価書の文書ではなく、モデルのファイルです")
    if _SPREADSHEET_2003 in text[:4096]:
        raise refuse(file, "XML 形式の古い Excel です（.xlsx で保存し直してください）")
    if _MARKUP.match(text):
        return read_html(file, text, decoded.broken)
    if _is_tabbed([line for line in text.split("\n") if line.strip()]):
        return read_table(file, text, decoded.broken)
    return read_text(file, text, decoded.broken)


def _is_tabbed(lines: Sequence[str]) -> bool:
    return sum("\t" in line.strip() for line in lines) > _LEAST_TABBED * len(lines)
