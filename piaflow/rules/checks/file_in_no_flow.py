"""file-in-no-flow: a file of Ⅰ.3 that no flow names, although flows name the other files or its holder has none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from piaflow.domain.nodes import File
from piaflow.domain.span import collect_spans
from piaflow.rules.dossier import Dossier, FlowFacts
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity
from piaflow.rules.rule import Rule


def _find(dossier: Dossier) -> Iterator[Hit]:
    named = frozenset(name for facts in dossier.flows for name in _files_of(dossier, facts))
    for file in dossier.model.listed_files if dossier.flows else ():
        if file.name not in named:
            yield from _unnamed(dossier, file)


def _files_of(dossier: Dossier, facts: FlowFacts) -> Iterable[str]:
    """Return the files that a flow touches: as an end, as what it writes or draws from, or by an entry of Ⅱ."""
    flow, model = facts.flow, dossier.model
    ends = (model.canonical(name) for name in (flow.source, flow.target, flow.file) if name)
    return {*ends, *(dossier.entries[name].file for name in flow.declared)}


def _unnamed(dossier: Dossier, file: File) -> Iterator[Hit]:
    """Where no flow of the holder says which file it is about, the flows may be about this one."""
    holder = dossier.model.holder(file.name)
    flows = dict.fromkeys((*dossier.flows_from.get(holder, ()), *dossier.flows_to.get(holder, ())))
    telling = [facts for facts in flows if any(_is_file(dossier, n) for n in _files_of(dossier, facts))]
    if telling or not flows:
        confidence = Confidence.LOW if len(telling) < len(flows) else None
        yield _hit(file, holder, telling, confidence)


def _is_file(dossier: Dossier, name: str) -> bool:
    return isinstance(dossier.model.find(name), File)


def _hit(file: File, holder: str, telling: list[FlowFacts], confidence: Confidence | None) -> Hit:
    why = f"{holder}の流れはほかのファイルの名を挙げる" if telling else f"{holder}の流れがない"
    return Hit(
        f"Ⅰ.3の{file.name}は、別添1にもⅡにもその出入りを言う流れがない（{why}）。",
        (file.name,),
        (Evidence(f"Ⅰ.3 {file.name}", file.spans), Evidence(why, collect_spans(telling))),
        severity=Severity.NOTE if confidence else None,
        confidence=confidence,
    )


RULE = Rule(
    name="file-in-no-flow",
    title="Ⅰ.3のファイルがどの流れにも出てこない",
    checks="Ⅰ.3のファイルのそれぞれを、流れの端、書き込む又は取り出すファイル（file）、Ⅱの記載（declared）のどれかが挙げるかを見る。"
    "持つシステムの流れがどのファイルのことかを一つも言わなければ、何も言わない。",
    matters="どこから入り、どこへ出るかが書かれていないファイルは、別添1を読んでも危険が分からない。",
    settle="そのファイルの入手・使用・提供を別添1とⅡに書く。もう持っていなければⅠ.3から消す。",
    source="様式4 Ⅰ.3、別添1",
    severity=Severity.WARNING,
    confidence=Confidence.MEDIUM,
    find=_find,
)
