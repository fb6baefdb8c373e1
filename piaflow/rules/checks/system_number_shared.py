"""system-number-shared: two systems that bear one number of Ⅰ.2."""

from __future__ import annotations

from collections.abc import Iterator

from piaflow.domain.grouping import group_by
from piaflow.domain.names import fold, name_some
from piaflow.rules import needs
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Evidence, Hit
from piaflow.rules.rule import Rule


def _find(dossier: Dossier) -> Iterator[Hit]:
    numbered = group_by(
        (fold(s.number).removeprefix("システム"), s) for s in dossier.model.systems if s.number
    )
    for number, systems in numbered.items():
        if len(systems) > 1:
            names = sorted(system.name for system in systems)
            yield Hit(
                f"Ⅰ.2のシステム{number}は、{name_some(names, 'と')}の{len(names)}つが名乗る。",
                tuple(names),
                tuple(Evidence(f"{s.name} システム{number}", s.spans) for s in systems),
            )


RULE = Rule(
    name="system-number-shared",
    title="Ⅰ.2の同じ番号を2つのシステムが名乗る",
    checks="Ⅰ.2のシステムの番号が、1つのシステムだけのものかを見る。",
    matters="Ⅰ.2は番号ごとに1つのシステムの名、機能、接続を書く欄で、2つが名乗れば、欄がどちらのことか分からない。",
    settle="番号を振り直す。同じシステムの別の名なら、1つにして aliases に書く。",
    source="様式4・様式3 Ⅰ.2",
    find=_find,
    needs=(needs.SYSTEMS,),
)
