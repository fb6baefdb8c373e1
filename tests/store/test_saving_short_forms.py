"""An edit of a model in its shorter forms keeps them, and of a CSV every line that it does not change."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from piaflow.domain.assessment import Assessment
from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import MainItem, PersonBand, RowBand
from piaflow.domain.entries import Entrustment, Provision, Recipient
from piaflow.domain.nodes import File, MainItemBox
from piaflow.store.load import load
from piaflow.store.save import save

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


def test_any_other_change_is_saved_though_the_short_form_cannot_say_it(path: Path) -> None:
    one, two = load(path).files[0].entrustments
    now = (one, evolve(two, subjects=PersonBand.UNKNOWN), Entrustment("委託事項3", "回収"))
    saved(path, with_file(load(path), entrustments=now))


def test_a_file_that_is_gone_leaves_the_list_alone(path: Path) -> None:
    model = evolve(load(path), files=(File("別の台帳", "健康"),))
    _, told = saved(path, model)
    assert told == ROWS


def test_a_row_behind_a_last_line_without_its_end_begins_a_new_one(path: Path) -> None:
    (path.parent / "lists" / "提供先.csv").write_text("name\n国", encoding="utf-8")
    _, told = saved(path, with_rows(load(path), *rows(path), Recipient("県")))
    assert told == "name\n国\n県\n"
