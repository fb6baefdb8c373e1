"""step-undeclared: whom 別添1 and Ⅰ tell that numbers go to, or work is handed to, and whom Ⅱ.4 and Ⅱ.5 leave out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from attrs import frozen

from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import CountKind
from piaflow.domain.entries import Provision
from piaflow.domain.grouping import group_by
from piaflow.domain.names import fold, name_some
from piaflow.domain.nodes import File
from piaflow.domain.span import Span, find_beginnings
from piaflow.rules import needs
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity
from piaflow.rules.listing import find_count
from piaflow.rules.places import Numbered, Subject
from piaflow.rules.rule import Rule
from piaflow.rules.step_numbers import find_places, list_steps
from piaflow.rules.wording import BESIDE, join_lines

_TOLD = ("Ⅰ.1.②", "Ⅰ.2.システム{n}.②")
_ALIKE = 12
"""Letters by which a step is known."""
_OTHERS = re.compile(r"(?:他の?|各)(?:市区町村|市町村|自治体)")
_GIVEN = re.compile(
    rf"{_OTHERS.pattern}(?:へ|に対し|に|と)[^。]{{0,60}}?(?:送付|回送|提供|通知|送信|連携)(?!を受け|され|元)"
)
_NUMBER = re.compile("個人番号|特定個人情報|本人確認情報ファイル")
_NEAR = 16
"""Letters within which （個人番号を含む） belongs to what is sent."""
_LISTED = re.compile("市区町村|市町村|自治体|地方公共団体(?!情報システム機構)")
_NETWORK = "情報提供ネットワークシステム"
_ANNEX = re.compile("別[表紙添]")
_WORKER = re.compile(r"委託(?:業者|事業者|先)(?:へ|に|にて|で|が|において)")
_WORK = re.compile("印刷|封入|封かん|封緘|パンチ|入力|発送|運搬")
_SAME = {"封かん": "封入", "封緘": "封入", "パンチ": "入力"}


@frozen
class _Said:
    """A sentence of Ⅰ or a step of the 備考, folded: where it stands, what a finding on it is about, and its lines."""

    text: str
    where: str
    subject: Subject
    spans: tuple[Span, ...]


def _find(dossier: Dossier) -> Iterator[Hit]:
    sentences = (s for s in dossier.sentences_of.get("Ⅰ", ()) if s.cell.field.full in _TOLD)
    said = [
        _Said(text, s.where, s.subject, s.spans) for s in sentences if _is_looked_for(text := fold(s.text))
    ]
    said += _list_steps(dossier)
    yield from _find_recipients(dossier, said)
    yield from _find_work(dossier, said)


def _is_looked_for(text: str) -> bool:
    return bool(_OTHERS.search(text) or _WORKER.search(text))


def _list_steps(dossier: Dossier) -> Iterator[_Said]:
    """The steps of the 備考 in full, those of the model being short: each with the lines of the one of its number.

    Where several pictures have the number, it is the one that begins alike.
    """
    steps = group_by(
        (find_places(step.number), (Numbered(diagram.name, step.number), step))
        for diagram in dossier.model.diagrams
        for step in diagram.steps
    )
    passages = (p for cell in dossier.form.ask("別添1") if cell.text for p in join_lines(cell))
    for places, text in (step for p in passages for step in list_steps(fold(p.text))):
        there = steps.get(places, ())
        alike = [told for told in there if fold(told[1].text)[:_ALIKE] in BESIDE.sub("", text)]
        if _is_looked_for(text) and (len(there) == 1 or len(alike) == 1):
            place, step = there[0] if len(there) == 1 else alike[0]
            yield _Said(text, f"別添1の{place.step}", place, step.spans)


def _find_recipients(dossier: Dossier, said: list[_Said]) -> Iterator[Hit]:
    """A sentence that names a file is of that one; the others are of all."""
    given = [s for s in said if _gives_number(s.text)]
    for sentences, files in _assign(dossier.model.listed_files, given):
        entries = [entry for file in files for entry in file.provisions]
        if entries and all(file.provisions for file in files) and not any(map(_may_be_others, entries)):
            who = name_some(dict.fromkeys(who for s in sentences for who in _OTHERS.findall(s.text)))
            said_so = f"{_where(sentences)}は{who}へ個人番号を渡すとするが、Ⅱ.5の提供先に市区町村がない。"
            yield _hit(said_so, sentences, Evidence("Ⅱ.5の提供先", find_beginnings(entries)), who)


def _gives_number(text: str) -> bool:
    """Whether what is sent to others is told to be numbers: near by, for items of a list stand without 。 between them."""
    return any(
        _NUMBER.search(text, max(0, found.start() - _NEAR), found.end() + _NEAR)
        for found in _GIVEN.finditer(text)
    )


def _assign(files: Sequence[File], given: Sequence[_Said]) -> Iterator[tuple[list[_Said], Sequence[File]]]:
    named = {file.name: [s for s in given if fold(file.name) in s.text] for file in files}
    for file in files:
        if named[file.name]:
            yield named[file.name], (file,)
    rest = [s for s in given if not any(s in found for found in named.values())]
    if rest:
        yield rest, files


def _may_be_others(entry: Provision) -> bool:
    """Whether a 提供先 may be a municipality; those that ask by way of the national network are sent nothing by hand."""
    if not entry.rows and _NETWORK in entry.recipient:
        return False
    names = [entry.recipient, *(row.name for row in entry.rows)]
    unknown = not entry.rows and (not entry.recipient or _ANNEX.search(entry.recipient))
    return bool(unknown) or any(_LISTED.search(name) for name in names)


def _find_work(dossier: Dossier, said: list[_Said]) -> Iterator[Hit]:
    files = dossier.model.listed_files
    entries = [entry for file in files for entry in file.entrustments]
    words = fold("".join(f"{entry.subject}{entry.content}" for entry in entries))
    known = {_SAME.get(work, work) for work in _WORK.findall(words)}
    told = group_by((work, s) for s in said for work in _list_work(s))
    missing = {work: found for work, found in told.items() if work not in known}
    if missing and entries and all(_has_all_read(dossier, file) for file in files):
        sentences = list(dict.fromkeys(s for found in missing.values() for s in found))
        work = name_some(missing)
        said_so = f"{_where(sentences)}は委託先が{work}を行うとするが、Ⅱ.4の委託事項にその業務がない。"
        yield _hit(said_so, sentences, Evidence("Ⅱ.4の委託事項", find_beginnings(entries)), work)


def _has_all_read(dossier: Dossier, file: File) -> bool:
    """Whether a file has no more 委託事項 than were read: it says that it has none, or how many."""
    told = find_count(dossier, file, CountKind.ENTRUSTMENTS)
    if told is None or told.done is Certainty.UNKNOWN:
        return False
    return told.done is Certainty.NO or 0 <= told.count <= len(file.entrustments)


def _list_work(sentence: _Said) -> Iterator[str]:
    """Yield the work that is told behind who does it, in the same sentence."""
    found = _WORKER.search(sentence.text)
    if found:
        yield from dict.fromkeys(_SAME.get(work, work) for work in _WORK.findall(sentence.text, found.end()))


def _where(sentences: Sequence[_Said]) -> str:
    return name_some(dict.fromkeys(sentence.where for sentence in sentences))


def _hit(said: str, sentences: Sequence[_Said], other: Evidence, about: str) -> Hit:
    return Hit(
        said,
        (min((s.subject for s in sentences), key=str),),
        (Evidence(f"{_where(sentences)}の記載", find_beginnings(sentences)), other),
        about=about,
    )


RULE = Rule(
    name="step-undeclared",
    title="事務の流れの文が書く渡し先や委託が、Ⅱにない",
    checks="別添1の備考、Ⅰ.1②、Ⅰ.2②の文のうち、他の市区町村へ個人番号を渡すとするものと、委託先が印刷・封入・入力・発送・運搬を行うとするものについて、Ⅱ.5の提供先に市区町村があるか、Ⅱ.4の委託事項にその業務があるかを見る。"
    "別紙・別表の行が読めない提供先、件数より少なくしか読めない委託のある文書では言わない。情報提供ネットワークシステムだけで提供する相手は、ほかの手段で渡す相手に数えない。",
    matters="Ⅱにない相手には、法令上の根拠も、委託先の監督も、リスク対策も書かれない。",
    settle="実際に渡していればⅡに加えて根拠を書く。渡していなければ、事務の流れの文を直す。",
    source="様式4 Ⅰ.1②、Ⅰ.2②、別添1、Ⅱ.4、Ⅱ.5",
    severity=Severity.WARNING,
    confidence=Confidence.LOW,
    find=_find,
    needs=(needs.TEXTS, needs.HANDOVERS, needs.ENTRUSTMENTS),
)
