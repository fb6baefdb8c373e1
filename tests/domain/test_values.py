"""A value takes what people write for it, and says what is right where it cannot."""

from __future__ import annotations

import copy
import pickle
from datetime import date
from enum import Enum
from itertools import permutations
from typing import Annotated, Any, get_args, get_origin, get_type_hints

import attrs
import pytest

import piaflow
from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import (
    FlowKind,
    MainItem,
    Means,
    PartyKind,
    PeriodBand,
    PersonBand,
    RecordBand,
    Side,
    SubjectBand,
)
from piaflow.domain.codes import BodyCode
from piaflow.domain.entries import MeansBox
from piaflow.domain.items import ItemList
from piaflow.domain.names import Name
from piaflow.domain.nodes import Connection, MainItemBox
from piaflow.domain.span import Span
from piaflow.domain.values import find_nearest_choice, without_order
from piaflow.errors import ModelError, PiaflowError, WrongCallError, WrongValueError
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
        ({"specific": "maybe"}, "Flow.specific: 'maybe' is none of the choices: yes, no, unknown"),
        ({"items": "個人番号"}, "Flow.items: '個人番号' is no ItemList: write ['個人番号']"),
        (
            {"items": "個人番号、氏名"},
            "Flow.items: '個人番号、氏名' is no ItemList: write ['個人番号', '氏名']",
        ),
        (
            {"items": ["等", "氏名"]},
            "Flow.items: ['等', '氏名'] is no ItemList: '等' ends a list, once: write ['氏名',",
        ),
        (
            {"items": {"個人番号": False}},
            "Flow.items: {'個人番号': False} is no ItemList: write a list of names",
        ),
        ({"items": b"abc"}, "Flow.items: b'abc' is no ItemList: write a list of names"),
        ({"items": None}, "Flow.items: None is no ItemList: write a list of names"),
        ({"items": [1]}, "Flow.items: [1] is no ItemList: 1 is no name of an item"),
        ({"items": {"等"}}, "Flow.items: {'等'} is no ItemList: a set has no last name"),
        ({"items": ["氏名", "など"]}, "Flow.items: ['氏名', 'など'] is no ItemList: 'など' is no name"),
        ({"items": ["氏名", " ほか"]}, "Flow.items: ['氏名', ' ほか'] is no ItemList: ' ほか' is no name"),
        ({"excludes": b"a"}, "Flow.excludes: b'a' is no list"),
        ({"spans": "900"}, "Flow.spans: '900' is no Span: write document:line-line, as 002:388-430"),
        ({"spans": ["900:2-1"]}, "Flow.spans: '900:2-1' is no Span: lines 2 to 1 are no range"),
        ({"file": ()}, "Flow.file: () is no text"),
        ({"source": "甲\n乙"}, "Flow.source: a name is one line, and this one holds U+000A: write '甲乙'"),
        (
            {"declared": ["甲\u2028"]},
            "Flow.declared: a name is one line, and this one holds U+2028: write '甲'",
        ),
        ({"step": "等"}, "Flow.step: '等' is no name"),
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
        PLAIN.Flow(**{"source": "住民", "target": "端末", **given})
    assert str(caught.value).startswith(told)
    assert isinstance(caught.value, ValueError)
    assert isinstance(caught.value, PiaflowError)


