"""mark-contradicted: Ⅲ marks that a file is not entrusted, handed over or connected, and Ⅱ of the same file tells it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from attrs import frozen

from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import BodyKind, CountKind, Means
from piaflow.domain.entries import Acquisition, Entrustment, Provision, Transfer
from piaflow.domain.names import name_some
from piaflow.domain.nodes import File
from piaflow.domain.span import collect_spans, find_beginnings
from piaflow.form.form import Cell, CellOrigin
from piaflow.law.bodies import find_body_kind
from piaflow.rules import needs
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity, Spot
from piaflow.rules.listing import find_listed
from piaflow.rules.quoting import tells_nothing
from piaflow.rules.rule import Rule
from piaflow.rules.wording import Sentence

_Done = Acquisition | Entrustment | Provision | Transfer


@frozen
class _Denial:
    """What a field of Ⅲ denies: the words beside its mark, and what of Ⅱ tells of the same file."""

    number: str
    words: str
    tells: str
    find: Callable[[File], Sequence[_Done]]
    counts: tuple[CountKind, ...] = ()


def _is_networked(entry: Acquisition | Provision) -> bool:
    boxes = (box for box in entry.means if box.means is Means.PROVISION_NETWORK)
    return any(box.box is Certainty.YES for box in boxes)


def _list_all(*kinds: CountKind) -> Callable[[File], Sequence[_Done]]:
    return lambda file: [entry for kind in kinds for entry in find_listed(file, kind)]


_DENIALS = (
    _Denial(
        "Ⅲ.4.有無", "委託しない", "がⅡ.4にある", _list_all(CountKind.ENTRUSTMENTS), (CountKind.ENTRUSTMENTS,)
    ),
    _Denial(
        "Ⅲ.5.有無",
        "提供・移転しない",
        "がⅡ.5にある",
        _list_all(CountKind.PROVISIONS, CountKind.TRANSFERS),
        (CountKind.PROVISIONS, CountKind.TRANSFERS),
    ),
    _Denial(
        "Ⅲ.6.有無",
        "接続しない（入手）",
        "はⅡ.3②で情報提供ネットワークシステムに○がある",
        lambda f: [f.acquisition] if _is_networked(f.acquisition) else [],
    ),
    _Denial(
        "Ⅲ.6.有無",
        "接続しない（提供）",
        "はⅡ.5⑥で情報提供ネットワークシステムに○がある",
        lambda f: [entry for entry in f.provisions if _is_networked(entry)],
    ),
    _Denial(
        "Ⅲ.4.再委託先",
        "再委託していない",
        "はⅡ.4⑦で再委託するとする",
        lambda f: [entry for entry in f.entrustments if entry.subentrusted is Certainty.YES],
    ),
)


def _find(dossier: Dossier) -> Iterator[Hit]:
    for file in dossier.model.listed_files:
        for denial in _DENIALS:
            done, cell = denial.find(file), dossier.cell(denial.number, file.name)
            if done and cell and _is_denied(file, denial, cell):
                yield _hit(file, denial, done, cell)
        for told in _MEASURES:
            sentences = tuple(_list_measures(dossier, file, told)) if told.is_none(file) else ()
            if sentences:
                yield _measures_hit(file, told, sentences)
        yield from _find_government(dossier, file)
        yield from _find_accident(dossier, file)


@frozen
class _Measured:
    """Fields of Ⅲ that tell measures, beside a mark that should stand where Ⅱ tells of nothing to be measured."""

    number: str
    words: str
    fields: tuple[str, ...]
    none: str
    is_none: Callable[[File], bool]
    at: str


def _has_none(*kinds: CountKind) -> Callable[[File], bool]:
    def has_none(file: File) -> bool:
        told = {count.kind for count in file.counts if count.done is Certainty.NO}
        return told.issuperset(kinds)

    return has_none


def _takes_in_apart(file: File) -> bool:
    boxes = {box.box for box in file.acquisition.means if box.means is Means.PROVISION_NETWORK}
    return boxes == {Certainty.NO}


_GIVES_NONE = "Ⅱ.5は提供を行っていない"
_MEASURES = (
    _Measured(
        "Ⅲ.4.有無",
        "委託しない",
        ("Ⅲ.4.",),
        "Ⅱ.4は委託しない",
        _has_none(CountKind.ENTRUSTMENTS),
        "Ⅱ.4.有無",
    ),
    _Measured(
        "Ⅲ.5.有無",
        "提供・移転しない",
        ("Ⅲ.5.",),
        "Ⅱ.5は提供・移転を行っていない",
        _has_none(CountKind.PROVISIONS, CountKind.TRANSFERS),
        "Ⅱ.5.有無",
    ),
    _Measured(
        "Ⅲ.6.有無",
        "接続しない（入手）",
        tuple(f"Ⅲ.6.リスク{n}" for n in (1, 2, 3, 4)),
        "Ⅱ.3②の情報提供ネットワークシステムの欄が空",
        _takes_in_apart,
        "Ⅱ.3.②",
    ),
    _Measured(
        "Ⅲ.6.有無",
        "接続しない（提供）",
        tuple(f"Ⅲ.6.リスク{n}" for n in (5, 6, 7)),
        _GIVES_NONE,
        _has_none(CountKind.PROVISIONS),
        "Ⅱ.5.有無",
    ),
)
_OPEN = re.compile("ない|なし|無し|ません|[せら]ず|該当|場合|予定|際|とき")
"""What says that there is nothing to be measured, or what would be done."""


def _list_measures(dossier: Dossier, file: File, told: _Measured) -> Iterator[Sentence]:
    """The sentences that tell a measure, where the mark that there is nothing to be measured is read and empty."""
    cell = dossier.cell(told.number, file.name)
    is_empty = cell is not None and cell.boxes.get(told.words) is Certainty.NO
    for sentence in dossier.measures_of.get(file.name, ()) if is_empty else ():
        is_of_these = sentence.cell.field.full.startswith(told.fields)
        if is_of_these and "。" in sentence.text and not _OPEN.search(sentence.text):
            yield sentence


def _measures_hit(file: File, told: _Measured, sentences: tuple[Sentence, ...]) -> Hit:
    where = name_some(dict.fromkeys(sentence.where for sentence in sentences))
    boxes = (Means.PROVISION_NETWORK.value,) if told.at == "Ⅱ.3.②" else ()
    return Hit(
        f"{file.name}の{told.none}とするが、{where}は措置を書き、「{told.words}」の欄は空である。",
        (file.name,),
        (
            Evidence(told.none, file.spans, Spot(told.at, file.name, boxes)),
            Evidence(where, find_beginnings(sentences)),
        ),
        about=f"{told.words}の空欄",
        severity=Severity.WARNING,
        confidence=Confidence.LOW,
    )


_STANDARDS, _NOT_OF_STATE = "Ⅲ.7.リスク1.①", "政府機関ではない"
_ACCIDENT, _WHAT = "Ⅲ.7.リスク1.⑨", "Ⅲ.7.リスク1.⑨.内容"
_NONE = re.compile("ない|なし|無し|ありません|該当")
"""What lies beneath 発生なし and says no more than that, or why something was none."""


def _find_government(dossier: Dossier, file: File) -> Iterator[Hit]:
    cell = dossier.cell(_STANDARDS, file.name)
    kind = find_body_kind(dossier.model.overview).kind
    if cell and cell.stated == _NOT_OF_STATE and kind is BodyKind.NATIONAL:
        number, body = cell.address.item, dossier.model.overview
        yield Hit(
            f"{file.name}の{number}は「{_NOT_OF_STATE}」とするが、{body.body}は国の行政機関である。",
            (file.name,),
            (
                Evidence(f"{number} {_NOT_OF_STATE}", cell.spans, Spot(_STANDARDS, file.name)),
                Evidence(f"評価実施機関 {body.body}", body.spans, Spot("表紙.評価実施機関名")),
            ),
            about=_NOT_OF_STATE,
        )


def _find_accident(dossier: Dossier, file: File) -> Iterator[Hit]:
    chosen, what = dossier.cell(_ACCIDENT, file.name), dossier.cell(_WHAT, file.name)
    if not chosen or not what or CellOrigin.UNREAD in (chosen.origin, what.origin):
        return
    blank = not what.text or tells_nothing(what.text)
    told = {
        "発生あり": "空欄である" if blank else "",
        "発生なし": "" if blank or _NONE.search(what.text) else "ある",
    }
    if beneath := told.get(chosen.stated, ""):
        number = chosen.address.item
        yield Hit(
            f"{file.name}の{number}は「{chosen.stated}」とするが、その内容が{beneath}。",
            (file.name,),
            (
                Evidence(f"{number} {chosen.stated}", chosen.spans, Spot(_ACCIDENT, file.name)),
                Evidence(f"その内容が{beneath}", what.spans, Spot(_WHAT, file.name)),
            ),
            about=chosen.stated,
            confidence=Confidence.MEDIUM,
        )


def _is_denied(file: File, denial: _Denial, cell: Cell) -> bool:
    """Whether the field itself denies it. What Ⅱ denies too stands there against itself, which other rules tell."""
    if any(count.done is Certainty.NO for count in file.counts if count.kind in denial.counts):
        return False
    return cell.boxes.get(denial.words) is Certainty.YES or cell.stated == denial.words


def _hit(file: File, denial: _Denial, done: Sequence[_Done], cell: Cell) -> Hit:
    number = denial.number.rpartition(".")[0]
    entries = tuple(map(file.name_entry, done))
    named = name_some(entry.number for entry in entries)
    return Hit(
        f"{file.name}の{number}は「{denial.words}」とするが、{named}{denial.tells}。",
        (file.name,),
        (
            Evidence(f"{number} {denial.words}", cell.spans, Spot(denial.number, file.name)),
            Evidence(f"{named}{denial.tells}", collect_spans(done), of=entries),
        ),
        about=denial.words,
    )


RULE = Rule(
    name="mark-contradicted",
    title="Ⅲでしないとしたことが、Ⅱではされている",
    checks="Ⅲ.4「委託しない」「再委託していない」、Ⅲ.5「提供・移転しない」、Ⅲ.6「接続しない」とするファイルのⅡに、その委託、再委託、提供・移転、"
    "情報提供ネットワークシステムの○がないかを見る。国の行政機関がⅢ.7①で「政府機関ではない」とするもの、重大事故を「発生なし」としながら内容を書くもの、「発生あり」としながら書かないものも言う。"
    "逆に、Ⅱが委託、提供・移転をしない（情報提供ネットワークシステムを使わない）とするのに、Ⅲがその措置を書き、しないの印が空であるものも、要確認として言う。",
    matters="しないとした欄ではリスク対策を書かないので、行っている授受の対策が評価されないまま残る。",
    settle="行っているならⅢの印を外して対策を書く。行っていないならⅡから除く。",
    source="様式4・様式3 Ⅱ.3②、Ⅱ.4、Ⅱ.5、Ⅲ.4～6",
    severity=Severity.ERROR,
    find=_find,
    needs=(needs.FILES, needs.RISK_MARKS),
)
