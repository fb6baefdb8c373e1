"""information-copied: an entry hands over, item by item, what an entry of another file hands over."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter

from piaflow.domain.assessment import DeclaredEntry
from piaflow.domain.certainty import Certainty
from piaflow.domain.entries import Handover
from piaflow.domain.grouping import group_by
from piaflow.domain.items import ItemList
from piaflow.domain.names import fold, name_some
from piaflow.rules import needs
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity, Spot
from piaflow.rules.recorded import is_recorded
from piaflow.rules.rule import Rule

_FEW = 3


def _find(dossier: Dossier) -> Iterator[Hit]:
    """As many items in one order, and the same text: what is alike in these is looked at."""
    handovers = [d for d in dossier.model.entries if isinstance(d.entry, Handover)]
    alike = group_by((_list_of(d.entry), d) for d in handovers if isinstance(d.entry, Handover))
    for (items, _), same in alike.items():
        if len(items.names) >= _FEW and len(same) > 1:
            yield from _copies(dossier, items, same)


def _copies(dossier: Dossier, items: ItemList, same: tuple[DeclaredEntry, ...]) -> Iterator[Hit]:
    """Yield each entry whose file is not known to record what some other entry's file records in full."""
    whole = sorted((d for d in same if not _lacking(dossier, d, items)), key=attrgetter("name"))
    for copied in same:
        foreign = _unrecorded(dossier, copied, items) if whole else ()
        apart = (d for d in whole if d.file != copied.file and not _is_one_entry(copied, d))
        first = next(apart, None) if foreign else None
        if first is not None:
            yield _hit(copied, first, foreign)


def _lacking(dossier: Dossier, declared: DeclaredEntry, items: ItemList) -> tuple[str, ...]:
    words, records = dossier.model.vocabulary, dossier.model.file(declared.file).records
    return tuple(name for name in items.names if words.holds(records, name) is not Certainty.YES)


def _unrecorded(dossier: Dossier, declared: DeclaredEntry, items: ItemList) -> tuple[str, ...]:
    words, file = dossier.model.vocabulary, dossier.model.file(declared.file)
    return tuple(name for name in items.names if is_recorded(file, name, words) is not Certainty.YES)


def _list_of(entry: Handover) -> tuple[ItemList, str]:
    return entry.items, fold(entry.information)


def _is_one_entry(copied: DeclaredEntry, first: DeclaredEntry) -> bool:
    """The same recipient on the same basis is one entry under two files."""
    one, two = copied.entry, first.entry
    if not isinstance(one, Handover) or not isinstance(two, Handover):
        return False
    return (one.recipient, one.basis) == (two.recipient, two.basis)


def _hit(copied: DeclaredEntry, first: DeclaredEntry, foreign: tuple[str, ...]) -> Hit:
    items = name_some(foreign)
    return Hit(
        f"{copied.name}の情報は{first.name}と同じ並びで、{copied.file}の記録項目には{items}が挙がっていない。",
        (copied.name, first.name),
        (
            Evidence(f"{copied.name}の情報", copied.entry.spans, Spot("③", copied.name)),
            Evidence(f"{first.name}の情報", first.entry.spans, Spot("③", first.name)),
        ),
    )


RULE = Rule(
    name="information-copied",
    title="提供・移転する情報が別のファイルの並びのままである",
    checks="Ⅱ.5③の情報が3項目以上あり、別のファイルの提供・移転と同じ並びで、その項目を別のファイルはみな記録するのに、そのファイルの記録項目には挙がらないものを言う。",
    matters="実際に渡す情報が書かれず、渡さない情報が書かれる。",
    settle="そのファイルから渡す情報を記録項目から書き出す。同じ並びでよければ、記録項目に足りないものを加える。",
    source="様式4・様式3 Ⅱ.5③、様式4 別添2・様式3 別添1",
    severity=Severity.NOTE,
    confidence=Confidence.LOW,
    find=_find,
    needs=(needs.HANDOVERS, needs.RECORDS),
)
