"""What goes over 情報提供ネットワークシステム: flows by their means or ends, entries by their boxes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import Means, NodeKind
from piaflow.domain.entries import MeansBox
from piaflow.domain.names import EntryName, fold
from piaflow.domain.nodes import System
from piaflow.domain.span import Span
from piaflow.law.system_types import find_type, find_type_called
from piaflow.rules.dossier import Dossier, FlowFacts
from piaflow.rules.handing import find_box, list_provisions

PROVISION_NETWORK = Means.PROVISION_NETWORK
_BETWEEN = frozenset({"中間サーバー", "団体内統合宛名システム", "医療保険者等向け中間サーバー等"})
"""By their names in the catalogue, the systems over which the answers of 情報提供ネットワークシステム come."""


def list_network_flows(dossier: Dossier) -> tuple[FlowFacts, ...]:
    """Return the flows that go over the network: by their means, or from or to it."""
    return tuple(f for f in dossier.flows if PROVISION_NETWORK in f.flow.means or _touches(dossier, f))


def is_network(dossier: Dossier, name: str) -> bool:
    """Whether a node is a network: it only carries, and who gets what goes into it stands behind it."""
    node = dossier.model.find(name)
    return isinstance(node, System) and node.kind is NodeKind.NETWORK


def keeps_copies(dossier: Dossier, name: str) -> bool:
    """Whether a node is a 中間サーバー: what a body puts there is its own 副本, whoever runs it."""
    node = dossier.model.find(name)
    return isinstance(node, System) and _find_type_name(node) == "中間サーバー"


def find_means(dossier: Dossier, facts: FlowFacts) -> tuple[Means, ...]:
    """Return the means of a flow; where it tells none, the network that it goes into or comes from."""
    ends = (dossier.model.find(name) for name in facts.ends)
    called = {name for e in ends if isinstance(e, System) for name in (e.name, e.entry, *e.aliases)}
    return facts.flow.means or tuple(means for means in Means if means.value in called)


def names_way(boxes: Iterable[MeansBox]) -> bool:
    """Whether その他 among the 方法 names the network or what stands before it: 医療保険者等向け中間サーバー等."""
    return any(_WAY.search(fold(box.name)) for box in boxes if box.box is not Certainty.NO)


_UNUSED = (
    "[^、。()]{0,12}?(?:(?:使わ|用い|介さ|通さ|経由し|使用し|利用し|によら)ない"
    "|(?:使わ|用い|介さ|通さ|[用由]せ|によら)ず|以外|でない)"
)
_WAY = re.compile(
    rf"(?:情報提供(?:ネットワーク|N)|中間サーバ|連携サーバ|サービスメッシュ|(?<!庁内)(?<!庁内の)情報連携)(?!{_UNUSED})"
)
"""How a way to the network is called, where it is not said that it is not used."""


def passes_on(system: System) -> bool:
    """Whether a system brings the answers of other bodies: a network, and what stands between it and the 事務."""
    return system.kind is NodeKind.NETWORK or _stands_before(system)


def _stands_before(system: System) -> bool:
    return _find_type_name(system) in _BETWEEN


def _find_type_name(system: System) -> str:
    kind = find_type(system.entry) or find_type_called((system.name, *system.aliases))
    return kind.name if kind else ""


def is_leg_to_network(dossier: Dossier, facts: FlowFacts) -> bool:
    """Whether a flow goes to what stands before the network: by what means is not told in 提供方法, which is the network."""
    end = dossier.model.find(facts.target)
    return isinstance(end, System) and _stands_before(end)


def is_beside_network(dossier: Dossier, facts: FlowFacts) -> bool:
    """Whether a flow stands between the 事務 and a system that passes on: its means may be that of the way as a whole."""
    ends = (dossier.model.find(name) for name in (facts.source, facts.target))
    passing = any(isinstance(end, System) and passes_on(end) for end in ends)
    return passing and not _touches(dossier, facts)


def _touches(dossier: Dossier, facts: FlowFacts) -> bool:
    ends = (dossier.model.find(name) for name in (facts.source, facts.target))
    return any(isinstance(e, System) and PROVISION_NETWORK.value in (e.name, e.entry) for e in ends)


def list_network_boxes(dossier: Dossier) -> Iterator[tuple[EntryName, Certainty, tuple[Span, ...]]]:
    """Yield each entry whose means could be the network, what its box shows, and its lines."""
    for file in dossier.model.files:
        found = find_box(file.acquisition.means, PROVISION_NETWORK)
        yield file.name_entry(file.acquisition), found, file.acquisition.spans
    for name, entry in list_provisions(dossier.model):
        boxes = [find_box(row.means, PROVISION_NETWORK) for row in entry.recipients]
        used = Certainty.YES in boxes or find_box(entry.means, PROVISION_NETWORK) is Certainty.YES
        unused = all(box is Certainty.NO for box in boxes)
        box = Certainty.YES if used else Certainty.NO if unused else Certainty.UNKNOWN
        yield name, box, entry.spans
