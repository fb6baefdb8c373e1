"""What became of a model file since a revision: also where there is nothing that it could be compared with."""

from __future__ import annotations

from enum import Enum

from attrs import frozen

from piaflow.domain.assessment import Assessment
from piaflow.errors import PlacedProblem
from piaflow.impact.answer import Impact
from piaflow.impact.judging import Judgement, Result
from piaflow.rules.finding import Finding


class State(Enum):
    """どうなったか. Values are those of the JSON answer."""

    KEPT = "kept"
    RENAMED = "renamed"
    ADDED = "added"
    REMOVED = "removed"
    UNREADABLE = "unreadable"

    @property
    def printed(self) -> str:
        """The Japanese words."""
        return {
            "kept": "比べたモデル",
            "renamed": "ファイルの名が変わったモデル",
            "added": "足されたモデル",
            "removed": "なくなったモデル",
            "unreadable": "前の版が読めず、比べられないモデル",
        }[self.value]


@frozen
class Revised:
    """One model file: `file` is what it is called now, `was` then, "" where it is or was not there.

    `impact` compares its two states. A model without another state (`model`) has its findings instead, and one
    that could not be read then the problems of then.
    """

    state: State
    file: str
    was: str
    impact: Impact | None = None
    model: Assessment | None = None
    findings: tuple[Finding, ...] = ()
    problems: tuple[PlacedProblem, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The file before and now, one where they are the same or where there is no other."""
        return tuple(dict.fromkeys(filter(None, (self.was, self.file))))

    @property
    def judgement(self) -> Judgement:
        """What is to be thought of it: what cannot be compared is for a person to look at."""
        if self.impact is not None:
            return self.impact.judgement
        return Judgement(Result.NEEDS_REVIEW, f"{self.state.printed}である")
