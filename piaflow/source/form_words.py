"""Words that are all of the form: chapters, sections, labels and their numbers, as 項目 of 変更箇所 names a place of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from piaflow.domain.choices import FormKind
from piaflow.law.headings import CHAPTERS
from piaflow.law.printed_form import HEADINGS
from piaflow.source.grammar import list_slots
from piaflow.source.keys import squeeze
from piaflow.source.page import Line

_RUN = re.compile(r"[々〆一-鿿]+|[ぁ-ん]+|[ァ-ヴー]+|[A-Za-z]+")
"""Characters of one script: where the script changes, a word of Japanese may begin."""
_FILE = re.compile(r"\(?\(\d\)[^()①-⑳]*ファイル")
_CUT = re.compile(r"[①-⑳][ぁ-ん]")
"""A number in a circle that has got into a word: no label begins so."""
_CHAPTERS = "".join(CHAPTERS.values())
_NUMBERED = re.compile(rf"[{_CHAPTERS}]\s*[-－ー―‐.．]\s*[0-9０-９]{{1,2}}[.．]?")
"""How a place is called by its numbers alone: Ⅱ－４."""
_MOST_LINES = 6
"""Lines on which a narrow column wraps the name of a chapter."""
_MORE = (
    *("別添", "別紙", "表紙", "項目一覧", "評価書名", "同上", "全般", "事務", "内容", "備考", "変更箇所"),
    *(
        "取",
        "扱",
        "取扱",
        "委託",
        "再委託",
        "提供",
        "移転",
        "提供先",
        "移転先",
        "一覧",
        "I",
        "II",
        "III",
        "IV",
        "V",
        "VI",
    ),
)
"""Words by which documents call places of the form, and that no label has by itself."""


def is_of_form(text: str) -> bool:
    """Return whether a text has no word but those that the forms print: it is a place of the form, or a part of one."""
    key = _FILE.sub("", squeeze(text))
    return not _CUT.search(key) and all(_is_made_up(run) for run in _RUN.findall(key))


def begins_place(lines: Sequence[Line]) -> bool:
    """Return whether the first of lines begins the name of a place of the form: a chapter, be it wrapped, or part."""
    key = squeeze("".join(line.text for line in lines[:_MOST_LINES]))
    begun = lines[0].text.split()[:1]
    return (
        is_of_form(lines[0].text) or all(map(_NUMBERED.fullmatch, begun)) or key.startswith(_list_chapters())
    )


def is_chapter(text: str) -> bool:
    """Return whether a text is the heading of a chapter of the form, and nothing else."""
    return squeeze(text) in _list_chapters()


@cache
def _is_made_up(run: str) -> bool:
    """Whether a run is a word of the form, or several of them: the points between them are not in the key."""
    words = _list_words()
    return run in words or any(run[:at] in words and _is_made_up(run[at:]) for at in range(1, len(run)))


@cache
def _list_chapters() -> tuple[str, ...]:
    headings = (one for form in FormKind for held in HEADINGS[form].values() for one in held)
    return tuple({squeeze(one) for one in headings if one[0] in _CHAPTERS})


@cache
def _list_words() -> frozenset[str]:
    keys = (squeeze(key) for form in FormKind for slot in list_slots(form) for key in slot.keys)
    return frozenset(run for key in keys for run in _RUN.findall(key)).union(_MORE)
