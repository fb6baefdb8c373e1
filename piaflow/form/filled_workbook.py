"""Written: an officer's workbook after a form was written into it, and what of the form is in it now."""

from __future__ import annotations

from attrs import frozen

from piaflow.law.addresses import Address


@frozen
class Unplaced:
    """What was not written: the field, or the part of the form, and why; the words that have no place."""

    where: str
    why: str
    text: str = ""


@frozen
class Written:
    """A workbook with a form written into it.

    `written` are the fields that were changed, `same` those that told it already; `replaced` what stood there before,
    by field; `copied` says which rows were added, `pictures` how many of 別添1. `unplaced` is what of the form the
    workbook does not hold. `changed` are the parts of the file that are not as they were.
    """

    content: bytes
    written: tuple[Address, ...] = ()
    same: tuple[Address, ...] = ()
    replaced: tuple[tuple[Address, str], ...] = ()
    copied: tuple[str, ...] = ()
    pictures: int = 0
    unplaced: tuple[Unplaced, ...] = ()
    notes: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
