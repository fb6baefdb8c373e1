"""row-of-other-work: a row of the 別表 of 番号法 that is of another 事務 than the one that cites it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from attrs import evolve

from piaflow.domain.entries import Handover
from piaflow.domain.names import fold, name_some
from piaflow.law.citations import TABLE, Citation, LawKind
from piaflow.law.tables import list_rows
from piaflow.rules import needs
from piaflow.rules.citing import parse_all
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity, Spot
from piaflow.rules.places import NUMBER_BASIS, Subject
from piaflow.rules.rule import Rule

_LAW = re.compile(r"(?P<stem>[一-龠々ァ-ヴ]+?)法(?=による|の規定|第|その他)")
"""The one law of a row, by a name that everybody uses: 介護保険法による…."""
_BESIDE = re.compile(r"（[^（）]*(?:（[^（）]*）[^（）]*)*）")
_ANOTHER = re.compile("(?<!同)(?<!方)法")
_TAX = "税"
_LOCAL_TAXES = re.compile("[都道府県市町村区]民?税|住民税|固定資産税|自動車税")
_OF_OFFICES = frozenset({"社会福祉", "健康増進"})
"""Names that offices bear whatever they do."""
_LEAST = 3
"""Letters of such a name that a text does not have by chance."""


def _find(dossier: Dossier) -> Iterator[Hit]:
    overview = dossier.model.overview
    work = "".join((overview.procedure, *overview.duties, *_printed(dossier)))
    yield from _differing(
        NUMBER_BASIS, overview.basis, work, _LAW_NAMED, Evidence("", overview.spans, Spot("Ⅰ.5"))
    )
    for name, declared in dossier.entries.items():
        entry = declared.entry
        if not isinstance(entry, Handover):
            continue
        if not entry.rows:
            told = f"{entry.recipient}{entry.purpose}"
            yield from _differing(name, entry.basis, told, "", Evidence("", entry.spans, Spot("①", name)))
        for row in entry.rows:
            where = f"{entry.annex or '別紙'}の{row.number or row.name}行の"
            yield from _differing(name, row.basis, f"{row.name}{row.purpose}", "", Evidence(where, row.spans))


_WORKS = {"85": "後期高齢者医療", "117": "自立支援給付", "123": "就学支援金"}
"""What rows are of whose law everybody calls by its work: words that tell these rows, and whose lack tells nothing."""
_LAW_NAMED = "法"
"""Chapter Ⅰ speaks of much: there a law counts where it is named, 介護保険法; a purpose names the 事務, 介護保険."""


def _printed(dossier: Dossier) -> Iterator[str]:
    cell = dossier.cell("Ⅰ.1.②")
    if cell:
        yield cell.text


def _differing(
    place: Subject, basis: Sequence[str], work: str, ending: str, cited: Evidence
) -> Iterator[Hit]:
    """`cited` says before which words the rows are named, and where they are cited."""
    rows = tuple(dict.fromkeys(c.row for c in parse_all(basis) if _is_of_table(c)))
    laws, text = [_laws().get(row, "") for row in rows], fold(work)
    if not rows or not all(laws) or any(_is_named(stem, text) for stem in laws):
        return
    right = {row: stem for row, stem in (_laws() | _WORKS).items() if _tells(stem + ending, text)}
    if right:
        own, named = (name_some(dict.fromkeys(stems)) for stems in (laws, right.values()))
        numbers = f"{cited.said}別表の{name_some(rows, '・')}の項"
        yield Hit(
            f"{numbers}は{own}の事務だが、ここに書く事務は{named}（{name_some(right, '・')}の項）とみえる。",
            (place,),
            (evolve(cited, said=f"引用 {numbers}"),),
            about=numbers,
        )


def _tells(name: str, text: str) -> bool:
    """町税 tells of 地方税法 as 介護保険 does of 介護保険法; 国民健康保険税 may be of either."""
    return name in text or (name.startswith("地方税") and bool(_LOCAL_TAXES.search(text)))


def _is_named(stem: str, text: str) -> bool:
    """国民健康保険税 and 町税 are 地方税."""
    return stem in text or (stem.endswith(_TAX) and _TAX in text)


def _is_of_table(citation: Citation) -> bool:
    known = citation.kind in (LawKind.NUMBER_ACT, LawKind.UNKNOWN)
    return known and citation.table == TABLE and bool(citation.row) and not citation.former


@cache
def _laws() -> dict[str, str]:
    """What the law of each row is called; none for a row of several laws, or of one with a long name. Taxes have many."""
    named: dict[str, str] = {}
    for row in list_rows():
        words = _BESIDE.sub("", row.procedure)
        law = _LAW.match(words)
        stem = fold(law["stem"]) if law else ""
        alone = law is not None and (stem.endswith(_TAX) or not _ANOTHER.search(words, law.end()))
        if alone and len(stem) >= _LEAST and stem not in _OF_OFFICES:
            named[row.row] = stem
    return named


RULE = Rule(
    name="row-of-other-work",
    title="引用した別表の項が、別の事務の項である",
    checks="Ⅰ.5とⅡ.5①が引く番号法の別表の項（Ⅱ.5では別紙の行も）について、その項の法律の名が、Ⅰ.1の事務（Ⅱ.5では相手と用途）になく、別の項の法律の名があるものを言う。"
    "「…に関する法律」のように略して呼ばれる法律の項は比べない。",
    matters="項は、どの事務のために個人番号を使えるかを決める。別の事務の項では、根拠がないことになる。",
    settle="別表（e-Govの番号法）を引き、事務に当たる項の番号に直す。",
    source="番号法9条1項・別表（令和7年9月1日時点の条文）、様式4・様式3 Ⅰ.5、Ⅱ.5①",
    severity=Severity.WARNING,
    confidence=Confidence.LOW,
    find=_find,
    needs=(needs.BASIS, needs.HANDOVERS),
)
