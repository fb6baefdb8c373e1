"""The answer to 「2つの版の間に何を決め、誰に聞くか」 as a value."""

from __future__ import annotations

from datetime import date

from attrs import frozen

from piaflow.domain.assessment import Assessment
from piaflow.domain.choices import Timing
from piaflow.domain.records import Revision
from piaflow.form.comparing import FormChange
from piaflow.impact.items import Origin
from piaflow.impact.judging import Result
from piaflow.impact.rows import list_rows
from piaflow.law.bodies import find_body_kind
from piaflow.law.significance import Case, Consequence, Procedure, find_consequences, find_procedures
from piaflow.review.agenda import AgendaItem, list_agenda
from piaflow.review.change_table import TableCheck
from piaflow.review.decisions import Decision, Standing, list_decisions
from piaflow.review.revised import Revised, State

_TIMINGS = {Result.SIGNIFICANT_CANDIDATE: Timing.BEFORE, Result.CORRECTION: Timing.AFTER}


@frozen
class Reviewed:
    """One model of the set that changed, came or went: what is to be done about it.

    `rows` are those of 変更箇所, from the printed words of both documents where they are at hand (`by_documents`);
    `unread` are the fields of which one of the two could not be read or does not tell, and `table` is what the newer one's
    own 変更箇所 says of the differences (None where no row of it was read).
    """

    revised: Revised
    agenda: tuple[AgendaItem, ...] = ()
    decisions: tuple[Decision, ...] = ()
    rows: tuple[FormChange, ...] = ()
    unread: tuple[str, ...] = ()
    by_documents: bool = False
    table: TableCheck | None = None

    @property
    def name(self) -> str:
        """Whose assessment of what it is, "" of one that cannot be read."""
        return self.model.name if self.model is not None else ""

    @property
    def table_rows(self) -> tuple[Revision, ...]:
        """The rows of 変更箇所: from the printed words where both documents are at hand; none of what has one state."""
        impact = self.revised.impact
        if impact is None:
            return ()
        derived = tuple(item for item in impact.items if item.origin is Origin.DERIVED)
        return list_rows(impact, self.rows if self.by_documents else derived)

    def of_origin(self, origin: Origin) -> tuple[AgendaItem, ...]:
        """Return the fields to rewrite, or those to look at."""
        return tuple(told for told in self.agenda if told.item.origin is origin)

    def is_settled(self, told: AgendaItem) -> bool:
        """Whether a decision that still holds is about a field of the agenda."""
        return any(
            decision.standing is Standing.KEPT
            and decision.acceptance.is_of_agenda
            and told.is_meant(decision.acceptance.key)
            for decision in self.decisions
        )

    @property
    def model(self) -> Assessment | None:
        """The model as it is now, or as it was where it is gone; None of one that cannot be read."""
        impact = self.revised.impact
        return impact.after if impact is not None else self.revised.model

    @property
    def is_changed(self) -> bool:
        """Whether there is anything to tell: it came, went, has another name or says something else.

        Two documents say what they print: how much of a box each reading knows is no change, and told only as unread.
        """
        impact = self.revised.impact
        if self.by_documents and impact is not None and self.revised.state is State.KEPT:
            return bool(
                self.rows or self.unread or impact.items or impact.new_findings or impact.gone_findings
            )
        return (
            self.revised.state is not State.KEPT or impact is None or not impact.is_empty or bool(self.rows)
        )

    @property
    def timing(self) -> Timing:
        """提出時期 of the change as a whole: a candidate, 不明 where it is not known whether it is a 重要な変更."""
        if self.revised.state is State.ADDED:
            return Timing.BEFORE
        return _TIMINGS.get(self.revised.judgement.result, Timing.UNKNOWN)

    @property
    def duties(self) -> tuple[Consequence, ...]:
        """What would have to be done: of a new assessment what 新規保有 asks."""
        if self.revised.state is State.ADDED and self.model is not None:
            return find_consequences(
                Case.NEW, self.model.overview.form, find_body_kind(self.model.overview).kind
            )
        return self.revised.judgement.consequences

    @property
    def asked(self) -> tuple[Procedure, ...]:
        """Who would have to be asked (意見聴取, 第三者点検 or 委員会の承認), by form and kind of body."""
        if self.revised.state is State.ADDED and self.model is not None:
            return find_procedures(self.model.overview.form, find_body_kind(self.model.overview).kind)
        return self.revised.judgement.procedures


@frozen
class Review:
    """見直し: the models of a set that differ between two revisions, by their files; `compared` is how many there are."""

    models: tuple[Reviewed, ...]
    compared: int

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs."""
        return not self.models

    @property
    def changed(self) -> tuple[Reviewed, ...]:
        """The models of which both states can be read: those that have rows of 変更箇所."""
        return tuple(one for one in self.models if one.revised.impact is not None)


def review_model(revised: Revised, today: date) -> Reviewed:
    """Return what is to be done about one model of the set."""
    if revised.impact is None:
        return Reviewed(revised)
    agenda = list_agenda(revised.impact)
    return Reviewed(
        revised,
        agenda,
        list_decisions(revised.impact, agenda, today),
        unread=tuple(str(address) for address in revised.impact.undecided),
    )
