"""network-claimed: Ⅰ.6 and what uses 情報提供ネットワークシステム contradict each other."""

from __future__ import annotations

import re
from collections.abc import Iterator

from piaflow.domain.assessment import Overview
from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import CountKind, FlowKind
from piaflow.domain.entries import Acquisition
from piaflow.domain.names import EntryName, name_some
from piaflow.domain.nodes import File, System
from piaflow.domain.span import Span
from piaflow.law.citations import LINKAGE_TABLE, ORDER_TABLE
from piaflow.rules import needs
from piaflow.rules.citing import parse_all
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity, Spot
from piaflow.rules.handing import list_provisions
from piaflow.rules.network import (
    PROVISION_NETWORK,
    list_network_boxes,
    list_network_flows,
    names_way,
    passes_on,
)
from piaflow.rules.places import INQUIRY_BASIS, NETWORK
from piaflow.rules.rule import Rule

_REASON = re.compile("ない|予定|今後|ため")


def _find(dossier: Dossier) -> Iterator[Hit]:
    overview = dossier.model.overview
    if overview.network is Certainty.NO:
        yield from _used_all_the_same(dossier)
    elif overview.network is Certainty.YES and _uses_none(dossier):
        yield Hit(
            f"{dossier.number(NETWORK)}は情報提供ネットワークシステムによる情報連携を実施するとするが、同システムを使う入手も提供も流れもない。",
            (NETWORK,),
            (
                Evidence(f"{dossier.number(NETWORK)} 実施する", overview.spans, Spot("Ⅰ.6.①")),
                Evidence("Ⅱ.3②、Ⅱ.5 同システムの欄はすべて空", _all(dossier)),
            ),
            confidence=Confidence.MEDIUM if _passes_gate(dossier) else None,
        )
    elif _inquires_without_basis(dossier, overview):
        used = [(name, spans) for name, spans in _used(dossier) if name.number == Acquisition.WORD]
        yield Hit(
            f"{used[0][0]}は情報提供ネットワークシステムによるとあるが、{dossier.number(NETWORK)}は情報提供の根拠だけで情報照会の根拠を挙げない。",
            (INQUIRY_BASIS, *(name for name, _ in used)),
            (
                Evidence(f"{dossier.number(NETWORK)} 情報照会の根拠がない", overview.spans, Spot("Ⅰ.6.②")),
                Evidence("入手の方法", used[0][1]),
            ),
        )


def _used(dossier: Dossier) -> list[tuple[EntryName, tuple[Span, ...]]]:
    return [(name, spans) for name, box, spans in list_network_boxes(dossier) if box is Certainty.YES]


def _all(dossier: Dossier) -> tuple[Span, ...]:
    return tuple(dict.fromkeys(s for _, _, spans in list_network_boxes(dossier) for s in spans))


def _used_all_the_same(dossier: Dossier) -> Iterator[Hit]:
    """Yield one finding for all entries and flows of the document's own 事務 that use the network."""
    flows = [
        (f.id, f.label, f.spans) for f in list_network_flows(dossier) if f.flow.kind is not FlowKind.NONE
    ]
    used = [(name, name, spans) for name, spans in _used(dossier)] + flows
    if used:
        named = name_some((label for _, label, _ in used), most=1)
        yield Hit(
            f"{dossier.number(NETWORK)}は情報連携を実施しないとするが、{named}は{PROVISION_NETWORK.value}を使う。",
            (NETWORK, *(name for name, _, _ in used)),
            (
                Evidence(
                    f"{dossier.number(NETWORK)} 実施しない", dossier.model.overview.spans, Spot("Ⅰ.6.①")
                ),
                Evidence(f"{PROVISION_NETWORK.value}を使う", tuple(s for *_, spans in used for s in spans)),
            ),
            severity=Severity.ERROR,
        )
    elif cited := _list_cited(dossier):
        yield Hit(
            f"{dossier.number(NETWORK)}は情報連携を実施しないとするが、その根拠に{name_some(cited)}を挙げる。",
            (NETWORK,),
            (
                Evidence(
                    f"{dossier.number(NETWORK)} 実施しない", dossier.model.overview.spans, Spot("Ⅰ.6.①")
                ),
                Evidence(f"根拠 {name_some(cited)}", (), Spot("Ⅰ.6.②")),
            ),
            about="根拠",
            confidence=Confidence.MEDIUM,
        )


