"""What stands in a list of items and is none: it points to where they are (別紙のとおり), or keeps silent (省略, ―)."""

from __future__ import annotations

import re
from functools import lru_cache

from piaflow.domain.names import fold

BLANK = r"斜線|空欄|[-ー─━×✕✖/\\]+"
"""How a field shows that nothing was written there."""
_PLACES = (
    r"別[紙添表途記]|一覧|記録項目|様式|仕様書|資料|[上下左右]記|[以次]下?の?|条|法|令|[規条]例|規[程則]|を"
)
_ELSEWHERE = re.compile(
    rf"(?:{_PLACES}).*(?:のとおり|の通り|参照)(?:のこと|する)?[)」』。]*$"
    r"|は別[紙添表]第?[\d一二三四五]*[)」』。]*$|(?:から|ため|につき|は)、?(?:非公[開表]|公[開表]しない|省略)[)」』。]*$"
    r"|(?:に(?:記載|掲載)(?:する|した|の|され(?:た|る|ている))?|に示す|に掲げる|に定める|[にと]同じ|と同様|^同[上左右])"
    r"(?:もの|項目|の?(?:とおり|通り))?[)」』。]*$"
)
"""What says where items are: 別紙のとおり, 別添2(ファイル記録項目)を参照。, 申請書に記載のとおり, 同上."""
_POINTS = re.compile("別[紙添表途記]|一覧|参照|とおり|通り|掲載|記載|省略|非公[開表]|不開示")
_FILLING = re.compile(
    rf"{_POINTS.pattern}|特定個人情報|ファイル|記録|項目|資料|定める|示す|掲げる|する|した|こと|もの"
    r"|[上下]記|以下|第[一二三四五]|[次表書略はのをにで\d\W_]"
)
"""The words of what does no more than point elsewhere (別紙1 記録項目一覧), or keep silent: (省略), 非公開."""
_SILENT = re.compile(rf"\(?(?:{BLANK}|記載(?:なし|無し?)|未記[入載]|不明|\.{{3,}}|〃)\)?。?")
_ENDS = re.compile(r"(?:のとおり|の通り|参照)$")
"""How what points ends, and also a name: 通り名の通り, 閲覧参照."""


@lru_cache(maxsize=65_536)
def is_no_item(name: str) -> bool:
    """Return whether an entry of a list says that items stand elsewhere or are not told: by its end, or with every word."""
    text = fold(name)
    points = _ELSEWHERE.search(text) or (_POINTS.search(text) and not _FILLING.sub("", text))
    return bool(points or _SILENT.fullmatch(text))


@lru_cache(maxsize=65_536)
def is_plainly_item(name: str) -> bool:
    """Return whether an entry is an item also where it stands alone: 閲覧参照 is one beside others alone."""
    return not is_no_item(name) and not _ENDS.search(fold(name))
