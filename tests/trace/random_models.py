"""Small random assessments that always build, alone, in pairs that share nodes, and with one flow more.

The strategies are made once, over one pool of names; an assessment holds what its flows touch.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from attrs import evolve
from hypothesis import strategies as st

from piaflow.domain.assessment import Assessment, Overview
from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import Extent, FlowKind, MainItem, Means, NodeKind, PartyKind
from piaflow.domain.entries import Entrustment, MeansBox, Provision, Recipient, Storage, Transfer, Use
from piaflow.domain.flows import Conversion, Diagram, Flow, Step
from piaflow.domain.items import STANDARD_ITEMS, Item, ItemList, Vocabulary
from piaflow.domain.nodes import Connection, File, Knowledge, MainItemBox, Party, System, Zone

T = TypeVar("T")

OWN_ITEMS = (
    Item("申請日"),
    Item("申請情報", aliases=("申請書",), members=ItemList(("個人番号", "申請日"), complete=True)),
    Item("証明書", members=ItemList(("氏名",))),
    Item("書類", members=ItemList()),
    Item("地方税関係情報", members=ItemList(("証明書", "申請日"))),
    Item("別紙のとおり"),
    Item("異動データ"),
    Item("世帯情報"),
)
WORDS = Vocabulary((*STANDARD_ITEMS, *OWN_ITEMS))
ITEMS = (
    "個人番号",
    "符号",
    "マイナンバー",
    "団体内統合宛名番号",
    "氏名",
    "4情報",
    "本人確認情報",
    "申請書",
    "証明書",
    "書類",
    "地方税関係情報",
    "宛名番号",
    "異動データ",
    "世帯情報",
)
TRACED = tuple(dict.fromkeys(map(WORDS.canonical, ITEMS)))
IDENTIFIERS = ("個人番号", "符号", "団体内統合宛名番号")


def leaves(item: str) -> frozenset[str]:
    """What an item is in the end: the members of a group, no groups, and the 等 that ends one."""
    inside = [i for i in WORDS.items if i.name in WORDS.expand([item])]
    rests = {f"{i.name}の「等」" for i in inside if i.is_group and not i.members.complete}
    return frozenset(i.name for i in inside if not i.is_group) | rests


CITY, HILL = "みなと市長", "やまて市長"
PERSON = Party("住民", PartyKind.PERSON)
COMPANY = Party("支援会社", PartyKind.CONTRACTOR)
CENTRE = Party("機構", PartyKind.JLIS)
PREFECTURE = Party("みなと県知事", PartyKind.PREFECTURE, aliases=("みなと県",))
TOTTORI = Party("鳥取県", PartyKind.PREFECTURE)
TOWN_HALL = "みなと市"
SECTION, OFFICE = "市民課", "受付"
CARRIERS = (PERSON.name, COMPANY.name, CENTRE.name, SECTION, PREFECTURE.name, TOWN_HALL)
SERVER = "都道府県サーバー"
SYSTEM_NAMES = (("窓口",), ("業務システム", "業務"), ("宛名システム",), ("中間サーバー",), (SERVER,))
ENDS = (*CARRIERS, *(name for names in SYSTEM_NAMES for name in names))
HOLDERS = {"台帳": ("窓口", "業務システム"), "名簿": ("業務システム",), "受託データ": (COMPANY.name,)}
PLACES = ("", "庁舎", "別棟", "センター", "クラウド", "クラウドの中")
PICTURE = Diagram("図", steps=(Step("①"),))

pick = st.integers(0, 10)
_item = st.sampled_from(ITEMS)
_items = st.lists(_item, max_size=2, unique=True).map(tuple)
_certainty = st.sampled_from(Certainty)
# Most lists are open without a name, or name something; a complete list without a name is 「なし」.
# Some point to where items are, in place of naming them or beside that.
_entries = st.lists(st.sampled_from((*ITEMS, "別紙のとおり")), max_size=2, unique=True).map(tuple)
item_lists = st.builds(ItemList, _entries, st.booleans())
_end = st.sampled_from((*ENDS, *HOLDERS))
flows = st.builds(
    Flow,
    _end,
    _end,
    st.sampled_from((FlowKind.NONE, FlowKind.ACQUISITION, FlowKind.PROVISION)),
    diagram=st.just(PICTURE.name),
    step=st.just(PICTURE.steps[0].number),
    items=item_lists,
    excludes=st.one_of(st.just(()), st.just(()), _items),
    specific=st.sampled_from((Certainty.UNKNOWN, Certainty.UNKNOWN, Certainty.NO, Certainty.YES)),
    file=st.sampled_from(("", "", *HOLDERS)),
    declared=st.sampled_from(((), (), (), *((f"{name}/入手",) for name in HOLDERS))),
)


def _apart(pair: Sequence[str]) -> bool:
    return not WORDS.expand(pair[:1]) & WORDS.expand(pair[1:])


conversions = st.builds(
    lambda at, pair: Conversion(at, *pair),
    st.sampled_from(ENDS),
    st.lists(_item, min_size=2, max_size=2).filter(_apart),
)
_knows = st.lists(
    st.builds(
        Knowledge, st.sampled_from((*IDENTIFIERS, "氏名", "4情報", "申請書", "地方税関係情報")), _certainty
    ),
    max_size=2,
    unique_by=lambda k: k.item,
).map(tuple)
CHOICES = ("宛名システム等", "住民基本台帳ネットワークシステム", "税務システム", "庁内連携システム")
"""Boxes of Ⅰ.2③ that the form prints."""
_ticked = st.lists(
    st.builds(Connection, st.sampled_from([*(names[-1] for names in SYSTEM_NAMES), *CHOICES]), _certainty),
    max_size=2,
    unique_by=lambda connection: connection.name,
).map(tuple)
_systems = st.tuples(
    *(
        st.builds(
            System,
            st.just(names[0]),
            aliases=st.just(names[1:]),
            number=st.sampled_from(("", "1")),
            owner=st.sampled_from(
                ("", "", CITY, TOWN_HALL, SECTION, OFFICE, CENTRE.name, COMPANY.name, PREFECTURE.name)
                if names[0] != SERVER
                else ("", "", CITY, PREFECTURE.name, TOTTORI.name, TOTTORI.name)
            ),
            zone=st.sampled_from(PLACES),
            kind=st.sampled_from((NodeKind.SYSTEM, NodeKind.SYSTEM, NodeKind.TERMINAL)),
            knows=st.one_of(st.just(()), _knows if names[0] != SERVER else st.just(())),
            connects=st.one_of(st.just(()), st.just(()), _ticked),
        )
        for names in SYSTEM_NAMES
    )
)
_boxes = st.builds(
    MainItemBox,
    st.sampled_from((MainItem.NUMBER, MainItem.CODE, MainItem.FOUR, MainItem.LOCAL_TAX)),
    _certainty,
)
_entrustments = st.lists(
    st.builds(
        Entrustment,
        st.sampled_from(("委託事項1", "委託事項2")),
        contractor=st.sampled_from(("", COMPANY.name, CENTRE.name)),
        extent=st.sampled_from(Extent),
        items=item_lists,
        subentrusted=st.sampled_from(Certainty),
    ),
    max_size=2,
    unique_by=lambda entry: entry.number,
).map(tuple)
_paper = _certainty.map(lambda box: MeansBox(Means.PAPER, box))
_network = MeansBox(Means.PROVISION_NETWORK, Certainty.YES)
_means = st.one_of(st.just(()), st.tuples(_paper), st.tuples(st.just(_network), _paper))
_provisions = st.lists(
    st.builds(
        Provision,
        st.sampled_from(("提供先1", "提供先2")),
        recipient=st.sampled_from(("", "みなと県", COMPANY.name, CENTRE.name, "どこかの知事")),
        items=item_lists,
        means=_means,
    ),
    max_size=1,
).map(tuple)
_annexed = st.builds(
    Provision,
    st.just("提供先3"),
    recipient=st.just("別紙1"),
    rows=st.sampled_from(
        (
            *("都道府県知事", "市町村長", "情報照会者", "港区", "やまて市長", "みなと市役所"),
            *("みらい", "株式会社みらい", "国税庁", "みなと税務署長", "鳥取県知事又は港区長"),
        )
    ).flatmap(lambda printed: _means.map(lambda means: (Recipient(printed, means=means),))),
    means=_means,
    items=item_lists,
)
"""Whom an annex prints, be it that the document has a party of that name or not."""
_transfers = st.lists(
    st.builds(
        Transfer,
        st.just("移転先1"),
        recipient=st.just("別紙2"),
        rows=st.sampled_from(("", "市民課", "市民部市民課", "市民課窓口係", "税務課、受付")).map(
            lambda printed: (Recipient(printed),) if printed else ()
        ),
        items=item_lists,
    ),
    max_size=1,
).map(tuple)
_printed = st.sampled_from(
    (
        SECTION,
        "市民部市民課",
        "市民課（支所を含む）",
        "市民課窓口係",
        OFFICE,
        "市民課、受付",
        "総務部受付",
        "教育部",
        COMPANY.name,
        "みなと県",
    )
)
"""What a file may print as its 使用部署 or 事務担当部署: 部署 with what they stand in, others by their names."""
_files = st.tuples(
    *(
        st.builds(
            File,
            st.just(name),
            st.sampled_from(holders),
            listed=_certainty,
            main_items=st.lists(_boxes, max_size=2, unique_by=lambda box: box.item).map(tuple),
            records=item_lists,
            entrustments=_entrustments,
            provisions=_provisions,
            use=st.builds(Use, departments=st.lists(_printed, max_size=2, unique=True).map(tuple)),
            department=st.one_of(st.just(""), _printed),
        )
        for name, holders in HOLDERS.items()
    )
)
_nodes = st.tuples(_systems, _files)
_several_flows = st.lists(flows, min_size=1, max_size=8).map(tuple)
_some_conversions = st.lists(conversions, max_size=2).map(tuple)

Kept = tuple[tuple[System, ...], tuple[File, ...]]


def _touched(flow: Flow) -> set[str]:
    declaring = {entry.partition("/")[0] for entry in flow.declared}
    return {flow.source, flow.target, flow.file, *declaring} - {""}


def _needed(names: set[str], kept: Kept, body: str) -> Kept:
    """The systems and files of these names, and the holders of the files."""
    files = tuple(file for file in kept[1] if file.name in names)
    wanted = names | {file.holder for file in files}
    systems = tuple(s for s in kept[0] if wanted & {s.name, *s.aliases})
    there = {*CHOICES, *(name for s in systems for name in (s.name, *s.aliases))}
    systems = tuple(evolve(s, connects=tuple(c for c in s.connects if c.name in there)) for s in systems)
    return tuple(evolve(s, owner=body) if s.owner == CITY else s for s in systems), files


def _build(
    overview: Overview, drawn: tuple[Flow, ...], made: tuple[Conversion, ...], kept: Kept
) -> Assessment:
    body = overview.body
    systems, files = _needed(
        set().union(*map(_touched, drawn), (conversion.at for conversion in made)), kept, body
    )
    return Assessment(
        overview,
        zones=(
            Zone("庁舎", owner=body),
            Zone("別棟", parent="庁舎"),
            Zone("センター", owner=CENTRE.name),
            Zone("クラウド", owner=PREFECTURE.name, cloud=Certainty.YES),
            Zone("クラウドの中", parent="クラウド"),
        ),
        parties=(
            *(PERSON, COMPANY, CENTRE, PREFECTURE, TOTTORI),
            # One city knows the other by another name than that writes itself, and itself by both.
            Party(TOWN_HALL, PartyKind.MUNICIPALITY),
            Party(SECTION, PartyKind.DEPARTMENT, body=body),
            Party(OFFICE, PartyKind.DEPARTMENT),
        ),
        systems=systems,
        files=files,
        items=OWN_ITEMS,
        conversions=made,
        diagrams=(PICTURE,),
        flows=drawn,
    )


OTHER_NAMES = (
    ("窓口", ("窓口", "窓口", "税務窓口")),
    ("業務システム", ("業務システム", "基幹システム", "住民情報システム")),
    ("宛名システム", ("宛名システム", "統合宛名システム", "団体内統合宛名システム")),
    ("中間サーバー", ("中間サーバー", "中間サーバ", "中間サーバー・プラットフォーム")),
)
"""What documents of one body may call one system."""


def _call(model: Assessment, name: str, other: str) -> Assessment:
    """The model with another name for a system."""

    def called(names: Sequence[str]) -> tuple[str, ...]:
        return tuple(other if known == name else known for known in names)

    def call(value: T, *fields: str) -> T:
        return evolve(value, **{f: other for f in fields if getattr(value, f) == name})  # type: ignore[misc]

    files = (
        evolve(
            call(file, "holder"),
            storage=Storage(systems=called(file.storage.systems)),
            entrustments=tuple(evolve(told, systems=called(told.systems)) for told in file.entrustments),
        )
        for file in model.files
    )
    return evolve(
        model,
        systems=tuple(
            evolve(call(system, "name"), connects=tuple(call(ticked, "name") for ticked in system.connects))
            for system in model.systems
        ),
        files=tuple(files),
        conversions=tuple(call(conversion, "at") for conversion in model.conversions),
        flows=tuple(call(flow, "source", "target") for flow in model.flows),
    )


GUESTS = (
    Party("港区", PartyKind.MUNICIPALITY),
    Party("他市区町村", PartyKind.MUNICIPALITY),
    Party("情報照会者", PartyKind.OTHER_PUBLIC),
    Party("他の執行機関", PartyKind.OTHER_PUBLIC),
    Party("国税庁", PartyKind.NATIONAL),
    Party("みなと税務署", PartyKind.NATIONAL),
    Party("みらい", PartyKind.COMPANY),
    Party("（株）みらい", PartyKind.COMPANY),
    Party("本人", PartyKind.PERSON),
    Party("市民部市民課", PartyKind.DEPARTMENT),
    Party("保守業者", PartyKind.CONTRACTOR),
    Party("受注者", PartyKind.CONTRACTOR),
    Party("やまて商会", PartyKind.CONTRACTOR),
)
"""Whom only some documents name: wards, words for many, offices, companies and sections called otherwise."""


_some_annexed = st.lists(_annexed, max_size=1)


@st.composite
def _invited(draw: st.DrawFn, model: Assessment) -> Assessment:
    """The model with guests in the place of some of its carriers, and perhaps without parties that none then needs."""
    guests = draw(st.lists(st.sampled_from(GUESTS), max_size=3, unique=True))
    names = [guest.name for guest in guests]
    ends = st.sampled_from((None, None, *names))

    def seat(flow: Flow) -> Flow:
        source, target = draw(ends), draw(ends)
        return evolve(
            flow,
            source=source if source and flow.source in CARRIERS else flow.source,
            target=target if target and flow.target in CARRIERS else flow.target,
        )

    flows = tuple(map(seat, model.flows)) if guests else model.flows
    left: set[str] = set()
    if draw(st.booleans()):
        used = {end for flow in flows for end in (flow.source, flow.target)}
        used |= {conversion.at for conversion in model.conversions}
        used |= {node.owner for node in model.systems} | {party.body for party in model.parties}
        left = {PERSON.name, SECTION} - used
    parties = tuple(party for party in model.parties if party.name not in left)
    files = tuple(
        evolve(file, provisions=(*file.provisions, *draw(_some_annexed)), transfers=draw(_transfers))
        for file in model.files
    )
    return evolve(model, parties=(*parties, *guests), files=files, flows=flows)


@st.composite
def _drawn(draw: st.DrawFn, body: str, procedure: str) -> Assessment:
    """An assessment that may have a system without any flow, copies of files in systems, work entrusted on systems.

    And an office that may belong to a section.
    """
    overview = st.just(Overview(body, procedure))
    model = draw(st.builds(_build, overview, _several_flows, _some_conversions, _nodes))
    lonely = System("倉庫", owner=draw(st.sampled_from(("", CENTRE.name, SECTION))), knows=draw(_knows))
    office = Party(OFFICE, PartyKind.DEPARTMENT, body=draw(st.sampled_from(("", SECTION))))
    centre = evolve(CENTRE, aliases=draw(st.sampled_from(((), ("地方公共団体情報システム機構",)))))
    drawn = {OFFICE: office, CENTRE.name: centre}
    parties = tuple(drawn.get(party.name, party) for party in model.parties)
    model = evolve(model, parties=parties, systems=(*model.systems, *draw(st.sampled_from(((), (lonely,))))))
    some = st.sampled_from(((), (), *((s.aliases[-1:] or (s.name,)) for s in model.systems)))
    files = [
        evolve(
            file,
            storage=Storage(systems=draw(some)),
            entrustments=tuple(evolve(told, systems=draw(some)) for told in file.entrustments),
        )
        for file in model.files
    ]
    model = evolve(model, files=tuple(files))
    for name, names in OTHER_NAMES:
        model = _call(model, name, draw(st.sampled_from(names)))
    return model


def _hosting(body: str, procedure: str) -> st.SearchStrategy[Assessment]:
    return _drawn(body, procedure).flatmap(_invited)


assessments = _drawn(CITY, "事務")
pairs_of_one_body = st.tuples(_hosting(CITY, "事務"), _hosting(CITY, "別の事務"))
pairs_of_two_bodies = st.tuples(_hosting(CITY, "事務"), _hosting(HILL, "別の事務"))
_CITIES = ("大阪市長", "名古屋市長", "港区長")
pairs_of_wards = st.tuples(
    _hosting(_CITIES[0], "事務"), st.sampled_from(_CITIES).flatmap(lambda b: _hosting(b, "別の事務"))
)
"""Of cities that have a ward of one name, and of the 特別区 that is called so."""
pairs = st.one_of(pairs_of_one_body, pairs_of_two_bodies, pairs_of_wards)
alone_or_joined = st.one_of(_hosting(CITY, "事務").map(lambda model: (model,)), pairs)
_BODIES = (CITY, HILL, "かわ町長", "さと村長")
several = st.integers(3, 5).flatmap(
    lambda count: st.tuples(*(_drawn(_BODIES[k % len(_BODIES)], f"事務{k}") for k in range(count)))
)
"""Documents of several bodies: what they do not tell of the parties that all of them name has hubs before it."""


def _with_one_more(model: Assessment, kept: Kept, flow: Flow, index: int) -> tuple[Assessment, Assessment]:
    """Both hold the same nodes: those that the flow needs are there before it is."""
    have = {name for node in model.nodes for name in (node.name, *node.aliases)}
    systems, files = _needed(_touched(flow) - have, kept, model.body)
    before = evolve(
        model,
        systems=(
            *model.systems,
            *(
                evolve(s, aliases=tuple(name for name in s.aliases if name not in have))
                for s in systems
                if s.name not in have
            ),
        ),
        files=(*model.files, *files),
    )
    place = index % (len(model.flows) + 1)
    return before, evolve(before, flows=(*model.flows[:place], flow, *model.flows[place:]))


with_a_flow_more = st.builds(_with_one_more, assessments, _nodes, flows, pick)
again_with_a_flow_more = st.builds(
    lambda model, index, place: _with_one_more(model, ((), ()), model.flows[index % len(model.flows)], place),
    assessments,
    pick,
    pick,
)


# The same, written in another order.


def _mixed(draw: st.DrawFn, things: Sequence[T]) -> tuple[T, ...]:
    return tuple(draw(st.permutations(things)))


@st.composite
def mixed(draw: st.DrawFn, model: Assessment) -> Assessment:
    """The model with every list that means a set in another order."""

    def listed(items: ItemList) -> ItemList:
        return evolve(items, names=_mixed(draw, items.names))

    def entry(told: Entrustment) -> Entrustment:
        return evolve(told, items=listed(told.items))

    return evolve(
        model,
        zones=_mixed(draw, model.zones),
        parties=_mixed(draw, model.parties),
        systems=_mixed(draw, [evolve(s, knows=_mixed(draw, s.knows)) for s in model.systems]),
        files=_mixed(
            draw,
            [
                evolve(
                    file,
                    main_items=_mixed(draw, file.main_items),
                    records=listed(file.records),
                    entrustments=_mixed(draw, [entry(told) for told in file.entrustments]),
                )
                for file in model.files
            ],
        ),
        items=_mixed(draw, [evolve(i, members=listed(i.members)) for i in model.items]),
        conversions=_mixed(draw, model.conversions),
        flows=_mixed(
            draw,
            [
                evolve(flow, items=listed(flow.items), excludes=_mixed(draw, flow.excludes))
                for flow in model.flows
            ],
        ),
    )


@st.composite
def mixed_pairs(draw: st.DrawFn) -> tuple[tuple[Assessment, ...], tuple[Assessment, ...]]:
    """One or two models, and the same in another order."""
    models = draw(alone_or_joined)
    return models, _mixed(draw, [draw(mixed(model)) for model in models])
