"""The official form holds what the model knows, at its printed place, and shows the rest empty."""

from __future__ import annotations

from pathlib import Path

import pytest
from attrs import evolve

from piaflow.app.loading import find_model_files
from piaflow.domain.assessment import Assessment
from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import CountKind, FormKind, MainItem, ScreeningResult
from piaflow.domain.entries import Count, Entrustment, Storage
from piaflow.domain.items import ItemList
from piaflow.domain.nodes import File, MainItemBox, System
from piaflow.domain.records import Screening
from piaflow.domain.span import Span
from piaflow.errors import UnknownNameError
from piaflow.form.comparing import compare
from piaflow.form.form import Form
from piaflow.form.values import write_handed_over
from piaflow.law.forms import list_fields
from piaflow.proposals.projecting import project
from tests.once import load_once

ROOT = Path(__file__).parents[2]
MINATO = load_once(ROOT / "tests/fixtures/minato.yaml")
MODELS = [load_once(path) for path in find_model_files(ROOT / "models")]
FORM = project(MINATO)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("表紙.評価実施機関名", "みなと市長"),
        ("表紙.公表日", "令和8年4月1日"),
        ("Ⅰ.1.②", "届出の受付\n証明書の交付\n本人確認情報の通知"),
        ("Ⅰ.1.③", "10万人以上30万人未満"),
        ("Ⅰ.2.システム1.①", "既存住基システム"),
        ("Ⅰ.2.システム2.③", "［○］住民基本台帳ネットワークシステム\n［○］その他（既存住基システム）"),
        ("Ⅰ.6.①", "実施する"),
        ("Ⅰ.6.②", "（情報照会の根拠）\nなし\n（情報提供の根拠）\n番号法第19条第8号"),
        ("Ⅱ.ファイル1.1", "住民基本台帳ファイル"),
        (
            "Ⅱ.ファイル1.2.④.主な記録項目",
            "［○］個人番号\n［○］4情報（氏名、性別、生年月日、住所）\n［○］その他住民票関係情報\n（不明: 年金関係情報）",
        ),
        ("Ⅱ.ファイル1.3.①", "［○］本人又は本人の代理人\n［○］地方公共団体・地方独立行政法人（他市区町村）"),
        ("Ⅱ.ファイル1.3.②", "［○］紙\n（不明: 住民基本台帳ネットワークシステム）"),
        ("Ⅱ.ファイル1.4.有無", "委託する（2件）"),
        ("Ⅱ.ファイル1.4.委託事項1.⑥", "みなと情報サービス株式会社"),
        ("Ⅱ.ファイル1.4.委託事項1.⑦", "再委託する"),
        ("Ⅱ.ファイル1.5.有無", "［○］提供を行っている（1）件\n［○］移転を行っている（1）件"),
        ("Ⅱ.ファイル1.5.移転先1.⑥", "［○］庁内連携システム"),
        ("Ⅱ.ファイル1.6.②.期間", "20年以上"),
        ("別添2.ファイル1", "個人番号\n4情報\n住民票コード\n宛名番号\n続柄\n等"),
        ("別添3.変更1.変更日", "令和7年10月1日"),
        ("別添3.変更1.提出時期", "事後"),
    ],
)  # fmt: skip
def test_a_fact_stands_at_its_printed_place(path: str, text: str) -> None:
    assert FORM.cell(path).text == text


def _screened(form: FormKind, result: ScreeningResult) -> Form:
    screening = Screening("2026-03-01", result, spans=(Span("900", 1, 2),))
    return project(evolve(MINATO, overview=evolve(MINATO.overview, form=form, screening=screening)))


@pytest.mark.parametrize(
    ("form", "result", "text"),
    [
        (FormKind.FULL, ScreeningResult.FULL, "基礎項目評価及び全項目評価の実施が義務付けられる"),
        (
            FormKind.FULL,
            ScreeningResult.BASIC,
            "基礎項目評価の実施が義務付けられる（任意に全項目評価を実施）",
        ),
        (FormKind.PRIORITY, ScreeningResult.PRIORITY, "基礎項目評価及び重点項目評価の実施が義務付けられる"),
        (
            FormKind.PRIORITY,
            ScreeningResult.NONE,
            "特定個人情報保護評価の実施が義務付けられない（任意に重点項目評価を実施）",
        ),
        (FormKind.FULL, ScreeningResult.UNKNOWN, ""),
    ],
)
def test_the_screening_stands_in_the_chapter_on_procedure_as_a_printed_choice(
    form: FormKind, result: ScreeningResult, text: str
) -> None:
    chapter = "Ⅵ" if form is FormKind.FULL else "Ⅴ"
    filled = _screened(form, result)
    assert filled.cell(f"{chapter}.1.①").text == "令和8年3月1日"
    assert filled.cell(f"{chapter}.1.②").text == text
    choices = next(f.choices for f in list_fields(form) if f.path == f"{chapter}.1.②")
    assert not text or text in choices


