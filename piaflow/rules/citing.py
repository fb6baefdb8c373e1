"""What a document cites where, and the day on which its citations must be right."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import zip_longest

from attrs import frozen

from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import Means
from piaflow.domain.entries import Handover, MeansBox
from piaflow.domain.nodes import File
from piaflow.domain.span import Span
from piaflow.law.articles import Meaning19, list_items_19, list_tables
from piaflow.law.citations import LINKAGE_TABLE, Citation, parse_citations
from piaflow.law.standing import Standing, judge_citation
from piaflow.rules.dossier import Dossier
from piaflow.rules.handing import find_box, is_only
from piaflow.rules.places import INQUIRY_BASIS, NUMBER_BASIS, PROVISION_BASIS, Section, Subject


@frozen
class Cited:
    """A citation, what it is meant as where its place tells, and where it stands: of an entry of Ⅱ also in which."""

    place: Subject
    citation: Citation
    meant: Meaning19 | None
    spans: tuple[Span, ...]
    entry: str = ""

    def stands(self, on: date) -> Standing:
        """Whether it is in force on a date."""
        return judge_citation(self.citation, on, self.meant).standing

    def find_right(self, on: date) -> str:
        """Return what would be right on a date, or "" where that is not certain."""
        return judge_citation(self.citation, on, self.meant).right


def parse_all(basis: Iterable[str]) -> tuple[Citation, ...]:
    """Return the citations of all texts of a basis, in order."""
    return tuple(citation for text in basis for citation in parse_citations(text))


_HEADED = re.compile(
    r"[（(【]?(?<![^（()）【】\n])(?P<of>(?:(?!情報(?:提供|照会))[^（()）【】\n])*)情報(?P<kind>提供|照会)(?:の根拠[）)】]?|[】〕］]|\s*[:：])"
)
"""The heading of a basis: 情報提供の根拠, 【情報提供】 or 情報提供：; （情報提供） stands behind what it is about.

One of both (【情報照会・情報提供】) is of neither.
"""
_ROWS = re.compile(r"項[（(](?P<rows>[\d\s、のノ・]+?)の項[）)]")
"""How the rows stand that a sentence describes first: 「住民票関係情報」が含まれる項（1、2、3の項）."""


def list_network_basis(dossier: Dossier, place: Section) -> tuple[str, ...]:
    """Return the basis of 情報照会 or 情報提供 as the model tells it, else as Ⅰ.6② prints it under its headings."""
    overview = dossier.model.overview
    provides = place is PROVISION_BASIS
    told = overview.network_provision_basis if provides else overview.network_inquiry_basis
    cell = dossier.cell("Ⅰ.6.②")
    return told or (tuple(_read_basis(cell.stated, "提供" if provides else "照会")) if cell else ())


def _read_basis(text: str, kind: str) -> Iterator[str]:
    """What stands under the headings of a kind. The one table that is named above all of them is that of bare rows."""
    headings = list(_HEADED.finditer(text))
    lead = text[: headings[0].start()] if headings else ""
    tables = {citation.table for citation in parse_citations(lead) if citation.table}
    shared = tables.pop() if len(tables) == 1 else ""
    for heading, after in zip_longest(headings, headings[1:]):
        if heading["kind"] == kind:
            said = text[heading.end() : after.start() if after else None]
            rows = _ROWS.search(unicodedata.normalize("NFKC", said))
            table = LINKAGE_TABLE if LINKAGE_TABLE in heading["of"] else ""
            if rows and table:
                yield f"{table} {''.join(rows['rows'].split())}の項"
            else:
                yield from (_put_table(line.strip(), shared) for line in said.splitlines() if line.strip())


def _put_table(line: str, table: str) -> str:
    is_bare = "の項" in line and not any(citation.table for citation in parse_citations(line))
    return f"{table} {line}" if table and is_bare else line


def list_cited(dossier: Dossier) -> tuple[Cited, ...]:
    """Return what Ⅰ.5, Ⅰ.6, the entries of Ⅱ.5 and the flows that declare no entry cite, in reading order."""
    return tuple(_each_cited(dossier))


def _each_cited(dossier: Dossier) -> Iterator[Cited]:
    overview = dossier.model.overview
    for place, basis, meant in (
        (NUMBER_BASIS, overview.basis, None),
        (INQUIRY_BASIS, list_network_basis(dossier, INQUIRY_BASIS), Meaning19.NETWORK),
        (PROVISION_BASIS, list_network_basis(dossier, PROVISION_BASIS), Meaning19.NETWORK),
    ):
        yield from (Cited(place, c, meant, overview.spans) for c in parse_all(basis))
    for file in dossier.model.files:
        yield from _cited_in(file)
    for facts in dossier.flows:
        if not facts.flow.declared:
            network = Means.PROVISION_NETWORK in facts.flow.means
            meant = Meaning19.NETWORK if network else None
            yield from (Cited(facts.id, c, meant, facts.spans) for c in parse_all(facts.flow.basis))


def _cited_in(file: File) -> Iterator[Cited]:
    handovers: tuple[Handover, ...] = (*file.provisions, *file.transfers)
    for entry in handovers:
        told = (entry.basis, entry.means, entry.spans)
        rows = ((row.basis, row.means or entry.means, row.spans or entry.spans) for row in entry.rows)
        for basis, boxes, spans in (told, *rows):
            for citation in parse_all(basis):
                yield Cited(file.name, citation, _meant(boxes, citation), spans, file.name_entry(entry))


def _meant(boxes: tuple[MeansBox, ...], citation: Citation) -> Meaning19 | None:
    """With another means ticked beside the network only a row of 別表第二 is certain to be the network's."""
    by_table = citation.table == LINKAGE_TABLE and find_box(boxes, Means.PROVISION_NETWORK) is Certainty.YES
    told = by_table or is_only(boxes, Means.PROVISION_NETWORK) is Certainty.YES
    return Meaning19.NETWORK if told else None


def find_day_of_law(dossier: Dossier) -> date | None:
    """Return 公表日, else the first day on which the newest law that the document cites was in force, or None."""
    if dossier.published:
        return dossier.published
    cited = dossier.once(list_cited)
    each = tuple({(one.citation, one.meant): one for one in cited}.values())
    starts = {i.since for i in list_items_19()} | {t.since for t in list_tables()}
    newest_first = sorted(starts, reverse=True)
    return next((day for day in newest_first if any(_begins(one, day) for one in each)), None)


def _begins(cited: Cited, day: date) -> bool:
    """Whether it is in force from this day on, and was not yet on the day before."""
    before = day - timedelta(days=1)
    return cited.stands(day) is Standing.IN_FORCE and cited.stands(before) is Standing.NOT_YET
