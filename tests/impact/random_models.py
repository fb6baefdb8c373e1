"""Small random assessments whose changes an impact tells, alone and in pairs that share nodes.

The strategies are made once, over one pool of names; an assessment holds what its flows touch.
"""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve
from hypothesis import strategies as st

from piaflow.domain.assessment import Assessment, Overview
from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import FlowKind, MainItem, PartyKind
from piaflow.domain.flows import Conversion, Diagram, Flow, Step
from piaflow.domain.items import STANDARD_ITEMS, Item, ItemList, Vocabulary
from piaflow.domain.nodes import File, MainItemBox, Party, System

OWN_ITEMS = (
    Item("申請日"),
    Item("申請情報", aliases=("申請書",), members=ItemList(("個人番号", "申請日"), complete=True)),
)
WORDS = Vocabulary((*STANDARD_ITEMS, *OWN_ITEMS))
ITEMS = ("個人番号", "符号", "マイナンバー", "団体内統合宛名番号", "氏名", "4情報", "本人確認情報", "申請書")
TRACED = tuple(dict.fromkeys(map(WORDS.canonical, ITEMS)))

PERSON = Party("住民", PartyKind.PERSON)
COMPANY = Party("支援会社", PartyKind.CONTRACTOR)
CENTRE = Party("機構", PartyKind.JLIS)
COUNTER = System("窓口")
OFFICE = System("業務システム", aliases=("業務",))
ADDRESSEE = System("宛名システム")
SERVER = System("中間サーバー", owner=CENTRE.name)
SYSTEMS = (COUNTER, OFFICE, ADDRESSEE, SERVER)
CARRIERS = (PERSON.name, COMPANY.name, *(name for s in SYSTEMS for name in (s.name, *s.aliases)))
HOLDERS = {"台帳": (COUNTER.name, OFFICE.name), "名簿": (OFFICE.name,), "受託データ": (COMPANY.name,)}
PICTURE = Diagram("図", steps=(Step("①"),))


def _flow(ends: tuple[str, str], items: ItemList, left_out: Sequence[str], flow: Flow) -> Flow:
    held = WORDS.expand(items.names)
    return evolve(
        flow,
        source=ends[0],
        target=ends[1],
        items=items,
        excludes=tuple(name for name in left_out if WORDS.canonical(name) not in held),
    )


_item = st.sampled_from(ITEMS)
_items = st.lists(_item, max_size=2, unique=True).map(tuple)
_end = st.sampled_from((*CARRIERS, *HOLDERS))
item_lists = st.builds(ItemList, _items, st.booleans())
flows = st.builds(
    _flow,
    st.tuples(_end, _end),
    item_lists,
    st.one_of(st.just(()), _items),
    st.builds(
        Flow,
        st.just(""),
        st.just(""),
        st.sampled_from((FlowKind.NONE, FlowKind.ACQUISITION, FlowKind.PROVISION)),
        diagram=st.just(PICTURE.name),
        step=st.just(PICTURE.steps[0].number),
        specific=st.sampled_from((Certainty.UNKNOWN, Certainty.NO, Certainty.YES)),
        file=st.sampled_from(("", *HOLDERS)),
    ),
)
conversions = st.builds(
    lambda at, pair: Conversion(at, *pair),
    st.sampled_from(CARRIERS),
    st.lists(_item, min_size=2, max_size=2, unique_by=WORDS.canonical),
)
_boxes = st.builds(
    MainItemBox,
    st.sampled_from((MainItem.NUMBER, MainItem.CODE, MainItem.FOUR)),
    st.sampled_from(Certainty),
)
_files = {
    name: st.builds(
        File,
        st.just(name),
        st.sampled_from(holders),
        main_items=st.lists(_boxes, max_size=2, unique_by=lambda box: box.item).map(tuple),
        records=item_lists,
    )
    for name, holders in HOLDERS.items()
}
_several_flows = st.lists(flows, min_size=1, max_size=8)
_some_conversions = st.lists(conversions, max_size=2)
_all_files = st.tuples(*_files.values())


def _touched(flow: Flow) -> set[str]:
    return {flow.source, flow.target, flow.file} - {""}


def _build(
    overview: Overview, drawn: Sequence[Flow], made: Sequence[Conversion], kept: Sequence[File]
) -> Assessment:
    named = set().union(*map(_touched, drawn))
    files = tuple(file for file in kept if file.name in named)
    named |= {file.holder for file in files} | {conversion.at for conversion in made}
    return Assessment(
        overview,
        parties=(PERSON, COMPANY, CENTRE),
        systems=tuple(s for s in SYSTEMS if named & {s.name, *s.aliases}),
        files=files,
        items=OWN_ITEMS,
        conversions=tuple(made),
        diagrams=(PICTURE,),
        flows=tuple(drawn),
    )


def _drawn(body: str, procedure: str) -> st.SearchStrategy[Assessment]:
    overview = st.just(Overview(body, procedure))
    return st.builds(_build, overview, _several_flows, _some_conversions, _all_files)


assessments = _drawn("みなと市長", "事務")
pairs_of_one_body = st.tuples(assessments, _drawn("みなと市長", "別の事務"))
pairs_of_two_bodies = st.tuples(assessments, _drawn("やまて市長", "別の事務"))


def _with_one_more(model: Assessment, kept: Sequence[File], flow: Flow) -> tuple[Assessment, Assessment]:
    """Both hold the same nodes: those that the flow needs are there before it is."""
    have = {name for node in model.nodes for name in (node.name, *getattr(node, "aliases", ()))}
    files = tuple(f for f in kept if f.name in _touched(flow) - have)
    need = (_touched(flow) | {f.holder for f in files}) - have
    systems = tuple(s for s in SYSTEMS if need & {s.name, *s.aliases})
    before = evolve(model, systems=(*model.systems, *systems), files=(*model.files, *files))
    return before, evolve(before, flows=(*before.flows, flow))


with_a_flow_more = st.builds(_with_one_more, assessments, _all_files, flows)
