"""acceptance-unmatched: an accepted finding that is no longer found, or whose term is over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from piaflow.errors import Advisor
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Evidence, Finding, Hit, Severity
from piaflow.rules.rule import Rule


def _review(dossier: Dossier, found: Sequence[Finding]) -> Iterator[Hit]:
    keys = {dossier.spell_key(finding.key): finding.key for finding in found}
    advisor = Advisor()
    for acceptance in (a for a in dossier.model.accepted if not a.is_of_agenda):
        key = dossier.spell_key(acceptance.key)
        if dossier.is_run(acceptance.key.partition("@")[0]) and key not in keys:
            yield Hit(
                f"承知したとされる指摘は、いまは見つからない{advisor.hint(acceptance.key, keys.values())}。",
                (acceptance.key,),
                (Evidence(f"承知の理由「{acceptance.reason}」", acceptance.spans),),
            )
        elif key in keys and acceptance.is_over(dossier.today):
            yield Hit(
                f"承知の期限（{acceptance.until}）が過ぎた。",
                (acceptance.key,),
                (Evidence(f"承知の理由「{acceptance.reason}」", acceptance.spans),),
                about="期限",
            )


RULE = Rule(
    name="acceptance-unmatched",
    title="承知した指摘がもうない、または期限が過ぎた",
    checks="モデルの accepted の鍵を、見つかった指摘の鍵と、期限を確かめる日と比べる。",
    matters="要らなくなった承知を残すと、同じ鍵の新しい食い違いが黙って通る。",
    settle="accepted からその鍵を消す。まだ承知するなら理由を確かめて期限を改める。",
    source="piaflow の約束",
    severity=Severity.WARNING,
    review=_review,
)
