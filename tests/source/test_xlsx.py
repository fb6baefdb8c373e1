"""A sheet as it is printed: ranges, furigana, dates, page breaks, what is hidden, check boxes."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from io import BytesIO

import pytest
from openpyxl.styles import Border, Side
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.pagebreak import Break, ColBreak

from piaflow.form.form import CellOrigin
from piaflow.source.formats import print_number
from piaflow.source.page import TICK, Source
from piaflow.source.xlsx import read_xlsx
from tests.source.control_books import Check, put_controls
from tests.source.judging import read_printed
from tests.source.officer_books import pack, unpack
from tests.source.papers import Block, fill, make_xlsx, new_book, put_block, save


def _patch(held: bytes, changes: dict[str, tuple[str, str]], more: dict[str, str] | None = None) -> bytes:
    """The same package with texts of some parts replaced, and some parts added."""
    written = BytesIO()
    with zipfile.ZipFile(BytesIO(held)) as old, zipfile.ZipFile(written, "w") as new:
        assert set(changes) <= set(old.namelist())
        for name in old.namelist():
            text = old.read(name)
            if name in changes:
                before, after = changes[name]
                assert re.search(before, text.decode()), (name, before)
                text = re.sub(before, after, text.decode(), count=1).encode()
            new.writestr(name, text)
        for name, part in (more or {}).items():
            new.writestr(name, part)
    return written.getvalue()


def _share(held: bytes, item: str) -> bytes:
    """The same package with the text of A1 as a shared string."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    relation = f'<Relationship Id="rId99" Type="{kind}" Target="/xl/sharedStrings.xml"/></Relationships>'
    changes = {
        "xl/_rels/workbook.xml.rels": ("</Relationships>", relation),
        "xl/worksheets/sheet1.xml": (
            r'<c r="A1"([^>]*) t="inlineStr">.*?</c>',
            r'<c r="A1"\1 t="s"><v>0</v></c>',
        ),
    }
    return _patch(held, changes, {"xl/sharedStrings.xml": f"<sst>{item}</sst>"})


def _texts(source: Source) -> list[str]:
    return [line.text for line in source.lines]


def test_furigana_is_no_text() -> None:
    shared = "<si><t>東京</t><rPh sb='0' eb='2'><t>トウキョウ</t></rPh><phoneticPr fontId='1'/></si>"
    held = _share(make_xlsx(fill(1, 1, ("一",))), shared)
    assert _texts(read_xlsx("a.xlsx", held)) == ["東京"]


def test_runs_of_rich_text_and_inline_strings_are_whole() -> None:
    held = make_xlsx(fill(1, 2, ("一", "二")))
    rich = (
        "<si><r><t>個人</t></r><r><rPr><b/></rPr><t>番号</t></r><rPh sb='0' eb='1'><t>コジン</t></rPh></si>"
    )
    held = _share(held, rich)
    inline = r'<c r="B1" t="inlineStr"><is><t>直_x000D_接</t></is></c>'
    held = _patch(held, {"xl/worksheets/sheet1.xml": (r'<c r="B1".*?</c>', inline)})
    assert _texts(read_xlsx("a.xlsx", held)) == ["個人番号", "直", "接"]


def test_borders_close_the_cell_that_is_seen_not_the_range() -> None:
    """[ | ○ | ] | 紙 stand in four ranges of one ruled rectangle."""
    book = new_book()
    sheet = book["様式"]
    put_block(sheet, Block(0, 0, 2, 1, "⑥提供方法"))
    line = Side(style="thin")
    for row in (1, 2):
        for column in range(2, 6):
            sheet.cell(row, column).border = Border(
                top=line if row == 1 else None,
                bottom=line if row == 2 else None,
                right=line if column == 5 else None,
            )
    for row, mark, name in ((1, "○", "紙"), (2, None, "専用線")):
        for column, text in ((2, "["), (3, mark), (4, "]"), (5, name)):
            sheet.cell(row, column).value = text
    label, value = read_xlsx("a.xlsx", save(book)).pages[0].cells
    assert (label.text, value.text) == ("⑥提供方法", "[ ○ ] 紙\n[ ] 専用線")
    assert [word.text for word in value.lines[0].words] == ["[", "○", "]", "紙"]


