"""Which boxes of 入手元 (Ⅱ.3①) are ticked beyond the nodes to which Ⅲ.2 limits them."""

from __future__ import annotations

from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import SourceKind
from piaflow.domain.entries import SourceBox
from piaflow.domain.nodes import File
from piaflow.rules.coverage import find_source_kinds
from piaflow.rules.dossier import Dossier


def find_beyond_limit(dossier: Dossier, file: File) -> tuple[SourceBox, ...]:
    """Return the ticked boxes that none of the nodes of the limit can stand under.

    () where the document limits nothing, or where nobody knows whose a node is. その他 is told by what is
    written beside it, which is often 自部署 or a system: it is not judged.
    """
    limit = file.acquisition.limit.nodes
    parties = [dossier.party(dossier.model.owner(name)) for name in limit]
    if not limit or None in parties:
        return ()
    allowed = {SourceKind.OTHER, *(kind for party in parties if party for kind in find_source_kinds(party))}
    boxes = file.acquisition.sources
    return tuple(box for box in boxes if box.box is Certainty.YES and box.kind not in allowed)
