"""information-copied: an entry hands over, item by item, what an entry of another file hands over."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations

from piaflow.domain.assessment import DeclaredEntry
from piaflow.domain.certainty import Certainty
from piaflow.domain.entries import Handover
from piaflow.domain.items import ItemList
from piaflow.domain.names import fold
from piaflow.rules.dossier import Dossier, group_by
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity
from piaflow.rules.recorded import is_recorded
from piaflow.rules.rule import Rule

_FEW = 3


def _find(dossier: Dossier) -> Iterator[Hit]:
    """As many items in one order, and the same text: what is alike in these is looked at."""
    told: set[str] = set()
    handovers = [d for d in dossier.model.entries if isinstance(d.entry, Handover)]
    alike = group_by((_list_of(d.entry), d) for d in handovers if isinstance(d.entry, Handover))
    for same in (found for key, found in alike.items() if len(key[0].names) >= _FEW):
        for copied, first in permutations(same, 2):
            if copied.file != first.file and copied.name not in told and not _is_one_entry(copied, first):
                foreign = _find_foreign(dossier, copied, first)
                if foreign:
                    told.add(copied.name)
                    yield _hit(copied, first, foreign)


def _list_of(entry: Handover) -> tuple[ItemList, str]:
    return entry.items, fold(entry.information)


def _is_one_entry(copied: DeclaredEntry, first: DeclaredEntry) -> bool:
    """The same recipient on the same basis is one entry under two files."""
    one, two = copied.entry, first.entry
    if not isinstance(one, Handover) or not isinstance(two, Handover):
        return False
    return (one.recipient, one.basis) == (two.recipient, two.basis)


def _find_foreign(dossier: Dossier, copied: DeclaredEntry, first: DeclaredEntry) -> tuple[str, ...]:
    """Return the items that the first file is known to record, and the copying one is not."""
    model, words = dossier.model, dossier.model.vocabulary
    own, other = model.file(copied.file), model.file(first.file)
    names = copied.entry.items.names if isinstance(copied.entry, Handover) else ()
    held = [n for n in names if words.holds(other.records, n) is Certainty.YES]
    is_whole = len(held) == len(names)
    return tuple(n for n in held if is_recorded(own, n, words) is not Certainty.YES) if is_whole else ()


def _hit(copied: DeclaredEntry, first: DeclaredEntry, foreign: tuple[str, ...]) -> Hit:
    items = "、".join(foreign)
    return Hit(
        f"{copied.name}の情報は{first.name}と同じ並びで、{copied.file}の記録項目には{items}が挙がっていない。",
        (copied.name, first.name),
        (
            Evidence(f"{copied.name}の情報", copied.entry.spans),
            Evidence(f"{first.name}の情報", first.entry.spans),
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
)
