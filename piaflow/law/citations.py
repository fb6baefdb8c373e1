"""Citations of the law, parsed out of what a 評価書 prints as 法令上の根拠."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from functools import lru_cache
from itertools import zip_longest

from attrs import evolve, frozen

from piaflow.domain.names import fold

_NUMERAL = r"(?:\d+|[一二三四五六七八九十百]+)"
_DIGIT = r"[\d一二三四五六七八九十百]"
_DIGITS = {c: n for n, c in enumerate("一二三四五六七八九", 1)}
_UNITS = {"十": 10, "百": 100}
USE_TABLE = "別表第一"
LINKAGE_TABLE = "別表第二"
TABLE = "別表"
ORDER_TABLE = "主務省令第2条の表"


class LawKind(Enum):
    """法令の種類: what kind of law a citation names."""

    NUMBER_ACT = "番号法"
    REGISTER_ACT = "住基法"
    ORDINANCE = "条例"
    ORDER = "主務省令"
    OTHER = "その他"
    UNKNOWN = "不明"


_KNOWN = {
    "番号法": LawKind.NUMBER_ACT,
    "番号利用法": LawKind.NUMBER_ACT,
    "マイナンバー法": LawKind.NUMBER_ACT,
    "個人を識別するための番号の利用等に関する法律": LawKind.NUMBER_ACT,
    "住基法": LawKind.REGISTER_ACT,
    "住民基本台帳法": LawKind.REGISTER_ACT,
}
_KINDS = {"条例": LawKind.ORDINANCE, "命令": LawKind.ORDER, "省令": LawKind.ORDER}


@frozen(cache_hash=True)
class Citation:
    """One place of a law. Numbers are plain: article `30の6`, row `85の2`; "" is what is not printed.

    `law` is 番号法, 住基法, or the name as printed ("" where none is); `table` is one of the tables of 番号法
    or 別表第三 and so on; `text` is the piece of the basis that it was read from, in one width. `former` says that
    the basis calls the law that of before an amendment (改正前の番号法別表第一), `ranged` that rows between those that
    are printed are meant too (24の項から27の項).
    """

    law: str = ""
    article: str = ""
    paragraph: str = ""
    item: str = ""
    table: str = ""
    row: str = ""
    text: str = ""
    former: bool = False
    ranged: bool = False

    @property
    def kind(self) -> LawKind:
        """The kind of the law that is named, 不明 where none is."""
        return _find_kind(self.law)

    def __str__(self) -> str:
        """The citation in one way of printing: 番号法第19条第8号 別表第二の27の項."""
        article, _, branch = self.article.partition("の")
        place = f"第{article}条{'の' if branch else ''}{branch}" if article else ""
        place += f"第{self.paragraph}項" if self.paragraph else ""
        place += f"第{self.item}号" if self.item else ""
        row = f"の{self.row}の項" if self.table and self.row else f"{self.row}の項" if self.row else ""
        return " ".join(part for part in (self.law + place, self.table + row) if part)


@lru_cache(maxsize=1_024)
def _find_kind(law: str) -> LawKind:
    if law in _KNOWN:
        return _KNOWN[law]
    ends = (kind for end, kind in _KINDS.items() if law.endswith(end))
    return next(ends, LawKind.OTHER if law else LawKind.UNKNOWN)


_N = _NUMERAL
_BRANCHED = rf"{_N}(?:[の-]{_N})*"
_ASIDE = r"(?:\([^()]*\))?"
_JOINED = r"(?:[、,・ の]|及び|に基づく|に定める|に規定する|関係)*"
_ORDER = r"(?:番号法|[^、,・()\d]{0,40}に関する法律)?別表(?:第[一二12])?の主務省令で定める事務(?:及び情報)?を定める命令"
_ENDS = r"(?:法律|(?<![方手])法|条例|命令|省令|規則|(?<![法指])令)"
_FOLLOWS = rf"(?=\(|第?{_N}[条項号の]|別表|$|[、,・])"
_OTHER = r"[^、,・()\d法条命省規令]*+"
# From letter to letter that a name may end with: every name is tried from every letter of a text.
_NAMED = rf"{_OTHER}(?:(?!{_ENDS}{_FOLLOWS})[法条命省規令]{_OTHER})*+{_ENDS}{_FOLLOWS}"
_ORDER_TABLE = r"(?:利用特定個人情報の提供に関する命令|主務省令|命令)第?[2二]条の表"
_TABLE = rf"別表(?:第(?:[一二三四五](?![十百千])|[1-5](?!\d)))?|{_ORDER_TABLE}"
_ROW = rf"第?{_BRANCHED}(?![条号\d]|の{_N})"
_TO = r"[~〜]|から|ないし"
_GAP = r" (?=[\d の-]{0,300}項)"
"""A gap between digits, where they are called 項: 1 2 3の項."""
_BETWEEN = rf"(?:[、,・/と;+&|]|及び|および|並びに|ならびに|又は|または|若しくは|もしくは|{_TO}|{_GAP})+"
_NEXT = rf"(?:[.。:や→]+|(?<=[項)」〕】\]]))(?={_BRANCHED}(?:{_BETWEEN}{_BRANCHED})*の項)"
"""What leads on to another row only where that is called one: 16の項や20の項, and on a line of its own."""
_REMARK = rf"[(「〔【\[](?![^()「」〔〕【】\[\]]*(?:改正前|なお|{_DIGIT}日))[^()「」〔〕【】\[\]]*[)」〕】\]]"
"""What a row is about, beside it: 16の項(地方税)."""
_ROWS = rf"{_ROW}(?:の?項)?(?:(?:{_REMARK})?(?:{_BETWEEN}|{_NEXT}){_ROW}(?:の?項)?)*"
# In brackets only what is called a 項 is one: 別表(第9条関係) and 別表(2頁) name none.
_ROWS_ASIDE = rf"\((?P<aside>(?:{_ROW}(?:の?項)?{_BETWEEN})*{_ROW}の?項)[^()]*\)"

# Letters with which no other part of a citation begins. Where no name of a law ends before the next sign that none
# goes across, none begins at any of them: they are passed over at once, not letter by letter.
_PLAIN = r"[^、,・()\d\sの及に関別利主命第一二三四五六七八九十百]"

_CITATION = re.compile(
    rf"(?!{_NAMED}){_PLAIN}+"
    rf"|(?P<law>(?!{_ORDER_TABLE})(?:{_ORDER}|{_NAMED}))?{_ASIDE}"
    rf"(?:第?(?P<article>{_N})条(?P<branch>(?:の{_N})*))?{_ASIDE}"
    rf"(?:第(?P<loose>{_N}の{_N})(?![条項号の]))?"
    rf"(?:第?(?P<paragraph>{_N})項)?(?:第?(?P<item>{_N})号)?{_ASIDE}"
    rf"(?:{_JOINED}(?P<table>{_TABLE})(?:{_ROWS_ASIDE}|{_ASIDE}(?:[の ]*(?:項番)?(?P<rows>{_ROWS}))?))?"
)
_SIGN = re.compile(
    rf"[法律例令則条項号別第](?:(?<=[法律例令則]){_FOLLOWS}|(?<={_DIGIT}[条項号])|(?<=別)表|(?<=第){_N}の)"
)
"""What every citation has in it, and few sentences have."""
_ROW_ALONE = re.compile(rf"第?({_BRANCHED})(?:の?項)?")
_TO_ROW, _ROW_NUMBER, _BESIDE = re.compile(_TO), re.compile(_BRANCHED), re.compile(_REMARK)
_STILL = "なお従前の例|なお(?:その)?効力を有する"
"""How a 附則 says that what was the law before goes on to be it."""
_UNTIL = rf"(?:年{_DIGIT}+月(?:{_DIGIT}+日)?(?:の?施行)?|施行日?の?)(?:まで|より?前|以前|前)"
"""How a basis says that it is the one of until a day: 令和6年5月26日まで, 令和6年5月27日より前の照会に限る."""
_FORMER = re.compile(f"改正前|旧(?=番号|行政手続|別表|法)|{_STILL}|{_UNTIL}")
_FORMER_BEHIND = re.compile(rf"\([^()]*(?:改正前|{_STILL}|{_UNTIL})")
_TABLE_ASIDE = re.compile(
    rf"(?<=[条項号\d])\((?![^()]*(?:改正前|{_STILL}))"
    rf"(?:番号法)?(?P<table>(?:{_TABLE})(?:[の ]*(?:項番)?{_ROWS})?)[^()]*\)"
)
"""A table that stands in brackets behind the 条, 項 or 号 that it belongs to: 第9条第1項(別表の16の項)."""
_LEADING = re.compile(r"^(?:及び|又は|並びに|若しくは|に基づく|の規定により|の)+")


@lru_cache(maxsize=4_096)  # several rules read the same texts
def parse_citations(basis: str) -> tuple[Citation, ...]:
    """Return the citations in one printed basis, in reading order, one for each row of a table.

    A bare number is the row of a table that the heading of the list names. An article without a law is one
    of the law before it. What is no citation is passed over, so () says that nothing was recognised.
    """
    folded = " ".join(map(fold, basis.split()))
    text = _TABLE_ASIDE.sub(r"\g<table>。", re.sub(r"(?<!\d) | (?!\d)", "", folded))
    alone = _ROW_ALONE.fullmatch(text)
    return (Citation(row=_plain(alone[1]), text=text),) if alone else tuple(_read(text))


def _read(text: str) -> Iterator[Citation]:
    if not _SIGN.search(text):
        return
    found = [m for m in _CITATION.finditer(text) if m.lastindex]  # the others are what is no citation
    last, end = Citation(), 0
    for match, following in zip_longest(found, found[1:]):
        piece = text[match.start() : following.start() if following else len(text)]
        former = bool(_FORMER.search(text[end : match.end()]) or _FORMER_BEHIND.match(text, match.end()))
        end = match.end()
        last = _inherit(_cite(match, piece.rstrip("、,・;。 "), former=former), last)
        printed = match["rows"] or match["aside"]
        if printed:
            rows = _BESIDE.sub(" ", printed)
            ranged = bool(_TO_ROW.search(rows))
            yield from (evolve(last, row=_plain(row), ranged=ranged) for row in _ROW_NUMBER.findall(rows))
        else:
            yield last


def _cite(match: re.Match[str], text: str, *, former: bool) -> Citation:
    article = _plain(match["loose"] or (match["article"] or "") + (match["branch"] or ""))
    return Citation(
        law=_to_law(match["law"] or ""),
        article=article,
        paragraph=_plain(match["paragraph"] or ""),
        item=_plain(match["item"] or ""),
        table=_to_table(match["table"] or ""),
        text=text,
        former=former,
    )


def _inherit(citation: Citation, last: Citation) -> Citation:
    """Return the citation with the law, and for a bare 項 or 号 the article, of the one before it."""
    if citation.law or not (citation.article or citation.paragraph or citation.item):
        return citation
    if citation.article:
        return evolve(citation, law=last.law)
    paragraph = citation.paragraph or last.paragraph
    return evolve(citation, law=last.law, article=last.article, paragraph=paragraph)


def to_digits(numeral: str) -> str:
    """Return a number as laws print it (19, 十九, 百二十) in plain digits. Digits stay as they are."""
    if numeral.isdecimal():
        return str(int(numeral))
    total = digit = 0
    for character in numeral:
        if character in _UNITS:
            total, digit = total + (digit or 1) * _UNITS[character], 0
        else:
            digit = _DIGITS[character]
    return str(total + digit)


@lru_cache(maxsize=1_024)
def _plain(number: str) -> str:
    return "の".join(to_digits(part) for part in re.split("[の-]", number)) if number else ""


def _to_law(printed: str) -> str:
    name = _LEADING.sub("", printed)
    known = next((k for n, k in _KNOWN.items() if name.endswith(n)), None)
    return known.value if known else name


def _to_table(printed: str) -> str:
    if not printed.startswith(TABLE):
        return ORDER_TABLE if printed else ""
    number = printed.removeprefix("別表第")
    return printed if number == printed else "別表第" + number.translate(str.maketrans("12345", "一二三四五"))
