"""official-name-misspelt: a name that law gives, printed with a slip in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from piaflow.domain.names import fold
from piaflow.errors import clip
from piaflow.law.official_names import find_slips
from piaflow.rules import needs
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity
from piaflow.rules.places import Revised
from piaflow.rules.rule import Rule
from piaflow.rules.slips import Place, tell_slips

_WORD = re.compile("[一-龠々ァ-ヴーA-Za-z・の及びるに]+")
"""What may be looked up elsewhere in the document; a particle or a conjunction stands everywhere."""

_SHOWN = 40
"""Letters of a 項目 that are shown: some print the words of a field behind its number."""


def _find(dossier: Dossier) -> Iterator[Hit]:
    """What the document calls its own is no slip."""
    own = [fold(name) for node in dossier.model.nodes for name in (node.name, *node.aliases)]
    slips = [
        (slip, place)
        for slip, place in _list_slips(dossier)
        if not any(fold(slip[1]) in name for name in own)
    ]
    told = [(_print(*slip), place) for slip, place in slips]
    right = {_print(*slip): found for slip, place in slips for found in _find_right(dossier, slip[0], place)}
    yield from tell_slips(told, "誤記とみられる", right)


def _print(name: str, printed: str) -> str:
    return f"「{printed}」（「{name}」）"


def _find_right(dossier: Dossier, name: str, place: Place) -> Iterator[Evidence]:
    """Yield where the document prints a word as it should be, the nearest to a slip of it."""
    if not _WORD.fullmatch(name) or not place.spans:
        return
    found = ((p.text.find(name), p) for p in dossier.passages)
    lines = [spans for at, p in found if at >= 0 and (spans := p.find_lines(at, at + len(name)))]
    here = place.spans[0]
    near = min(lines, key=lambda spans: (abs(spans[0].first - here.first), spans), default=())
    if near:
        yield Evidence(f"「{name}」", near)


def _list_slips(dossier: Dossier) -> Iterator[tuple[tuple[str, str], Place]]:
    """Yield each name and what is printed for it, in the fields and in the rows of 変更箇所, and where."""
    for passage in dossier.passages:
        where, subject = passage.cell.address.item, passage.cell.subject or passage.cell.key
        for slip in find_slips(passage.text):
            yield (slip.name, slip.printed), Place(where, subject, passage.find_lines(slip.first, slip.last))
    for row in dossier.revisions:
        place = Place(f"変更箇所の{clip(' '.join(row.item.split()), _SHOWN)}", Revised(row.item), row.spans)
        for words in (row.item, row.before, row.after, row.note):
            for slip in find_slips("".join(words.splitlines())):
                yield (slip.name, slip.printed), place


RULE = Rule(
    name="official-name-misspelt",
    title="法令や機関の名と、決まった語の誤記",
    checks="文と変更箇所の行で、法令の題名、機関と全国のシステムの名（law/data/names.json）と、続いた2字以内だけが違う語と、よく取り違えられる語（減失と滅失、符合と符号、捜査ログと操作ログなど）を探す。文書の中の誤記は1つの指摘にまとめ、正しく書く所があれば近いものを添える。文書が自分のシステムや主体の名とする語は問わない。",
    matters="名が違えば、どの法令、どの機関のことかが決まらない。写された誤りは、ほかの欄にも残っている。",
    settle="正しい名に直す。",
    source="法令の題名と番号法・住基法の語、取り違えられる語（law/data/names.json）",
    severity=Severity.NOTE,
    confidence=Confidence.LOW,
    find=_find,
    needs=(needs.TEXTS,),
)
