"""Words that stand twice in a row, and particles."""

from __future__ import annotations

import re
from collections.abc import Iterator

from piaflow.rules.dossier import Dossier
from piaflow.rules.slips.telling import Place, Slip

_DOUBLED = re.compile(
    r"(?P<words>[^\W\d_]{4,})(?P=words)|(?P<particle>[をがに])(?P=particle)|(?:における|に関する)の"
)
"""Words of fewer letters stand twice on purpose (個々, それぞれ, 様々); には, とともに and ものの are none of these."""


def find_doubled(dossier: Dossier) -> Iterator[Slip]:
    """Yield what stands twice within a line: a heading is often the first words of the line below it."""
    for passage in dossier.passages:
        for line, spans in passage.lines:
            for found in _DOUBLED.finditer(line):
                yield Slip(f"「{found.group()}」（重なる語）", Place.in_field(passage.cell, spans))
