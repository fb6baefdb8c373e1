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
_ONE = re.compile(
    "(番号|番|コード|ID|氏名|氏|姓|名|名称|カナ|かな|ふりがな|フリガナ|漢字|日|日付|時刻|日時|年|年度|月|期間|期限|時期|年齢"
    "|区分|種別|種類|類型|分類|住所|居所|所在地?|地番|方書|番地|本籍地?|国籍|性別|続柄|世帯主|筆頭者|納税義務者"
    "|額|金|税|料|所得|収入|控除|残高|単価|率|割合|数|量|点|値|長|有無|可否|要否|該当|フラグ|サイン"
    "|事由|理由|原因|目的|状況|状態|結果|判定|資格|等級|程度|順位|順|備考|欄|記号|署名|写真|印影|印鑑"
    "|パスワード|アドレス|統計情報|統計|(消去|廃棄|破棄|受領|完了)(報告|証明|通知)?書?)$"
)
"""How the name ends of one piece of information, or of what tells of no person. Of all else nobody tells what is in it."""
_GOING_ON = re.compile("(等|など|ほか|他)$")
"""How a name ends that stands for more than it says."""
_NUMBERED = re.compile(r"[\d.①-⑳]+$")
_REMARK = re.compile(r"\([^()]*\)$")
_PARTS = re.compile(r"[()「」、，,・/+]|及び|および|並びに|又は|または|を含む|付き|の?記載")
_WHAT_FOLLOWS = r"(?:等|など|ほか|他|情報|データ|[\d①-⑳])*"
"""What an item is still that item with: 個人番号情報, 住所1. Whatever else follows makes another of it (住所コード)."""


@lru_cache(maxsize=65_536)
def is_open_by_name(name: str) -> bool:
    """Return whether a word is of what holds others (申請書, その他), or says that the items stand elsewhere (別紙のとおり)."""
    return is_no_item(name) or bool(_HOLDING.search(without_remark(name)))


@lru_cache(maxsize=65_536)
def is_one_by_name(name: str) -> bool:
    """Return whether a word is of one piece of information: 賦課年度, 予備年月日1; not 申請データ, 世帯情報, 氏名等."""
    return bool(_ONE.search(_NUMBERED.sub("", without_remark(name))))


@lru_cache(maxsize=65_536)
def is_bulk_by_name(name: str) -> bool:
    """Return whether a word is of more than one piece of information wherever it stands: 証明書, 一式, 申請書等."""
    return bool(_BULK.search(without_remark(name))) or is_open_by_name(before_etc(name) or name)


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
