"""Running rules over one assessment: its findings, and those that its author accepts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from attrs import frozen

from piaflow.domain.assessment import Assessment
from piaflow.domain.records import Acceptance
from piaflow.form.form import Form
from piaflow.law.catalogue import Catalogue
from piaflow.rules.arranging import arrange
from piaflow.rules.catalogue import RULES
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Finding
from piaflow.rules.needs import Gap, find_gaps
from piaflow.rules.rule import Rule


@frozen
class Findings:
    """What a check found: the findings that stand, and those accepted, in the order of the rules.

    `gaps` are what it could not check.
    """

    standing: tuple[Finding, ...] = ()
    accepted: tuple[tuple[Finding, Acceptance], ...] = ()
    gaps: tuple[Gap, ...] = ()

    @property
    def all(self) -> tuple[Finding, ...]:
        """Those that stand, then those accepted."""
        return (*self.standing, *(finding for finding, _ in self.accepted))


def check(  # noqa: PLR0913 - each by its name
    model: Assessment,
    *,
    rules: Sequence[Rule] = RULES,
    catalogue: Catalogue | None = None,
    today: date | None = None,
    known: Sequence[Rule] = RULES,
    read: Form | None = None,
    written: Form | None = None,
) -> Findings:
    """Return what the rules find in a model. `today` decides which acceptances have run out.

    `known` are all rules there are: an acceptance of any other rule can never match. `read` is the form of the
    document itself, where it is at hand, `written` that of the model, where somebody wrote it already.
    """
    running = frozenset(rule.name for rule in rules) | _unknown(model, known)
    day = today or date.today()  # noqa: DTZ011 - a day
    arranged = arrange(model)
    as_written = written if arranged is model else None  # its texts stand in the order of the model
    dossier = Dossier(arranged, catalogue or Catalogue(), day, running, read=read, written=as_written)
    form = model.overview.form
    found = [f for rule in rules for f in rule.to_findings(map(dossier.narrow, rule.find(dossier)), form)]
    told = tuple(found)  # a review reads what was found, and has no say in it
    found += [f for rule in rules for f in rule.to_findings(rule.review(dossier, told), form)]
    found = [dossier.temper(f) for f in found]
    in_force = {dossier.spell_key(a.key): a for a in model.accepted if not a.is_over(dossier.today)}
    judged = [(f, in_force.get(dossier.spell_key(f.key))) for f in found]
    return Findings(
        tuple(f for f, acceptance in judged if acceptance is None),
        tuple((f, acceptance) for f, acceptance in judged if acceptance is not None),
        find_gaps(dossier, [(rule.name, rule.needs) for rule in rules]),
    )


def _unknown(model: Assessment, rules: Sequence[Rule]) -> frozenset[str]:
    """Return the rules that acceptances name and nobody knows: those can never match."""
    named = frozenset(a.key.partition("@")[0] for a in model.accepted if not a.is_of_agenda)
    return named - {rule.name for rule in rules}
