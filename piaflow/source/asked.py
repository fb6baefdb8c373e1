"""A field that a page asks, and what was read for it."""

from __future__ import annotations

from attrs import frozen

from piaflow.law.addresses import Address
from piaflow.law.forms import FieldKind, FormField
from piaflow.source.page import Line
from piaflow.source.placing import Placed
from piaflow.source.words import How

CHOICE = frozenset({FieldKind.CHOICE, FieldKind.CHOICE_AND_COUNT})
"""Kinds of fields of one choice."""


@frozen
class Value:
    """What was read for one field. `text` is as a form holds it: the ticked boxes below each other, a count beside.

    `unread` are the choices whose boxes the source does not show, `boxes` the numbers of the lines of each box that it
    does. `sure`: nothing else of the page may as well be it.
    """

    address: Address
    text: str
    lines: tuple[Line, ...]
    how: How
    sure: bool
    unread: tuple[str, ...] = ()
    boxes: tuple[tuple[str, tuple[int, ...]], ...] = ()


@frozen
class Asked:
    """A field that a page asks: its label, and the lines after it up to the next label, the first without it.

    `near` are the lines of a table among which its value stands; in a text layer that may be anywhere on the page.
    """

    address: Address
    placed: Placed
    label: tuple[Line, ...]
    region: tuple[Line, ...]
    near: tuple[Line, ...] | None = None

    @property
    def field(self) -> FormField:
        """What the form says of the field."""
        return self.address.field

    @property
    def offered(self) -> tuple[str, ...]:
        """The choices of a field of one choice, as the form offers them."""
        if self.field.kind not in CHOICE:
            return ()
        return tuple(choice.removesuffix("()") for choice in self.field.choices)

    @property
    def numbers(self) -> frozenset[int]:
        """The numbers of the lines after its label."""
        return frozenset(line.number for line in self.region)
