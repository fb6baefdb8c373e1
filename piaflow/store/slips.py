"""Slips of the hand in a model file: what YAML complains of, said for the writer, and what usually lies behind it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

import yaml

Scalar = Any
"""A scalar event of the parser: its marks are always there, which its type does not say."""

_WORDS = {
    "did not find expected ',' or '}'": "「,」か、閉じる「}」がありません",
    "did not find expected ',' or ']'": "「,」か、閉じる「]」がありません",
    "did not find expected key": "字下げか「: 」が、前の行とそろっていません",
    "did not find expected '-' indicator": "「- 」が、前の行とそろっていません",
    "did not find expected node content": "値がありません",
    "mapping values are not allowed in this context": "ここに「: 」は書けません（字下げと、値の引用符を確かめます）",
    "could not find expected ':'": "「: 」がありません",
    "found character that cannot start any token": "この文字では始められません（記号で始まる値は引用符で囲みます）",
    "found unexpected end of stream": "閉じる引用符がありません",
    "block sequence entries are not allowed in this context": "ここに「- 」は書けません",
    "did not find expected alphabetic or numeric character": "別名の名（& と * のあと）は英数字で書きます",
    "found unknown escape character": "「\\」のあとに、この文字は書けません（「\\」は「'」で囲んだ値にはそのまま書けます）",
    "found invalid Unicode character escape code": "「\\」で書いた文字がありません",
    "did not find expected hexdecimal number": "「\\」のあとの16進の数が足りません",
    "did not find expected comment or line break": "「|」や「>」のあとには、改行かコメント（#）を書きます",
    "but found another document": "「---」で分けた2つ目の文書は書けません",
    "mapping keys are not allowed in this context": "ここに「? 」は書けません",
    "found unexpected ':'": "{ } や [ ] の中の値に「:」があります（引用符で囲みます）",
    "found unexpected document indicator": "引用符で囲んだ値の中に、行の頭の「---」か「...」があります",
    "did not find expected <document start>": "ここで文書が終わっています（「...」のあとや、字下げのない値のあとには書けません）",
    "an indentation space is expected": "字下げは空白で書きます",
    "found a tab character that violates indentation": "字下げは空白で書きます",
    "found an indentation indicator equal to 0": "「|」や「>」のあとの字下げの数は 1 から 9 です",
    **dict.fromkeys(
        (
            "directive",
            "version number",
            "non-alphabetical character",
            "expected digit or '.'",
            "YAML document",
        ),
        "行の頭の「%」は YAML への指図です（値なら引用符で囲みます）",
    ),
    **dict.fromkeys(
        ("tag", "URI", "UTF-8 octet", "the expected '>'", "expected '!'", "whitespace or line break"),
        "「!」で始まるタグは書けません（値なら引用符で囲みます）",
    ),
}
_ENCLOSED = ("flow mapping", "flow sequence", "quoted scalar")
_FULL_WIDTH = {"：": ": ", "，": ", ", "｛": "{", "｝": "}", "［": "[", "］": "]", "＃": "#"}
_REST_OF_NUMBER = re.compile(r"\d{3}(?![\d:])\S")
_MOST_IN_KEY = 1024
_COMMENT = re.compile(r"(?:^|\s)#.*")
_UNSPACED = {":": re.compile(r"[\s{,-]*[^\s:,{}\[\]\"']+:[^\s/]"), "-": re.compile(r"\s*-[^\s-]")}


def tell_yaml_error(error: yaml.MarkedYAMLError, text: str) -> str:
    """Return what makes the text no YAML, with the slip that the line or the one before it shows."""
    said = error.problem or error.context or ""
    if "undefined alias" in said:
        return f"定義のない別名（*）です{_quote_alias(text, error)}"
    words = next((ours for theirs, ours in _WORDS.items() if theirs in said), said)
    mark = error.problem_mark or error.context_mark
    if mark and (long := _find_long_key(text.split("\n"), mark)):
        return f"キーが長すぎます（{long:,}字。YAML のキーは {_MOST_IN_KEY:,} 字まで）"
    return f"YAML として読めません: {_begun(error)}{words}{_find_slip_above(text, mark.line) if mark else ''}"


def _quote_alias(text: str, error: yaml.MarkedYAMLError) -> str:
    mark = error.problem_mark or error.context_mark
    found = re.match(r"\*[^\s,\[\]{}]+", text.split("\n")[mark.line][mark.column :]) if mark else None
    return f": {found[0]}" if found else ""


def _find_long_key(lines: list[str], mark: yaml.Mark) -> int:
    """Return how long the key is that ends at the mark, 0 where it is none or no longer than YAML takes.

    YAML forgets what was a key by then, and complains of the 「:」 after it.
    """
    line = lines[mark.line] if mark.line < len(lines) else ""
    if line[mark.column : mark.column + 1] != ":":
        return 0
    key = line[: mark.column].rstrip()
    if key.endswith(('"', "'")):
        key = key[max(key.rfind(key[-1], 0, -1), 0) :]
    else:
        key = key[max(key.rfind(c) for c in ",{[") + 1 :].lstrip(" -")
        key = "" if re.search(r"[}\]]|:\s", key) else key
    return len(key) if len(key) > _MOST_IN_KEY else 0


def find_cut_numbers(values: Iterable[Scalar | None]) -> Iterator[tuple[Scalar, str]]:
    """Yield each value of a [ ] that a comma in it cut, with the whole that was meant: 1,000人. None is no scalar."""
    for one, other in pairwise(values):
        if one is None or other is None:
            continue
        joined = _is_plain(one) and _is_plain(other) and _follows(one, other)
        if joined and one.value[-1:].isdigit() and _REST_OF_NUMBER.match(other.value):
            yield one, f"{one.value},{other.value}"


def find_cut_values(pairs: Iterable[tuple[Scalar, Scalar] | None]) -> Iterator[tuple[Scalar, str]]:
    """Yield each value of a { } that a comma in it cut, with the whole that was meant. None is a pair of others.

    A key without `: ` after a plain value is the rest of that value.
    """
    begun: Scalar | None = None
    last: Scalar | None = None
    whole = ""
    for key, value in (pair or (None, None) for pair in pairs):
        if last and key and value and _is_plain(key) and _is_rest(key, value) and not find_slip(key.value):
            whole += ("," if _follows(last, key) else ", ") + key.value
            last = key
            continue
        if begun is not None and last is not begun:
            yield begun, whole
        begun = last = value if value and _is_plain(value) and value.value else None
        whole = begun.value if begun else ""
    if begun is not None and last is not begun:
        yield begun, whole


def _is_plain(scalar: Scalar) -> bool:
    return scalar.style in (None, "")


def _is_rest(key: Scalar, value: Scalar) -> bool:
    return _is_plain(value) and not value.value and value.start_mark.index == key.end_mark.index


def _follows(one: Scalar, other: Scalar) -> bool:
    """Whether nothing but the comma stands between two values."""
    return bool(one.end_mark.index + 1 == other.start_mark.index)


def find_slip(text: str) -> str:
    """Return what was typed wide, or without its space, in a key or a line; "" where nothing was."""
    if text.lstrip(" ").startswith("\u3000"):
        return "（字下げに全角の空白があります。半角で書きます）"
    wide = next((c for c in text if c in _FULL_WIDTH), "")
    if wide:
        return f"（全角の「{wide}」があります。半角の「{_FULL_WIDTH[wide]}」で書きます）"
    unspaced = next((sign for sign, written in _UNSPACED.items() if written.match(text)), "")
    return f"（「{unspaced}」のあとに空白が要ります）" if unspaced else ""


def _begun(error: yaml.MarkedYAMLError) -> str:
    """Where the enclosed thing began, when that was on another line than the complaint."""
    begun, told = error.context_mark, error.problem_mark
    enclosed = any(kind in (error.context or "") for kind in _ENCLOSED)
    return (
        f"{begun.line + 1}行目に始まる所に、"
        if enclosed and begun and told and begun.line < told.line
        else ""
    )


def _find_slip_above(text: str, line: int) -> str:
    lines = [_COMMENT.sub("", written) for written in text.split("\n")[max(line - 1, 0) : line + 1]]
    return next(filter(None, map(_find_slip_in_line, reversed(lines))), "")


def _find_slip_in_line(line: str) -> str:
    indent = line[: len(line) - len(line.lstrip())]
    if "\t" in indent:
        return "（字下げにタブがあります。空白で書きます）"
    return find_slip(line)
