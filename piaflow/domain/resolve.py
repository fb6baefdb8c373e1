"""What makes a set of values no assessment though each of its names is known: rings, dates, lone ends."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from piaflow.domain.all_spans import list_spans
from piaflow.domain.choices import Side
from piaflow.domain.components import find_components
from piaflow.domain.contracts import AllowOnly, Contract, Forbid, Layers, MayHold, PassThrough
from piaflow.domain.known_names import Names
from piaflow.domain.names import fold
from piaflow.domain.repeated import find_repeated
from piaflow.errors import Problem, Where

if TYPE_CHECKING:
    from piaflow.domain.assessment import Assessment

_PAIR = 2


def find_problems(a: Assessment) -> Iterator[Problem]:
    """Yield every problem of the assessment but its unknown names, section by section."""
    yield from find_repeated(a)
    yield from _rings_of_zones(a)
    yield from _sides_of_inner_zones(a)
    yield from _files_without_holder(a)
    yield from _rings_of_items(a)
    yield from _senseless_flows(a)
    yield from _senseless_contracts(a)
    yield from _unclear_acceptances(a)
    yield from _wrong_dates(a)
    yield from _unknown_documents(a)


def _rings_of_zones(a: Assessment) -> Iterator[Problem]:
    above = {z.name: (z.parent,) if z.parent else () for z in a.zones}
    for name in _find_ringed(above):
        yield Problem(("zones", name, "parent"), f"領域「{name}」は自分自身の中にあります")


def _rings_of_items(a: Assessment) -> Iterator[Problem]:
    words = a.vocabulary
    members = {item.name: tuple(map(words.canonical, item.members.names)) for item in words.items}
    own = {item.name for item in a.items}
    for name in _find_ringed(members):
        if name in own:
            yield Problem(("items", name, "members"), f"項目「{name}」は自分自身を含みます")


def _find_ringed(leads: Mapping[str, Collection[str]]) -> list[str]:
    """Return what leads back to itself, in order."""
    circles = find_components(leads)
    ringed = {name for circle in circles for name in circle if len(circle) > 1 or name in leads[name]}
    return [name for name in leads if name in ringed]


def _sides_of_inner_zones(a: Assessment) -> Iterator[Problem]:
    for zone in a.zones:
        if zone.parent and zone.side is not Side.UNKNOWN:
            words = f"側（side）は一番外の領域に書きます（「{zone.name}」は「{zone.parent}」の中）"
            yield Problem(("zones", zone.name, "side"), words)


def _files_without_holder(a: Assessment) -> Iterator[Problem]:
    for file in a.files:
        if not file.holder:
            words = f"ファイル「{file.name}」を保有するシステム（holder）がありません"
            yield Problem(("files", file.name), words)


def _senseless_flows(a: Assessment) -> Iterator[Problem]:
    for index, flow in enumerate(a.flows):
        if a.canonical(flow.source) == a.canonical(flow.target) and not flow.step:
            words = f"「{flow.source}」から自分自身への流れに番号（step）がありません"
            yield Problem(("flows", index), words)


def _senseless_contracts(a: Assessment) -> Iterator[Problem]:
    said: set[str] = set()
    for index, contract in enumerate(a.contracts):
        where = ("contracts", index)
        for position, pair in enumerate(_exceptions(contract)):
            if len(pair) != _PAIR:
                yield Problem((*where, "exceptions", position), "例外は2つの名前の組（[A, B]）で書きます")
        lack = _lack(a, contract)
        if lack:
            yield Problem(where, lack)
        elif str(contract) in said:
            yield Problem(
                where, f"「{contract}」という決まりは2度あります（1つにし、例外があれば合わせます）"
            )
        else:
            said.add(str(contract))


def _lack(a: Assessment, contract: Contract) -> str:
    """Return what a contract lacks to bind anything at all, "" where it lacks nothing."""

    def differ(*names: str) -> bool:
        return len({fold(a.canonical(name)) for name in names}) >= _PAIR

    match contract:
        case Forbid(forbid=names) if not differ(*names):
            return "つながない（forbid）相手が要ります: 2つ以上の違う名前を書きます"
        case AllowOnly(neighbours=()):
            return "つながってよい相手（neighbours）を1つ以上書きます"
        case MayHold(nodes=()):
            return "持ってよい所（nodes）を1つ以上書きます"
        case Layers(layers=layers) if (
            len(layers) < _PAIR or not all(layers) or not differ(*(n for layer in layers for n in layer))
        ):
            return "段（layers）は、名前のある2つ以上の違う段を書きます"
        case PassThrough(pass_through=via, source=source, target=target) if not (
            differ(via, source) and differ(via, target) and differ(source, target)
        ):
            return "from、to、pass_through には3つの違う名前を書きます"
    return ""


def _exceptions(contract: Contract) -> tuple[tuple[str, ...], ...]:
    return () if isinstance(contract, MayHold) else contract.exceptions


def _unclear_acceptances(a: Assessment) -> Iterator[Problem]:
    """Yield the acceptances that name a flow by what several are printed as: which one, only their author knows."""
    for acceptance in a.accepted:
        for told in a.named_flows.find_unclear(acceptance.key):
            yield Problem(("accepted", acceptance.key), told)


def _wrong_dates(a: Assessment) -> Iterator[Problem]:
    dated: list[tuple[Where, str]] = [(("overview", "published"), a.overview.published)]
    dated += [
        (("accepted", x.key, name), getattr(x, name)) for x in a.accepted for name in ("decided", "until")
    ]
    dated += [(("revisions", i, "date"), r.date) for i, r in enumerate(a.revisions)]
    dated.append((("overview", "screening", "date"), a.overview.screening.date))
    for where, text in dated:
        if text and not _is_date(text):
            yield Problem(where, f"「{text}」は日付（例: 2026-03-31）ではありません")


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _unknown_documents(a: Assessment) -> Iterator[Problem]:
    keys = {document.key for document in a.documents}
    documents = Names("文書", {key: key for key in keys}, "documents")
    for where, spans in list_spans(a):
        for span in spans:
            if span.document not in keys:
                yield documents.refuse((*where, "spans"), span.document)
