"""A document is known by what it holds; what cannot be read is said in one line."""

from __future__ import annotations

import os
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from piaflow.domain.choices import FormKind
from piaflow.errors import FileAccessError, InputError
from piaflow.source.opening import open_document, read_document
from piaflow.source.page import Part, SourceKind
from piaflow.source.reading import read_form
from piaflow.source.text import read_text
from tests.source.papers import LABELS, Paper, draw_grid, fill, lock, make_html, make_pdf, make_xlsx, to_pdf

FORM = fill(len(LABELS), 2, [text for label in LABELS for text in (label, "みなと市")])
LAYER = "\n".join(block.text for block in FORM)
TABLE = "\n".join(f"{label}\tみなと市" for label in LABELS)


def _zip(**parts: str) -> bytes:
    held = BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml").replace("_bin", ".bin"), text)
    return held.getvalue()


def _compound(name: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + name.encode("utf-16-le") + bytes(500)


@pytest.mark.parametrize(
    ("held", "kind"),
    [
        (make_pdf(FORM, scale=0.9), SourceKind.PDF),
        (b"\n\n" + make_pdf(FORM, scale=0.9), SourceKind.PDF),
        (make_xlsx(FORM), SourceKind.XLSX),
        (LAYER.encode(), SourceKind.TEXT),
        (TABLE.encode(), SourceKind.TABLE),
        (make_html(FORM).encode(), SourceKind.HTML),
    ],
)
def test_the_kind_is_that_of_the_content(tmp_path: Path, held: bytes, kind: SourceKind) -> None:
    path = tmp_path / "document.dat"
    path.write_bytes(held)
    source = open_document(path)
    assert source.kind is kind
    assert [line.key for line in source.lines if line.key in LABELS] == list(LABELS)


@pytest.mark.parametrize(
    "encoding", ["utf-8-sig", "cp932", "euc_jis_2004", "iso2022_jp", "utf-16", "utf-16-le", "utf-16-be"]
)
@pytest.mark.parametrize("text", [LAYER, TABLE, make_html(FORM)], ids=["text", "table", "html"])
def test_texts_of_every_usual_encoding_are_read(text: str, encoding: str) -> None:
    if encoding == "iso2022_jp":
        text = text.translate(dict.fromkeys(map(ord, "①②③")))  # it has none
    source = read_document("a", text.encode(encoding))
    assert [line.text for line in source.lines] == [
        line.text for line in read_document("a", text.encode()).lines
    ]
    assert source.broken == 0


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_of_other_machines_count_alike(end: str) -> None:
    source = read_document("a", LAYER.replace("\n", end).encode())
    assert [line.number for line in source.lines] == list(range(1, 15))


@pytest.mark.parametrize(
    ("held", "what"),
    [
        (b"", "空のファイル"),
        (b"  \n", "空のファイル"),
        (lock(make_pdf(FORM)), "パスワード"),
        (make_pdf(FORM)[:300], "壊れたPDF"),
        (b"%PDF-1.7\n" + b"x" * 500, "壊れたPDF"),
        (to_pdf(Paper(drawn=["q 500 0 0 500 0 0 cm Q"])), "文字のないPDF"),
        (to_pdf(*(Paper(drawn=[]) for _ in range(501))), "ページが多すぎます"),
        (_compound("Workbook"), "（.xls）"),
        (_compound("EncryptedPackage"), "パスワード"),
        (_compound("WordDocument"), "（.doc）"),
        (_zip(word__document_xml="<w/>"), "（.docx）"),
        (_zip(ppt__presentation_xml="<p/>"), "（.pptx）"),
        (_zip(xl__workbook_bin="x"), "（.xlsb）"),
        (_zip(content_xml="<o/>"), "OpenDocument"),
        (_zip(memo="x"), "zip ファイル"),
        (make_xlsx(FORM)[:-200], "壊れたExcel"),
        (_zip(xl__workbook_xml="<workbook>"), "壊れたExcel"),
        (_zip(xl__workbook_xml='<!DOCTYPE a [<!ENTITY b "c">]><workbook>&b;</workbook>'), "壊れたExcel"),
        (_zip(xl__workbook_xml="<workbook/>", bomb="0" * 401_000_000), "大きすぎます"),
        (b"a" * 30_000_001, "大きすぎます"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "画像"),
        (b"{\\rtf1 x}", "RTF"),
        (b"\x7fELF\x02" + bytes(600), "読めない種類"),
        ("市の広報です。\n".encode() * 50, "特定個人情報保護評価書ではない"),
        (
            f"特定個人情報保護評価書について諮問します。評価書番号は1です。\n{'本文' * 90}".encode(),
            "ではないようです",
        ),
        (make_pdf(fill(1, 1, ("広報",))), "特定個人情報保護評価書ではない"),
        (make_xlsx(fill(1, 1, ("広報",))), "特定個人情報保護評価書ではない"),
        (f"systems:\n  - a\nfiles:\n{LAYER}".encode(), "モデルのファイル"),
        (f"{LAYER}{'�' * 40}".encode(), "文字情報が壊れています"),
        (f"{LAYER}{'(cid:120)' * 20}".encode(), "文字情報が壊れています"),
        (
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
            "古い Excel",
        ),
    ],
)
def test_what_cannot_be_read_is_said_in_one_line(held: bytes, what: str) -> None:
    with pytest.raises(InputError) as caught:
        read_document("文書", held)
    told = str(caught.value)
    assert what in told
    assert told.startswith("文書: ")
    assert "\n" not in told


def test_a_path_that_is_no_document_is_said_in_one_line(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "評価書1.pdf").touch()
    for path, what in (
        (tmp_path, "フォルダーです"),
        (tmp_path / "無い.txt", "ファイルがありません$"),
        (tmp_path / "評価書.pdf", "ファイルがありません（もしかして: .*評価書1.pdf）"),
        (tmp_path / "pipe", "ふつうのファイルではありません"),
    ):
        with pytest.raises(FileAccessError, match=what):
            open_document(path)


def _cover(kind: str, name: str) -> list[str]:
    return [
        f"特定個人情報保護評価書（{kind}評価書）",
        *(
            "評価書番号",
            "1",
            "評価書名",
            f"{name}　{kind}評価書",
            "個人のプライバシー等の権利利益の保護の宣言",
        ),
        *("評価実施機関名", "みなと市長", "公表日", "令和5年4月1日"),
    ]


BODY = ["Ⅰ　基本情報", *LABELS, *(f"本文の{at}行目" for at in range(60))]


def test_each_cover_begins_a_part_and_what_stands_before_belongs_to_none() -> None:
    report = [
        "答申書",
        *(f"審議の{at}行目" for at in range(50)),
        "「特定個人情報保護評価書（全項目評価書）」に係る点検",
        "",
    ]
    lines = [
        *report,
        "",
        "",
        "",
        *_cover("全項目", "予防接種事務"),
        *BODY,
        "",
        "",
        "",
        "",
        *_cover("基礎項目", "住民票事務"),
        *BODY,
    ]
    first, second = read_document("a", "\n".join(lines).encode()).parts
    assert (first.form, first.title) == (FormKind.FULL, "予防接種事務　全項目評価書")
    assert (second.form, second.title) == (FormKind.BASIC, "住民票事務　基礎項目評価書")
    assert first.first == lines.index("特定個人情報保護評価書（全項目評価書）") + 1
    assert lines[second.first - 1] == "特定個人情報保護評価書（基礎項目評価書）"
    assert (first.last, second.last) == (second.first - 5, len(lines))
    taken = read_document("a", "\n".join(lines).encode()).take(second)
    assert [line.text for line in taken.lines] == [*_cover("基礎項目", "住民票事務"), *BODY]
    assert (taken.lines[0].number, taken.parts) == (second.first, (second,))


def test_a_cover_that_prints_the_title_of_the_form_twice_is_one() -> None:
    title, *rest = _cover("全項目", "予防接種事務")
    (part,) = read_document("a", "\n".join((title, title, *rest, *BODY)).encode()).parts
    assert (part.form, part.first) == (FormKind.FULL, 1)


def test_a_part_that_has_no_label_has_no_field() -> None:
    source = read_text("a", "特定個人情報保護評価書（全項目評価書）", 0)
    assert read_form(source, Part(FormKind.FULL, "", 1, 1), "a").form.cells == ()


def test_a_document_without_a_cover_is_one_part_of_unknown_form() -> None:
    (part,) = read_document("a", LAYER.encode()).parts
    assert (part.form, part.first, part.last) == (None, 1, 14)


def test_a_cover_on_paper_begins_with_its_page() -> None:
    pages = [Paper(), Paper(), Paper()]
    draw_grid(pages[0], fill(2, 1, ("送付状", "お知らせ")))
    for at, text in enumerate(["第1号", *_cover("重点項目", "税務")]):
        pages[1].text(50, 60 + 20 * at, text)
    for at, text in enumerate(BODY[:30]):
        pages[2].text(50, 60 + 20 * at, text)
    source = read_document("a", to_pdf(*pages))
    (part,) = source.parts
    assert (part.form, part.first) == (FormKind.PRIORITY, 3)
