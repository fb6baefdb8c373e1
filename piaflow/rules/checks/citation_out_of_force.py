"""citation-out-of-force: a 号 of 番号法19条 or a table that was not in force under that number on 公表日."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from piaflow.domain.grouping import group_by
from piaflow.domain.names import name_some
from piaflow.domain.span import find_beginnings
from piaflow.law.citations import parse_citations
from piaflow.law.standing import Standing, judge_citation, may_have_changed
from piaflow.rules import needs
from piaflow.rules.citing import Cited, find_day_of_law, list_cited
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity
from piaflow.rules.places import Subject
from piaflow.rules.rule import Rule


def _find(dossier: Dossier) -> Iterator[Hit]:
    cited, on = dossier.once(list_cited), dossier.once(find_day_of_law)
    if on is None:
        return
    for place, group in groupby(cited, key=lambda c: c.place):
        of_place = group_by((c.stands(on), c) for c in group)
        for standing in (Standing.NO_LONGER, Standing.NOT_YET):
            if standing in of_place:
                yield _hit(dossier, place, standing, of_place[standing], on)
    yield from _find_in_texts(dossier, on)


def _find_in_texts(dossier: Dossier, on: date) -> Iterator[Hit]:
    """The texts of Ⅱ and Ⅲ, where a citation tells by itself what it is meant as; ① is told with its entry."""
    sentences = (s for chapter in ("Ⅱ", "Ⅲ") for s in dossier.sentences_of.get(chapter, ()))
    told = [
        (sentence, citation, verdict)
        for sentence in sentences
        if may_have_changed(sentence.text) and not sentence.cell.address.place.endswith("①")
        for citation in parse_citations(sentence.text)
        if (verdict := judge_citation(citation, on)).standing is Standing.NO_LONGER
    ]
    if told:
        cited = name_some(dict.fromkeys(str(citation) for _, citation, _ in told))
        right = name_some(dict.fromkeys(verdict.right for *_, verdict in told))
        using = tuple(dict.fromkeys(sentence for sentence, *_ in told))
        places = name_some(dict.fromkeys(sentence.where for sentence in using))
        yield Hit(
            f"{places}の文の{cited}は、{on}には改められていて{right}が正しい。",
            (using[0].subject,),
            (Evidence(f"引用 {cited}", find_beginnings(using)), Evidence(f"{on}の番号と表 {right}")),
            about="文の引用",
            severity=Severity.NOTE,
            confidence=Confidence.MEDIUM,
        )


def _hit(dossier: Dossier, place: Subject, standing: Standing, wrong: Sequence[Cited], on: date) -> Hit:
    told = list(dict.fromkeys(_tell(c) for c in wrong))
    right = name_some(dict.fromkeys(c.find_right(on) for c in wrong))
    dated = dossier.published is not None
    day = f"公表日（{on}）" if dated else f"文書のほかの引用が現行となる{on}"
    not_yet = standing is Standing.NOT_YET
    why = "まだ効力がなく" if not_yet else "改められていて"
    return Hit(
        f"{dossier.printed(place)}の{name_some(told)}は、{day}には{why}{right}が正しい。",
        (place,),
        (
            Evidence(
                f"引用 {name_some(told)}",
                tuple(dict.fromkeys(s for c in wrong for s in c.spans)),
                of=tuple(dict.fromkeys(c.entry for c in wrong)),
            ),
            Evidence(f"{day}の番号と表 {right}", dossier.model.overview.spans if dated else ()),
        ),
        about=standing.value if not_yet else "",
        severity=Severity.NOTE if not_yet else None,
        confidence=Confidence.LOW if not_yet else None if dated else Confidence.MEDIUM,
    )


def _tell(cited: Cited) -> str:
    """Return the citation without its row: one cause is told once for all rows of a table."""
    row = f"の{cited.citation.row}の項" if cited.citation.row else ""
    return str(cited.citation).removesuffix(row)


RULE = Rule(
    name="citation-out-of-force",
    title="引用した号・表が公表日の番号でない",
    checks="Ⅰ.5、Ⅰ.6、Ⅱ.5が引く番号法19条の号と別表が、公表日にその番号で効力をもつかを見る。Ⅱ・Ⅲの文の引用は、何の根拠かが引用だけで分かるものを見る。"
    "公表日がなければ、同じ文書のほかの引用が効力をもつ日で見る。改正前のものと言う引用と、「令和6年5月26日まで」のようにいつまでのものかを言う引用は見ない。",
    matters="令和3年9月1日に19条の号が繰り下がり（7号→8号など）、令和6年5月27日に別表第一・第二が別表と主務省令第2条の表に改まった。"
    "旧い番号は別の根拠を指してしまう。",
    settle="公表日に効力のある番号と表に改める。改正の前に公表するなら、いつからの番号かを書く。",
    source="番号法19条・別表、番号法第19条第8号に基づく主務省令第2条の表、様式4・様式3 Ⅰ.5、Ⅰ.6、Ⅱ.5①",
    severity=Severity.WARNING,
    find=_find,
    needs=(needs.PUBLISHED, needs.BASIS),
)