def test_texts_without_borders_are_cells_of_their_own() -> None:
    book = new_book()
    sheet = book["様式"]
    sheet["B2"], sheet["D2"] = "評価書番号", 12
    cells = read_xlsx("a.xlsx", save(book)).pages[0].cells
    assert [(cell.text, cell.grid) for cell in cells] == [("評価書番号", (2, 2, 1, 1)), ("12", (2, 4, 1, 1))]


@pytest.mark.parametrize(
    ("value", "code", "printed"),
    [
        (dt.date(2023, 9, 22), '[$-411]ggge"年"m"月"d"日"', "令和5年9月22日"),
        (dt.date(2019, 4, 30), "[$-411]ge.m.d", "H31.4.30"),
        (dt.date(2019, 5, 1), '[$-ja-JP-x-gannen]ggge"年"m"月"d"日";@', "令和元年5月1日"),
        (dt.date(2023, 9, 2), "yyyy/mm/dd", "2023/09/02"),
        (dt.date(2023, 9, 2), 'yyyy"年"m"月"d"日"(aaa)', "2023年9月2日(土)"),
        (dt.datetime(2023, 9, 2, 8, 5, tzinfo=None), "h:mm", "8:05"),  # noqa: DTZ001
        (dt.date(2023, 9, 2), "mmmm", "2023-09-02"),
        (55, '0"件"', "55件"),
        (12345, "#,##0", "12,345"),
        (0.25, "0.0%", "25.0%"),
        (12, "General", "12"),
        (1.5, "General", "1.5"),
        (True, "General", "TRUE"),
        ("012", "@", "012"),
    ],
)
def test_numbers_and_dates_are_read_as_they_are_printed(value: object, code: str, printed: str) -> None:
    book = new_book()
    cell = book["様式"]["A1"]
    cell.value, cell.number_format = value, code
    assert _texts(read_xlsx("a.xlsx", save(book))) == [printed]


def test_a_number_that_is_none_stays_as_it_is_stored() -> None:
    assert print_number("x1", "0") == "x1"
    assert print_number("1e300", 'ggge"年"') == f"{1e300:.15g}"


def test_page_breaks_part_a_sheet_down_then_across() -> None:
    book = new_book()
    sheet = book["様式"]
    for row, column, text in ((1, 1, "左上"), (5, 1, "左下"), (1, 9, "右上"), (5, 9, "右下")):
        sheet.cell(row, column).value = text
    sheet.row_breaks.append(Break(id=3))
    sheet.col_breaks = ColBreak()
    sheet.col_breaks.append(Break(id=6))
    pages = read_xlsx("a.xlsx", save(book)).pages
    assert [[line.text for line in page.lines] for page in pages] == [["左上"], ["左下"], ["右上"], ["右下"]]
    assert [page.number for page in pages] == [1, 2, 3, 4]


def test_sheets_come_in_their_order_and_what_is_not_printed_is_told() -> None:
    book = new_book("一", "控え", "二")
    for name in book.sheetnames:
        book[name]["A1"] = f"{name}の文字"
    book["控え"].sheet_state = "hidden"
    book["二"]["A2"], book["二"]["A3"] = "隠れた行", "見える行"
    book["二"].row_dimensions[2].hidden = True
    source = read_xlsx("a.xlsx", save(book))
    assert _texts(source) == ["一の文字", "二の文字", "見える行"]
    assert [page.sheet for page in source.pages] == ["一", "二"]
    told = {(unread.sheet, unread.what) for unread in source.unread}
    assert ("控え", "印刷されない、隠れたシート") in told
    assert any(sheet == "二" and "隠れた行1" in what for sheet, what in told)


def test_what_stands_outside_the_print_area_is_told_and_not_read() -> None:
    book = new_book()
    sheet = book["様式"]
    sheet["A1"], sheet["Z1"] = "本文", "作業用のメモ"
    sheet.print_area = "A1:D9"
    source = read_xlsx("a.xlsx", save(book))
    assert _texts(source) == ["本文"]
    assert "1か所" in source.unread[0].what


