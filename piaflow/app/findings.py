"""The findings of models, and the answer that a notebook holds of them.

Libraries are imported where they are needed, so that `import piaflow` stays light.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any, ClassVar

from attrs import frozen

from piaflow.app.arguments import Assessed, read_day, read_models, read_rules
from piaflow.app.project import Project
from piaflow.app.wrapping import Wrapping
from piaflow.domain.assessment import Assessment
from piaflow.errors import Place, WrongCallError
from piaflow.form.form import Form
from piaflow.report.checked import (
    NOWHERE,
    CheckedDocument,
    CheckReport,
    Known,
    PlacedFinding,
    count_all,
)
from piaflow.rules.finding import Finding, Grounds, Severity
from piaflow.rules.rule import Rule

SEVERITIES = tuple(severity.value for severity in Severity)
"""How grave a finding may be, the gravest first."""
Find = Callable[[str], Place]


def _find_nowhere(_: str) -> Place:
    return NOWHERE


@frozen
class Given:
    """What is checked: a model, its file and where a subject stands in it, and the form of its document where it is read."""

    model: Assessment
    file: str = ""
    find: Find = _find_nowhere
    read: Form | None = None


@frozen(repr=False)
class FindingsAnswer(Wrapping):
    """The findings of a check that print themselves in Japanese; going through it yields those that stand.

    It has all that its `report` has: documents, rules, findings, titles.
    """

    _holds: ClassVar[str] = "report"
    report: CheckReport

    def __iter__(self) -> Iterator[Finding]:
        """Go through the findings that stand."""
        return iter(self.report.findings)

    def __len__(self) -> int:
        """How many findings stand."""
        return len(self.report.findings)

    def without(self, known: Known) -> FindingsAnswer:
        """Return the answer without the findings that `known` names by document and key."""
        return FindingsAnswer(self.report.without(known))

    def to_dict(self) -> list[dict[str, Any]]:
        """Return one dict per finding, as `piaflow check --format json` does."""
        from piaflow.report.as_json_answers import check_to_list

        return check_to_list(self.report)

    def fails_on(self, least: str) -> bool:
        """Whether some finding that stands is as grave as error, warning or note. Raises WrongCallError."""
        if least not in SEVERITIES:
            raise WrongCallError("FindingsAnswer.fails_on", f"least is one of {', '.join(SEVERITIES)}")
        return self.report.has_findings_from(Severity(least))

    def to_json_report(self) -> str:
        """Return the JSON text of `to_report`."""
        from piaflow.report.as_json import to_json

        return to_json(self.to_report())

    def to_report(self) -> dict[str, Any]:
        """Return the whole answer as `piaflow check --format json-report` does: what was not checked, too."""
        from piaflow.report.as_json_answers import check_to_dict

        return check_to_dict(self.report)

    @property
    def summary(self) -> str:
        """How many documents were checked and how many findings stand, by severity, are accepted or known."""
        return count_all(self.report)

    def to_rows(self) -> list[dict[str, Any]]:
        """Return one flat dict per finding: document, rule, severity, …, spans, key, place."""
        from piaflow.report.as_json_answers import check_to_rows

        return check_to_rows(self.report)

    def to_text(self) -> str:
        """Return the findings as text."""
        from piaflow.report.as_text import to_text
        from piaflow.report.check import tell_findings

        return to_text(tell_findings(self.report))

    def to_markdown(self, *, level: int | None = None) -> str:
        """Return the findings as a page, a heading for each document and rule."""
        from piaflow.report.as_markdown import to_markdown
        from piaflow.report.check import tell_findings_page

        return to_markdown(tell_findings_page(self.report), level=level)

    def to_sarif(self) -> str:
        """Return the findings as SARIF, for code hosts and editors."""
        from piaflow.report.as_sarif import to_sarif

        return to_sarif(self.report)

    def to_github(self) -> str:
        """Return the findings as commands that a workflow of GitHub shows beside the lines."""
        from piaflow.report.as_github import to_github

        return to_github(self.report)

    def _repr_html_(self) -> str:
        from piaflow.report.as_html import to_html
        from piaflow.report.check import tell_findings_short

        return to_html(tell_findings_short(self.report))


def check(
    models: Sequence[Assessed],
    *,
    rules: Sequence[Rule] | None = None,
    today: date | str | None = None,
    norms: bool = False,
) -> FindingsAnswer:
    """Return what the rules (those of piaflow, where none are given) find in each model.

    `today` (2026-03-31, or a date) decides which acceptances have run out. `norms` shows the findings on norms
    younger than a document too. Raises WrongCallError.
    """
    return check_given([Given(model) for model in read_models("check", models)], rules, today, norms=norms)


def check_given(
    given: Sequence[Given], rules: Sequence[Rule] | None, today: date | str | None, *, norms: bool
) -> FindingsAnswer:
    """Return what `check` returns, of models with what else is known of them. Raises WrongCallError."""
    from piaflow.rules.catalogue import RULES

    chosen, day = read_rules("check", rules), read_day("check", today)
    run = RULES if chosen is None else chosen
    project = Project((*RULES, *run), run)
    checked = tuple(check_model(one, project, day, norms=norms) for one in given)
    return FindingsAnswer(CheckReport(checked, project.rules))


def check_model(
    given: Given, project: Project, today: date | None, *, norms: bool = False
) -> CheckedDocument:
    """Return the findings of one model for a project; `norms` shows those on norms younger than it too."""
    from piaflow.rules.checking import check as check_assessment
    from piaflow.store.catalogue import load_catalogue

    model, find = given.model, given.find
    found = check_assessment(
        model,
        rules=project.rules,
        catalogue=load_catalogue(),
        today=today,
        known=project.known,
        read=given.read,
    )
    shown = [f for f in found.standing if norms or f.grounds is not Grounds.LATER_NORM]
    return CheckedDocument(
        model.name,
        given.file,
        {document.key: document.file for document in model.documents},
        tuple(PlacedFinding(f, find(f.subjects[0])) for f in shown),
        tuple(PlacedFinding(f, find(f.subjects[0]), a) for f, a in found.accepted),
        later=len(found.standing) - len(shown),
        gaps=found.gaps,
    )
