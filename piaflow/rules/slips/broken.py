"""Sentences that no reader can parse: a particle too many or too few, or two marks in a row."""

from __future__ import annotations

import re
from collections.abc import Iterator

from piaflow.rules.dossier import Dossier
from piaflow.rules.slips.telling import Place, Slip

_DOING = "管理|登録|更新|照会|削除|消去|保管|保存|提供|移転|入手|使用|通知|作成|送付|送信|記録|連携"
_BROKEN = re.compile(
    # を twice before one verb; before a noun (移転を行う者に渡す) the second belongs to another
    rf"(?:[一-龠]{{1,6}}を(?:{_DOING})を行(?:う(?:こと|と|。)|い、|って|った。|わ|える))"
    # 番号管理する for 番号を管理する: what has a name of its own (情報提供する, 記録管理する) is one word
    rf"|(?:[一-龠]{{0,8}}(?:番号|ファイル)(?:{_DOING})する)"
    r"|(?:[一-龠]{2}なな[いか])"
    r"|[、。]{2,}"
)
_SIGN = re.compile(
    rf"を(?:{_DOING})を行|番号(?:{_DOING})する|ファイル(?:{_DOING})する|なな[いか]|、[、。]|。[、。]"
)
"""What every broken sentence has in it: letters that are soon looked for, and few texts have."""
_BEFORE = 4
"""Letters that are shown before a mark, which alone says nothing."""


def find_broken(dossier: Dossier) -> Iterator[Slip]:
    """Yield where sentences are broken.

    Marks in a row may be those of two lines, which a text layer has without what stands between.
    """
    for passage in dossier.passages:
        if not _SIGN.search(passage.text):
            continue
        begins = {at for at, _ in passage.breaks}
        for found in _BROKEN.finditer(passage.text):
            if begins.isdisjoint(range(found.start() + 1, found.end())) or "を" in found.group():
                yield _show(passage.text, found, Place.of(passage, found.start(), found.end()))
    for row in dossier.revisions:
        for text in (row.before, row.after):
            words = "".join(text.split())
            for found in _BROKEN.finditer(words) if _SIGN.search(words) else ():
                yield _show(words, found, Place.of_row(row))


def _show(text: str, found: re.Match[str], place: Place) -> Slip:
    first = found.start() - (_BEFORE if len(found.group()) <= _BEFORE else 0)
    return Slip(f"「{text[max(0, first) : found.end()].replace('。', '｡')}」（壊れた文）", place)