def _list_cited(dossier: Dossier) -> list[str]:
    """The rows of the tables of the network that Ⅰ.6② cites, but for lines that say why they are named all the same."""
    cell = dossier.cell("Ⅰ.6.②")
    lines = cell.stated.splitlines() if cell else []
    cited = parse_all(line for line in lines if not _REASON.search(line))
    return list(dict.fromkeys(str(c) for c in cited if c.table in (LINKAGE_TABLE, ORDER_TABLE) and c.row))


def _uses_none(dossier: Dossier) -> bool:
    """Whether every box of every file is known to be blank, no flow uses the network, and その他 names no way to it."""
    boxes = [box for _, box, _ in list_network_boxes(dossier)]
    listed = bool(dossier.model.files) and all(map(_is_listed, dossier.model.files))
    return (
        listed
        and all(box is Certainty.NO for box in boxes)
        and not list_network_flows(dossier)
        and not _is_named(dossier)
    )


def _is_named(dossier: Dossier) -> bool:
    """Whether その他 among the 方法 names the network or what stands before it: 医療保険者等向け中間サーバー等."""
    found = [file.acquisition.means for file in dossier.model.files]
    found += [row.means for _, entry in list_provisions(dossier.model) for row in entry.recipients]
    return any(map(names_way, found))


def _passes_gate(dossier: Dossier) -> bool:
    """Whether a flow goes to or comes from what stands before the network: then a box may have been left out."""
    ends = (dossier.model.find(name) for facts in dossier.flows for name in facts.ends)
    return any(isinstance(end, System) and passes_on(end) for end in ends)


def _is_listed(file: File) -> bool:
    """Whether all 提供先 of a file are in the model, by its own count."""
    count = next((c for c in file.counts if c.kind is CountKind.PROVISIONS), None)
    if count is None:
        return False
    listed = sum(len(entry.rows) or 1 for entry in file.provisions)
    return count.done is Certainty.NO or count.count in (listed, len(file.provisions))


def _inquires_without_basis(dossier: Dossier, overview: Overview) -> bool:
    read = overview.network is Certainty.YES and overview.network_provision_basis
    inquires = any(name.number == Acquisition.WORD for name, _ in _used(dossier))
    return bool(read) and not overview.network_inquiry_basis and inquires


RULE = Rule(
    name="network-claimed",
    title="情報連携の有無と、入手・提供の方法が合わない",
    checks="Ⅰ.6の実施の有無と情報照会の根拠を、入手の方法、提供方法、情報提供ネットワークシステムを通る流れと比べる。実施しないとするのに根拠の表の項を挙げるものも言う。"
    "欄やページが読めないファイルがあれば、使っていないとは言わない。その他の欄が医療保険者等向け中間サーバー等を挙げるものも言わず、中間サーバーとの流れがあるものは、欄の書き漏れかもしれないので、確かとは言わない。",
    matters="情報連携をするなら評価の実施が照会・提供の条件であり、根拠の条項とⅢ.6の措置が要る。",
    settle="情報連携をするかを確かめ、Ⅰ.6と、入手・提供の方法のどちらかを直す。",
    source="番号法19条8号・9号、21条2項、28条6項、様式4・様式3 Ⅰ.6、Ⅱ.3②、Ⅱ.5⑥",
    severity=Severity.WARNING,
    find=_find,
    needs=(needs.NETWORK, needs.MEANS),
)
