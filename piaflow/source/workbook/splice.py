"""XML edited at its bytes: the elements of a part with the places where they stand, and pieces put in their stead.

What is not edited stays byte for byte: prefixes, unused namespaces and the order of attributes, on which Excel relies.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from xml.parsers.expat import ExpatError, ParserCreate

from attrs import define, frozen

from piaflow.source.limits import refuse

_OPENING = re.compile(rb"""<[^>"']*(?:"[^"]*"[^>"']*|'[^']*'[^>"']*)*>""")
_ATTRIBUTE = re.compile(rb"""\s(?:[\w.-]+:)?([\w.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_ESCAPES = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"))
_ENTITY = re.compile(r"&(#x[0-9A-Fa-f]+|#\d+|amp|lt|gt|quot|apos);")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_MOST_ELEMENTS = 3_000_000

Edit = tuple[int, int, bytes]
"""From where to where in the bytes, and what is put there."""


@define
class Element:
    """One element and where it stands: its opening tag from `start` to `opened`, its end tag from `closing` to `end`.

    `name` is without its namespace; `prefix` is what stands before it (`x:`), "" for nothing. `parent` counts the
    elements of the part, -1 for the root.
    """

    name: str
    prefix: str
    start: int
    opened: int
    closing: int
    end: int
    parent: int

    @property
    def is_empty(self) -> bool:
        """Whether it is one tag alone: <c/>."""
        return self.closing == self.end


@frozen
class Xml:
    """The bytes of an XML part with its elements in their order."""

    raw: bytes
    elements: tuple[Element, ...]

    @classmethod
    def parse(cls, file: str, name: str, raw: bytes) -> Xml:
        """Return the part. Raises InputError where it is no XML in UTF-8, or has entities of its own."""
        head = raw[:200].lower()
        other = b"encoding=" in head and not re.search(rb"encoding=[\"']utf-?8[\"']", head)
        if other or raw[:2] in (b"\xff\xfe", b"\xfe\xff") or b"<!ENTITY" in raw or b"<!DOCTYPE" in raw[:4096]:
            raise refuse(file, f"書き換えられない形の部品があります（{name}）")
        try:
            return cls(raw, tuple(_scan(raw)))
        except (ExpatError, ValueError, OverflowError):
            raise refuse(file, f"壊れたExcelファイルです（{name}）") from None

    @cached_property
    def _by_name(self) -> Mapping[str, list[Element]]:
        found: dict[str, list[Element]] = {}
        for element in self.elements:
            found.setdefault(element.name, []).append(element)
        return found

    def all(self, *names: str) -> Iterator[Element]:
        """Yield the elements of these names: all of one name, then all of the next."""
        for name in names:
            yield from self._by_name.get(name, ())

    def first(self, name: str) -> Element | None:
        """Return the first element of a name, None where there is none."""
        return next(self.all(name), None)

    def parent(self, element: Element) -> Element | None:
        """Return what an element stands in."""
        return self.elements[element.parent] if element.parent >= 0 else None

    def attributes(self, element: Element) -> dict[str, str]:
        """Return the attributes of an element, their names without namespaces."""
        tag = self.raw[element.start : element.opened]
        return {
            m[1].decode(): unescape((m[2] if m[2] is not None else m[3]).decode())
            for m in _ATTRIBUTE.finditer(tag)
        }

    def text(self, element: Element) -> str:
        """Return what stands between the tags of an element that holds text alone."""
        return unescape(self.raw[element.opened : element.closing].decode())

    def set_attribute(self, element: Element, name: str, change: Callable[[str], str]) -> Iterator[Edit]:
        """Yield the edit that changes an attribute, nothing where it has none or it stays the same."""
        tag = self.raw[element.start : element.opened]
        for found in _ATTRIBUTE.finditer(tag):
            if found[1].decode() == name:
                group = 2 if found[2] is not None else 3
                old = unescape(found[group].decode())
                new = change(old)
                if new != old:
                    yield (
                        element.start + found.start(group),
                        element.start + found.end(group),
                        escape(new).encode(),
                    )

    def give_attribute(self, element: Element, name: str, value: str) -> Iterator[Edit]:
        """Yield the edit that gives an attribute its value, be it there or not."""
        if name in self.attributes(element):
            yield from self.set_attribute(element, name, lambda _: value)
        else:
            at = element.opened - (2 if self.raw[element.opened - 2 : element.opened] == b"/>" else 1)
            yield at, at, f' {name}="{escape(value)}"'.encode()

    def set_text(self, element: Element, change: Callable[[str], str]) -> Iterator[Edit]:
        """Yield the edit that changes the text of an element, nothing where it stays the same or has elements in it."""
        if b"<" in self.raw[element.opened : element.closing]:
            return
        old = self.text(element)
        new = change(old)
        if new != old and not element.is_empty:
            yield element.opened, element.closing, escape(new).encode()


def splice(raw: bytes, edits: Iterable[Edit]) -> bytes:
    """Return the bytes with the edits made; they do not overlap. Those at one place are made in their order."""
    pieces: list[bytes] = []
    at = 0
    for start, end, new in sorted(edits, key=lambda edit: edit[:2]):
        if start < at:
            raise AssertionError
        pieces += (raw[at:start], new)
        at = end
    return b"".join((*pieces, raw[at:]))


def _scan(raw: bytes) -> list[Element]:
    elements: list[Element] = []
    open_: list[int] = []
    parser = ParserCreate()

    def begin(name: str, _: object) -> None:
        start = parser.CurrentByteIndex
        found = _OPENING.match(raw, start)
        if found is None or len(elements) > _MOST_ELEMENTS:
            raise ValueError
        prefix, colon, local = name.rpartition(":")
        end = found.end()
        elements.append(Element(local, prefix + colon, start, end, end, end, open_[-1] if open_ else -1))
        open_.append(len(elements) - 1)

    def finish(_: str) -> None:
        element = elements[open_.pop()]
        if raw[element.opened - 2 : element.opened - 1] != b"/":
            element.closing = parser.CurrentByteIndex
            element.end = raw.index(b">", element.closing) + 1

    parser.StartElementHandler = begin
    parser.EndElementHandler = finish
    parser.Parse(raw, True)  # noqa: FBT003 - the last piece
    return elements


def escape(text: str) -> str:
    """Return a text as XML writes it, in an attribute too."""
    for plain, written in _ESCAPES:
        text = text.replace(plain, written)
    return text


def unescape(text: str) -> str:
    """Return what XML means by a text."""
    return _ENTITY.sub(_read_entity, text) if "&" in text else text


def _read_entity(found: re.Match[str]) -> str:
    told = found[1]
    if not told.startswith("#"):
        return _NAMED[told]
    return chr(int(f"0{told[1:]}", 16) if told[1] == "x" else int(told[1:]))
