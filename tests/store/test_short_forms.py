"""The shorter forms of a model file say what the long form says, at the lines where they say it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import FormKind
from piaflow.domain.entries import Recipient
from piaflow.domain.records import Revision
from piaflow.domain.span import AliasSpans, Span
from piaflow.errors import InputError
from piaflow.form.filling import fill_facts
from piaflow.law.forms import fields_by_path
from piaflow.store.dumping import to_yaml
from piaflow.store.load import Loader, apply, find_sources, load, load_file, parse
from piaflow.store.shorthand import BOXES

HEAD = """assessment: {body: みなと市長, procedure: 予防接種事務}
documents: {"900": {file: minato.txt}}
systems: {健康管理システム: {number: 1}, 宛名: {number: 2}}
"""


def file(told: str) -> str:
    return f"{HEAD}files:\n  台帳: {{holder: 健康管理システム, {told}}}\n"


def complaints(text: str) -> list[str]:
    with pytest.raises(InputError) as caught:
        parse(text, "m.yaml")
    return str(caught.value).splitlines()


def write(folder: Path, text: str, **lists: str) -> Path:
    for name, told in lists.items():
        (folder / f"{name}.csv").write_text(told, encoding="utf-8")
    (folder / "m.yaml").write_text(text, encoding="utf-8")
    return folder / "m.yaml"


def refused(path: Path) -> list[str]:
    with pytest.raises(InputError) as caught:
        load(path)
    return [line.replace(str(path.parent) + "/", "") for line in str(caught.value).splitlines()]


# Boxes: `rest` says what those show that are not listed.

PLACES = {
    ("files", "*", "main_items"): "Ⅱ.2.④.主な記録項目",
    ("files", "*", "acquisition", "sources"): "Ⅱ.3.①",
    ("files", "*", "acquisition", "means"): "Ⅱ.3.②",
    ("files", "*", "entrustments", "*", "means"): "Ⅱ.4.委託事項{k}.④",
    ("files", "*", "provisions", "*", "means"): "Ⅱ.5.提供先{k}.⑥",
    ("files", "*", "transfers", "*", "means"): "Ⅱ.5.移転先{k}.⑥",
    ("systems", "*", "connects"): "Ⅰ.2.システム{n}.③",
}


@pytest.mark.parametrize("pattern", BOXES, ids=".".join)
def test_a_block_has_the_choices_that_the_form_prints_in_their_order(pattern: tuple[str, ...]) -> None:
    printed = fields_by_path(FormKind.FULL)[PLACES[pattern]].choices
    names = [choice.rpartition("：")[2].removesuffix("()") for choice in printed]
    assert [name.partition("（")[0] for name in names] == [name.partition("（")[0] for name in BOXES[pattern]]


def test_what_a_block_that_was_read_does_not_list_is_no() -> None:
    (told,) = parse(file("main_items: {個人番号: yes, 連絡先: unknown, rest: no}")).files
    (long,) = parse(
        file(f"main_items: {{{', '.join(f'{c}: no' for c in BOXES['files', '*', 'main_items'])}}}")
        .replace("個人番号: no", "個人番号: yes")
        .replace("連絡先: no", "連絡先: unknown")
    ).files
    assert told.main_items == long.main_items
    assert [box.item for box in told.main_items] == [box.item for box in long.main_items]


def test_nothing_is_no_that_nobody_read() -> None:
    (none,) = parse(file("main_items: {個人番号: yes}")).files
    assert [box.item.value for box in none.main_items] == ["個人番号"]
    (unread,) = parse(file("main_items: {個人番号: yes, rest: unknown}")).files
    assert {box.box for box in unread.main_items[1:]} == {Certainty.UNKNOWN}
    assert len(unread.main_items) == len(BOXES["files", "*", "main_items"])


def test_what_stands_in_place_of_the_last_choice_is_no_further_box() -> None:
    connects = "connects: {情報提供ネットワークシステム: yes, 宛名: yes, rest: no}"
    system = parse(HEAD.replace("number: 1", f"number: 1, {connects}")).systems[0]
    shown = {connection.name: connection.box.value for connection in system.connects}
    assert "その他" not in shown
    assert [name for name, box in shown.items() if box == "yes"] == ["情報提供ネットワークシステム", "宛名"]
    assert len(shown) == len(BOXES["systems", "*", "connects"])


@pytest.mark.parametrize(
    ("told", "line"),
    [
        ("main_items: {個人番号: yes, rest: ない}", "「ない」は選べません。選べるもの: yes、no、unknown"),
        (
            "main_items: {個人番号: yes, rest: {box: no}}",
            "「rest」は選べません",
        ),
        (
            "provisions: {提供先1: {rows: [{name: 県, means: {紙: yes, rest: no}}]}}",
            "rest は、様式が選択肢を並べる欄にだけ書けます",
        ),
    ],
)
def test_a_wrong_rest_is_told_where_it_stands(told: str, line: str) -> None:
    (found,) = complaints(file(told))
    column = file(told).splitlines()[4].index("rest") + 1
    assert found.startswith(f"m.yaml:5:{column}: ")
    assert line in found


def test_a_box_by_rest_has_its_place_where_rest_stands(tmp_path: Path) -> None:
    path = write(tmp_path, file("main_items: {個人番号: yes, rest: no}"))
    loaded = load_file(path)
    where = ("files", "台帳", "main_items", "連絡先")
    assert loaded.holds(where)
    assert loaded.place(where).column == path.read_text(encoding="utf-8").splitlines()[4].index("rest") + 1


def test_a_change_ticks_and_takes_back_what_rest_said(tmp_path: Path) -> None:
    base = write(tmp_path, file("main_items: {個人番号: yes, rest: no}"))
    change = tmp_path / "change.yaml"
    change.write_text(
        "base: m.yaml\namend: {files: {台帳: {main_items: {連絡先: yes}}}}\n"
        "remove: {files: {台帳: {main_items: [4情報]}}}\n",
        encoding="utf-8",
    )
    boxes = {box.item.value: box.box.value for box in load(change).files[0].main_items}
    assert boxes["連絡先"] == "yes"
    assert "4情報" not in boxes
    assert apply(load(base), change).files == load(change).files


# Defaults of a section.


def test_an_entry_has_what_its_section_says_of_all_unless_it_says_otherwise(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        file(
            "entrustments: {\n defaults: {subjects: 1万人未満, means: {紙: yes, rest: no}},\n"
            " 委託事項1: {subject: 保守}, 委託事項2: {subject: 印刷, subjects: 不明, means: {専用線: yes}}}"
        ),
    )
    one, two = load(path).files[0].entrustments
    assert (one.subjects.value, two.subjects.value) == ("1万人未満", "不明")
    assert (len(one.means), len(two.means)) == (6, 1)
    at = load_file(path).place(("files", "台帳", "entrustments", "委託事項1", "subjects"))
    assert (at.line, at.column) == (6, 13)


def test_what_is_wrong_with_a_default_is_told_once_where_it_stands() -> None:
    entries = "委託事項1: {subject: 保守}, 委託事項2: {subject: 印刷}"
    (line,) = complaints(file(f"entrustments: {{defaults: {{subjects: たくさん}}, {entries}}}"))
    assert line.startswith("m.yaml:5:52: 「たくさん」は選べません")


def test_defaults_that_would_fill_the_memory_are_refused() -> None:
    shared = ", ".join(f"k{i}: v" for i in range(800))
    systems = "\n".join(f"  S{i}: {{}}" for i in range(800))
    (line,) = complaints(
        f"{HEAD.replace('systems: {', 'x: {')}systems:\n  defaults: {{{shared}}}\n{systems}\n"
    )
    assert "値が多すぎます" in line


# Lists in a CSV.

ROWS = """number,name,basis,purpose,span
1,厚生労働大臣,1の項;2の項,健康保険の事務,900:10-12
,,,,
2,"県, 市","3の項",,"900:20;900:25"
"""
PROVISION = "provisions: {提供先1: {recipient: 情報照会者, annex: 別紙1, rows: 提供先.csv}}"


@pytest.mark.parametrize("sign", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_rows_come_from_the_file_beside_the_model(tmp_path: Path, sign: str, end: str) -> None:
    path = write(tmp_path, file(PROVISION))
    (tmp_path / "提供先.csv").write_bytes((sign + ROWS.replace("\n", end)).encode())
    assert load(path).files[0].provisions[0].rows == (
        Recipient("厚生労働大臣", "1", ("1の項", "2の項"), "健康保険の事務", spans=(Span("900", 10, 12),)),
        Recipient("県, 市", "2", ("3の項",), spans=(Span("900", 20, 20), Span("900", 25, 25))),
    )
    assert tmp_path / "提供先.csv" in find_sources(path)


def test_each_value_has_its_place_in_the_csv(tmp_path: Path) -> None:
    path = write(tmp_path, file(PROVISION), 提供先=ROWS)
    loaded = load_file(path)
    where = ("files", "台帳", "provisions", "提供先1", "rows", 1)
    assert str(loaded.place(where)) == f"{tmp_path}/提供先.csv:4:1"
    assert str(loaded.place((*where, "basis"))) == f"{tmp_path}/提供先.csv:4:10"


def test_changes_and_records_may_stand_in_a_csv_too(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        file("records: records.csv") + "revisions: rows.csv\n",
        records='records\n氏名\n"住所, 方書"\n等\n',
        rows='item,date,after,span\nⅠ.7,2026-04-01,"市民課\n第二係",900:3\n',
    )
    model = load(path)
    assert model.files[0].records.names == ("氏名", "住所, 方書")
    assert not model.files[0].records.complete
    spans = (Span("900", 3, 3),)
    assert model.revisions == (Revision("Ⅰ.7", "2026-04-01", after="市民課\n第二係", spans=spans),)
    assert model.revisions[0].spans == spans


def test_all_that_is_wrong_with_a_csv_is_told_at_once(tmp_path: Path) -> None:
    wrong = "number,nmae,basis,basis,,means.紙,means.紙.name\n1,甲,a,a,,,,余り\n2,乙,,,何,yes,窓口\n"
    path = write(tmp_path, file(PROVISION), 提供先=wrong)
    assert refused(path) == [
        "提供先.csv:1:8: 列「nmae」はありません（もしかして: name）",
        "提供先.csv:1:19: 列「basis」が2度あります",
        "提供先.csv:2:12: 見出しのない列に「余り」があります",
        "提供先.csv:3:7: 見出しのない列に「何」があります",
        "提供先.csv:3:13: 「紙」はこの行にもうあります",
    ]


def test_wrong_cells_are_told_with_the_line_of_the_csv(tmp_path: Path) -> None:
    wrong = "name,subjects,span\n甲,多数,900:1\n,不明,900:2\n丙,,三行目\n"
    path = write(tmp_path, file(PROVISION), 提供先=wrong)
    assert [line.partition("。")[0] for line in refused(path)] == [
        "提供先.csv:2:3: 「多数」は選べません",
        "提供先.csv:3:1: 「name」がありません",
        "提供先.csv:4:4: 「三行目」は 文書:行-行 の形ではありません（例: 002:388-430）",
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", "提供先.csv:1:1: 見出しの行がありません"),
        ('name\n"甲\n乙\n', '提供先.csv:2:1: 引用符（"）が閉じていません（中の"は""と書きます）'),
        ('name\n"甲"乙\n', '提供先.csv:2:1: 引用符（"）が閉じていません（中の"は""と書きます）'),
        ("name\n甲\x07\n", "提供先.csv:2:1: 使えない文字（U+0007）があります"),
    ],
)
def test_what_is_no_csv_is_told_in_one_line(tmp_path: Path, text: str, line: str) -> None:
    assert refused(write(tmp_path, file(PROVISION), 提供先=text)) == [line]


def test_a_csv_as_excel_saves_it_by_itself_is_told(tmp_path: Path) -> None:
    path = write(tmp_path, file(PROVISION))
    (tmp_path / "提供先.csv").write_bytes(ROWS.encode("cp932"))
    (line,) = refused(path)
    assert line == "提供先.csv:2:3: UTF-8 の文字ではありません（UTF-8 で保存し直してください）"


@pytest.mark.parametrize("named", ["../外.csv", "/外.csv", "link/外.csv"])
def test_a_list_belongs_into_the_folder_of_its_model(tmp_path: Path, named: str) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "外.csv").write_text(ROWS, encoding="utf-8")
    (tmp_path / "in" / "link").symlink_to(tmp_path)
    path = write(tmp_path / "in", file(PROVISION.replace("提供先.csv", named)))
    (line,) = refused(path)
    assert line.endswith(f"rows「{named}」がモデルのフォルダーの外です")


def test_a_list_that_is_not_there_is_told_where_it_is_named(tmp_path: Path) -> None:
    (line,) = refused(write(tmp_path, file(PROVISION)))
    column = file(PROVISION).splitlines()[4].index("提供先.csv") + 1
    assert line == f"m.yaml:5:{column}: rows「提供先.csv」: ファイルがありません"


@settings(max_examples=150, deadline=None, derandomize=True, database=None)
@given(st.integers(0, len(ROWS)), st.integers(0, 5), st.text(alphabet='",;\n\r #名x1.\0', max_size=8))
def test_a_slip_of_the_keyboard_in_a_csv_is_a_placed_problem(at: int, gone: int, typed: str) -> None:
    told = ROWS[:at] + typed + ROWS[at + gone :]
    try:
        model = parse(file(PROVISION), "m.yaml", lambda _: told)
    except InputError as error:
        places = [problem.place for problem in error.problems]
        assert {place.file for place in places} <= {"提供先.csv"}
        assert all(
            1 <= place.line <= told.count("\n") + told.count("\r") + 1 and place.column >= 1
            for place in places
        )
    else:
        assert parse(to_yaml(model)) == model


def test_a_change_adds_and_amends_lists_of_a_csv(tmp_path: Path) -> None:
    write(
        tmp_path,
        file(PROVISION) + "revisions: 変更.csv\n",
        提供先=ROWS,
        変更="item,before\nⅠ.7,甲課\nⅡ.2,乙課\n",
        続き="item\nⅢ.1\n",
        後="name\n国\n",
    )
    change = tmp_path / "c.yaml"
    change.write_text(
        "base: m.yaml\nadd: {revisions: 続き.csv}\n"
        'amend: {revisions: {"2": {before: 丙課}}, files: {台帳: {provisions: {提供先1: {rows: 後.csv}}}}}\n',
        encoding="utf-8",
    )
    model = Loader().load(change).assessment
    assert [(row.item, row.before) for row in model.revisions] == [
        ("Ⅰ.7", "甲課"),
        ("Ⅱ.2", "丙課"),
        ("Ⅲ.1", ""),
    ]
    assert [row.name for row in model.files[0].provisions[0].rows] == ["国"]
    assert {path.name for path in find_sources(change)} >= {"m.yaml", "提供先.csv", "続き.csv", "後.csv"}


# A box may say where it was read.


@pytest.mark.parametrize(
    "told",
    [
        "main_items: {個人番号: {box: yes, span: LINES}, rest: no}",
        "acquisition: {sources: {その他: {box: yes, name: 窓口, span: LINES}}}",
        "acquisition: {means: {紙: {box: unknown, span: LINES}, rest: no}}",
        "entrustments: {委託事項1: {means: {紙: {box: yes, span: LINES}}}}",
        "provisions: {提供先1: {rows: [{name: 県, means: {紙: {box: yes, span: LINES}}}]}}",
    ],
)
def test_a_box_has_its_lines_and_comes_back_with_them(told: str) -> None:
    model = parse(file(told.replace("LINES", '"900:7"')))
    assert parse(to_yaml(model)) == model
    assert "span: '900:7'" in to_yaml(model)
    (line,) = complaints(file(told.replace("LINES", '"901:7"')))
    assert line.startswith(f"m.yaml:5:{file(told).splitlines()[4].index('span') + 1}: ")
    assert "文書「901」はありません" in line


def test_the_lines_of_the_boxes_are_those_of_their_field() -> None:
    boxes = '{個人番号: {box: yes, span: "900:7"}, 4情報: yes}'
    model = parse(file(f'main_items: {boxes}, span: "900:1-30"'))
    (cell,) = (c for c in fill_facts(model) if c.path.endswith("主な記録項目"))
    assert cell.spans == (Span("900", 7, 7),)


# An alias may say where the document calls it so.


@pytest.mark.parametrize(
    ("section", "told"),
    [
        ("parties", "{住民: {aliases: ALIASES}}"),
        ("systems", "{健康: {aliases: ALIASES}}"),
        ("files", "{台帳: {holder: みなと市長, aliases: ALIASES}}"),
        ("items", "{続柄: {aliases: ALIASES}}"),
    ],
)
def test_an_alias_has_its_lines_and_is_an_alias_like_any_other(section: str, told: str) -> None:
    head = HEAD.splitlines(keepends=True)
    text = "".join(head[:2]) + f"{section}: {told}\n"
    model = parse(text.replace("ALIASES", '{別名: {span: "900:7"}, ほかの名: {}}'))
    (thing,) = [one for one in getattr(model, section) if one.aliases]
    assert thing.aliases == ("別名", "ほかの名")
    assert thing.alias_spans == (AliasSpans("別名", (Span("900", 7, 7),)),)
    assert parse(to_yaml(model)) == model
    wrong = {
        '{別名: {span: "901:7"}}': "文書「901」はありません",
        "{別名: {span: 七}}": "「七」は 文書:行-行 の形ではありません",
        "{別名: 七}": "「キー: 値」の組",
        "{等: {}}": "「等」",
        "[別名], alias_spans: {}": "キー「alias_spans」はありません",
    }
    for written, what in wrong.items():
        (line,) = complaints(text.replace("ALIASES", written))
        assert line.startswith("m.yaml:3:")
        assert what in line
