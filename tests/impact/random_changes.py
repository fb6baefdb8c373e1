"""States of one model that a few random edits lead to: of systems, files, entries, flows, texts and names."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs
from attrs import evolve
from hypothesis import strategies as st

from piaflow.domain.assessment import Assessment
from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import CountKind, FlowKind
from piaflow.domain.entries import Count, Entrustment, Provision
from piaflow.domain.flows import Flow
from piaflow.domain.items import ItemList
from piaflow.domain.nodes import File, Party, System
from piaflow.domain.records import Text
from piaflow.errors import ModelError
from tests.once import load_once

MINATO = load_once(Path(__file__).parents[1] / "fixtures" / "minato.yaml")
Edit = Callable[[Assessment], Assessment]

ADDRESSES = ("表紙.宣言", "Ⅳ.3", *(f"Ⅲ.{file.name}.4.体制" for file in MINATO.files))

_words = st.sampled_from(("", "証明書を作る", "市の外で保つ", "みなと情報サービス株式会社"))
_certain = st.sampled_from(Certainty)
_item_lists = st.builds(
    ItemList,
    st.lists(st.sampled_from(("個人番号", "4情報", "住民票コード", "符号")), max_size=2, unique=True).map(
        tuple
    ),
    st.booleans(),
)
_ends = st.sampled_from([node.name for node in MINATO.nodes])
_one = st.integers(0, 30)


def _put(a: Assessment, part: str, index: int, **changes: Any) -> Assessment:
    values = getattr(a, part)
    changed = [evolve(v, **changes) if i == index % len(values) else v for i, v in enumerate(values)]
    put: dict[str, Any] = {part: tuple(changed)}
    return evolve(a, **put)


def _add_system(name: str, number: str, functions: str) -> Edit:
    return lambda a: evolve(
        a, systems=(*a.systems, System(name, number=number, functions=(functions,) if functions else ()))
    )


def _add_flow(source: str, target: str, items: ItemList, diagram: str) -> Edit:
    flow = Flow(source, target, FlowKind.NONE, diagram=diagram, items=items)
    return lambda a: evolve(a, flows=(*a.flows, flow))


def _drop_flow(index: int) -> Edit:
    return lambda a: evolve(a, flows=tuple(f for i, f in enumerate(a.flows) if i != index % len(a.flows)))


def _of_file(index: int, **changes: Any) -> Edit:
    return lambda a: _put(a, "files", index, **changes)


def _rename_system(index: int, name: str) -> Edit:
    def edit(a: Assessment) -> Assessment:
        old = a.systems[index % len(a.systems)]
        return _put(a, "systems", index, name=name, aliases=(*old.aliases, old.name))

    return edit


def _add_file(name: str, scope: str) -> Edit:
    return lambda a: evolve(a, files=(*a.files, File(name, holder=a.systems[0].name, scope=scope)))


def _write(address: str, text: str) -> Edit:
    def edit(a: Assessment) -> Assessment:
        return evolve(a, texts=(*(t for t in a.texts if t.address != address), Text(address, text)))

    return edit


_edits = st.one_of(
    st.builds(_write, st.sampled_from(ADDRESSES), _words),
    st.builds(_add_system, st.sampled_from(("甲", "乙")), st.sampled_from(("", "5", "9")), _words),
    st.builds(_add_flow, _ends, _ends, _item_lists, st.sampled_from(("", MINATO.diagrams[0].name))),
    st.builds(_drop_flow, _one),
    st.builds(lambda i, items: lambda a: _put(a, "flows", i, items=items, excludes=()), _one, _item_lists),
    st.builds(lambda i, w: lambda a: _put(a, "systems", i, functions=(w,)), _one, _words),
    st.builds(lambda i, n: lambda a: _put(a, "systems", i, number=n), _one, st.sampled_from(("", "7"))),
    st.builds(_rename_system, _one, st.sampled_from(("新システム", "別のシステム"))),
    st.builds(_add_file, st.sampled_from(("新ファイル",)), _words),
    st.builds(lambda i, w: _of_file(i, scope=w), _one, _words),
    st.builds(
        lambda i, c, n: _of_file(i, counts=(Count(CountKind.ENTRUSTMENTS, c, n),)), _one, _certain, _one
    ),
    st.builds(lambda i, items: _of_file(i, records=items), _one, _item_lists),
    st.builds(
        lambda i, w, c: _of_file(i, entrustments=(Entrustment("委託事項1", w, w, subentrusted=c),)),
        _one,
        _words,
        _certain,
    ),
    st.builds(lambda i, w: _of_file(i, provisions=(Provision("提供先1", w),), transfers=()), _one, _words),
    st.builds(lambda w: lambda a: evolve(a, parties=(*a.parties, Party(f"会社{w}"))), _words),
    st.builds(lambda w: lambda a: evolve(a, overview=evolve(a.overview, duties=(w,))), _words),
)


def _follow(edits: list[Edit]) -> Assessment:
    """An edit that would not build (a name twice, an entry that a flow declares) is left out."""
    state = MINATO
    for edit in edits:
        try:
            state = edit(state)
        except ModelError:
            continue
    return state


class Pair(tuple[Assessment, Assessment]):
    """A state and the next, which show what differs and not all that they hold."""

    __slots__ = ()

    def __repr__(self) -> str:
        """Return the parts that differ, before and after."""
        names = [a.name for a in attrs.fields(Assessment)]
        parts = ((name, getattr(self[0], name), getattr(self[1], name)) for name in names)
        return "\n".join(
            f"{name}: {_only(old, new)} → {_only(new, old)}" for name, old, new in parts if old != new
        )


def _only(one: Any, other: Any) -> Any:
    return [value for value in one if value not in other] if isinstance(one, tuple) else one


edited = st.lists(_edits, max_size=4).map(_follow)
changes = st.tuples(edited, edited).map(Pair)
