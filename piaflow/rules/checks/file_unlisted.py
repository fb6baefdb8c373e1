"""file-unlisted: a file that 別添1 draws and that Ⅰ.3 does not list."""

from __future__ import annotations

from collections.abc import Iterator

from piaflow.domain.certainty import Certainty
from piaflow.domain.names import name_some
from piaflow.domain.nodes import File
from piaflow.domain.span import find_beginnings
from piaflow.rules import needs
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity, Spot
from piaflow.rules.rule import Rule


def _find(dossier: Dossier) -> Iterator[Hit]:
    for file in dossier.model.files:
        if file.listed is Certainty.NO and _is_drawn(dossier, file):
            yield _hit(dossier, file)


def _is_drawn(dossier: Dossier, file: File) -> bool:
    flows = dossier.flows_of_file.get(file.name, ())
    return file.name in dossier.drawn_nodes or any(facts.flow.diagram for facts in flows)


def _hit(dossier: Dossier, file: File) -> Hit:
    touching = dossier.flows_of_file.get(file.name, ())
    specific = tuple(f for f in touching if f.specific is Certainty.YES)
    doubt = "" if specific else "（特定個人情報を含むかは書かれていない）"
    listed = dossier.model.listed_files
    return Hit(
        f"別添1は{file.name}を描くが、Ⅰ.3の特定個人情報ファイルにない{doubt}。",
        (file.name,),
        (
            Evidence(f"別添1の{file.name}", file.spans),
            *(Evidence(f.label, f.spans) for f in specific),
            Evidence(f"Ⅰ.3 {name_some(f.name for f in listed)}", find_beginnings(listed), Spot("Ⅰ.3")),
        ),
        severity=None if specific else Severity.NOTE,
        confidence=None if specific else Confidence.LOW,
    )


RULE = Rule(
    name="file-unlisted",
    title="図にあるファイルがⅠ.3にない",
    checks="別添1が描くファイルのうち、文書がⅠ.3に挙げないもの（listed: no）を探す。特定個人情報の出入りがなければ要確認とする。",
    matters="Ⅰ.3にないファイルは、記録項目も保管も委託も評価されない。",
    settle="個人番号か符号を含むファイルならⅠ.3とⅡに加える。含まないなら図から除くか、備考にそう書く。",
    source="番号法2条9項・28条、様式4 Ⅰ.3、別添1",
    severity=Severity.WARNING,
    confidence=Confidence.MEDIUM,
    find=_find,
    needs=(needs.DIAGRAMS,),
)
