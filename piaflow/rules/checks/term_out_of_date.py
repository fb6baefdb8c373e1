"""term-out-of-date: words that law had given up on 公表日."""

from __future__ import annotations

import re
from collections.abc import Iterator

from piaflow.domain.span import find_beginnings
from piaflow.law.bodies import find_body_kind
from piaflow.law.eras import print_date
from piaflow.law.terms import FormerTerm, has_former_term, list_former_terms
from piaflow.rules import needs
from piaflow.rules.citing import find_day_of_law
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity
from piaflow.rules.places import PUBLISHED, Revised
from piaflow.rules.rule import Rule
from piaflow.rules.wording import Sentence


def _find(dossier: Dossier) -> Iterator[Hit]:
    told = [s for s in dossier.sentences if has_former_term(s.text)]
    used = ((t, tuple(s for s in told if _uses(t, s.text))) for t in list_former_terms())
    found = [(term, using) for term, using in used if using]
    local = find_body_kind(dossier.model.overview).is_local
    day = dossier.once(find_day_of_law) if found else None
    for term, using in found:
        proving = tuple(s for s in dossier.sentences if term.proof and term.proof in s.text)
        later = (day and term.gone <= day) or proving
        if later and (local or not term.local):
            yield _hit(term, using, proving)
    yield from _find_in_rows(dossier, local=local)


_FORMER = re.compile(r"(?:(?<!復)旧|(?:廃止|改正)(?:前|された)の|従前の)[^、。]{0,10}$")
_GONE = re.compile(
    r"[^、。]{0,12}(?:[はが]、?[^、。を]{0,14}(?:廃止|失効|改正|改め|改称)|を(?:廃止|改正|改め|改称))"
)


def _uses(term: FormerTerm, text: str) -> bool:
    """Whether a sentence uses a term as one of today: not where it says that it is gone, or calls it the former one."""
    return any(
        not (_FORMER.search(text[: found.start()]) or _GONE.match(text, found.end()))
        for found in term.pattern.finditer(text)
    )


def _find_in_rows(dossier: Dossier, *, local: bool) -> Iterator[Hit]:
    """A row of 変更箇所 that still writes the former word, on a day on which it was one."""
    told = [row for row in dossier.revisions if has_former_term(row.after)]
    for term in list_former_terms():
        gone = term.gone.isoformat()
        rows = [row for row in told if row.date >= gone and term.pattern.search(row.after)]
        if rows and (local or not term.local):
            day = print_date(term.gone)
            yield Hit(
                f"変更箇所の{rows[0].item}の変更後の「{term.term}」は、変更日には今の語ではない（{day}から{term.now}）。",
                (Revised(rows[0].item),),
                (Evidence(f"変更後の「{term.term}」", find_beginnings(rows)), Evidence(term.source)),
                about=term.term,
                confidence=Confidence.LOW,
            )


def _hit(term: FormerTerm, using: tuple[Sentence, ...], proving: tuple[Sentence, ...]) -> Hit:
    """`proving` use the word that came with the change: the document bears both, whatever 公表日 it shows."""
    places = "、".join(dict.fromkeys(sentence.where for sentence in using))
    return Hit(
        f"{places}の「{term.term}」は、今の語ではない（{print_date(term.gone)}から{term.now}）。",
        (using[0].subject, PUBLISHED),
        (
            Evidence(f"「{term.term}」", find_beginnings(using)),
            *([Evidence(f"「{term.proof}」", find_beginnings(proving))] if proving else ()),
            Evidence(term.source),
        ),
        about=term.term,
    )


RULE = Rule(
    name="term-out-of-date",
    title="公表日にはもうない語が残る",
    checks="Ⅰ～Ⅵの文に、公表日（なければ、ほかの引用が効力をもつ日）より前に、又は文書の使う新しい語と入れ替わりに、法令が改めた語（通知カードの送付、個人情報保護条例など）がないかを見る。"
    "変更箇所の変更後の語は、変更日に改められていたかを見る（要確認）。廃止されたことや旧いものであることを言う文と、通知カードをまだ持っている人の本人確認や引換えは問わない。",
    matters="なくなった制度によると書かれた措置は、今は何によって守られているかが分からない。",
    settle="今の語と根拠に改める。前の制度によるものが残っているなら、そう書く。",
    source="各語の改正（law/data/terms.json）",
    severity=Severity.NOTE,
    confidence=Confidence.MEDIUM,
    find=_find,
    needs=(needs.PUBLISHED, needs.TEXTS),
)
