"""file-in-no-flow: a file of Ⅰ.3 that no flow names, although flows name the other files or its holder has none."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from piaflow.domain.grouping import group_by
from piaflow.domain.nodes import File
from piaflow.domain.span import collect_spans
from piaflow.rules import needs
from piaflow.rules.dossier import Dossier, FlowFacts
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity
from piaflow.rules.rule import Rule

_FEW = 3


def _find(dossier: Dossier) -> Iterator[Hit]:
    if all(facts.flow.inferred for facts in dossier.flows):
        return  # nobody has read a flow that might name the file
    files = {facts.id: _files_of(dossier, facts) for facts in dossier.flows}
    named = frozenset[str]().union(*files.values())
    unnamed = [file for file in dossier.model.listed_files if file.name not in named and dossier.flows]
    for holder, held in group_by((dossier.model.holder(file.name), file) for file in unnamed).items():
        yield from _of_holder(dossier, holder, held, files)


def _files_of(dossier: Dossier, facts: FlowFacts) -> frozenset[str]:
    """Return the files that a flow touches: as an end, as what it writes or draws from, or by an entry of Ⅱ."""
    nodes = (dossier.model.find(name) for name in (facts.flow.source, facts.flow.target, facts.flow.file))
    drawn = (node.name for node in nodes if isinstance(node, File))
    return frozenset((*drawn, *(dossier.entries[name].file for name in facts.flow.declared)))


def _of_holder(
    dossier: Dossier, holder: str, held: Iterable[File], files: Mapping[str, Collection[str]]
) -> Iterator[Hit]:
    """Where no flow of the holder says which file it is about, the flows may be about any of them."""
    flows = dict.fromkeys((*dossier.flows_from.get(holder, ()), *dossier.flows_to.get(holder, ())))
    telling = [facts for facts in flows if files[facts.id]]
    if telling or not flows:
        confidence = Confidence.LOW if len(telling) < len(flows) else None
        yield from (_hit(file, holder, telling[:_FEW], confidence) for file in held)


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
    needs=(needs.FILES, needs.FLOWS),
)
