"""The draft of a model from a form: what both hold is the same, and what the form tells beyond is said."""

from __future__ import annotations

from random import Random

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

import piaflow
from piaflow.app.model import Model
from piaflow.domain.assessment import Assessment, Document
from piaflow.domain.choices import FlowKind, FormKind
from piaflow.domain.names import fold
from piaflow.domain.records import Revision
from piaflow.domain.span import Span
from piaflow.form.form import Cell, Filled, Form
from piaflow.form.written import write_form
from piaflow.law.addresses import Address
from piaflow.proposals.projecting import project
from piaflow.source.drafting.cells import shorten_cells
from piaflow.source.drafting.draft import Drafted, draft
from piaflow.source.drafting.revisions import shorten
from piaflow.source.page import Line
from piaflow.source.recipients import RecipientRow
from piaflow.store.catalogue import load_catalogue
from piaflow.store.dumping import to_yaml
from piaflow.store.load import parse
from tests.source.random_forms import make_form, seed_random

CATALOGUE = load_catalogue()
DRAWN = Address(FormKind.FULL, "別添1")
SENTENCES = (
    "住民から申請書を受け付ける。",
    "給付システムから中間サーバーへ給付情報を連携する。",
    "台帳を更新する。",
    "広域連合に対し、資格情報の照会を行う。",
    "国保連合会経由で日本年金機構へ個人番号を送付する。",
    "全国サーバーより、結果を受領する（※特定個人情報を含まない）。",
)


def _form(**texts: str) -> Form:
    """A full form of these cells, by their paths with _ for the points."""
    told = {
        "表紙.評価実施機関名": "みなと市長",
        "Ⅰ.1.①": "給付事務",
        "Ⅱ.ファイル1.1": "給付ファイル",
        **texts,
    }
    cells = [
        Cell(address, Filled(text, (Span("900", at, at),)))
        for at, (path, text) in enumerate(told.items(), 1)
        if (address := Address.find(path, FormKind.FULL))
    ]
    return Form(FormKind.FULL, tuple(sorted(cells, key=lambda cell: cell.address)))


def _load(a: Assessment) -> Assessment:
    return parse(to_yaml(evolve(a, documents=(Document("900"),))))


def _ends(a: Assessment) -> list[tuple[str, str, str]]:
    return [(flow.source, flow.target, flow.kind.value) for flow in a.flows]


def _print_remarks(random: Random) -> tuple[Line, ...]:
    told = [f"　1-{chr(0x2460 + i)}{random.choice(SENTENCES)}" for i in range(random.randint(1, 9))]
    return tuple(Line(text, at) for at, text in enumerate(("（備考）", "１．給付", *told), 10))


def _draft_at_random(kind: FormKind, seed: int) -> tuple[Form, Drafted]:
    random = seed_random(seed)
    form = make_form(kind, random)
    if kind is not FormKind.FULL:
        return form, draft(form, CATALOGUE)
    lines = _print_remarks(random)
    cell = Cell(DRAWN, Filled("\n".join(line.text.strip() for line in lines), (Span("900", 10, 30),)))
    form = evolve(form, cells=tuple(sorted((*form.cells, cell), key=lambda c: c.address)))
    return form, draft(form, CATALOGUE, lines, "900")


@pytest.mark.slow
@pytest.mark.parametrize("kind", list(FormKind))
@pytest.mark.parametrize("seed", range(8))
def test_the_form_of_a_draft_says_what_the_form_says_or_the_draft_says_that_it_does_not(
    kind: FormKind, seed: int
) -> None:
    form, drafted = _draft_at_random(kind, seed)
    shown = {cell.address: cell for cell in project(drafted.assessment).cells}
    left = "\n".join(drafted.left_out)
    for cell in shorten_cells(form):
        if not cell.filled.is_stated:
            continue
        text = fold(shown[cell.address].text)
        if cell.address == DRAWN:
            assert text.startswith(fold(cell.text))
        else:
            assert text == fold(cell.text) or str(cell.address) in left or not cell.text


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(8))
def test_a_draft_is_a_model_that_every_command_takes(seed: int) -> None:
    _, drafted = _draft_at_random(FormKind.FULL, seed)
    a = evolve(drafted.assessment, documents=(Document("900"),))
    model = Model.of(a)
    assert _load(a) == model.assessment
    model.trace("個人番号")
    piaflow.check([model])
    model.todo()
    assert len(model.pictures("annex1")) == any(flow.step for flow in a.flows)


