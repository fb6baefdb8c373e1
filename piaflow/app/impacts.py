"""The impact of a change: two states of an assessment compared, as an answer that shows itself.

Libraries are imported where they are needed, so that `import piaflow` stays light.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from attrs import evolve, frozen

from piaflow.app.answers import Picture
from piaflow.app.arguments import Assessed, read_model, read_rules
from piaflow.app.documents import ReadDocument
from piaflow.app.model import Model
from piaflow.app.saving import Saving, load_workbook_writer
from piaflow.domain.assessment import Assessment
from piaflow.domain.items import NUMBER
from piaflow.impact.answer import Impact
from piaflow.rules.rule import Rule

if TYPE_CHECKING:
    from piaflow.form.printed import PrintedChanges


@frozen(repr=False)
class ImpactAnswer(Saving):
    """An Impact that prints itself in Japanese. What it says of 重要な変更 are candidates with their grounds.

    It has all that its `impact` has: before, after, differences, reaches, causes, items, judgement, new_findings …
    """

    _holds: ClassVar[str] = "impact"
    impact: Impact

    def to_dict(self) -> dict[str, Any]:
        """Return `{added, removed, changed, reach, changes, …}` as `piaflow impact --format json` does."""
        from piaflow.report.as_json_answers import impact_to_dict

        return impact_to_dict(self.impact)

    def to_rows(self) -> list[dict[str, Any]]:
        """Return one flat dict per item of the form: path, label, before, after, significant, origin …"""
        from piaflow.report.as_json_answers import impact_to_rows

        return impact_to_rows(self.impact)

    def to_text(self) -> str:
        """Return the impact as text."""
        from piaflow.report.as_text import to_text
        from piaflow.report.impact import tell_impact

        return to_text(tell_impact(self.impact))

    def to_markdown(self, *, level: int | None = None) -> str:
        """Return the impact as a comment on a pull request, its details folded."""
        from piaflow.report.as_markdown import to_markdown
        from piaflow.report.impact import tell_impact_page

        return to_markdown(tell_impact_page(self.impact), level=level)

    def to_xlsx(self) -> bytes:
        """Return a workbook with the rows of 変更箇所 in the six columns of the form."""
        from piaflow.report.impact import tell_revisions

        return load_workbook_writer()(tell_revisions(self.impact))

    def pictures(self, *, item: str = NUMBER) -> dict[str, Picture]:
        """Return the pictures after the change by name, with what came, went, changed, and gains `item`."""
        return Model.of_loaded(self.impact.after).pictures("impact", item=item, before=self.impact.before)

    def diagram(self, name: str = "", *, item: str = NUMBER) -> Picture:
        """Return one of the pictures; where there is only one, it needs no name.

        Raises UnknownNameError, or ChoiceNeededError where a name is needed and none is given.
        """
        return Model.of_loaded(self.impact.after).diagram(
            "impact", name, item=item, before=self.impact.before
        )

    def _repr_html_(self) -> str:
        from piaflow.report.as_html import to_html
        from piaflow.report.impact import tell_impact_short

        return to_html(tell_impact_short(self.impact))


def impact(before: Assessed, after: Assessed, *, rules: Sequence[Rule] | None = None) -> ImpactAnswer:
    """Return what changes from one state to the next.

    Of two published documents (`piaflow.read`) the printed words are compared; of a document and a model that holds no
    texts, what both tell. The findings compared are those of `rules`, or of the rules of piaflow where none are
    given. Raises WrongCallError for what is no model or no rule.
    """
    from piaflow.impact.impact import find_impact
    from piaflow.rules.catalogue import RULES
    from piaflow.store.catalogue import load_catalogue

    was, now = _leave_out_texts(before, after)
    printed = compare_documents(before, after)
    given = read_rules("impact", rules)
    run = RULES if given is None else given
    return ImpactAnswer(find_impact(was, now, rules=run, catalogue=load_catalogue(), printed=printed))


def compare_documents(before: object, after: object) -> PrintedChanges | None:
    """Return what two documents print otherwise, None where one of the two was not read from a document."""
    from piaflow.form.printed import compare_printed

    if not (isinstance(before, ReadDocument) and isinstance(after, ReadDocument)):
        return None
    if before.reading.form.kind is not after.reading.form.kind:
        return None
    return compare_printed(before.reading.form, after.reading.form)


def _leave_out_texts(before: Assessed, after: Assessed) -> tuple[Assessment, Assessment]:
    """A document tells the words of every field: beside a model that holds none, they say nothing of a change."""
    was, now = read_model("impact", before), read_model("impact", after)
    if isinstance(before, ReadDocument) == isinstance(after, ReadDocument):
        return was, now
    written = now if isinstance(before, ReadDocument) else was
    return (was, now) if written.texts else (evolve(was, texts=()), evolve(now, texts=()))