def test_a_name_that_is_no_print_area_is_none() -> None:
    book = new_book()
    book["様式"]["Z1"] = "本文"
    book.defined_names["一覧"] = DefinedName("一覧", attr_text="様式!$A$1:$B$2")
    assert _texts(read_xlsx("a.xlsx", save(book))) == ["本文"]


def test_a_full_cell_has_lost_its_end() -> None:
    cell = read_xlsx("a.xlsx", make_xlsx(fill(1, 1, ("あ" * 32_767,)))).pages[0].cells[0]
    assert cell.clipped


def test_a_formula_never_worked_out_is_told() -> None:
    book = new_book()
    book["様式"]["A1"], book["様式"]["A2"] = "=1+1", "本文"
    source = read_xlsx("a.xlsx", save(book))
    assert _texts(source) == ["本文"]
    assert "A1" in source.unread[0].what


def test_the_check_box_of_a_cell_has_a_state_and_a_bare_truth_is_a_word() -> None:
    book = new_book()
    book["様式"]["A1"], book["様式"]["A2"], book["様式"]["A3"] = True, False, True
    held = save(book)
    box = r"\g<1>2\2\3\4\3><extLst><ext><x:xfComplement xmlns:x='urn:x' i='0'/></ext></extLst></xf>"
    styles = (r'(<cellXfs count=")1(">)(<xf [^>]*?)(/>|>.*?</xf>)', box)
    held = _patch(held, {"xl/styles.xml": styles})
    for place in ("A1", "A2"):
        held = _patch(
            held, {"xl/worksheets/sheet1.xml": (f'<c r="{place}"( s="0")?', f'<c r="{place}" s="1"')}
        )
    lines = read_xlsx("a.xlsx", held).lines
    assert [(line.text, line.ticks) for line in lines] == [(TICK, (True,)), (TICK, (False,)), ("TRUE", ())]


def test_a_form_control_has_the_state_of_its_properties_and_its_label() -> None:
    held = make_xlsx(fill(3, 1, ("一", "二", "三")))
    anchor = (
        "<anchor><from><xdr:col>4</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{0}</xdr:row><xdr:rowOff>0</xdr:rowOff>"
        "</from><to><xdr:col>6</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{1}</xdr:row><xdr:rowOff>0</xdr:rowOff></to>"
        "</anchor>"
    )
    controls = "".join(
        f'<control shapeId="{at}" r:id="rId9{at}" name="c{at}"><controlPr>{anchor.format(at, at + 1)}</controlPr></control>'
        for at in range(3)
    )
    spaces = (
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
        'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"'
    )
    held = _patch(
        held,
        {
            "xl/worksheets/sheet1.xml": (
                "</worksheet>",
                f"<controls {spaces}>{controls}</controls></worksheet>",
            )
        },
    )
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/ctrlProp"
    relations = "".join(
        f'<Relationship Id="rId9{at}" Type="{kind}" Target="../ctrlProps/p{at}.xml"/>' for at in range(3)
    )
    states = ('checked="Checked"', "", 'checked="Mixed"')
    more = {"xl/worksheets/_rels/sheet1.xml.rels": f"<Relationships>{relations}</Relationships>"}
    more |= {
        f"xl/ctrlProps/p{at}.xml": f'<formControlPr objectType="CheckBox" {state}/>'
        for at, state in enumerate(states)
    }
    held = _patch(held, {}, more)
    boxes = [line for line in read_xlsx("a.xlsx", held).lines if line.ticks]
    assert [line.ticks for line in boxes] == [(True,), (False,), (None,)]


def test_a_form_control_belongs_to_the_row_of_its_middle_and_stands_before_the_name_below_it() -> None:
    rows = (("③方法", "紙"), ("④時期", "専用線"), ("⑤頻度", ""))
    blocks = [Block(n, 0, 1, 2, label) for n, (label, _) in enumerate(rows)]
    blocks += [Block(n, 2, 1, 6, name) for n, (_, name) in enumerate(rows)]
    held = unpack(make_xlsx(blocks))
    put_controls(held, 1, [Check(1, 3, "", is_on=True), Check(2, 3, "", is_on=False)])
    cells = read_xlsx("a.xlsx", pack(held)).pages[0].cells
    told = {cell.text: [tick for line in cell.lines for tick in line.ticks] for cell in cells if cell.lines}
    assert {text: ticks for text, ticks in told.items() if ticks} == {
        f"{TICK} 紙": [True],
        f"{TICK} 専用線": [False],
    }


