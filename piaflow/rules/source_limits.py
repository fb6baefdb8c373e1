"""To which nodes Ⅲ.2 limits the 入手元 of a file, and which boxes of 入手元 (Ⅱ.3①) are ticked beyond these."""

from __future__ import annotations

import re
from collections.abc import Iterator

from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import NodeKind, SourceKind
from piaflow.domain.entries import SourceBox, SourceLimit
from piaflow.domain.nodes import File, Party, System
from piaflow.rules.coverage import find_source_kinds, names_source
from piaflow.rules.dossier import Dossier

_LIMITED = re.compile(
    r"(?:^|(?<=[、。・\s①-⑳]))(?P<of>[^、。・\s①-⑳]*)の入手元(?:は|を)(?P<node>[^、。除]{2,25}?)に(?:限定|限る|限って|限られ)"
)
_FROM_WORDS = "Ⅲ.2の文から"
_INSIDE = frozenset({SourceKind.DEPARTMENT, SourceKind.OTHER})


def find_limit(dossier: Dossier, file: File) -> SourceLimit:
    """Return the limit as the model tells it, else as Ⅲ.2 words it of what this file holds; without nodes where none does."""
    told = file.acquisition.limit
    return told if told.nodes else next(_read_limits(dossier, file), told)


def _read_limits(dossier: Dossier, file: File) -> Iterator[SourceLimit]:
    for sentence in dossier.measures_of.get(file.name, ()):
        if sentence.cell.field.full.startswith("Ⅲ.2"):
            found = _LIMITED.search(sentence.text)
            node = dossier.model.find(found["node"]) if found else None
            if found and node is not None and _is_of(dossier, file, f"{found['of']}ファイル"):
                yield SourceLimit((node.name,), sentence.spans, _FROM_WORDS)


def _is_of(dossier: Dossier, file: File, named: str) -> bool:
    """Whether a sentence is of this file: a copied one that speaks of what another file holds limits nothing here.

    What fits no file that is known by name may be of one whose name was not read.
    """
    return named == file.name or not (named in dossier.file_names or dossier.has_unnamed_file)


def find_beyond_limit(dossier: Dossier, file: File) -> tuple[SourceBox, ...]:
    """Return the ticked boxes that none of the nodes of the limit can stand under.

    () where the document limits nothing, or where nobody knows whose a node is. その他 is told by what is
    written beside it, which is often 自部署 or a system: it is not judged.
    """
    limit = find_limit(dossier, file).nodes
    kinds = [_find_kinds(dossier, name) for name in limit]
    if not limit or frozenset() in kinds:
        return ()
    allowed = frozenset({SourceKind.OTHER}).union(*kinds)
    parties = [party for name in limit if (party := dossier.party(dossier.model.owner(name)))]
    return tuple(
        box
        for box in file.acquisition.sources
        if box.box is Certainty.YES
        and box.kind not in allowed
        and not any(names_source(box, party) for party in parties)
    )


def _find_kinds(dossier: Dossier, name: str) -> frozenset[SourceKind]:
    """Under what a node may stand: its owner, else a system that the body uses itself; nothing where nobody knows."""
    party: Party | None = dossier.party(dossier.model.owner(name))
    if party is not None:
        return find_source_kinds(party)
    system = dossier.model.find(name)
    return _INSIDE if isinstance(system, System) and _is_inside(dossier, system) else frozenset()


def _is_inside(dossier: Dossier, system: System) -> bool:
    """Whether a system of Ⅰ.2 is none that leads out of the body: what the catalogue joins to a network does."""
    entry = dossier.catalogue.find(system.entry)
    networks = {e.name for e in dossier.catalogue.systems if e.kind is NodeKind.NETWORK}
    return (
        bool(system.number and entry)
        and entry is not None
        and networks.isdisjoint((entry.name, *entry.connects))
    )
