"""When two names are one in two spellings: width, a long vowel at a word's end, middle dots and case aside."""

from __future__ import annotations

import re
from functools import lru_cache

from piaflow.domain.names import fold

_LONG_END = re.compile("(?<=[ァ-ヴ])ー(?![ァ-ヴー])")


@lru_cache(maxsize=4_096)
def to_key(name: str) -> str:
    """サーバー and サーバ, 中間サーバー・プラットフォーム and 中間サーバ・プラットフォーム, (株) and 株式会社 have one key."""
    return _LONG_END.sub("", fold(name)).replace("・", "").replace("(株)", "株式会社").casefold()
