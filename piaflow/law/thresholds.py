"""しきい値判断: which form the number of people, the handlers and an accident oblige a body to write."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from attrs import frozen

from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import FormKind, PersonBand, SubjectBand
from piaflow.law.bands import find_range
from piaflow.law.shipped import read_data
from piaflow.law.sureness import Sureness, find_surest

_RISING = (None, FormKind.BASIC, FormKind.PRIORITY, FormKind.FULL)


@frozen
class Requirement:
    """しきい値判断結果: the form that must be written beside the 基礎項目評価書, None where none must.

    `printed` is the result as 様式2 Ⅲ prints it.
    """

    form: FormKind | None
    printed: str
    source: str
    sureness: Sureness


def find_required_forms(
    subjects: SubjectBand, handlers_over_500: Certainty, accident: Certainty
) -> tuple[Requirement, ...]:
    """Return every result that the answers leave possible, from no duty to 全項目評価書.

    `subjects` is 対象人数 over all files of the 事務, `handlers_over_500` counts those of contractors too,
    `accident` is a 重大事故 with 特定個人情報 in the body within one year (様式2 Ⅱ). An unknown answer leaves
    several results; a form above the one required may always be written (任意).
    """
    bands = [
        b
        for b in read_data("threshold")["bands"]
        if subjects in (SubjectBand(b["subjects"]), SubjectBand.UNKNOWN)
    ]
    found = [r for band in bands for r in _require(band, _has_either(handlers_over_500, accident))]
    forms = sorted({r.form for r in found}, key=_RISING.index)
    return tuple(_merge([r for r in found if r.form is form]) for form in forms)


def bands_agree(total: SubjectBand, part: PersonBand) -> Certainty:
    """Return whether a file's 本人の数 can be part of the 対象人数 of its 事務.

    NO where the band of the file begins above everything that the 対象人数 allows, UNKNOWN where one is.
    """
    whole, held = find_range(total), find_range(part)
    if whole is None or held is None:
        return Certainty.UNKNOWN
    return Certainty.NO if held.lowest >= whole.below else Certainty.YES


def is_lower(form: FormKind, other: FormKind | None) -> bool:
    """Return whether a form asks less than another; None, no duty at all, asks least."""
    return _RISING.index(form) < _RISING.index(other)


def _has_either(handlers: Certainty, accident: Certainty) -> Certainty:
    if Certainty.YES in (handlers, accident):
        return Certainty.YES
    return Certainty.UNKNOWN if Certainty.UNKNOWN in (handlers, accident) else Certainty.NO


def _require(band: dict[str, Any], either: Certainty) -> Iterator[Requirement]:
    columns = {Certainty.YES: ["either"], Certainty.NO: ["neither"], Certainty.UNKNOWN: ["neither", "either"]}
    for column in columns[either]:
        form = band[column]
        printed = read_data("threshold")["results"][form]
        yield Requirement(
            FormKind(form) if form else None, printed, band["source"], Sureness(band["sureness"])
        )


def _merge(same: list[Requirement]) -> Requirement:
    """Return the surest of the requirements that several bands lead to."""
    surest = find_surest(r.sureness for r in same)
    return next(r for r in same if r.sureness is surest)
