"""dead-number: ⑩死者の個人番号 says 保管していない, and the file keeps data of the dead."""

from __future__ import annotations

import re
from collections.abc import Iterator

from piaflow.form.form import Cell
from piaflow.rules import needs
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity, Spot
from piaflow.rules.rule import Rule
from piaflow.rules.wording import Sentence

_MARK, _DENIED = "Ⅲ.7.リスク1.⑩", "保管していない"
_WHERE = ("Ⅱ.2.③", "Ⅱ.6.②.妥当性", "Ⅱ.6.③")
_DEAD = re.compile(r"死亡|死者")
_KEPT = re.compile(r"保管|保存|保有|管理|含む|含み|含め")
_NOT = re.compile(r"除|含ま(?!れる)|しない|せず|消去|削除|廃棄|終え")

_SHOWN = 40
"""Letters that are shown: enough to find the sentence."""


def _find(dossier: Dossier) -> Iterator[Hit]:
    for file in dossier.model.listed_files:
        cell = dossier.cell(_MARK, file.name)
        if cell and cell.stated == _DENIED:
            keeping = tuple(s for s in dossier.sentences_of.get("Ⅱ", ()) if _keeps(s, file.name))
            if keeping:
                yield _hit(file.name, cell, keeping[0])


def _keeps(sentence: Sentence, file: str) -> bool:
    if sentence.cell.file != file or sentence.cell.field.full not in _WHERE:
        return False
    return bool(
        _DEAD.search(sentence.text) and _KEPT.search(sentence.text) and not _NOT.search(sentence.text)
    )


def _hit(file: str, cell: Cell, keeping: Sentence) -> Hit:
    return Hit(
        f"{file}のⅢ.7⑩は死者の個人番号を「{_DENIED}」とするが、{keeping.where}は死亡した者の情報を持つという。",
        (file,),
        (
            Evidence(f"Ⅲ.7⑩ {_DENIED}", cell.spans, Spot(_MARK, file)),
            Evidence(f"{keeping.where} 「{keeping.text[:_SHOWN].rstrip('。')}」", keeping.spans),
        ),
    )


RULE = Rule(
    name="dead-number",
    title="死者の個人番号を保管していないとしながら、死亡した者の情報を持つ",
    checks="Ⅲ.7⑩死者の個人番号が「保管していない」のファイルで、Ⅱ.2③の範囲、Ⅱ.6②③の文が死亡した者の情報を持つと言わないかを見る。除く、消去すると言う文は数えない。個人番号だけを消していることもあるので、要確認とする。",
    matters="死者の個人番号も、生きている人の番号と同じように安全管理の措置が要る。",
    settle="死亡した者の個人番号を消しているかを確かめ、Ⅲ.7⑩か、Ⅱの文を直す。",
    source="様式4 Ⅲ.7リスク1⑩、Ⅱ.2③、Ⅱ.6②③",
    severity=Severity.WARNING,
    confidence=Confidence.LOW,
    find=_find,
    needs=(needs.RISK_MARKS, needs.TEXTS),
)
