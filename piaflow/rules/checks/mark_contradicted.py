"""mark-contradicted: Ⅲ marks that a file is not entrusted, handed over or connected, and Ⅱ of the same file tells it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from attrs import frozen

from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import CountKind, Means
from piaflow.domain.entries import Acquisition, Entrustment, Provision, Transfer
from piaflow.domain.names import name_some
from piaflow.domain.nodes import File
from piaflow.domain.span import collect_spans
from piaflow.form.form import Cell
from piaflow.rules import needs
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Evidence, Hit, Severity, Spot
from piaflow.rules.rule import Rule

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


_DENIALS = (
    _Denial("Ⅲ.4.有無", "委託しない", "がⅡ.4にある", lambda f: f.entrustments, (CountKind.ENTRUSTMENTS,)),
    _Denial(
        "Ⅲ.5.有無",
        "提供・移転しない",
        "がⅡ.5にある",
        lambda f: (*f.provisions, *f.transfers),
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
    "情報提供ネットワークシステムの○がないかを見る。",
    matters="しないとした欄ではリスク対策を書かないので、行っている授受の対策が評価されないまま残る。",
    settle="行っているならⅢの印を外して対策を書く。行っていないならⅡから除く。",
    source="様式4・様式3 Ⅱ.3②、Ⅱ.4、Ⅱ.5、Ⅲ.4～6",
    severity=Severity.ERROR,
    find=_find,
    needs=(needs.FILES, needs.RISK_MARKS),
)
