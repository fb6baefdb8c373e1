"""Entries of a page that print the same boxes, whose rows a text layer scatters: a row is told where only one entry may
be its own.

The page is printed as extractors give such pages: a row stands with the label, the others above and below it, those of
the next entry among them.
"""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from piaflow.domain.certainty import Certainty
from piaflow.form.form import Cell
from tests.source.judging import read_printed
from tests.source.test_rivals import COVER

NETWORK, INSIDE = "情報提供ネットワークシステム", "庁内連携システム"
REGISTER, RESIDENTS = "住民基本台帳ネットワークシステム", "既存住民基本台帳システム"
ADDRESSEES, TAXES = "宛名システム等", "税務システム"

TWO = f"""Ⅰ　基本情報

２．特定個人情報ファイルを取り扱う事務において使用するシステム

] {INSIDE}

] {TAXES}

[ ] その他 （ ）

システム2

①システムの名称 第二システム

②システムの機能 届出を照会する

{{second}}

システム1

①システムの名称 第一システム

②システムの機能 届出を管理する

{{first}}

] {INSIDE}

] {TAXES}
"""
SECOND = f"""[ ] {REGISTER} [ ○ ] {RESIDENTS}
③他のシステムとの接続

[ ] {NETWORK} [ ○

[ ] {ADDRESSEES} [

[ ○ ] その他 （ 出先の窓口 ）"""
FIRST = f"""[ ○ ] {ADDRESSEES} [ ○

[ ○ ] {REGISTER} [ ] {RESIDENTS}
③他のシステムとの接続

[ ○ ] {NETWORK} ["""


def _read(page: str) -> Mapping[str, Cell]:
    form = read_printed("town.txt", f"{COVER}\n\f{page}").form
    return {cell.path: cell for cell in form.cells if cell.path.endswith("③")}


def _list_states(cells: Mapping[str, Cell], name: str) -> list[Certainty]:
    return [cells[f"Ⅰ.2.システム{n}.③"].boxes[name] for n in (1, 2)]


@pytest.mark.parametrize(
    ("name", "states"),
    [
        (REGISTER, [Certainty.YES, Certainty.NO]),  # in the group of the label
        (RESIDENTS, [Certainty.NO, Certainty.YES]),
        (NETWORK, [Certainty.YES, Certainty.NO]),  # right below each label
        (INSIDE, [Certainty.NO, Certainty.YES]),  # its bracket ends the line of its left neighbour
        (ADDRESSEES, [Certainty.YES, Certainty.NO]),  # below a row of the second; so the other is the first's
        (TAXES, [Certainty.YES, Certainty.NO]),
        ("その他", [Certainty.NO, Certainty.YES]),
    ],
)
def test_a_row_is_of_the_entry_that_alone_may_have_it(name: str, states: list[Certainty]) -> None:
    assert _list_states(_read(TWO.format(first=FIRST, second=SECOND)), name) == states


def test_what_is_written_beside_a_box_goes_with_its_row() -> None:
    cells = _read(TWO.format(first=FIRST, second=SECOND))
    assert "［○］その他（出先の窓口）" in cells["Ⅰ.2.システム2.③"].text


def test_an_empty_bracket_is_open_where_a_tick_stands_alone() -> None:
    cells = _read(TWO.format(first=f"{FIRST}\n\n○", second=SECOND))
    assert _list_states(cells, INSIDE) == [Certainty.UNKNOWN, Certainty.YES]
    assert _list_states(cells, ADDRESSEES) == [Certainty.YES, Certainty.NO]


def test_rows_below_one_label_are_not_given_where_another_label_has_none() -> None:
    """They may be those of the label without any."""
    first = FIRST.replace(f"\n\n[ ○ ] {NETWORK} [", "")
    second = f"[ ○ ] {NETWORK} [\n\n届出の窓口\n\n{SECOND}"
    cells = _read(TWO.format(first=first, second=second))
    assert _list_states(cells, NETWORK) == [Certainty.UNKNOWN, Certainty.UNKNOWN]


def test_rows_out_of_print_order_are_not_of_one_entry() -> None:
    """Above the first row of an entry stands the last of another, or of none."""
    loose = f"[ ] {ADDRESSEES} [\n\n[ ] {NETWORK} [ ○"
    second = SECOND.replace(f"[ ] {NETWORK} [ ○\n\n[ ] {ADDRESSEES} [\n\n", f"\n\n{loose}\n\n")
    cells = _read(TWO.format(first=FIRST, second=second))
    assert _list_states(cells, ADDRESSEES) == [Certainty.UNKNOWN, Certainty.UNKNOWN]


def test_entries_that_contradict_each_other_tell_nothing() -> None:
    """A row twice beside one label, and none beside the other: the page is not what it seems."""
    second = SECOND.replace("③他", f"[ ○ ] {REGISTER} [ ] {RESIDENTS}\n③他")
    first = FIRST.replace(f"[ ○ ] {REGISTER} [ ] {RESIDENTS}\n", "")
    cells = _read(TWO.format(first=first, second=second))
    assert _list_states(cells, REGISTER) == [Certainty.UNKNOWN, Certainty.UNKNOWN]