def test_one_contractor_in_several_spellings_is_one_party_with_every_line_that_names_it() -> None:
    form = _form(
        **{
            "Ⅱ.ファイル1.4.委託事項1": "保守",
            "Ⅱ.ファイル1.4.委託事項1.⑥": "株式会社あおば",
            "Ⅱ.ファイル1.4.委託事項2": "入力",
            "Ⅱ.ファイル1.4.委託事項2.⑥": "㈱あおば",
            "Ⅱ.ファイル1.4.委託事項3": "印刷",
            "Ⅱ.ファイル1.4.委託事項3.⑥": "あおば株式会社",
        }
    )
    a = draft(form, CATALOGUE).assessment
    assert [(party.name, party.aliases) for party in a.parties] == [
        ("株式会社あおば", ("㈱あおば",)),
        ("あおば株式会社", ()),
    ]
    assert a.parties[0].spans == (Span("900", 5, 5), Span("900", 7, 7))
    assert len([flow for flow in a.flows if flow.kind is FlowKind.ENTRUSTMENT]) == 3


def test_a_list_of_names_is_a_party_each_and_a_sentence_none() -> None:
    form = _form(
        **{
            "Ⅱ.ファイル1.5.提供先1": "都道府県及び国保連合会（連合会）",
            "Ⅱ.ファイル1.5.移転先1": "法令の定めにより必要な部署へ随時に渡すこととし、その都度記録して所属長が確かめる。",
        }
    )
    drafted = draft(form, CATALOGUE)
    assert _ends(drafted.assessment) == [
        ("給付ファイル", "都道府県", "提供"),
        ("給付ファイル", "国保連合会", "提供"),
    ]
    assert [line for line in drafted.left_out if "移転先1" in line] == [
        "給付ファイルの移転先1: 相手の名が読めないので、流れにしていません"
    ]


def test_names_below_each_other_are_a_party_each_where_brackets_end_their_lines() -> None:
    printed = "市区町村長（別表第二の16の2）、都道府県知事（別表第二の16の3）\n市区町村長（別表第二の115の2）"
    drafted = draft(_form(**{"Ⅱ.ファイル1.5.提供先1": printed}), CATALOGUE)
    assert _ends(drafted.assessment) == [
        ("給付ファイル", "市区町村長", "提供"),
        ("給付ファイル", "都道府県知事", "提供"),
    ]


def test_what_both_the_entries_and_the_remarks_tell_is_one_flow() -> None:
    form = _form(**{"Ⅱ.ファイル1.5.提供先1": "広域連合"})
    lines = [Line("（備考）", 50), Line("①更新した給付ファイルを広域連合へ送付する。", 51)]
    (flow,) = draft(form, CATALOGUE, lines, "900").assessment.flows
    assert (flow.source, flow.target, flow.kind, flow.step) == (
        "給付ファイル",
        "広域連合",
        FlowKind.PROVISION,
        "①",
    )
    assert flow.declared == ("給付ファイル/提供先1",)
    assert flow.inferred == "別添1の備考の文による。Ⅱの記載による"
    assert flow.spans == (Span("900", 4, 4), Span("900", 51, 51))


def test_a_picture_without_sentences_is_said_to_be_left_out() -> None:
    assert (
        "別添1: 備考の文が読めていないので、図にあってⅡにない流れは入れていません"
        in draft(_form(), CATALOGUE).left_out
    )


