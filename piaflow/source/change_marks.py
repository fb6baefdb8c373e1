"""The marks by which a row of 変更箇所 is known in a text layer: its 変更日 and its 提出時期."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher

from attrs import frozen

from piaflow.law.printed_form import CHANGE_COLUMNS
from piaflow.source.keys import squeeze
from piaflow.source.page import Line

DAY = r"(?:昭和|平成|令和)\s*(?:元|[0-9０-９]{1,2})年\s*[0-9０-９]{1,2}月\s*[0-9０-９]{1,2}日"
MARK = re.compile(rf"(?P<day>{DAY})|(?<![^\s日。])(?P<timing>事前|事後)(?=\s|$|{DAY})")
PAGE_NUMBER = re.compile(r"[\s\-‐–—－]*\d{1,3}[\s\-‐–—－]*$")
COLUMNS, NOTE = CHANGE_COLUMNS[:-1], CHANGE_COLUMNS[-1]
NOTHING = re.compile(r"\(?(?:記載なし|なし|該当なし|新規|新規追加|追加|-|—|―)\)?$")
"""What stands before a change that adds something."""
_GONE = re.compile(r"\(?(?:削除|廃止)\)?$")
"""What stands after a change that takes something away."""


@frozen
class TextRow:
    """One row: the lines of the columns that were told, and the names of those that were not."""

    columns: dict[str, tuple[Line, ...]]
    unread: tuple[str, ...] = ()


def list_groups(lines: Iterable[Line]) -> Iterator[list[Line]]:
    """Yield the lines that no blank line parts."""
    group: list[Line] = []
    for line in lines:
        if group and line.number > group[-1].number + 1:
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def is_counterpart(before: Sequence[Line], after: Sequence[Line]) -> bool:
    """Whether words are known to be of both columns: one says that nothing is there, or they are much alike."""
    one, other = (squeeze("".join(line.text for line in lines)) for lines in (before, after))
    if NOTHING.match(one) or _GONE.match(other):
        return True
    if not one or not other:
        return False
    same = SequenceMatcher(None, one, other, autojunk=False).find_longest_match()
    return 2 * same.size >= min(len(one), len(other))
