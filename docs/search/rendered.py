"""The text of a built page as it is seen: its headings, where each is, and what stands below it."""

from __future__ import annotations

import re
import unicodedata
from html.parser import HTMLParser

from attrs import define, field

_INLINE = frozenset(
    ("a", "abbr", "b", "cite", "code", "em", "i", "kbd", "span", "strong", "sub", "sup", "tspan")
)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "dt"))
# title and desc: the words that a picture has for a screen reader
_UNSEEN = frozenset(("script", "style", "noscript", "title", "desc"))
_VOID = frozenset(("br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"))


@define
class Section:
    """A heading with its anchor, and the text until the next one, a block a line."""

    anchor: str
    heading: str = ""
    text: str = ""


@define
class _Block:
    """Text that no element but inline ones breaks."""

    is_heading: bool
    anchor: str = ""
    words: list[str] = field(factory=list)


class _Reader(HTMLParser):
    """Gathers the blocks of the element whose role is main."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[_Block] = []
        self._inside: list[str] = []  # the elements that are open, from main inwards
        self._unseen = 0  # how many of them were open when what is not seen began

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if not self._inside and told.get("role") != "main":
            return
        if tag not in _INLINE:
            self._break(is_heading=tag in _HEADINGS)
        if tag in _VOID:
            return
        self._inside.append(tag)
        is_link = "headerlink" in (told.get("class") or "").split()
        if is_link and self.blocks[-1].is_heading:
            self.blocks[-1].anchor = told.get("href") or ""
        if not self._unseen and (is_link or tag in _UNSEEN):
            self._unseen = len(self._inside)

    def handle_endtag(self, tag: str) -> None:
        if not self._inside or tag in _VOID:
            return
        self._inside.pop()
        if len(self._inside) < self._unseen:
            self._unseen = 0
        if tag not in _INLINE:
            self._break(is_heading=False)

    def handle_data(self, data: str) -> None:
        if not self._inside or self._unseen:
            return
        first, *others = data.split("\n") if "pre" in self._inside else [data]
        self.blocks[-1].words.append(first)
        for line in others:
            self._break(is_heading=False)
            self.blocks[-1].words.append(line)

    def _break(self, *, is_heading: bool) -> None:
        self.blocks.append(_Block(is_heading))


def find_sections(page: str) -> list[Section]:
    """Return the sections of a page of HTML, in order."""
    reader = _Reader()
    reader.feed(page)
    sections = [Section("")]
    for block in reader.blocks:
        line = _join("".join(block.words))
        if line and block.is_heading:
            sections.append(Section(block.anchor, heading=line))
        elif line:
            sections[-1].text += f"{line}\n"
    return [section for section in sections if section.heading or section.text]


def _join(text: str) -> str:
    """A line that its writer broke between two wide characters goes on there; other blanks are one."""
    return re.sub(r"[ \t\n\r\f]+", _close, text.strip())


def _close(blanks: re.Match[str]) -> str:
    around = blanks.string[blanks.start() - 1], blanks.string[blanks.end()]
    is_torn = "\n" in blanks[0] and all(unicodedata.east_asian_width(sign) in "WF" for sign in around)
    return "" if is_torn else " "