def test_a_system_is_called_as_printed_before_what_is_remarked_of_it() -> None:
    form = _form(
        **{
            "Ⅰ.2.システム1.①": "給付管理システム（以下「給付システム」という。）",
            "Ⅰ.2.システム2.①": "連携基盤　※構成するサーバー（以下「連携サーバー」という。）について記載する。",
        }
    )
    systems = draft(form, CATALOGUE).assessment.systems
    assert [(system.name, system.aliases) for system in systems] == [
        ("給付管理システム", ("給付システム",)),
        ("連携基盤", ()),
    ]


def test_a_catalogued_system_is_that_entry_and_no_other_is() -> None:
    names = ("中間サーバ", "団体内統合宛名システム", "宛名管理端末", "中間サーバー接続基盤")
    form = _form(**{f"Ⅰ.2.システム{i}.①": name for i, name in enumerate(names, 1)})
    entries = [system.entry for system in draft(form, CATALOGUE).assessment.systems]
    assert entries == ["中間サーバー", "団体内統合宛名システム", "", ""]


def test_the_narrow_columns_of_changes_are_joined_to_sentences() -> None:
    form = _form(
        **{
            "別添3.変更1.項目": "Ⅱ特定個人情報ファイルの概\n要\n２．基本情報",
            "別添3.変更1.変更前の記載": "委託先は随時に担当部署に報告す\nる。\n・月に一度とする。",
        }
    )
    (row,) = draft(form, CATALOGUE).assessment.revisions
    assert shorten(row, FormKind.FULL, ()).item == "Ⅱ特定個人情報ファイルの概要 ２．基本情報"
    assert row.before == "委託先は随時に担当部署に報告する。\n・月に一度とする。"


@pytest.mark.parametrize(
    ("kind", "chapter"),
    [(FormKind.FULL, "別添3"), (FormKind.PRIORITY, "別添2"), (FormKind.BASIC, "変更箇所")],
)
def test_a_row_of_changes_that_was_not_read_keeps_its_place(kind: FormKind, chapter: str) -> None:
    told = {"1.項目": "表紙 公表日", "2.項目": None, "3.項目": "Ⅰ.1.② 事務の概要", "3.変更前の記載": "窓口"}
    cells = [
        Cell(Address.parse(f"{chapter}.変更{at}", kind), Filled(text) if text else Filled(lost=True))
        for at, text in told.items()
    ]
    body = Cell(Address.parse("表紙.評価実施機関名", kind), Filled("みなと市長"))
    drafted = draft(Form(kind, (body, *cells)), CATALOGUE)
    items = [row.item for row in _load(drafted.assessment).revisions]
    assert items == ["表紙 公表日", "", "Ⅰ.1.② 事務の概要"]
    assert not any("両立しません" in line for line in drafted.left_out)


def test_a_long_change_is_told_by_what_differs() -> None:
    same = "この文はどちらにもある。" * 20
    row = Revision("Ⅰ.1②", before=f"{same}旧の記載。", after=f"{same}新しい記載。")
    told = _shorten(row)
    assert (told.before, told.after) == ("…旧の記載。", "…新しい記載。")
    short = Revision("公表日", before="平成30年", after="令和元年")
    assert _shorten(short) == short
    alike = Revision("Ⅰ.5", before=same, after=same)
    assert _shorten(alike).before == _shorten(alike).after
    listed = Revision("Ⅰ.5", before="、".join(map(str, range(100))), after="、".join(map(str, range(110))))
    told = _shorten(listed)
    assert told.before.startswith("…")
    assert told.after.startswith("…97、98、99、100、101")
    word = _shorten(
        Revision("Ⅰ.5", before=f"{'甲' * 60}旧い語{'乙' * 60}", after=f"{'甲' * 60}新しい言葉{'乙' * 60}")
    )
    assert word.before == f"…{'甲' * 8}旧い語{'乙' * 8}…"
    assert word.after == f"…{'甲' * 8}新しい言葉{'乙' * 8}…"
    assert _shorten(Revision("Ⅰ.5", note="あ" * 60)).note == f"{'あ' * 40}…"


def _shorten(row: Revision) -> Revision:
    return shorten(row, FormKind.FULL, ("給付ファイル",))


