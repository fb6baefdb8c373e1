"""citation-malformed: a number of a law that is printed without 条, 項 or 号."""

from __future__ import annotations

import re
from collections.abc import Iterator

from piaflow.domain.names import fold, name_some
from piaflow.domain.span import Span
from piaflow.rules import needs
from piaflow.rules.citing import list_network_basis
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Evidence, Hit, Severity, Spot
from piaflow.rules.handing import list_provisions, list_transfers
from piaflow.rules.places import INQUIRY_BASIS, NUMBER_BASIS, PROVISION_BASIS, Section, Subject
from piaflow.rules.rule import Rule

_BARE = re.compile(r"(?<!表)第\d+の\d+(?![\d条項号の-])")


def _find(dossier: Dossier) -> Iterator[Hit]:
    for place, basis, spans in _bases(dossier):
        bare = tuple(dict.fromkeys(number for text in basis for number in _BARE.findall(fold(text))))
        if bare:
            told = name_some(f"「{number}」" for number in bare)
            yield Hit(
                f"{dossier.printed(place)}の{told}は、条・項・号のどれかの字が落ちている。",
                (place,),
                (Evidence(f"引用 {told}", spans, _field(place)),),
            )


def _bases(dossier: Dossier) -> Iterator[tuple[Subject, tuple[str, ...], tuple[Span, ...]]]:
    overview = dossier.model.overview
    yield NUMBER_BASIS, overview.basis, overview.spans
    yield INQUIRY_BASIS, list_network_basis(dossier, INQUIRY_BASIS), overview.spans
    yield PROVISION_BASIS, list_network_basis(dossier, PROVISION_BASIS), overview.spans
    for name, entry in (*list_provisions(dossier.model), *list_transfers(dossier.model)):
        yield name, entry.basis, entry.spans


def _field(place: Subject) -> Spot:
    return Spot(place.asked) if isinstance(place, Section) else Spot("①", str(place))


RULE = Rule(
    name="citation-malformed",
    title="引用の条・項・号の字が落ちている",
    checks="Ⅰ.5、Ⅰ.6、Ⅱ.5の根拠に、「第13の2」のように条・項・号の付かない番号がないかを見る。別表の番号は問わない。",
    matters="字の落ちた引用は、条か別表の項かが決まらず、根拠を確かめられない。",
    settle="法令を引き直して字を補う（第13条の2 など）。",
    source="様式4・様式3 Ⅰ.5、Ⅰ.6、Ⅱ.5①",
    severity=Severity.NOTE,
    find=_find,
    needs=(needs.BASIS, needs.HANDOVERS),
)
