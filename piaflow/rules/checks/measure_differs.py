"""measure-differs: a measure of Ⅲ that two files word alike, but for a word or for what is done."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from itertools import combinations

from piaflow.domain.grouping import group_by
from piaflow.domain.names import fold, name_some
from piaflow.rules import needs
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity
from piaflow.rules.rule import Rule
from piaflow.rules.wording import Sentence

_ALIKE, _SLIP = 0.85, 2
"""From which part on two sentences are one but for a word; so many letters are a slip of the pen."""
_LEAST = 12
"""Letters with which two sentences of one measure begin alike."""
_HEAD = re.compile(r"^(?:.*[:】＞>])?[①-⑳・\\d.\-\s]*")
"""What stands before a measure: its heading and its number."""
_Worded = Mapping[tuple[str, str], tuple[tuple[str, Sentence], ...]]
_NAME = "Ⅲ.1"


def _find(dossier: Dossier) -> Iterator[Hit]:
    """One finding for two files: what differs in them was changed in one and forgotten in the other."""
    stems = sorted(
        (fold(f.name.removesuffix("ファイル")) for f in dossier.model.listed_files), key=len, reverse=True
    )
    own = re.compile("|".join(map(re.escape, stems)) or "(?!)")
    measures = (s for s in dossier.sentences_of.get("Ⅲ", ()) if s.cell.file and s.cell.field.full != _NAME)
    worded = group_by(
        ((s.cell.file, s.where), (own.sub("", _HEAD.sub("", fold(s.plain))), s)) for s in measures
    )
    files = list(dict.fromkeys(file for file, _ in worded))
    told = set[Sentence]()
    for one, other in combinations(files, 2):
        differing = [pair for pair in _differing(worded, one, other) if told.isdisjoint(pair)]
        told.update(second for _, second in differing)
        if differing:
            yield _hit(one, other, differing)


def _differing(worded: _Worded, one: str, other: str) -> Iterator[tuple[Sentence, Sentence]]:
    for (file, where), told in worded.items():
        there = worded.get((other, where), ()) if file == one else ()
        same = {text for text, _ in told} & {text for text, _ in there}
        begun = group_by((text[:_LEAST], (text, s)) for text, s in there if text not in same)
        for text, sentence in told:
            rest = () if text in same else begun.get(text[:_LEAST], ())
            found = next((theirs for its, theirs in rest if _is_one_measure(text, its)), None)
            if found:
                yield sentence, found


def _is_one_measure(text: str, other: str) -> bool:
    """Whether two sentences differ in a word, or begin with the same whole clause and end otherwise."""
    if min(len(text), len(other)) < _LEAST:
        return False
    matcher = SequenceMatcher(None, text, other, autojunk=False)
    changed = sum(max(b - a, d - c) for tag, a, b, c, d in matcher.get_opcodes() if tag != "equal")
    first = matcher.get_matching_blocks()[0]
    clause = text[: first.size] if first.a == first.b == 0 else ""
    return changed > _SLIP and (matcher.ratio() >= _ALIKE or clause.endswith("、"))


def _hit(one: str, other: str, differing: list[tuple[Sentence, Sentence]]) -> Hit:
    places = name_some(dict.fromkeys(sentence.where for sentence, _ in differing))
    return Hit(
        f"{one}と{other}の{places}は、同じ措置を違う言い方で書いている。",
        (other, one),
        tuple(Evidence(f"{s.where} {s.cell.file}", s.spans) for pair in differing[:_SHOWN] for s in pair),
    )


_SHOWN = 3

RULE = Rule(
    name="measure-differs",
    title="同じ措置が、ファイルによって少しだけ違う",
    checks="Ⅲの同じ欄をファイルの間で比べ、1語だけ違う文と、初めの句が同じで結びの違う文を言う。ファイルの名と、括弧の中、1、2字の違いは問わない。"
    "ファイルで措置が本当に違うこともあるので、要確認とする。",
    matters="一方だけを直すと、確かめる頻度や、誰に権限を与えるかが、ファイルによって違うことになる。",
    settle="今の措置を確かめてそろえる。本当に違うなら、違う理由が分かるように書く。",
    source="様式4・様式3 Ⅲ",
    severity=Severity.NOTE,
    confidence=Confidence.LOW,
    find=_find,
    needs=(needs.RISKS,),
)