@given(st.text("甲乙丙。\n", max_size=200), st.text("甲乙丙。\n", max_size=200))
def test_what_is_left_of_a_change_is_short_and_stands_in_the_text(before: str, after: str) -> None:
    told = _shorten(Revision("Ⅰ.5", before=before, after=after))
    for part, whole in ((told.before, before), (told.after, after)):
        assert part == whole or len(part) <= 42
        assert all(line.strip() in whole for line in part.strip("…").split("\n"))
    assert (fold(told.before) == fold(told.after)) <= (fold(before) == fold(after))


@pytest.mark.parametrize(
    ("text", "names", "complete"),
    [
        ("1．氏名\n2．住所\n3．個人番号", ("氏名", "住所", "個人番号"), True),
        (
            "（１）給付ファイル\n1)氏名、2)住\n所、3)番号9.20、\n4)個人番号（※）\n※必要な者だけ",
            ("氏名", "住所", "番号9.20", "個人番号"),
            True,
        ),
        ("（1）氏名　（2）住所\n（3）個人番号", ("氏名", "住所", "個人番号"), True),
        ("1.氏名、2.住所 外字数、3.住所、4.住所", ("氏名", "住所 外字数", "住所"), False),  # the last was cut
        ("1．氏名\n3．個人番号", (), False),
        ("1．氏名\n1．住所", (), False),
        ("＜氏名＞\n(1)氏名、(2)かな\n＜宛名＞\n(1)住所", ("氏名", "かな", "住所"), True),
        ("氏名、住所、個人番号", (), False),
        ("別紙のとおり", (), False),
    ],
)
def test_a_list_of_items_is_held_where_its_numbers_say_that_it_is_whole(
    text: str, names: tuple[str, ...], complete: bool
) -> None:
    drafted = draft(_form(**{"別添2.ファイル1": text}), CATALOGUE)
    (file,) = drafted.assessment.files
    assert (set(file.records.names), file.records.complete) == (set(names), complete)
    assert any("記録項目" in line for line in drafted.left_out) == (not names)


def test_lines_of_a_part_between_which_no_field_stands_are_one_span() -> None:
    told = {
        "Ⅱ.ファイル1.4.委託事項1": (4, 4),
        "Ⅱ.ファイル1.4.委託事項1.⑥": (7, 7),
        "Ⅱ.ファイル1.5.提供先1": (9, 9),
    }
    form = _form(**{**dict.fromkeys(told, "広域連合"), "Ⅱ.ファイル1.4.委託事項2": "保守"})
    cells = (
        evolve(cell, filled=evolve(cell.filled, spans=(Span("900", *told[cell.path]),)))
        if cell.path in told
        else evolve(cell, filled=evolve(cell.filled, spans=(Span("900", 40, 40), Span("900", 60, 60))))
        for cell in form.cells
    )
    (file,) = draft(evolve(form, cells=tuple(cells)), CATALOGUE).assessment.files
    assert file.entrustments[0].spans == (Span("900", 4, 7),)
    assert file.provisions[0].spans == (Span("900", 9, 9),)
    assert file.entrustments[1].spans == (Span("900", 40, 40), Span("900", 60, 60))


@pytest.mark.parametrize(
    ("printed", "annex"),
    [
        ("番号法により提供する相手は、別表提供先一覧を参照", "別表"),
        ("別表２に掲げる者", "別表２"),
        ("提供先一覧表のとおり", "提供先一覧表"),
        ("別表第二の主務省令に定める者", ""),
        ("別表整備株式会社", ""),
    ],
)
def test_whoever_is_said_to_stand_in_a_list_is_no_party(printed: str, annex: str) -> None:
    drafted = draft(_form(**{"Ⅱ.ファイル1.5.提供先1": printed}), CATALOGUE)
    (file,) = drafted.assessment.files
    assert file.provisions[0].annex == annex
    if annex:
        assert not [flow for flow in drafted.assessment.flows if flow.kind is FlowKind.PROVISION]


def _row(word: str, number: int, name: str) -> RecipientRow:
    return RecipientRow(word, number, name, (Line(name, 100 + number),))


