"""先例: how bodies filed changes before, with what they said of them; evidence, and never a rule."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

from attrs import frozen

from piaflow.domain.choices import FormKind, Timing
from piaflow.law.shipped import read_data


@frozen
class Precedent:
    """先例: one published change. `causes` are the printed causes of an impact, `said` what the body said.

    `fields` are the ※ fields that it rewrote, where no cause tells what it is like.
    """

    body: str
    event: str
    date: str
    form: FormKind
    timing: Timing
    said: str
    causes: tuple[str, ...]
    source: str
    fields: tuple[str, ...] = ()


@cache
def list_precedents() -> tuple[Precedent, ...]:
    """Return all precedents that piaflow knows, read in the published documents themselves."""
    return tuple(
        Precedent(
            body=row["body"],
            event=row["event"],
            date=row["date"],
            form=FormKind(row["form"]),
            timing=Timing(row["timing"]),
            said=row["said"],
            causes=tuple(row["causes"]),
            source=row["source"],
            fields=tuple(row.get("fields", ())),
        )
        for row in read_data("precedents")["rows"]
    )


def find_precedents(causes: Collection[str], fields: Collection[str] = ()) -> tuple[Precedent, ...]:
    """Return the precedents with a cause in common, those with most first.

    A change without causes is like those without that rewrote one of the same ※ `fields`.
    """
    wanted = set(causes)
    alike = [
        p
        for p in list_precedents()
        if wanted & set(p.causes) or (not wanted and not p.causes and {*fields} & {*p.fields})
    ]
    return tuple(sorted(alike, key=lambda p: -len(wanted & set(p.causes))))
