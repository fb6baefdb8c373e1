"""official-name-misspelt: a name that law gives, printed with a slip in it."""

from __future__ import annotations

from collections.abc import Iterator

from piaflow.domain.grouping import group_by
from piaflow.domain.names import fold
from piaflow.law.official_names import find_slips
from piaflow.rules import needs
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Hit, Severity
from piaflow.rules.places import Revised
from piaflow.rules.rule import Rule
from piaflow.rules.slips import Place, tell_slip
from piaflow.rules.wording import print_place


def _find(dossier: Dossier) -> Iterator[Hit]:
    """What the document calls its own is no slip."""
    own = [fold(name) for node in dossier.model.nodes for name in (node.name, *node.aliases)]
    told = (
        (slip, place)
        for slip, place in _list_slips(dossier)
        if not any(fold(slip[1]) in name for name in own)
    )
    for (name, printed), places in group_by(told).items():
        yield tell_slip(printed, f"「{printed}」は、「{name}」の誤記とみられる", places)


def _list_slips(dossier: Dossier) -> Iterator[tuple[tuple[str, str], Place]]:
    """Yield each name and what is printed for it, in the fields and in the rows of 変更箇所, and where."""
    for passage in dossier.passages:
        where, subject = print_place(passage.cell), passage.cell.subject or passage.cell.key
        for slip in find_slips(passage.text):
            yield (slip.name, slip.printed), Place(where, subject, passage.find_lines(slip.first, slip.last))
    for row in dossier.revisions:
        place = Place(f"変更箇所の{row.item}", Revised(row.item), row.spans)
        for words in (row.item, row.before, row.after, row.note):
            for slip in find_slips("".join(words.splitlines())):
                yield (slip.name, slip.printed), place


RULE = Rule(
    name="official-name-misspelt",
    title="法令や機関の名の誤記",
    checks="文と変更箇所の行で、法令の題名、機関と全国のシステムの名（law/data/names.json）と、続いた2字以内だけが違う語を探す。文書が自分のシステムや主体の名とする語は問わない。",
    matters="名が違えば、どの法令、どの機関のことかが決まらない。写された誤りは、ほかの欄にも残っている。",
    settle="正しい名に直す。",
    source="法令の題名と番号法・住基法の語（law/data/names.json）",
    severity=Severity.NOTE,
    confidence=Confidence.LOW,
    find=_find,
    needs=(needs.TEXTS,),
)