def _of_first_file(file: File, network: Certainty = Certainty.UNKNOWN) -> Form:
    overview = evolve(MINATO.overview, network=network)
    return project(evolve(MINATO, overview=overview, files=(file, *MINATO.files[1:])))


def test_what_is_not_done_at_all_is_marked_in_chapter_three() -> None:
    none = tuple(Count(kind, Certainty.NO) for kind in CountKind)
    form = _of_first_file(evolve(MINATO.files[0], counts=none), Certainty.NO)
    assert form.cell("Ⅱ.ファイル1.5.有無").text == "［○］行っていない"
    assert [form.cell(f"Ⅲ.ファイル1.{n}.有無").text for n in (4, 5, 6)] == [
        "［○］委託しない",
        "［○］提供・移転しない",
        "［○］接続しない（入手）\n［○］接続しない（提供）",
    ]
    assert [FORM.cell(f"Ⅲ.ファイル1.{n}.有無").text for n in (4, 5, 6)] == ["", "", ""]


def test_a_choice_of_the_main_items_bears_the_name_beside_it() -> None:
    boxes = (MainItemBox(MainItem.OTHER, Certainty.YES, "接種の記録"),)
    form = _of_first_file(evolve(MINATO.files[0], main_items=boxes))
    assert form.cell("Ⅱ.ファイル1.2.④.主な記録項目").text == "［○］その他（接種の記録）"


@pytest.mark.parametrize(
    ("information", "text"),
    [("4情報と続柄", "4情報と続柄"), ("住民票の情報", "住民票の情報\n4情報、続柄"), ("", "4情報、続柄")],
)
def test_items_that_the_sentence_names_are_not_said_twice(information: str, text: str) -> None:
    told = evolve(
        MINATO.files[0].transfers[0],
        information=information,
        items=ItemList(("4情報", "続柄"), complete=True),
    )
    form = _of_first_file(evolve(MINATO.files[0], transfers=(told,)))
    assert form.cell("Ⅱ.ファイル1.5.移転先1.③").text == text


@pytest.mark.parametrize(
    ("places", "text"),
    [
        (("市庁舎の電算室",), "市庁舎の電算室\n（置くシステム: 既存住基システム）"),
        (("既存住基システムは市庁舎に置く",), "既存住基システムは市庁舎に置く"),
        ((), "（置くシステム: 既存住基システム）\n（置く領域: 市庁舎）"),
    ],
)
def test_where_it_is_kept_is_said_once(places: tuple[str, ...], text: str) -> None:
    kept = evolve(MINATO.files[0].storage, places=places)
    assert _of_first_file(evolve(MINATO.files[0], storage=kept)).cell("Ⅱ.ファイル1.6.①").text == text


def test_a_cell_names_the_lines_it_was_read_from() -> None:
    assert [str(span) for span in FORM.cell("Ⅱ.ファイル1.4.委託事項1.⑥").spans] == ["900:93-99"]
    assert FORM.cell("Ⅱ.ファイル1.4.委託事項1.⑧").spans
    assert FORM.cell("Ⅲ.ファイル1.4.体制").spans == ()


def test_the_picture_is_told_in_words() -> None:
    told = FORM.cell("別添1").text.splitlines()
    assert "《（１）住民基本台帳ファイルを取り扱う事務》" in told
    assert "1-① 住民→窓口端末　個人番号、4情報［紙］【特定個人情報】" in told
    assert "➍ 既存住基システム→住民　住民票の写し：4情報、続柄［紙］" in told
    assert (
        "（枠）市庁舎（みなと市の中）: 窓口端末、既存住基システム、住民基本台帳ファイル、統合宛名システム"
        in told
    )
    assert "（備考）1-② 届出を入力する" in told


def test_an_unknown_path_gets_the_nearest_right_one() -> None:
    with pytest.raises(UnknownNameError) as raised:
        FORM.cell("Ⅱ.ファイル1.3.②方法")
    assert raised.value.nearest == "Ⅱ.ファイル1.3.②"