def test_rows_of_a_list_are_of_the_entry_that_refers_to_it_and_hand_over_to_whom_they_name() -> None:
    form = _form(**{"Ⅱ.ファイル1.5.提供先1": "広域連合", "Ⅱ.ファイル1.5.移転先1": "別紙２のとおり"})
    rows = [
        _row("移転先", 1, "福祉課 税務課"),
        _row("移転先", 2, "市民部 市民課"),
        _row("移転先", 3, "法に規定する課又は室"),
    ]
    drafted = draft(form, CATALOGUE, document="900", rows=rows)
    (file,) = drafted.assessment.files
    assert [row.name for row in file.transfers[0].rows] == [row.name for row in rows]
    assert file.provisions[0].rows == ()
    moved = {flow.target for flow in drafted.assessment.flows if flow.kind is FlowKind.TRANSFER}
    assert moved == {"福祉課", "税務課", "市民部 市民課"}
    assert (
        "給付ファイルの移転先1: 別紙の3は、相手を名で書いていないので、流れにしていません" in drafted.left_out
    )


@pytest.mark.parametrize(
    ("entries", "owner"),
    [
        ({"提供先1": "広域連合", "提供先2": ""}, 1),
        ({"提供先1": "", "提供先2": ""}, None),
        ({"提供先1": "広域連合", "提供先2": "機構"}, None),
        ({"提供先1": "", "提供先2": "別紙１"}, 1),
    ],
)
def test_rows_that_no_entry_refers_to_are_of_the_only_nameless_one(
    entries: dict[str, str], owner: int | None
) -> None:
    told = {f"Ⅱ.ファイル1.5.{entry}.②": "給付" for entry in entries}
    told |= {f"Ⅱ.ファイル1.5.{entry}": name for entry, name in entries.items() if name}
    rows = [_row("提供先", 1, "厚生労働大臣"), _row("提供先", 2, "年金機構")]
    (file,) = draft(_form(**told), CATALOGUE, document="900", rows=rows).assessment.files
    assert [bool(entry.rows) for entry in file.provisions] == [at == owner for at in range(len(entries))]
    # what no reference proves is marked
    assert all(bool(entry.inferred) == bool(entry.rows and not entry.annex) for entry in file.provisions)


def test_two_lists_of_one_kind_are_of_no_entry() -> None:
    form = _form(**{"Ⅱ.ファイル1.5.提供先1": "別紙１"})
    rows = [_row("提供先", 1, "厚生労働大臣"), _row("提供先", 1, "年金機構")]
    (file,) = draft(form, CATALOGUE, document="900", rows=rows).assessment.files
    assert file.provisions[0].rows == ()


def test_a_number_that_stands_twice_does_so_in_one_list() -> None:
    form = _form(**{"Ⅱ.ファイル1.5.提供先1": "別紙１"})
    rows = [_row("提供先", 1, "厚生労働大臣"), _row("提供先", 2, "年金機構"), _row("提供先", 2, "県知事")]
    (file,) = draft(form, CATALOGUE, document="900", rows=rows).assessment.files
    assert [row.number for row in file.provisions[0].rows] == ["1", "2", "2"]


@pytest.mark.parametrize("reference", ["", "（別紙1を参照）"])
def test_an_entry_that_prints_its_list_itself_keeps_its_words(reference: str) -> None:
    printed = f"県知事、市長{reference}\n1　県知事　別表の1の項\n2　市長　別表の2の項"
    form = _form(**{"Ⅱ.ファイル1.5.提供先1": printed})
    rows = [_row("提供先", 1, "県知事"), _row("提供先", 2, "市長")]
    drafted = draft(form, CATALOGUE, document="900", rows=rows).assessment
    (file,) = drafted.files
    assert not (file.provisions[0].rows and not file.provisions[0].recipient)
    # what is drafted is a model that can be loaded, and prints what was read
    loaded = parse(to_yaml(drafted), "draft.yaml")
    assert "2　市長　別表の2の項" in write_form(loaded).cell("Ⅱ.ファイル1.5.提供先1").text
