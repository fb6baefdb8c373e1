"""Whether printed texts may be of one cell: a row of 変更箇所 often quotes a part of it, or names several cells at once."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import accumulate

from attrs import frozen

from piaflow.domain.certainty import Certainty
from piaflow.domain.names import fold
from piaflow.domain.pointing import BLANK

_BETWEEN = re.compile(r"[\s、。，,・／/]+|[（(](?:中略|略|以下略)[)）]|…+|\.{3,}")
_BRACKETED = re.compile(r"\((\d+)\)(?=[件人])")
_LEAD = re.compile(
    r"^[※・(（]*(?:下記|以下|次|左記|右記|次のとおり|以下のとおり|次の通り|以下の通り)[^。\n]{0,15}?"
    r"(?:追加|追記|加筆|新設)(?:する|した|します)?[)）。:：]*\s*"
)
_DEFINED = re.compile(r"[(（]以下、?「([^」]+)」という。?[)）]")
_ROW = re.compile(r"の?\d[\d、,の]*の?項")
_NOUNS = "追加|追記|加筆|削除|修正|変更|訂正|新設|更新|改正|見直し|廃止|統合|整理"
_TOLD = re.compile(
    rf"^[^。]*(?:{_NOUNS}|の(?:とおり|通り)|参照|略)[)）]*。?$"
    rf"|^[^。]*[をにへが](?:{_NOUNS})(?:する|した|します|しました|を行う|を行った)。?$"
    r"|^[※*]"
)
_NOTHING = re.compile(
    rf"\(?(?:(?:記載|該当|特に)?(?:なし|無し?|ありません)|該当(?:せず|しない)|N/A|新規(?:追加|記載)?|{BLANK})\)?(?:\([^()]*\))?。?"
)
_HEADING = re.compile(r"^\s*[＜<【〈《]([^＞>】〉》\n]+)[＞>】〉》]", re.MULTILINE)
_HALVES = 2
_LETTERS, _AROUND, _LONGEST = 4, 3, 2000
"""Letters that a slip is of at the most, those shown on both sides of it, and of a text in which one is looked for."""
_SEVERAL = re.compile(r"[・、,，]|及び|並びに|から|[～〜]|等$|各")


@frozen
class _Read:
    """A text as it is compared: folded, and its pieces, in order and as one word."""

    folded: str
    pieces: tuple[str, ...]
    joined: str

    def is_run_of(self, whole: _Read) -> bool:
        """Whether it is a run of whole pieces of another, or each of its own pieces is one."""
        if self.joined in whole.joined:
            ends = {0, *accumulate(map(len, whole.pieces))}
            found = re.finditer(re.escape(self.joined), whole.joined)
            if any(m.start() in ends and m.end() in ends for m in found):
                return True
        return set(self.pieces) <= set(whole.pieces)

    def stands_in(self, whole: _Read) -> bool:
        """Whether each of its pieces stands somewhere in another; a number does not stand in a longer one."""
        text = whole.folded
        return all(piece in text and re.search(_as_pattern(piece), text) for piece in self.pieces)

    def goes_on_to(self, row: _Read) -> bool:
        """Whether another goes on from it to the row of its table."""
        begins = bool(self.folded) and row.folded.startswith(self.folded)
        return begins and bool(_ROW.fullmatch(row.folded, len(self.folded)))


@lru_cache(maxsize=1_024)  # each row of 変更箇所 is compared with many others
def _read(text: str) -> _Read:
    """Each name that a text defines is a piece of its own: …命令（以下「主務省令」という。）第2条.

    A form prints a number in brackets, （38）件, that a row quotes without them.
    """
    named = _DEFINED.sub(r"、\1", text)
    pieces = tuple(filter(None, map(join_brackets, _BETWEEN.split(named))))
    return _Read(fold(named), pieces, "".join(pieces))


def is_of_one_text(one: str, other: str) -> Certainty:
    """Return whether one of two texts quotes the other, in whatever width.

    YES where every piece of it (a word between spaces, commas or 中略) is one of the other's; UNKNOWN where its
    pieces stand inside longer words, which may be a quotation or a change of words. 3件 stands in no 13件.
    A law may be quoted by the name that the other defines, and to the table or to the very row of it.
    """
    here, there = _read(one), _read(other)
    if here.goes_on_to(there) or there.goes_on_to(here):
        return Certainty.YES
    if here.is_run_of(there) or there.is_run_of(here):
        return Certainty.YES
    return Certainty.UNKNOWN if here.stands_in(there) or there.stands_in(here) else Certainty.NO


def _as_pattern(piece: str) -> str:
    before = r"(?<!\d)" if piece[0].isdecimal() else ""
    after = r"(?!\d)" if piece[-1].isdecimal() else ""
    return before + re.escape(piece) + after


def covers_several(label: str) -> bool:
    """Whether the 項目 of a row may stand for several cells (提供・移転の有無, 1から3): two rows may speak of two."""
    return bool(_SEVERAL.search(label))


def read_addition(text: str) -> str | None:
    """Return what a row prints that it adds to the field (下記を追加 …), None where it is not said to be an addition."""
    lead = _LEAD.match(text)
    return text[lead.end() :] if lead else None


def describes(text: str) -> bool:
    """Whether a text tells of a change and quotes nothing: 追加, 最新状況に見直し, コンビニ交付を追加した, 別添2のとおり."""
    return bool(_TOLD.match(text.strip()))


def tells_nothing(text: str) -> bool:
    """Whether a cell says that nothing stands in the field: 記載なし, 斜線, — and —（提供先の削除） alike."""
    return bool(_NOTHING.fullmatch(fold(text)))


def are_of_two_parts(one: str, other: str) -> bool:
    """Whether both print headings (＜中間サーバーにおける措置＞) and share none: each is of another part of the field."""
    here, there = ({fold(name) for name in _HEADING.findall(text)} for text in (one, other))
    return bool(here and there) and here.isdisjoint(there)


def join_brackets(text: str) -> str:
    """Return a text, folded, with its counts without the brackets that a form prints round them: （38）件."""
    return _BRACKETED.sub(r"\1", fold(text))


def tell_slip(part: str, whole: str) -> tuple[str, str] | None:
    """Return the few letters in which a text differs from what stands in another, with some on both sides of them.

    None where it stands there as it is, or differs in more.
    """
    one, other = (re.sub(r"\s+", "", fold(text)) for text in (part, whole))
    if max(len(one), len(other)) > _LONGEST:
        return None
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    long = [block for block in blocks if block.size >= _LETTERS]
    if len(long) != _HALVES or sum(block.size for block in long) < len(one) - _LETTERS:
        return None
    first, last = long
    ends = first.a + first.size, first.b + first.size
    middles = one[ends[0] : last.a], other[ends[1] : last.b]
    if max(map(len, middles)) > _LETTERS or re.search(r"\d", "".join(middles)):
        return None  # a number is no slip
    return (
        one[max(0, ends[0] - _AROUND) : last.a + _AROUND],
        other[max(0, ends[1] - _AROUND) : last.b + _AROUND],
    )
