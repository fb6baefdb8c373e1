"""What was found in several documents, and what is to be done in them: values that answers are told from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import evolve, field, frozen

from piaflow.domain.records import Acceptance
from piaflow.errors import Place
from piaflow.proposals.todo import Todo
from piaflow.rules.finding import Finding, Grounds, Severity
from piaflow.rules.needs import Gap
from piaflow.rules.rule import Rule

NOWHERE = Place("")
Known = frozenset[tuple[str, str]]
Placed = tuple[Todo, Place]


@frozen
class PlacedFinding:
    """A finding with the place of its subject in the model file (NOWHERE where no file was checked)."""

    finding: Finding
    place: Place = NOWHERE
    acceptance: Acceptance | None = None


@frozen
class CheckedDocument:
    """One document: `name` is its 機関 and 事務, `sources` name the text file of each key that spans use.

    `known` counts the findings that a baseline has hidden, `later` those on norms younger than the document that
    nobody asked for. `gaps` are what could not be checked.
    """

    name: str
    file: str = ""
    sources: Mapping[str, str] = field(factory=dict, hash=False)
    standing: tuple[PlacedFinding, ...] = ()
    accepted: tuple[PlacedFinding, ...] = ()
    known: int = 0
    later: int = 0
    gaps: tuple[Gap, ...] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings that stand, without their places."""
        return tuple(placed.finding for placed in self.standing)

    def by_rule(self) -> Mapping[str, tuple[PlacedFinding, ...]]:
        """Return the findings that stand by the name of their rule, in their order."""
        names = dict.fromkeys(finding.rule for finding in self.findings)
        return {name: tuple(p for p in self.standing if p.finding.rule == name) for name in names}

    def without(self, known: Known) -> CheckedDocument:
        """Return the document without the findings that `known` names by document and key."""
        new = tuple(p for p in self.standing if (self.name, p.finding.key) not in known)
        return evolve(self, standing=new, known=self.known + len(self.standing) - len(new))


@frozen(repr=False)
class TodoDocument:
    """What is to be done in one model: each thing with its place in the file, which is `file` alone where it has none."""

    name: str
    file: str
    todos: tuple[Placed, ...]


@frozen(repr=False)
class CheckReport:
    """The documents that were checked, and the rules that were run."""

    documents: tuple[CheckedDocument, ...]
    rules: tuple[Rule, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings that stand, document by document."""
        return tuple(finding for document in self.documents for finding in document.findings)

    @property
    def titles(self) -> Mapping[str, str]:
        """The title of each rule by its name."""
        return {rule.name: rule.title for rule in self.rules}

    def without(self, known: Known) -> CheckReport:
        """Return the report without the findings that `known` names by document and key."""
        return evolve(self, documents=tuple(document.without(known) for document in self.documents))

    def has_findings_from(self, least: Severity) -> bool:
        """Whether some finding that stands is as grave as `least`, or graver."""
        grave = tuple(Severity)[: tuple(Severity).index(least) + 1]
        return any(finding.severity in grave for finding in self.findings)


def tell_sureness(finding: Finding) -> str:
    """Return how sure a finding is, and what it stands on where that is not 計算 alone: 確か・書き手の注記."""
    grounds = "" if finding.grounds is Grounds.COMPUTED else f"・{finding.grounds.printed}"
    return finding.confidence.printed + grounds


def count_findings(findings: Sequence[Finding]) -> str:
    """Return how many findings there are and how grave: `3 件（誤り 2、注意 1）`."""
    counts = {s.printed: sum(f.severity is s for f in findings) for s in Severity}
    told = "、".join(f"{word} {count}" for word, count in counts.items() if count)
    return f"{len(findings)} 件（{told}）" if told else "0 件"


def count_all(report: CheckReport) -> str:
    """Return the line that ends a report: findings by severity, those not shown and why, and what was not checked."""
    parts = [f"{len(report.documents)} 件の文書に指摘 {count_findings(report.findings)}"]
    accepted = sum(len(document.accepted) for document in report.documents)
    known = sum(document.known for document in report.documents)
    parts += [f"承知した指摘 {accepted} 件"] if accepted else []
    parts += [f"前からの指摘 {known} 件"] if known else []
    later = sum(document.later for document in report.documents)
    parts += [f"後の規範による指摘 {later} 件は示していない"] if later else []
    gaps = len({gap.word for document in report.documents for gap in document.gaps})
    parts += [f"確かめられなかったこと {gaps} 種"] if gaps else []
    return "、".join(parts)
