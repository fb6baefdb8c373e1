"""main-item-unexplained: a ticked 主な記録項目 that その妥当性, which explains the ticked ones by name, leaves out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import MainItem
from piaflow.domain.names import fold, name_some
from piaflow.domain.nodes import File, MainItemBox
from piaflow.domain.span import find_beginnings
from piaflow.form.form import Cell, CellOrigin
from piaflow.rules import needs
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity
from piaflow.rules.rule import Rule

_BOXES, _REASON = "Ⅱ.2.④.主な記録項目", "Ⅱ.2.④.妥当性"
_BESIDE = re.compile(r"[(（].*$")
_OTHER = re.compile(r"その他(?=[(:、。]|$|について|は)")
_NUMBER = re.compile("(?<!個人)(?<!電話)(?<!口座)(?<!郵便)番号")
"""How a text calls the body's own number: 宛名番号, 登録番号, 記号・番号."""
_PARTS = re.compile("[、・,]|及び|並びに")
_FEWEST = 3
"""So many names, and the most of those that are ticked, show that the text goes through them one by one."""
_MOST = 0.5
_REST = re.compile("その他の(?:情報|項目|もの)|以外の(?:情報|項目)|いずれも")
"""Words that give one reason for all that is not named."""
_SHOWN = 2
"""Lines of the boxes, which stand apart."""


def _find(dossier: Dossier) -> Iterator[Hit]:
    for file in dossier.model.listed_files:
        reason = dossier.cell(_REASON, file.name)
        ticked = [main for main in file.main_items if main.box is Certainty.YES]
        if reason and reason.text and reason.origin is not CellOrigin.UNREAD:
            text = fold(reason.text)
            left_out = [main for main in ticked if not _is_named(main, text)]
            named = len(ticked) - len(left_out)
            if left_out and not _REST.search(text) and named >= _FEWEST and named > _MOST * len(ticked):
                yield _hit(
                    file,
                    left_out,
                    Evidence("その妥当性", find_beginnings((reason,))),
                    dossier.cell(_BOXES, file.name),
                )
            unticked = [
                main for main in file.main_items if main.box is Certainty.NO and _has_reason(main, text)
            ]
            if unticked:
                yield _of_unticked(file, unticked, Evidence("その妥当性", find_beginnings((reason,))))


def _has_reason(main: MainItemBox, text: str) -> bool:
    """Whether the text gives a reason for recording an item of 業務関係情報: by its printed name, before は or a colon."""
    name = fold(_BESIDE.sub("", main.item.value))
    return name.endswith("関係情報") and bool(
        re.search(rf"{re.escape(name)}(?:は|も|[:：])(?!.{{0,12}}ない)", text)
    )


def _of_unticked(file: File, unticked: list[MainItemBox], reason: Evidence) -> Hit:
    names = name_some(main.item.value for main in unticked)
    lines = tuple(dict.fromkeys(span for main in unticked for span in main.spans)) or file.spans
    return Hit(
        f"{file.name}の主な記録項目の妥当性は{names}を記録する理由を書くが、その印がない。",
        (file.name,),
        (Evidence(f"主な記録項目 {names} 空欄", lines[:_SHOWN]), reason),
        about=f"印のない{names}",
    )


def _is_named(main: MainItemBox, text: str) -> bool:
    name = fold(_BESIDE.sub("", main.item.value))
    if main.item is MainItem.OTHER:
        parts = [fold(part) for part in _PARTS.split(main.name) if part.strip()]
        return bool(_OTHER.search(text)) or (bool(parts) and all(part in text for part in parts))
    return name in text or (main.item is MainItem.OTHER_IDENTIFIER and bool(_NUMBER.search(text)))


def _hit(file: File, left_out: list[MainItemBox], reason: Evidence, boxes: Cell | None) -> Hit:
    names = name_some(main.item.value for main in left_out)
    lines = tuple(dict.fromkeys(span for main in left_out for span in main.spans))
    spans = lines or (boxes.spans if boxes else ()) or file.spans
    return Hit(
        f"{file.name}は主な記録項目に{names}を挙げるが、項目ごとに理由を書くその妥当性に、その名がない。",
        (file.name,),
        (Evidence(f"主な記録項目 {names}", spans[:_SHOWN]), reason),
        about=names,
    )


RULE = Rule(
    name="main-item-unexplained",
    title="主な記録項目の一部に、記録する理由がない",
    checks="Ⅱ.2④の「その妥当性」が、印のある主な記録項目の半分より多く（3つ以上）の名を挙げて理由を書くとき、名のない項目を言う。項目の名を挙げずにまとめて理由を書く文は問わない。「○○関係情報は」と理由を書きながら、その印がないものも言う。",
    matters="記録する理由が書かれていない特定個人情報を持つことになる。",
    settle="記録する理由を書き加える。記録していなければ、主な記録項目の印を消す。",
    source="様式4・様式3 Ⅱ.2④",
    severity=Severity.WARNING,
    confidence=Confidence.LOW,
    find=_find,
    needs=(needs.MAIN_ITEMS, needs.TEXTS),
)
