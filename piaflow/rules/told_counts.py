"""How many 委託, 提供 and 移転 a row of 変更箇所 says that there are."""

from __future__ import annotations

import re
from collections.abc import Mapping

from piaflow.domain.choices import CountKind
from piaflow.domain.names import fold
from piaflow.domain.records import Revision
from piaflow.rules.quoting import join_brackets

_ALONE = re.compile(r"\d+(?=件)")
_TOLD = re.compile(r"(委託|提供|移転)(?:(?!委託|提供|移転)\D)*?(\d+)件")
_COUNTED = re.compile("有無|件数")


def tell_counts(row: Revision) -> Mapping[CountKind, int | None]:
    """Return the counts that a row is about, each with the number that it gives, None where it gives none that is plain.

    提供・移転の有無 are two, 提供・移転の有無（移転） is one of them. A number stands behind the word for its kind; alone it
    is told by the 項目, if that names one kind.
    """
    item, text = fold(row.item), join_brackets(row.after)
    if not _COUNTED.search(item):
        return {}
    told = [(CountKind(word), int(number)) for word, number in _TOLD.findall(text)]
    if told:
        return {kind: number if [k for k, _ in told].count(kind) == 1 else None for kind, number in told}
    ending = [kind for kind in CountKind if item.endswith(f"({kind.value})")]
    named = ending or [kind for kind in CountKind if kind.value in item]
    alone = _ALONE.findall(text)
    return {kind: int(alone[0]) if len(named) == len(alone) == 1 else None for kind in named}
