"""An edit of a model in its shorter forms keeps them, and of a CSV every line that it does not change."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from piaflow.domain.assessment import Assessment
from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import MainItem, Means, PersonBand, RowBand
from piaflow.domain.entries import Entrustment, MeansBox, Provision, Recipient, Transfer
from piaflow.domain.nodes import File, MainItemBox, System
from piaflow.store.converter import KEYED_BY, make_converter
from piaflow.store.load import load
from piaflow.store.save import save
from piaflow.store.shorthand import SHARED, find_unset

TEXT = """\
assessment: {body: みなと市長, procedure: 予防接種}   # 事務
systems: {健康: {number: 1}}
files:
  台帳:
    holder: 健康
    main_items: {個人番号: yes, rest: no}   # 読めた
    entrustments:
      defaults: {subjects: 1万人未満}   # どの委託も
      委託事項1: {subject: 保守}
      委託事項2: {subject: 印刷}
    provisions:
      提供先1: {annex: 別紙1, rows: lists/提供先.csv}   # 表計算で
"""
ROWS = '\ufeffnumber,name,basis\r\n1,"国",1;2\r\n2,県, 3 \r\n\r\n3,市,4\r\n'


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists" / "提供先.csv").write_bytes(ROWS.encode())
    (tmp_path / "m.yaml").write_text(TEXT, encoding="utf-8")
    return tmp_path / "m.yaml"


def with_file(model: Assessment, **told: Any) -> Assessment:
    return evolve(model, files=(evolve(model.files[0], **told),))


def with_rows(model: Assessment, *rows: Recipient) -> Assessment:
    return with_file(model, provisions=(Provision("提供先1", annex="別紙1", rows=rows),))


def saved(path: Path, model: Assessment) -> tuple[str, str]:
    save(model, path)
    assert load(path) == model
    return path.read_text(encoding="utf-8"), (path.parent / "lists" / "提供先.csv").read_bytes().decode()


def rows(path: Path) -> tuple[Recipient, ...]:
    return load(path).files[0].provisions[0].rows


def test_nothing_changed_is_no_byte_changed(path: Path) -> None:
    assert saved(path, load(path)) == (TEXT, ROWS)


def test_a_changed_row_is_the_only_line_that_changes(path: Path) -> None:
    one, two, three = rows(path)
    text, told = saved(path, with_rows(load(path), one, evolve(two, basis=("3, の2",)), three))
    assert text == TEXT
    assert told == ROWS.replace("2,県, 3 ", '2,県,"3, の2"')


def test_rows_come_and_go_in_the_csv(path: Path) -> None:
    _, two, three = rows(path)
    text, told = saved(path, with_rows(load(path), two, three, Recipient("町", "4")))
    assert text == TEXT
    assert told == ROWS.replace('1,"国",1;2\r\n', "") + "4,町,\r\n"


def test_a_field_that_no_column_holds_is_a_new_column(path: Path) -> None:
    one, two, three = rows(path)
    _, told = saved(path, with_rows(load(path), one, two, evolve(three, subjects=RowBand.UNDER_1K)))
    lines = ROWS.split("\r\n")
    assert told.split("\r\n")[:5] == [lines[0] + ",subjects", *lines[1:4], '3,市,4,"1,000人未満"']


def test_what_no_cell_holds_goes_into_the_model(path: Path) -> None:
    one, two, three = rows(path)
    text, told = saved(path, with_rows(load(path), one, two, evolve(three, basis=("4; 5",))))
    assert "lists/提供先.csv" not in text
    assert told == ROWS
    assert "# 表計算で" in text


def test_a_box_that_the_rest_covers_is_written_beside_it(path: Path) -> None:
    items = load(path).files[0].main_items
    now = tuple(evolve(box, box=Certainty.YES) if box.item is MainItem.CONTACT else box for box in items)
    text, _ = saved(path, with_file(load(path), main_items=now))
    assert text == TEXT.replace("rest: no}", "rest: no, 連絡先: 'yes'}")


def test_a_box_that_is_gone_takes_the_short_form_with_it_and_nothing_else(path: Path) -> None:
    text, _ = saved(path, with_file(load(path), main_items=(MainItemBox(MainItem.NUMBER, Certainty.YES),)))
    assert text == TEXT.replace("個人番号: yes, rest: no", "個人番号: 'yes'")


def test_an_entry_that_differs_from_the_defaults_says_so_itself(path: Path) -> None:
    one, two = load(path).files[0].entrustments
    now = (evolve(one, subjects=PersonBand.UNDER_10M), two)
    text, _ = saved(path, with_file(load(path), entrustments=now))
    assert text == TEXT.replace("subject: 保守}", "subject: 保守, subjects: '100万人以上1,000万人未満'}")


def test_what_a_default_would_tell_otherwise_is_stated(path: Path) -> None:
    one, two = load(path).files[0].entrustments
    now = (one, evolve(two, subjects=PersonBand.UNKNOWN), Entrustment("委託事項3", "回収"))
    text, _ = saved(path, with_file(load(path), entrustments=now))
    was = "      委託事項2: {subject: 印刷}\n"
    assert text == TEXT.replace(
        was,
        "      委託事項2: {subject: 印刷, subjects: 不明}\n      委託事項3: {subject: 回収, subjects: 不明}\n",
    )


@pytest.mark.parametrize("kind", SHARED.values())
def test_each_key_can_state_that_nothing_is_told(kind: type[Any]) -> None:
    name = {KEYED_BY[kind]: f"{getattr(kind, 'WORD', '名')}1"}
    structure = make_converter().structure
    for key, unset in find_unset(kind).items():
        assert structure({**name, key: unset}, kind) == structure(name, kind)


COMMENTED = """\
assessment: {body: みなと市長, procedure: 予防接種}   # 事務
parties: {住民: {kind: 住民・本人}, 保守社: {}, 課: {kind: 部署}}   # 相手
systems:   # 台帳の外
  # どのシステムも
  defaults:
    owner: みなと市長   # 自治体
    functions: [照合]
  # 一つめ
  健康:
    number: 1   # 番号
    functions: [付番]   # 自分の
  # 二つめ
  宛名: {}   # 何もない
  # 三つめ
  住基: {entry: 住民基本台帳ネットワークシステム, number: 3}   # 目録
