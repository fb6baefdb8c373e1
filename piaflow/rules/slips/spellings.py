"""One name that Ⅱ spells in two ways: an ordinance among the bases of Ⅱ.5, a work of one contractor in Ⅱ.4."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from piaflow.domain.entries import Handover
from piaflow.domain.grouping import group_by
from piaflow.domain.names import fold
from piaflow.domain.span import Span, join_spans
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Evidence
from piaflow.rules.slips.telling import Place, Slip
from piaflow.rules.works import is_slip, pair_works

_Told = tuple[str, tuple[Span, ...]]
_ORDINANCE = re.compile(r"^[^、，。()「」]{4,}?(?:条例|規則|規程|省令|政令)")
_TWICE = re.compile(r"([^\d]{2,})\1")
_BETWEEN = re.compile("[・、のを]")
_IN_KANA = (("および", "及び"), ("ならびに", "並びに"), ("または", "又は"))
_FEW = 3
"""Places of one spelling that are shown: enough to find it."""
_BASIS, _WORK = "①", "Ⅱ.4.委託事項{k}"


def find_spellings(dossier: Dossier) -> Iterator[Slip]:
    """Yield one of two spellings: that with a word twice in a row, else the rarer, for no document tells which is right."""
    cited = group_by((name[0], told) for text, told in _bases(dossier) if (name := _ORDINANCE.match(text)))
    for same in group_by((_key(name), name) for name in cited).values():
        for pair in combinations(same, 2):
            yield from _compare(dossier, _BASIS, {name: cited[name] for name in pair})
    for works in pair_works(dossier.model):
        told = {fold(work.subject): ((name, work.spans),) for name, work in works}
        if is_slip(*(work.subject for _, work in works)):
            yield from _compare(dossier, _WORK, told)


def _bases(dossier: Dossier) -> Iterator[tuple[str, _Told]]:
    for name, declared in dossier.entries.items():
        entry = declared.entry
        if isinstance(entry, Handover):
            yield from ((fold(text), (name, entry.spans)) for text in entry.basis)
            for row in entry.rows:
                yield from ((fold(text), (name, row.spans or entry.spans)) for text in row.basis)


def _key(name: str) -> str:
    for kana, kanji in _IN_KANA:
        name = name.replace(kana, kanji)
    return _BETWEEN.sub("", _TWICE.sub(r"\1", name))


def _compare(dossier: Dossier, field: str, told: Mapping[str, Sequence[_Told]]) -> Iterator[Slip]:
    slip, other = sorted(told, key=lambda name: (not _TWICE.search(name), len(told[name]), name))
    lines = join_spans(span for place in told[other][:_FEW] for span in _place(dossier, field, place).spans)
    for place in told[slip][:_FEW]:
        yield Slip(
            f"「{slip}」（ほかでは「{other}」）",
            _place(dossier, field, place),
            (Evidence(f"「{other}」", lines),),
        )


def _place(dossier: Dossier, field: str, told: _Told) -> Place:
    """Where an entry names it: the lines of a row of its 別紙, else those of the very field where it was read."""
    name, spans = told
    cell = dossier.cell(field, name)
    in_row = spans != dossier.entries[name].entry.spans
    return Place(
        cell.address.item if cell else name,
        name,
        spans if in_row or not cell or not cell.spans else cell.spans,
    )
