"""The words by which a 評価書 is known, and the covers at which one begins."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from piaflow.domain.choices import FormKind
from piaflow.source.page import Break, Line, Part

_SIGNS = (
    "評価書番号",
    "評価書名",
    "評価実施機関名",
    "プライバシー等の権利利益の保護の宣言",
    "特定個人情報ファイルを取り扱う事務",
    "特定個人情報ファイル名",
    "事務の名称",
    "システムの名称",
    "他のシステムとの接続",
    "対象人数",
    "法令上の根拠",
    "評価実施機関における担当部署",
    "他の評価実施機関",
    "対象となる本人の範囲",
    "リスクへの対策は十分か",
    "リスクに対する措置の内容",
    "しきい値判断結果",
    "委託先名",
    "再委託の有無",
    "変更前の記載",
    "保管場所",
    "項目一覧",
)
"""Labels that the three forms print (様式2, 3 and 4 of the 規則). A text about 評価書 has some, a form has many."""

LEAST_SIGNS = 4
_BLANK = re.compile(r"\s+")
_TITLE = re.compile(r"^特定個人情報保護評価書\((基礎項目|重点項目|全項目)評価書\)$")
_COVER = ("評価書番号", "評価書名", "評価実施機関名", "公表日", "プライバシー等の権利利益の保護の宣言")
_COVER_LINES = 45
_LEAST_COVER = 3
_NAME = re.compile(r"(基礎項目|重点項目|全項目)評価書$")


def count_signs(text: str) -> int:
    """Return how many different labels of the form a text prints."""
    close = _BLANK.sub("", text)
    return sum(sign in close for sign in _SIGNS)


def find_parts(lines: Sequence[Line], breaks: Sequence[Break] = ()) -> tuple[Part, ...]:
    """Return the 評価書 that the lines hold, in their order: one begins at each cover, or the whole is one.

    A cover is a title 特定個人情報保護評価書（…） with the other words of a cover about it. What stands before
    the first cover, as a report to which the 評価書 is attached, belongs to none.
    """
    covers = list(_find_covers(lines, breaks))
    if not covers:
        return (Part(None, "", lines[0].number, lines[-1].number),) if lines else ()
    starts = [begin for _, begin, _ in covers]
    ends = [*(lines[begin - 1].number for begin in starts[1:]), lines[-1].number]
    return tuple(
        Part(form, title, lines[begin].number, end)
        for (form, begin, title), end in zip(covers, ends, strict=True)
    )


def _find_covers(lines: Sequence[Line], breaks: Sequence[Break]) -> Iterator[tuple[FormKind, int, str]]:
    """Each cover: its form, the index of its first line, the name of the 評価書."""
    page_starts = {begin.line for begin in breaks}
    last = -1
    for at, line in enumerate(lines):
        found = _TITLE.match(line.key.replace(" ", "").replace("（", "(").replace("）", ")"))
        if found is None or at < last:  # a cover may print the title of the form twice
            continue
        begin = _find_start(lines, at, page_starts, last)
        after = _find_end(lines, at, page_starts)
        words = "".join(near.key.replace(" ", "") for near in lines[begin:after])
        if sum(word in words for word in _COVER) >= _LEAST_COVER:
            yield FormKind(f"{found[1]}評価書"), begin, _find_title(lines[begin:after])
            last = after


def _find_start(lines: Sequence[Line], at: int, page_starts: set[int], last: int) -> int:
    """The first line of the page of a cover, as far as page or break tell it: else the title itself."""
    for index in range(at, max(at - _COVER_LINES, last + 1, 0) - 1, -1):
        if lines[index].number in page_starts:
            return index
        if index == 0 or lines[index - 1].page != lines[at].page:
            return index
    return at


def _find_end(lines: Sequence[Line], at: int, page_starts: set[int]) -> int:
    for index in range(at + 1, min(at + _COVER_LINES, len(lines))):
        if lines[index].page != lines[at].page or (index > at + 10 and lines[index].number in page_starts):
            return index
    return min(at + _COVER_LINES, len(lines))


def _find_title(cover: Sequence[Line]) -> str:
    """The name of the 評価書: the line that ends with its kind and is not the title of the form."""
    for line in cover:
        key = line.key.replace(" ", "")
        if _NAME.search(key) and not key.startswith("特定個人情報保護評価書"):
            return re.sub(r"^\d+\s+", "", line.text.strip())
    return ""