@pytest.mark.parametrize("kind", list(FormKind))
def test_every_field_of_the_form_is_there_though_the_model_knows_it_not(kind: FormKind) -> None:
    form = project(evolve(MINATO, overview=evolve(MINATO.overview, form=kind)))
    here = {cell.field.path for cell in form.cells}
    assert here == {field.path for field in list_fields(kind)}
    assert any(cell.is_empty for cell in form.cells)


@pytest.mark.parametrize("model", MODELS, ids=lambda m: f"{m.body}{m.procedure}")
def test_a_path_is_one_cell_and_a_form_equals_itself(model: Assessment) -> None:
    form = project(model)
    assert len({cell.path for cell in form.cells}) == len(form.cells)
    assert compare(form, form).changes == ()


def test_repeated_fields_stand_file_by_file_in_printed_order() -> None:
    paths = [cell.path for cell in FORM.cells]
    order = [
        "Ⅱ.ファイル1.1",
        "Ⅱ.ファイル1.4.委託事項2",
        "Ⅱ.ファイル1.6.①",
        "Ⅱ.ファイル2.1",
        "別添2.ファイル1",
        "Ⅲ.ファイル1.1",
        "Ⅳ.2",
    ]
    assert [path for path in paths if path in order] == order
    assert FORM.chapters == ("表紙", "Ⅰ", "別添1", "Ⅱ", "別添2", "Ⅲ", "Ⅳ", "Ⅴ", "Ⅵ", "別添3")


def _with(*systems: System) -> Form:
    return project(evolve(MINATO, systems=systems))


def test_a_new_system_is_one_change_and_moves_no_other() -> None:
    renumbered = tuple(evolve(s, number=str(int(s.number) + 1)) if s.number else s for s in MINATO.systems)
    new = System("コンビニ交付システム", number="1", functions=("証明書を作る",))
    found = compare(FORM, _with(new, *renumbered)).changes
    assert [(c.path, c.is_block, c.before) for c in found] == [("Ⅰ.2.システム1", True, "")]
    assert found[0].after == "システムの名称: コンビニ交付システム\nシステムの機能: 証明書を作る"
    assert [(c.path, c.after) for c in compare(_with(new, *renumbered), FORM).changes] == [
        ("Ⅰ.2.システム1", "")
    ]


def test_a_new_file_is_one_change_around_those_of_its_entries() -> None:
    entrusted, stored = (Entrustment("1", subject="保守"),), Storage(places=("電算室",))
    new = File("控え", MINATO.systems[0].name, entrustments=entrusted, storage=stored)
    found = compare(FORM, project(evolve(MINATO, files=(*MINATO.files, new)))).changes
    place = f"Ⅱ.ファイル{len(MINATO.files) + 1}"
    blocks = [change for change in found if change.path.startswith(place)]
    assert [change.path for change in blocks] == [place, f"{place}.4.委託事項1"]
    assert [line.partition(": ")[0] for line in blocks[0].after.splitlines()] == [
        "特定個人情報ファイル名",
        "保管場所",
    ]


def test_a_changed_cell_tells_the_lines_that_differ() -> None:
    changed = tuple(
        evolve(s, functions=(*s.functions, "証明書情報の連携")) if s.number == "1" else s
        for s in MINATO.systems
    )
    [change] = compare(FORM, _with(*changed)).changes
    assert (change.path, change.label, change.significant) == ("Ⅰ.2.システム1.②", "システムの機能", False)
    assert change.excerpt == ("", "証明書情報の連携")
    assert change.after == _with(*changed).cell(change.path).text


@pytest.mark.parametrize(
    ("provided", "transferred", "printed"),
    [
        (
            (Certainty.YES, 2),
            (Certainty.YES, -1),
            "［○］提供を行っている（2）件\n［○］移転を行っている（）件",
        ),
        ((Certainty.UNKNOWN, 1), (Certainty.NO, -1), "［○］提供を行っている（1）件"),
        ((Certainty.NO, 1), (Certainty.NO, -1), "［○］提供を行っている（1）件"),
        ((Certainty.UNKNOWN, 0), (Certainty.NO, -1), ""),
        ((Certainty.NO, 0), (Certainty.NO, 0), "［○］行っていない"),
        ((Certainty.NO, 0), (Certainty.UNKNOWN, -1), ""),
    ],
)
def test_what_is_handed_over_is_what_a_box_or_a_number_says(
    provided: tuple[Certainty, int], transferred: tuple[Certainty, int], printed: str
) -> None:
    counts = [Count(CountKind.PROVISIONS, *provided), Count(CountKind.TRANSFERS, *transferred)]
    assert write_handed_over(counts) == printed
