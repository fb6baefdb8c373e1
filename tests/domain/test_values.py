"""A value takes what people write for it, and says what is right where it cannot."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

import piaflow
from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import FlowKind, MainItem, Means, PartyKind, Side
from piaflow.domain.entries import MeansBox
from piaflow.domain.items import ItemList
from piaflow.domain.nodes import Connection, MainItemBox
from piaflow.domain.span import Span
from piaflow.errors import PiaflowError, WrongValueError
from tests.domain.small_city import city

# Types tell the right values; people write the plain ones.
PLAIN: Any = piaflow


@pytest.mark.parametrize(
    ("name", "given", "right"),
    [
        ("kind", "入手", FlowKind.ACQUISITION),
        ("items", ["氏名", "等"], ItemList(("氏名",))),
        ("items", ["氏名"], ItemList(("氏名",), complete=True)),
        ("items", ("等",), ItemList()),
        ("items", [], ItemList(complete=True)),
        ("means", ["紙", "ＬＧＷＡＮ", Means.FLASH], (Means.PAPER, Means.LGWAN, Means.FLASH)),
        ("means", {Means.PAPER}, (Means.PAPER,)),
        ("specific", "no", Certainty.NO),
        ("specific", True, Certainty.YES),
        ("declared", iter(["台帳/入手"]), ("台帳/入手",)),
        ("spans", "900:1-2", (Span("900", 1, 2),)),
        ("spans", ["900:1", Span("901", 2, 3)], (Span("900", 1, 1), Span("901", 2, 3))),
        ("step", 3, "3"),
        ("basis", [], ()),
    ],
)
def test_a_flow_takes_what_people_write(name: str, given: Any, right: Any) -> None:
    assert getattr(PLAIN.Flow("住民", "端末", **{name: given}), name) == right


def test_every_kind_of_value_does() -> None:
    assert PLAIN.Party("住民", "住民・本人").kind is PartyKind.PERSON
    assert PLAIN.Zone("庁内", side="外部").side is Side.OUTSIDE
    assert PLAIN.System("端末", number=2, connects={"宛名": "yes"}).connects == (
        Connection("宛名", Certainty.YES),
    )
    file = PLAIN.File("台帳", "端末", main_items={"個人番号": True}, records=["氏名", "等"])
    assert file.main_items == (MainItemBox(MainItem.NUMBER, Certainty.YES),)
    assert file.records == ItemList(("氏名",))
    assert PLAIN.Acquisition(means=[MeansBox(Means.PAPER)]).means == (MeansBox(Means.PAPER),)
    assert PLAIN.Overview("甲市長", "事務", published=date(2026, 4, 1)).published == "2026-04-01"
    assert PLAIN.Count("委託", "yes", "3").count == 3
    assert PLAIN.Forbid(["甲", "乙"], way="渡し", exceptions=[["甲", "乙"]]).exceptions == (("甲", "乙"),)
    assert PLAIN.Span("900", "1", 2) == Span("900", 1, 2)
    model = PLAIN.Assessment(PLAIN.Overview("甲市長", "事務"), systems=[PLAIN.System("端末")])
    assert isinstance(model.systems, tuple)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"kind": "入荷"}, "Flow.kind: '入荷' is none of the choices (did you mean '入手'?): 入手, 使用"),
        ({"kind": 3}, "Flow.kind: 3 is none of the choices: 入手"),
        ({"means": "紙"}, "Flow.means: '紙' is no list: write ['紙']"),
        ({"means": ["神札"]}, "Flow.means: '神札' is none of the choices"),
        ({"items": "個人番号"}, "Flow.items: '個人番号' is no ItemList"),
        ({"items": ["等", "氏名"]}, "Flow.items: ['等', '氏名'] is no ItemList"),
        ({"spans": "900"}, "Flow.spans: '900' is no Span"),
        ({"text": ["文"]}, "Flow.text: ['文'] is no text"),
        ({"text": None}, "Flow.text: None is no text"),
        ({"step": True}, "Flow.step: True is no text"),
        ({"declared": 3}, "Flow.declared: 3 is no list: write [3]"),
        ({"text": "\x1b[2J"}, "Flow.text: the text holds the character U+001B"),
        ({"basis": ["a\x00"]}, "Flow.basis: the text holds the character U+0000"),
        ({"text": "\u202e"}, "Flow.text: the text holds the character U+202E"),
        ({"timing": "\ud800"}, "Flow.timing: the text holds the character U+D800"),
    ],
)
def test_a_wrong_value_is_refused_with_the_right_one(given: dict[str, Any], told: str) -> None:
    with pytest.raises(WrongValueError) as caught:
        PLAIN.Flow("住民", "端末", **given)
    assert str(caught.value).startswith(told)
    assert isinstance(caught.value, ValueError)
    assert isinstance(caught.value, PiaflowError)


def test_a_part_of_the_wrong_class_is_refused() -> None:
    with pytest.raises(WrongValueError, match=r"Assessment\.systems: Party\(.* is no System"):
        city(systems=[PLAIN.Party("住民")])
    with pytest.raises(WrongValueError, match=r"Assessment\.contracts: .* is no Forbid or AllowOnly or"):
        city(contracts=[PLAIN.Party("住民")])


def test_a_long_wrong_value_makes_a_short_message() -> None:
    with pytest.raises(WrongValueError) as caught:
        PLAIN.Flow("住民", "端末", kind="入" * 100_000)
    assert len(str(caught.value)) < 500


def test_tabs_and_line_feeds_are_text() -> None:
    assert PLAIN.Flow("住民", "端末", text="a\tb\nc").text == "a\tb\nc"
