"""What a word of a list may hold by how it is made: other items (申請書), and items that it qualifies (世帯主の個人番号)."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

from piaflow.domain.names import fold
from piaflow.domain.pointing import is_no_item

SPECIFIC = re.compile("特定個人情報(ファイル)?$")
"""How what is 特定個人情報 by its name ends: 個人番号 or what stands for it is in it (番号法2条8項・9項)."""
_HOLDING = re.compile(
    f"{SPECIFIC.pattern}|(申請書|申込書|届出書|届書|申告書|請求書|支払報告書|調書|資料|書類|その他)$"
    "|(転入|転出|転居|世帯変更|異動|取得|喪失)届$"
)
"""How the name of what holds other items ends. 届 alone is a column as well (住居地届 among 記録項目)."""
_BULK = re.compile(
    "(証明書|台帳|名簿|データ|電文|写し|控え|一式|(個人番号|マイナンバー)カード|全(ての)?項目|全件|全て|すべて)$"
)
"""How the name ends of what is no column even among 記録項目, which go into detail."""
_THING = re.compile(
    "(書|届|票|証|券|通知|謄本|抄本|ファイル|リスト|一覧|帳票|レコード|ログ|バックアップ|媒体|カード|申請|申込み?|届出)$"
    "|(申請|申込|届出|入力|登録)(情報|内容)$|(個人|本人|住民票?|住登外者?|宛名|世帯|転入|転出|異動"
    "|(対象|被保険|加入|受給|利用|登録|納税)者|納税義務者)(基本|異動|関係)?(情報|記録)$"
)
"""How the name ends of what more than one piece of information goes along on (接種券, 通知), or of all of some people."""
_OF_NOBODY = re.compile("(消去|廃棄|破棄|受領|完了)(報告|証明|通知)?書$")
"""How the name ends of what is written of data and not of a person."""
_GOING_ON = re.compile("(等|など|ほか|他)$")
"""How a name ends that stands for more than it says."""
_REMARK = re.compile(r"\([^()]*\)$")
_PARTS = re.compile(r"[()「」、，,・/+]|及び|および|並びに|又は|または|を含む|付き|の?記載")
_WHAT_FOLLOWS = r"(?:等|など|ほか|他|情報|データ|[\d①-⑳])*"
"""What an item is still that item with: 個人番号情報, 住所1. Whatever else follows makes another of it (住所コード)."""


@lru_cache(maxsize=65_536)
def is_open_by_name(name: str) -> bool:
    """Return whether a word is of what holds others (申請書, その他), or says that the items stand elsewhere (別紙のとおり)."""
    return is_no_item(name) or bool(_HOLDING.search(without_remark(name)))


@lru_cache(maxsize=65_536)
def is_bulk_by_name(name: str) -> bool:
    """Return whether a word is of more than one piece of information wherever it stands: 証明書, 一式, 申請書等."""
    return bool(_BULK.search(without_remark(name))) or is_open_by_name(before_etc(name) or name)


@lru_cache(maxsize=65_536)
def is_thing_by_name(name: str) -> bool:
    """Return whether a word is of what more than one piece of information goes along on (接種券, 在留期間等), if anybody's."""
    text = without_remark(name)
    return bool(_GOING_ON.search(text) or (_THING.search(text) and not _OF_NOBODY.search(text)))


def before_etc(name: str) -> str:
    """Return what stands before the 等 that ends a name, folded; "" where none does."""
    text = without_remark(name)
    found = _GOING_ON.search(text)
    return text[: found.start()] if found else ""


def without_remark(name: str) -> str:
    """Return a name, folded, without what stands in brackets at its end."""
    return _REMARK.sub("", fold(name))


def split_gloss(name: str) -> tuple[str, str] | None:
    """Return a name and what its brackets say, None where it has none: 個人番号(マイナンバー)."""
    text = fold(name)
    remark = _REMARK.search(text)
    return (text[: remark.start()], remark[0][1:-1]) if remark else None


def compile_ends(names: Collection[str]) -> re.Pattern[str]:
    """Return what finds at the end of a word the longest of some folded names, whatever leaves it that item behind it."""
    return re.compile(f"({'|'.join(map(re.escape, sorted(names)))}){_WHAT_FOLLOWS}$")


def find_qualified(name: str, ends: re.Pattern[str]) -> frozenset[str]:
    """Return the names that the parts of a word end in: 世帯主の個人番号, 個人番号・宛名番号, 12桁の個人番号(本人)."""
    return frozenset(found[1] for found in map(ends.search, _PARTS.split(fold(name))) if found)