@pytest.mark.parametrize(
    ("build", "told"),
    [
        (lambda: PLAIN.Count("委託", count=-3), "Count.count: -3 is no number of entries"),
        (lambda: PLAIN.System("甲", number=10**5000), "System.number: this int is no text"),
        (lambda: PLAIN.Count("委託", count="9" * 9999), "Count.count: '999"),
        (
            lambda: PLAIN.Entrustment("提供先1"),
            "Entrustment.number: '提供先1' is no number of such an entry (did you",
        ),
        (
            lambda: PLAIN.Provision("委託事項２"),
            "Provision.number: '委託事項２' is no number of such an entry",
        ),
        (
            lambda: PLAIN.Transfer("提供先1"),
            "Transfer.number: '提供先1' is no number of such an entry (did you mean '移転",
        ),
        (lambda: PLAIN.Transfer("移転先"), "Transfer.number: '移転先' is no number of such an entry"),
        (lambda: PLAIN.Span("900", 3, 1), "Span: lines 3 to 1 are no range"),
        (lambda: PLAIN.Span("900", 0, 0), "Span: lines 0 to 0 are no range: lines count from 1"),
        (lambda: PLAIN.System("甲", connects="乙"), "System.connects: '乙' is no list: write {name: 'yes'}"),
        (
            lambda: PLAIN.System("甲", connects=["乙"]),
            "System.connects: '乙' is no Connection: write {name: 'yes'}",
        ),
        (
            lambda: PLAIN.File("甲", counts={"委託": 3}),
            "File.counts: {'委託': 3} is no list: write a list of Count",
        ),
        (lambda: PLAIN.Storage(zones={"甲": 1}), "Storage.zones: {'甲': 1} is no list: write a list of text"),
        (lambda: PLAIN.Forbid("甲"), "Forbid.forbid: '甲' is no list: write ['甲']"),
        (lambda: PLAIN.Layers(("甲", "乙")), "Layers.layers: '甲' is no list: write ['甲']"),
        (lambda: PLAIN.System("等"), "System.name: '等' is no name"),
        (lambda: PLAIN.Party("甲", aliases=["乙", "他"]), "Party.aliases: '他' is no name"),
        (lambda: PLAIN.Item("甲\t乙"), "Item.name: a name is one line, and this one holds U+0009"),
        (lambda: PLAIN.System("甲\u0085"), "System.name: the text holds the character U+0085"),
        (lambda: PLAIN.ItemList(("氏名", "等")), "ItemList.names: '等' is no name"),
        (lambda: PLAIN.Forbid({"甲", "乙"}), "Forbid.forbid: {"),
        (lambda: PLAIN.Layers({("甲",), ("乙",)}), "Layers.layers: {"),
        (lambda: PLAIN.Model(overview="甲市長"), "Model.overview: '甲市長' is no Overview"),
        (
            lambda: PLAIN.Model(PLAIN.Overview("甲市長", "事務"), systems=[3]),
            "Model.systems: 3 is no System",
        ),
    ],
)
def test_each_kind_of_field_refuses_what_is_none_of_its(build: Any, told: str) -> None:
    with pytest.raises(WrongValueError) as caught:
        build()
    assert str(caught.value).startswith(told)


@pytest.mark.parametrize(
    "field", [("Party", "甲市"), ("Overview", "甲市長", "事務")], ids=["party", "overview"]
)
@pytest.mark.parametrize(
    ("code", "right"),
    [
        ("13206", "'132063'"),
        ("132069", "'132063'"),
        ("１３２０６３", "'132063'"),
        ("13206-3", "'132063'"),
        (11002, "'011002' or '110027'"),
        ("abc", ""),
        ("1320631", ""),
    ],
)
def test_a_wrong_code_of_a_body_is_refused_with_the_right_one(
    field: tuple[str, ...], code: object, right: str
) -> None:
    kind, *told = field
    with pytest.raises(WrongValueError, match=f"{kind}.code: ") as caught:
        getattr(PLAIN, kind)(*told, code=code)
    assert (f"did you mean {right}?" in str(caught.value)) is bool(right)


@pytest.mark.parametrize("code", ["", "011002", "130001", "132063", "141003", "271004", "342084"])
def test_the_codes_of_real_bodies_are_right(code: str) -> None:
    assert PLAIN.Party("甲市", code=code).code == code


@pytest.mark.parametrize(
    ("kind", "text", "nearest"),
    [
        (PeriodBand, "10年", ""),
        (PeriodBand, "三年", ""),
        (PeriodBand, "20年以下", ""),
        (PeriodBand, "１０年以上２０年未", ""),
        (PeriodBand, "10年以上20年未満。", "10年以上20年未満"),
        (PeriodBand, "さだめられていない", "定められていない"),
        (RecordBand, "10項目以上", ""),
        (PersonBand, "1,000人以上1万人未満", ""),
        (SubjectBand, "1000人未満", "1,000人未満"),
        (Certainty, "maybe", ""),
        (Certainty, "none", ""),
        (FlowKind, "入荷", "入手"),
    ],
)
def test_an_advice_changes_no_number_and_guesses_no_certainty(kind: Any, text: str, nearest: str) -> None:
    assert find_nearest_choice(kind, text) == nearest


@pytest.mark.parametrize(
    ("kind", "given", "near"),
    [
        ("Flow", "span", "spans"),
        ("Flow", "item", "items"),
        ("Flow", "from", "source"),
        ("Flow", "to", "target"),
        ("System", "kinds", "kind"),
        ("Forbid", "except", "exceptions"),
        ("Model", "assessment", "overview"),
        ("Model", "system", "systems"),
        ("ItemList", "name", "names"),
    ],
)
def test_a_wrong_keyword_says_which_field_is_meant(kind: str, given: str, near: str) -> None:
    with pytest.raises(WrongCallError) as caught:
        getattr(PLAIN, kind)(**{given: "甲"})
    assert str(caught.value) == f"{kind}: there is no {given!r} (did you mean {near!r}?)"
    assert isinstance(caught.value, TypeError)
    assert isinstance(caught.value, PiaflowError)