@pytest.mark.slow
def test_a_workbook_of_two_thousand_merged_ranges_keeps_them_all() -> None:
    blocks = [Block(row, 4 * column, 1, 4, f"{row}の{column}") for row in range(500) for column in range(4)]
    cells = read_xlsx("a.xlsx", make_xlsx(blocks)).pages[0].cells
    assert [cell.text for cell in cells] == [block.text for block in blocks]


def test_an_option_in_a_cell_of_its_own_is_no_label_of_another_chapter() -> None:
    """連絡先 of 主な記録項目 prints as Ⅴ.2① does; taken for it, Ⅱ would seem to go on after Ⅴ."""
    names = ("資格ファイル", "給付ファイル")
    rows = [
        "全項目評価書",
        "評価実施機関名",
        "霧ヶ丘市長",
        "Ⅰ　基本情報",
        "①事務の名称",
        "介護保険に関する事務",
        "８．他の評価実施機関",
    ]
    for name in names:
        rows += ["Ⅱ　特定個人情報ファイルの概要", "１．特定個人情報ファイル名", name, "２．基本情報"]
        rows += ["主な記録項目", "連絡先", "（電話番号等）", "その妥当性", "特定するため"]
        rows += ["⑤保有開始日", f"令和6年4月{len(name)}日"]
    rows += ["Ⅴ　開示請求、問合せ", "２．特定個人情報ファイルの取扱いに関する問合せ", "①連絡先", "介護課"]
    form = read_printed("a.xlsx", make_xlsx(fill(len(rows), 1, rows))).form
    assert [form.cell(f"Ⅱ.ファイル{n}.1").text for n in (1, 2)] == list(names)
    assert form.cell("Ⅱ.ファイル2.2.⑤").text == "令和6年4月6日"
    assert form.cell("Ⅴ.2.①").text == "介護課"


def test_headings_side_by_side_have_their_words_below() -> None:
    """The cover prints 評価書番号 | 評価書名 in one row, and what they hold in the next."""
    rows = [("評価書番号", "評価書名"), ("7", "介護保険に関する事務"), ("評価実施機関名", "霧ヶ丘市長")]
    rows += [("①事務の名称", "介護保険に関する事務"), ("８．他の評価実施機関", "なし")]
    blocks = fill(len(rows), 2, [text for row in rows for text in row])
    form = read_printed("a.xlsx", make_xlsx(blocks)).form
    assert form.cell("表紙.評価書番号").text == "7"
    assert form.cell("表紙.評価書名").text == "介護保険に関する事務"
    assert form.cell("Ⅰ.1.①").text == "介護保険に関する事務"


def test_a_choice_that_no_rule_parts_from_the_one_above_is_unread_and_not_blank() -> None:
    """Two rows of labels, beside them one cell with the choices of both: whose is which is not told."""
    cover = ("評価書番号", "評価書名", "評価実施機関名", "１．特定個人情報ファイル名", "資格ファイル")
    blocks = [Block(row, 0, 1, 2, text) for row, text in enumerate(cover)]
    blocks += [Block(5, 0, 1, 1, "①ファイルの種類"), Block(6, 0, 1, 1, "②対象となる本人の数")]
    blocks += [Block(5, 1, 2, 1, "[ システム用ファイル ]\n[ 10万人以上100万人未満 ]")]
    blocks += [Block(7, 0, 1, 1, "⑤保有開始日"), Block(7, 1, 1, 1, "令和6年4月1日")]
    cells = {cell.path: cell for cell in read_printed("a.xlsx", make_xlsx(blocks)).form.cells}
    assert cells["Ⅱ.ファイル1.2.①"].text == "システム用ファイル"
    assert cells["Ⅱ.ファイル1.2.②"].origin is CellOrigin.UNREAD
