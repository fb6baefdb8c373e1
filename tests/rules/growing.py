"""Invented documents of any size, with everything that rules read: systems in a row, or all around one of them."""

from __future__ import annotations

from collections.abc import Iterator

from piaflow.domain.assessment import Assessment, Overview
from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import CountKind, FlowKind, Means, PartyKind, SourceKind
from piaflow.domain.contracts import AllowOnly, Contract, Forbid, Layers, PassThrough
from piaflow.domain.entries import (
    Acquisition,
    Count,
    Entrustment,
    MeansBox,
    Provision,
    SourceBox,
    Transfer,
)
from piaflow.domain.flows import Diagram, Flow, Step
from piaflow.domain.items import ItemList
from piaflow.domain.nodes import Connection, File, Party, System, Zone
from piaflow.domain.records import Acceptance, Revision, Statement

CITY = "みなと市長"
_FILE_EVERY = 10


def make_model(size: int) -> Assessment:
    """Return a document with `size` systems, three flows from each, and a file for every tenth of them."""
    systems = tuple(_system(i, size) for i in range(size))
    files = tuple(_file(i) for i in range(0, size, _FILE_EVERY))
    return Assessment(
        Overview(CITY, "試験に関する事務", published="2026-04-01", network=Certainty.YES),
        zones=(
            Zone("庁内", owner=CITY),
            *(Zone(f"区画{i}", parent="庁内") for i in range(0, size, _FILE_EVERY)),
        ),
        parties=(
            Party(CITY, PartyKind.ASSESSOR),
            Party("住民", PartyKind.PERSON),
            *(Party(f"会社{i}", PartyKind.CONTRACTOR) for i in range(0, size, _FILE_EVERY)),
        ),
        systems=systems,
        files=files,
        diagrams=(Diagram("図", steps=tuple(Step(str(i + 1)) for i in range(size)), nodes=("住民",)),),
        flows=tuple(flow for i in range(size) for flow in _flows(i, size)),
        contracts=_contracts(size),
        revisions=tuple(Revision(f"項目{i}", "2020-01-01", "前", "後") for i in range(size)),
        statements=tuple(Statement(f"こと{i}", "Ⅱ", "同じ") for i in range(size)),
        accepted=tuple(Acceptance(f"step-gap@図 {i}", "試験") for i in range(0, size, _FILE_EVERY)),
    )


def make_star(size: int) -> Assessment:
    """Return a document in which one system holds every file and exchanges with all others and many bodies."""
    middle, others = "統合税システム", [f"税務業務{i}" for i in range(size)]
    bodies = [f"第{i}県庁" for i in range(0, size, _FILE_EVERY)]
    items = ItemList(("個人番号", "氏名"), complete=True)
    boxes = (Connection("税務システム", Certainty.YES), Connection("その他", Certainty.NO))
    flows = [flow for name in others for flow in _exchange(name, middle, items)]
    flows += [Flow(middle, body, FlowKind.PROVISION, diagram="図", step="1", items=items) for body in bodies]
    return Assessment(
        Overview(CITY, "試験に関する事務", published="2026-04-01"),
        zones=(Zone("庁内"), Zone("庁外")),
        parties=(
            Party(CITY, PartyKind.ASSESSOR),
            *(Party(b, PartyKind.PREFECTURE, zone="庁外") for b in bodies),
        ),
        systems=tuple(System(n, owner=CITY, zone="庁内", connects=boxes) for n in (middle, *others)),
        files=tuple(_file_of(middle, i, body) for i, body in enumerate(bodies)),
        diagrams=(Diagram("図", steps=(Step("1"),)),),
        flows=tuple(flows),
        contracts=(
            Forbid(("庁内", "庁外")),
            AllowOnly("庁内", ("庁内",)),
            PassThrough(middle, others[0], others[1]),
        ),
        revisions=tuple(Revision(f"Ⅱ({i + 1})5.提供の有無", "2020-01-01", "1件", "2件") for i in range(size)),
    )


def _exchange(name: str, middle: str, items: ItemList) -> Iterator[Flow]:
    yield Flow(name, middle, FlowKind.USE, diagram="図", step="1", items=items)
    yield Flow(middle, name, FlowKind.TRANSFER, items=items, specific=Certainty.NO)
    yield Flow(middle, name, FlowKind.NONE, items=ItemList(("氏名", "住民票コード")))


def _file_of(holder: str, i: int, body: str) -> File:
    items = ItemList(("氏名", "性別", "住所"), complete=True)
    given = Provision("提供先1", recipient=f"別の{body}", information="氏名など", items=items)
    work = Entrustment("委託事項1", subject=f"運用{i}", content=f"同じ運用{i}")
    return File(f"台帳{i}", holder=holder, provisions=(given,), entrustments=(work,))


def _system(i: int, size: int) -> System:
    near = Connection(f"業務{(i + 1) % size}", Certainty.YES)
    boxes = (near, Connection("庁内連携システム", Certainty.NO), Connection("その他", Certainty.NO))
    zone = f"区画{i - i % _FILE_EVERY}"
    return System(f"業務{i}", number=str(i + 1), owner=CITY, zone=zone, connects=boxes)


def _file(i: int) -> File:
    items = ItemList(("個人番号", "氏名"), complete=True)
    means = (MeansBox(Means.INTERNAL, Certainty.YES), MeansBox(Means.PROVISION_NETWORK, Certainty.NO))
    basis = ("番号法第9条第1項 別表の44の項",)
    return File(
        f"ファイル{i}",
        holder=f"業務{i}",
        records=ItemList(("個人番号", "氏名", "税額等"), complete=True),
        acquisition=Acquisition(sources=(SourceBox(SourceKind.PERSON, Certainty.YES),), means=means),
        counts=(
            Count(CountKind.ENTRUSTMENTS, Certainty.YES, 1),
            Count(CountKind.TRANSFERS, Certainty.YES, 1),
        ),
        entrustments=(Entrustment("委託事項1", content=f"運用{i}", contractor=f"会社{i}", items=items),),
        provisions=(
            Provision("提供先1", recipient="他市", basis=("番号法第19条第8号",), items=items, means=means),
        ),
        transfers=(Transfer("移転先1", recipient="税務課", basis=basis, items=items, means=means),),
    )


def _flows(i: int, size: int) -> tuple[Flow, ...]:
    holder = i - i % _FILE_EVERY
    file, items = f"ファイル{holder}", ItemList(("個人番号", "氏名"), complete=True)
    name, after, later = (f"業務{k % size}" for k in (i, i + 1, i + 7))
    return (
        Flow(name, after, FlowKind.USE, items=items, diagram="図", step=str(i + 1)),
        Flow(name, later, FlowKind.NONE, items=ItemList(("氏名",)), specific=Certainty.NO),
        Flow(
            "住民", f"業務{holder}", FlowKind.ACQUISITION, items=items, file=file, declared=(f"{file}/入手",)
        ),
    )


def _contracts(size: int) -> tuple[Contract, ...]:
    names = tuple(f"業務{i}" for i in range(size))
    third = max(1, size // 3)
    return (
        Forbid(names[: size // 2], exceptions=((names[0], names[1]), (names[0], names[2]))),
        Forbid(("区画0", "庁内")),
        Layers((names[:third], names[third : 2 * third], names[2 * third :])),
        AllowOnly(names[0], (names[1],), exceptions=((names[0], names[3]),)),
        PassThrough(names[1], names[0], names[2]),
    )
