"""Where in a model text a cursor stands: the keys above it and the word there, also while the text is no YAML.

The text is read by the house's own parser with a sign put in at the cursor. Where it cannot be read so (a bracket is
still open, or something else is broken), the same is asked of its outline: the cursor's line as far as its word goes,
and the lines that it stands below.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import yaml
from attrs import frozen

from piaflow.errors import InputError, Where
from piaflow.store.parsing import read_all
from piaflow.store.source import Block, Plain, Row

_SIGN = "\ufdd0"
"""A noncharacter of Unicode: YAML lets it stand, and no text holds one."""
_BREAK = re.compile(r"\r\n|\r|\n")
_WORD_END = re.compile(r"[,:#\[\]{}\"']")
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_CLOSING = {yaml.FlowMappingStartToken: "}", yaml.FlowSequenceStartToken: "]"}
_ENDS = (yaml.FlowMappingEndToken, yaml.FlowSequenceEndToken)


@frozen
class Cursor:
    """A cursor in a word: the path above the word, whether it is a key, and which columns of the line it takes up.

    `typed` is what of the word stands before the cursor, `word` all of it; `is_told` says of a key that its colon is
    there already. `beside` is the mapping or list that it stands in, with the word itself. Where the text had to be
    read by its outline, that holds what stands above only.
    """

    where: Where
    is_key: bool
    typed: str
    word: str
    start: int
    end: int
    is_quoted: bool
    opens_line: bool
    is_told: bool
    beside: Block | Row
    root: Block


def split_lines(text: str) -> list[str]:
    """Return the lines of a text as editors count them."""
    return _BREAK.split(text)


def find_cursor(text: str, line: int, column: int) -> Cursor | None:
    """Return what stands at a place of a text, lines and columns counted from 0; None where that is no value of it."""
    lines = split_lines(text)
    here = lines[line] if line < len(lines) else ""
    for signed in _sign(lines, line, column):
        try:
            root, _ = read_all(signed, "")
        except InputError:
            continue
        found = next(_find_sign(root, ()), None)
        if found is not None:
            return _place(here, column, root, found)
    return None


def _sign(lines: Sequence[str], line: int, column: int) -> Iterator[str]:
    """Yield what may be readable with the sign in it: the whole, then the outline; a lone word may be a key."""
    here = lines[line] if line < len(lines) else ""
    before, after = here[:column], here[column:]
    above, below = lines[:line], lines[line + 1 :]
    for sign in (_SIGN, f"{_SIGN}: "):
        yield "\n".join([*above, before + sign + after, *below])
    rest = _WORD_END.split(after, maxsplit=1)[0].rstrip()
    outline = "\n".join([*_find_above(above, before), before])
    for sign in (_SIGN, f"{_SIGN}: "):
        yield outline + sign.replace(_SIGN, _SIGN + rest) + _find_closing(outline + _SIGN)


def _find_above(above: Sequence[str], before: str) -> list[str]:
    """Return the lines that a line stands below: each the nearest that is further out than the one after it."""
    found: list[str] = []
    depth, is_entry = _measure(before)
    for line in reversed(above):
        told = line.strip()
        if not told or told.startswith("#"):
            continue
        far, entry = _measure(line)
        if far < depth or (far == depth and is_entry and not entry):
            found.append(line)
            depth, is_entry = far, entry
    return found[::-1]


def _measure(line: str) -> tuple[int, bool]:
    """Return how far in a line begins, and whether it begins an entry of a list."""
    told = line.lstrip(" ")
    return len(line) - len(told), told.startswith("- ") or told == "-"


def _find_closing(text: str) -> str:
    """Return what closes the brackets and the quotation mark that are open at the end of a text."""
    still_open: list[str] = []
    try:
        for token in yaml.scan(text, Loader=_Loader):
            if type(token) in _CLOSING:
                still_open.append(_CLOSING[type(token)])
            elif isinstance(token, _ENDS) and still_open:
                still_open.pop()
    except yaml.MarkedYAMLError as error:
        begun = error.context_mark
        if begun is not None and "quoted scalar" in (error.context or ""):
            still_open.append(text[begun.index : begun.index + 1])
    return "".join(reversed(still_open))


@frozen
class _Signed:
    """A word with the sign in it, the path above it, and the collection that it stands in."""

    where: Where
    beside: Block | Row
    word: str
    is_key: bool


def _find_sign(value: Plain, where: Where) -> Iterator[_Signed]:
    """Yield each word with the sign in it: an alias may stand for it elsewhere."""
    if isinstance(value, str):
        return
    pairs: Any = value.items() if isinstance(value, Block) else enumerate(value)
    for key, inner in pairs:
        if isinstance(key, str) and _SIGN in key:
            yield _Signed(where, value, key, is_key=True)
        elif isinstance(inner, str) and _SIGN in inner:
            yield _Signed((*where, key), value, inner, is_key=False)
        else:
            yield from _find_sign(inner, (*where, key))


def _place(here: str, column: int, root: Block, signed: _Signed) -> Cursor | None:
    """Return the cursor in its line, None where the word has lines above or escapes: nothing can stand in its place."""
    typed, _, rest = signed.word.partition(_SIGN)
    before = here[:column]
    if not (before.endswith(typed) and here[column:].startswith(rest)):
        return None
    start, end = column - len(typed), column + len(rest)
    return Cursor(
        where=signed.where,
        is_key=signed.is_key,
        typed=typed,
        word=typed + here[column:end],
        start=start,
        end=end,
        is_quoted=before[:start].endswith(('"', "'")),
        opens_line=not before[:start].strip(" -"),
        is_told=here[end:].lstrip("\"' ").startswith(":"),
        beside=signed.beside,
        root=root,
    )
