"""sentence-broken: a sentence that no reader can parse: a particle too many or too few, or two marks in a row."""

from __future__ import annotations

import re
from collections.abc import Iterator

from piaflow.domain.span import find_beginnings
from piaflow.rules import needs
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Hit, Severity
from piaflow.rules.places import Revised
from piaflow.rules.rule import Rule
from piaflow.rules.slips import Place, tell_slips

_DOING = "管理|登録|更新|照会|削除|消去|保管|保存|提供|移転|入手|使用|通知|作成|送付|送信|記録|連携"
_BROKEN = re.compile(
    # を twice before one verb; before a noun (移転を行う者に渡す) the second belongs to another
    rf"(?:[一-龠]{{1,6}}を(?:{_DOING})を行(?:う(?:こと|と|。)|い、|って|った。|わ|える))"
    # 番号管理する for 番号を管理する: what has a name of its own (情報提供する, 記録管理する) is one word
    rf"|(?:[一-龠]{{0,8}}(?:番号|ファイル)(?:{_DOING})する)"
    r"|(?:[一-龠]{2}なな[いか])"
    r"|[、。]{2,}"
)
_BEFORE = 4
"""Letters that are shown before a mark, which alone says nothing."""


def _find(dossier: Dossier) -> Iterator[Hit]:
    """Marks in a row may be those of two lines, which a text layer has without what stands between."""
    yield from tell_slips(_list_broken(dossier), "文が壊れている")


def _list_broken(dossier: Dossier) -> Iterator[tuple[str, Place]]:
    for passage in dossier.passages:
        begins = {at for at, _ in passage.breaks}
        for found in _BROKEN.finditer(passage.text):
            if begins.isdisjoint(range(found.start() + 1, found.end())) or "を" in found.group():
                place = Place.of(passage, found.start(), found.end())
                yield _show(passage.text, found), place
    for row in dossier.revisions:
        for text in (row.before, row.after):
            words = "".join(text.split())
            for found in _BROKEN.finditer(words):
                yield _show(words, found), Place("変更箇所", Revised(row.item), find_beginnings((row,)))


def _show(text: str, found: re.Match[str]) -> str:
    first = found.start() - (_BEFORE if len(found.group()) <= _BEFORE else 0)
    return f"「{text[max(0, first) : found.end()].replace('。', '｡')}」"


RULE = Rule(
    name="sentence-broken",
    title="文が壊れている",
    checks="文と変更箇所の行に、1つの動詞の前の2つの「を」（情報を移転を行う）、「を」の抜けた「番号管理する」、余る「な」（必要なない）、続く句読点がないかを見る。文書の中のものは1つの指摘にまとめる。",
    matters="直しかけの文で、何をするのか、何を消し忘れたのかが分からない。",
    settle="文を読み、書き直す。",
    source="様式4・様式3の記述の欄",
    severity=Severity.NOTE,
    confidence=Confidence.LOW,
    find=_find,
    needs=(needs.TEXTS,),
)
