"""A value shows itself as the call that makes it, as short as one writes it; a name alone makes what needs no more."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import piaflow
from piaflow import Connection, Flow, Item, ItemList, Model, Overview, Party, Span, System, WrongValueError

FOLDER = Path(__file__).parents[2] / "models"
MODELS = sorted(file for file in FOLDER.glob("*/*.yaml") if file.parent.name != "catalogue")
NAMES = {name: getattr(piaflow, name) for name in piaflow.__all__}
OVERVIEW = Overview("港南市長", "国民健康保険に関する事務")
FLOW: Any = Flow


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Flow("A", "B"), "Flow('A', 'B')"),
        (
            FLOW("A", "B", kind="入手", items=["個人番号", "等"]),
            "Flow('A', 'B', kind='入手', items=['個人番号', '等'])",
        ),
        (
            System("宛名", connects=(Connection("庁内連携システム"),)),
            "System('宛名', connects=[Connection('庁内連携システム')])",
        ),
        (Item("証明書", members=ItemList()), "Item('証明書', members=['等'])"),
        (System("宛名", spans=(Span("900", 1, 3),)), "System('宛名', spans=['900:1-3'])"),
        (Span("900", 1, 3), "Span('900', 1, 3)"),
    ],
)
def test_what_says_nothing_is_left_out(value: object, shown: str) -> None:
    assert repr(value) == shown


@pytest.mark.parametrize("model", MODELS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_what_a_value_shows_makes_it_again(model: Path) -> None:
    """For every value of a whole document: all that its call needs is exported, and read as it is shown."""
    for section in piaflow.load(model).assessment.sections.values():
        for value in section if isinstance(section, tuple) else (section,):
            assert eval(repr(value), dict(NAMES)) == value  # noqa: S307 - our own words


def test_names_alone_make_parts_that_need_no_more() -> None:
    short = Model(OVERVIEW, systems=["国保システム"], items=["資格情報"], parties=["国保連合会"])
    assert short == Model(
        OVERVIEW,
        systems=(System("国保システム"),),
        items=(Item("資格情報"),),
        parties=(Party("国保連合会"),),
    )


@pytest.mark.parametrize("section", ["flows", "conversions", "contracts"])
def test_a_name_makes_nothing_that_needs_more(section: str) -> None:
    with pytest.raises(WrongValueError, match=f"Model.{section}: '国保システム' is no"):
        Model(OVERVIEW, **{section: ["国保システム"]})


def test_a_name_for_a_list_is_refused_with_the_list() -> None:
    with pytest.raises(WrongValueError, match=r"write \['国保システム'\]"):
        Model(OVERVIEW, systems="国保システム")
