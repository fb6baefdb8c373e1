"""use-before-holding: a file that is used before the day from which it is held."""

from __future__ import annotations

import re
from collections.abc import Iterator

from piaflow.law.eras import list_periods, strip_dates
from piaflow.rules import needs
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity, Spot
from piaflow.rules.rule import Rule


def _find(dossier: Dossier) -> Iterator[Hit]:
    for file in dossier.model.listed_files:
        held, used = list_periods(file.held_since), list_periods(file.use.since)
        is_plain = _is_plain(file.held_since) and _is_plain(file.use.since)
        if held and used and min(used)[1] < min(held)[0]:
            yield Hit(
                f"{file.name}の使用開始日（{file.use.since}）は、保有開始日（{file.held_since}）より前である。",
                (file.name,),
                (
                    Evidence(f"Ⅱ.2⑤ 保有開始日 {file.held_since}", file.spans, Spot("Ⅱ.2.⑤", file.name)),
                    Evidence(f"Ⅱ.3⑨ 使用開始日 {file.use.since}", file.use.spans, Spot("Ⅱ.3.⑨", file.name)),
                ),
                confidence=None if max(used)[1] < min(held)[0] and is_plain else Confidence.LOW,
            )


def _is_plain(text: str) -> bool:
    """Whether a field is no more than the day: one in a sentence may be that of a law, or of other work."""
    return not _BESIDE.sub("", strip_dates(text))


_BESIDE = re.compile(
    r"\([^()]*\)|から|より|以降|頃|[のに]?(?:使用|利用|保有|運用)を?開始日?|予定|開始日?|[をにの、。:~]"
)
"""What stands beside a day and leaves it what it is; a remark in brackets is about another one."""


RULE = Rule(
    name="use-before-holding",
    title="保有する前から使うことになっている",
    checks="Ⅱ.3⑨の使用開始日が、Ⅱ.2⑤の保有開始日より前でないかを見る。どちらかが日付として読めなければ言わない。保有開始日がいくつも書かれていれば、初めの日と比べる。月までしか書かれなければ、その月のどの日でもありうるとみる。ほかのことを言う文にある日からは、確かとは言わない（要確認）。",
    matters="持っていないファイルは使えない。どちらかの日が写し誤りである。",
    settle="二つの日を確かめ、誤った方を直す。",
    source="様式4 Ⅱ.2⑤・Ⅱ.3⑨、様式3 Ⅱ.2⑤・Ⅱ.3⑥",
    severity=Severity.WARNING,
    find=_find,
    needs=(needs.FILES,),
)
