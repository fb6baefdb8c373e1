"""Terms that law has given up, each with the day from which it is no more and with what took its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from attrs import frozen

from piaflow.law.shipped import read_data
from piaflow.law.sureness import Sureness


@frozen
class FormerTerm:
    """前の語: `pattern` finds it, `gone` is the day from which it is no more; `local` says that 地方公共団体 alone used it.

    `proof` is a word that is not before that day: a document that uses it is later ("" where no word tells).
    """

    term: str
    pattern: re.Pattern[str]
    gone: date
    now: str
    local: bool
    source: str
    sureness: Sureness
    proof: str = ""


@cache
def list_former_terms() -> tuple[FormerTerm, ...]:
    """Return every term, in the order of the data."""
    return tuple(_read())


def has_former_term(text: str) -> bool:
    """Return whether a text has any of the terms in it: few have."""
    return bool(_find_any().search(text))


@cache
def _find_any() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{term.pattern.pattern})" for term in list_former_terms()))


def _read() -> Iterator[FormerTerm]:
    data = read_data("terms")
    for row in data["terms"]:
        told = {**row, "pattern": re.compile(row["pattern"]), "gone": date.fromisoformat(row["gone"])}
        yield FormerTerm(**told, sureness=Sureness(data["sureness"]))
