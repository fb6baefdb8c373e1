"""What became of one or more models, told together.

Libraries are imported where they are needed, so that a call loads only what it shows.
"""

from __future__ import annotations

from attrs import frozen

from piaflow.app.impacts import ImpactAnswer
from piaflow.app.revisions import RevisedAnswer


@frozen
class Comparisons:
    """The impact of one change, or what became of each of several files."""

    answers: tuple[ImpactAnswer | RevisedAnswer, ...]

    def to_text(self) -> str:
        """Return them as text, one after another."""
        return "\n".join(answer.to_text() for answer in self.answers)

    def to_markdown(self) -> str:
        """Return them as a comment on a pull request."""
        return "\n".join(answer.to_markdown() for answer in self.answers)

    def to_json(self) -> str:
        """Return JSON text: one comparison is one object, several are a list."""
        from piaflow.report.as_json import to_json

        told = [answer.to_dict() for answer in self.answers]
        return to_json(told[0] if len(told) == 1 else told)

    def __len__(self) -> int:
        """How many there are."""
        return len(self.answers)

    def find_only(self) -> ImpactAnswer | None:
        """Return the impact where there is one model, which has two states; else None."""
        impacts = [a.revised.impact if isinstance(a, RevisedAnswer) else a.impact for a in self.answers]
        return ImpactAnswer(impacts[0]) if len(impacts) == 1 and impacts[0] is not None else None