files:   # 記録
  台帳:
    holder: 保守社   # 持つ
    entrustments:
      # どの委託も
      defaults: {subjects: 1万人未満, contractor: 保守社, means: {紙: yes, rest: no}}   # 共通
      # 保守
      委託事項1: {subject: 保守}   # 一
      # 印刷
      委託事項2:
        subject: 印刷   # 二
        scope: 全員   # 範囲
        subjects: 1万人以上10万人未満   # 人数
    transfers: {defaults: {recipient: 課, purpose: 調査}, 移転先1: {}, 移転先2: {purpose: 連絡}}   # 移転
  # もう一つ
  名簿: {holder: 課}   # 二つめ
flows:
  - {from: 住民, to: 課, items: [個人番号]}   # 申請
"""
FREE: dict[type[Any], dict[str, tuple[Any, ...]]] = {
    System: {"owner": ("", "保守社"), "functions": ((), ("抽出", "# 付番")), "number": ("", "9")},
    Entrustment: {
        "subjects": (PersonBand.UNKNOWN, PersonBand.UNDER_10M),
        "contractor": ("", "課"),
        "means": ((), (MeansBox(Means.PAPER, Certainty.NO),)),
        "scope": ("", "一部: 、又は # 全員"),
    },
    Transfer: {"recipient": ("", "保守社"), "purpose": ("", "[通知]"), "basis": ((), ("法9条",))},
}


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_random_edit_beside_defaults_changes_no_line_of_a_sibling(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("edit") / "m.yaml"
    path.write_text(COMMENTED, encoding="utf-8")
    model = load(path)
    kind = data.draw(st.sampled_from([*FREE]), "kind")
    name = {System: "systems", Entrustment: "entrustments", Transfer: "transfers"}[kind]
    held = model.systems if kind is System else getattr(model.files[0], name)
    at = data.draw(st.integers(0, len(held) - 1), "entry")
    told = {key: data.draw(st.sampled_from(values), key) for key, values in FREE[kind].items()}
    what = data.draw(st.sampled_from(["add", "remove", "change", "change one"]), "what")
    if what == "add":
        number = "新しいシステム" if kind is System else f"{kind.WORD}9"
        now = (*held[:at], kind(**{KEYED_BY[kind]: number}, **told), *held[at:])
    elif what == "remove":
        now = (*held[:at], *held[at + 1 :])
    else:
        some = told if what == "change" else dict([data.draw(st.sampled_from([*told.items()]), "field")])
        now = (*held[:at], evolve(held[at], **some), *held[at + 1 :])
    after = evolve(model, systems=now) if kind is System else with_first(model, name, now)
    save(after, path)
    assert load(path) == after
    lines = path.read_text(encoding="utf-8").splitlines()
    was = COMMENTED.splitlines()
    name_of_lines = name if kind is Transfer else getattr(held[at], KEYED_BY[kind])
    own = find_own_lines(name_of_lines) if what != "add" or kind is Transfer else range(0)
    left = [line for i, line in enumerate(was) if i not in own]
    assert [line for line in lines if line in left] == left


def with_first(model: Assessment, name: str, now: tuple[Any, ...]) -> Assessment:
    told: dict[str, Any] = {name: now}
    return evolve(model, files=(evolve(model.files[0], **told), *model.files[1:]))


def find_own_lines(name: str) -> range:
    """Return the lines of what stands under a name."""
    lines = COMMENTED.splitlines()
    first = next(i for i, line in enumerate(lines) if line.lstrip().startswith(f"{name}:"))
    depth = len(lines[first]) - len(lines[first].lstrip())
    behind = (i for i in range(first + 1, len(lines)) if len(lines[i]) - len(lines[i].lstrip()) <= depth)
    return range(first, next(behind))


def test_a_file_that_is_gone_leaves_the_list_alone(path: Path) -> None:
    model = evolve(load(path), files=(File("別の台帳", "健康"),))
    _, told = saved(path, model)
    assert told == ROWS


def test_a_row_behind_a_last_line_without_its_end_begins_a_new_one(path: Path) -> None:
    (path.parent / "lists" / "提供先.csv").write_text("name\n国", encoding="utf-8")
    _, told = saved(path, with_rows(load(path), *rows(path), Recipient("県")))
    assert told == "name\n国\n県\n"