def test_a_keyword_like_no_field_lists_the_fields() -> None:
    with pytest.raises(WrongCallError) as caught:
        PLAIN.Item(zzzz=1)
    assert str(caught.value) == "Item: there is no 'zzzz': alias_spans, aliases, members, name, spans"


def test_values_are_copied_and_pickled() -> None:
    flow = PLAIN.Flow("甲", "乙", items=["氏名"])
    assert pickle.loads(pickle.dumps(flow)) == copy.deepcopy(flow) == flow  # noqa: S301 - our own


PUBLIC = [getattr(piaflow, name) for name in piaflow.__all__]
VALUES = [value for value in PUBLIC if attrs.has(value) and "domain" in value.__module__]
ODD = [
    *(
        None,
        True,
        3,
        -7,
        1.5,
        b"a",
        object(),
        "",
        "甲",
        "等",
        "甲\n乙",
        "yes",
        "2026-04-01",
        date(2026, 4, 1),
    ),
    *((), [], ["甲"], [1], [None], [["甲"]], {}, {"甲": "yes"}, {"甲": True}, {"甲"}, {"等", "甲"}, range(2)),
    *(
        Certainty.YES,
        PartyKind.PERSON,
        Means.PAPER,
        Span("900", 1, 1),
        ItemList(("甲",)),
        MeansBox(Means.PAPER),
    ),
    *([Certainty.YES], [Span("900", 1, 1)], [Means.PAPER], [PLAIN.System("甲")], PLAIN.Item("甲")),
]


def _make_right(kind: Any) -> Any:
    """A value that a field of this type takes."""
    if get_origin(kind) is Annotated:
        return "" if kind is BodyCode else _make_right(get_args(kind)[0])
    if get_origin(kind) is tuple:
        inner = get_args(kind)[0]
        return [_make_right(inner)] if inner is Name or get_origin(inner) is tuple else []
    if get_args(kind):
        return _make_right(get_args(kind)[0])
    made = {str: "甲1", int: 1, bool: True, PLAIN.Overview: PLAIN.Overview("甲", "乙")}
    if kind in made:
        return made[kind]
    return next(iter(kind)) if issubclass(kind, Enum) else kind()


def _is_of(value: Any, kind: Any) -> bool:
    if get_origin(kind) is Annotated:
        plain, find_fault = get_args(kind)
        return _is_of(value, plain) and find_fault(value) is None
    if get_origin(kind) is tuple:
        return type(value) is tuple and all(_is_of(inner, get_args(kind)[0]) for inner in value)
    if get_args(kind):
        return any(_is_of(value, inner) for inner in get_args(kind))
    return type(value) is kind


def _fields() -> list[tuple[Any, str]]:
    return [(kind, a.name) for kind in VALUES for a in attrs.fields(kind) if a.init]


@pytest.mark.parametrize(("kind", "name"), _fields(), ids=lambda v: getattr(v, "__name__", v))
def test_no_field_keeps_a_value_of_another_type(kind: Any, name: str) -> None:
    hints = get_type_hints(kind, include_extras=True)
    needed = {a.name: _make_right(hints[a.name]) for a in attrs.fields(kind) if a.default is attrs.NOTHING}
    made = 0
    for odd in [*ODD, _make_right(hints[name])]:
        try:
            built = kind(**{**needed, name: odd})
        except (WrongValueError, ModelError):
            continue
        made += 1
        kept = {a.name: getattr(built, a.name) for a in attrs.fields(kind) if a.init}
        assert {n: value for n, value in kept.items() if not _is_of(value, hints[n])} == {}
    assert made


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


@pytest.mark.parametrize("values", [(), (1,), (1, 2), (1, 1, 2), ("甲", "乙", "甲", "丙")])
def test_a_set_is_equal_in_every_order(values: tuple[object, ...]) -> None:
    plain: tuple[Any, ...] = values
    for order in permutations(plain):
        assert without_order(order) == without_order(plain)
        assert hash(without_order(order)) == hash(without_order(plain))


@pytest.mark.parametrize(
    ("one", "other"),
    [((1, 2), (1, 3)), ((1, 1, 2), (1, 2, 2)), ((1, 2), (1, 2, 2)), ((1, 2), (1,)), ((1, 2), ())],
)
def test_a_set_is_another_where_it_holds_something_else(one: tuple[int, ...], other: tuple[int, ...]) -> None:
    assert without_order(one) != without_order(other)
