"""What the rules of a project are about, as an answer in words.

Libraries are imported where they are needed, so that a call loads only what it shows.
"""

from __future__ import annotations

from attrs import frozen

from piaflow.app.project import Project, Rules
from piaflow.rules.rule import choose_rules

ALL = "all"


@frozen
class Explained:
    """Rules, to be told with what each checks, why that matters, how it is settled and on what it rests."""

    rules: Rules

    def to_text(self) -> str:
        """Return the rules as text."""
        from piaflow.report.as_text import to_text
        from piaflow.report.check import tell_rules

        return to_text(tell_rules(self.rules))

    def to_markdown(self, *, level: int | None = None) -> str:
        """Return the rules as a page, a heading for each."""
        from piaflow.report.as_markdown import to_markdown
        from piaflow.report.check import tell_rules_page

        return to_markdown(tell_rules_page(self.rules), level=level)

    def __len__(self) -> int:
        """How many rules there are."""
        return len(self.rules)


def explain(project: Project, name: str) -> Explained:
    """Return the rule of that name, or each that the project knows for ALL. Raises UnknownNameError."""
    return Explained(project.known if name == ALL else choose_rules(project.known, select=[name]))
