"""The marks by which a row of 変更箇所 is known in a text layer: its 変更日 and its 提出時期."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from attrs import evolve, frozen

from piaflow.law.printed_form import CHANGE_COLUMNS
from piaflow.source.form_words import is_of_form
from piaflow.source.keys import squeeze
from piaflow.source.page import Line

_YEAR = r"(?:昭和|平成|令和)\s*(?:元|[0-9０-９]{1,2})"
DAY = _YEAR + r"年\s*[0-9０-９]{1,2}月\s*[0-9０-９]{1,2}日"
_GOES_ON = r"[(（「『\[［、はがをも]"
"""What no cell ends with: a day after it is of a sentence, such as that of a law in brackets."""
_BEGINS = r"\s|$|事前|事後|[ⅠⅡⅢⅣⅤⅥ]|[(（]?\s*別[添紙]|同上|全般|表紙|項目一覧|評価書名"
"""What may follow a day that is a cell: nothing, a blank, or another cell that begins with a mark of its own."""
MARK = re.compile(
    rf"(?<!{_GOES_ON})(?P<day>{DAY})(?={_BEGINS})|(?<![^\s日。])(?P<timing>事前|事後)(?=\s|$|{DAY})"
)
PAGE_NUMBER = re.compile(r"[\s\-‐–—－]*\d{1,3}[\s\-‐–—－]*$")
COLUMNS, NOTE = CHANGE_COLUMNS[:-1], CHANGE_COLUMNS[-1]
ITEM = re.compile(
    r"\s*(?:[ⅠⅡⅢⅣⅤⅥ]|[(（]\s*別[添紙]\s*[0-9０-９]\s*[)）]\s*(?:事務|特定個人情報ファイル)|表紙|項目一覧|評価書名)"
)
"""How a 項目 begins."""
ITEM_ALONE = re.compile(r"別[添紙][1-9]?$|同上$|全般$|表紙$")
"""What a 項目 may be by itself, squeezed."""
TAIL = re.compile(r"[ぁ-んー、。）)]")
"""How the rest of a word begins, which no cell does."""
_BOTH_SAY = 2
"""Characters that words have in common at the least: a figure is in all texts."""
_DAY_BEGUN = re.compile(_YEAR + r"(?:年[0-9０-９月\s]*)?$")
_DAY_REST = re.compile(r"\s*[^\s日]*日(?=\s|$)")
_DAY_ABOVE = re.compile(rf"\s*(?P<day>{_YEAR}(?:年[0-9０-９月]*)?)(?= {{2,}})")
_DAY_BELOW = re.compile(r"\s*(?P<rest>[0-9０-９年月]*日)(?= {2,}|$)")
"""The day of a narrow column that wraps, in lines that go on across the other columns."""
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


def close_days(group: Sequence[Line]) -> list[Line]:
    """Return the lines with the days whole that the narrow column wraps."""
    lines = list(group)
    for n, (line, below) in enumerate(pairwise(group)):
        rest = _DAY_REST.match(below.text) if _DAY_BEGUN.search(line.text) else None
        text = line.text.rstrip() + (rest[0].strip() if rest else "")
        if rest and re.search(rf"{DAY}$", text):
            lines[n : n + 2] = evolve(line, text=text), evolve(below, text=below.text[rest.end() :])
    return [line for line in lines if line.text.strip()]


def close_days_in_place(lines: Sequence[Line]) -> list[Line]:
    """Return lines across several columns with the days whole that the first column wraps: all else stands as before."""
    told = list(lines)
    for n, (line, below) in enumerate(pairwise(lines)):
        begun = _DAY_ABOVE.match(line.text)
        rest = _DAY_BELOW.match(below.text) if begun and below.number == line.number + 1 else None
        if not (begun and rest and re.fullmatch(DAY, f"{begun['day']}{rest['rest']}")):
            continue
        end = begun.end() + len(rest["rest"])
        if not line.text[begun.end() : end + 1].strip(" "):
            told[n] = evolve(line, text=f"{line.text[: begun.end()]}{rest['rest']}{line.text[end:]}")
            told[n + 1] = evolve(below, text=" " * rest.end() + below.text[rest.end() :])
    return [line for line in told if line.text.strip()]


def is_counterpart(before: Sequence[Line], after: Sequence[Line]) -> bool:
    """Whether words are known to be of both columns: one says that nothing is there, or they are much alike."""
    return bool(NOTHING.match(_squeeze(before))) or is_gone(after) or is_alike(before, after, _BOTH_SAY)


def may_be_of_item(before: Sequence[Line], after: Sequence[Line]) -> bool:
    """Whether what stands before a change may be the end of its 項目: words of the form, or no more than a number.

    Then nothing may have stood before; but what stands after is mostly like what did.
    """
    text = "".join(line.text for line in before)
    is_number = not any(map(str.isalpha, squeeze(text))) and not NOTHING.match(squeeze(text))
    return bool(text) and is_of_form(text) and (is_number or not is_counterpart(before, after))


def is_gone(after: Sequence[Line]) -> bool:
    """Whether words say that what stood before was taken away."""
    return bool(_GONE.match(_squeeze(after)))


def is_alike(before: Sequence[Line], after: Sequence[Line], least: int = 1) -> bool:
    """Whether half of the shorter words, and `least` characters, stand in the others one after the other."""
    one, other = _squeeze(before), _squeeze(after)
    if min(len(one), len(other)) < least:
        return False
    same = SequenceMatcher(None, one, other, autojunk=False).find_longest_match().size
    return same >= least and 2 * same >= min(len(one), len(other))


def _squeeze(lines: Iterable[Line]) -> str:
    return squeeze("".join(line.text for line in lines))
