"""What became of models: the impact of one change, or what came, went and changed since a git revision."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from attrs import frozen

from piaflow.app.findings import check
from piaflow.app.impacts import ImpactAnswer, impact
from piaflow.app.states import Matched, match_revision
from piaflow.app.wrapping import Wrapping
from piaflow.review.revised import Revised, State
from piaflow.rules.rule import Rule


@frozen(repr=False)
class RevisedAnswer(Wrapping):
    """What became of a model file, printing itself in Japanese."""

    _holds: ClassVar[str] = "revised"
    revised: Revised

    def to_dict(self) -> dict[str, Any]:
        """Return what `piaflow impact --git … --format json` says of the file."""
        from piaflow.report.as_json_answers import revised_to_dict

        return revised_to_dict(self.revised)

    def to_text(self) -> str:
        """Return it as text."""
        from piaflow.report.as_text import to_text
        from piaflow.report.impact import tell_revised

        return to_text(*tell_revised(self.revised))

    def to_markdown(self, *, level: int | None = None) -> str:
        """Return it as a comment on a pull request."""
        from piaflow.report.as_markdown import to_markdown
        from piaflow.report.impact import tell_revised_page

        return to_markdown(*tell_revised_page(self.revised), level=level)


@frozen
class Comparisons:
    """The impact of one change, or what became of each of several files."""

    answers: tuple[ImpactAnswer | RevisedAnswer, ...]

    def to_text(self) -> str:
        """Return them as text, one after another."""
        return "\n".join(answer.to_text() for answer in self.answers)

    def to_markdown(self, *, level: int | None = None) -> str:
        """Return them as a comment on a pull request."""
        return "\n".join(answer.to_markdown(level=level) for answer in self.answers)

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


def find_revised(
    names: Sequence[str], revision: str, *, rules: Sequence[Rule] | None = None
) -> list[RevisedAnswer]:
    """Return what became of each model file that is there now or was at the revision; folders stand for theirs.

    Raises as `match_revision` does.
    """
    return [RevisedAnswer(tell_revised(matched, rules)) for matched in match_revision(names, revision)]


def tell_revised(matched: Matched, rules: Sequence[Rule] | None) -> Revised:
    """Return what became of one model file: its impact where it has two states, else its findings."""
    state, then, now = matched.state, matched.then, matched.now
    if then is not None and now is not None:
        told = impact(then.document or then.model, now.document or now.model, rules=rules).impact
        return Revised(state, matched.file, matched.was, told)
    held = now or then
    if held is None:
        return Revised(state, matched.file, matched.was, problems=matched.problems)
    model = held.model.assessment
    findings = () if state is State.UNREADABLE else check([model], rules=rules).report.findings
    return Revised(
        state=state,
        file=matched.file,
        was=matched.was,
        impact=None,
        model=model,
        findings=findings,
        problems=matched.problems,
    )
