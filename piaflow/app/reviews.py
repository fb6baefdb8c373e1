"""The review of two revisions of a set of models, as an answer that shows itself.

Libraries are imported where they are needed, so that `import piaflow` stays light.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from attrs import evolve, frozen

from piaflow.app.arguments import read_day, read_path, read_rules
from piaflow.app.model import Model
from piaflow.app.saving import Saving, load_workbook_writer
from piaflow.domain.assessment import Assessment
from piaflow.domain.names import fold
from piaflow.errors import FileAccessError, WrongCallError
from piaflow.review.answer import Review
from piaflow.rules.rule import Rule

if TYPE_CHECKING:
    from piaflow.app.states import Matched
    from piaflow.report.told import Drawn
    from piaflow.review.answer import Reviewed
    from piaflow.review.keeping import KeptTable

LONGEST = 65_000
"""Characters: what a comment on GitHub holds (65,536), with room for a mark by which it is found again."""


@frozen(repr=False)
class ReviewAnswer(Saving):
    """A Review that prints itself in Japanese: the models that changed, what to do about each, and whom to ask.

    It has all that its `review` has: models, compared, is_empty.
    """

    _holds: ClassVar[str] = "review"
    review: Review

    def to_dict(self) -> dict[str, Any]:
        """Return `{compared, models}` as `piaflow review --format json` does."""
        from piaflow.report.as_json_review import review_to_dict

        return review_to_dict(self.review)

    def to_rows(self) -> list[dict[str, Any]]:
        """Return one flat dict per field of the agenda: document, file, key, path, label, origin, timing, why …"""
        return [
            {"document": model["document"], "file": model["file"], **row, "why": _flatten(row["why"])}
            for model in self.to_dict()["models"]
            for row in model["agenda"]
        ]

    def to_text(self) -> str:
        """Return the review as text."""
        from piaflow.report.as_text import to_text
        from piaflow.report.review import tell_review

        return to_text(tell_review(self.review))

    def to_markdown(self, *, level: int | None = None) -> str:
        """Return it as one comment on a pull request, with the pictures of the changes as Mermaid.

        What is too long for a comment leaves out the pictures, and then all but the sums.
        """
        from piaflow.report.as_markdown import to_markdown
        from piaflow.report.review import tell_review_page, tell_review_short

        told = to_markdown(tell_review_page(self.review, _draw(self.review.models, "mmd")), level=level)
        for shorter in (tell_review_page, tell_review_short):
            if len(told) > LONGEST:
                told = to_markdown(shorter(self.review), level=level)
        return told

    def to_html(self) -> str:
        """Return it as a page of its own, with the pictures of the changes."""
        from piaflow.report.as_html import to_page
        from piaflow.report.review import tell_review_page

        return to_page(tell_review_page(self.review, _draw(self.review.models, "svg")))

    def to_xlsx(self) -> bytes:
        """Return a workbook with the rows of 変更箇所 of each model in the six columns of the form."""
        from piaflow.report.review import tell_review_rows

        return load_workbook_writer()(tell_review_rows(self.review))

    def to_csv(self) -> str:
        """Return the rows of 変更箇所 of the one model that changed. Raises WrongCallError where there are several."""
        from piaflow.report.as_csv import to_csv
        from piaflow.report.review import tell_rows

        told = self.review.changed
        if len(told) != 1:
            raise WrongCallError("to_csv", f"a table holds the rows of one model, and {len(told)} changed")
        return to_csv(tell_rows(told[0]))

    def write_rows(self, path: str | Path, *, day: date | str | None = None) -> RowsAnswer:
        """Write the rows of 変更箇所 of the one model that changed into the table of a model file, and nothing else of it.

        They are marked as inferred until a person confirms them; `day` is their 変更日, which no model knows. Rows that are
        there already are not written twice. Raises WrongCallError where several models changed, InputError or
        FileAccessError; nothing is half-written.
        """
        from piaflow.review.keeping import KeptTable
        from piaflow.store.load import load_file
        from piaflow.store.save import revise

        file, given = read_path("write_rows", path), read_day("write_rows", day)
        told = self.review.changed
        if len(told) > 1:
            raise WrongCallError(
                "write_rows", f"a table holds the rows of one model, and {len(told)} changed"
            )
        loaded = load_file(file)
        if loaded.base is not None:
            raise FileAccessError(str(file), "変更ファイルには書き込めません（元のモデルを指定してください）")
        if not told:
            return RowsAnswer(file, KeptTable(loaded.assessment.revisions))
        kept = keep_rows(told[0], loaded.assessment, str(file), given)
        if kept.is_changed:
            revise(evolve(loaded.assessment, revisions=kept.rows), file)
        return RowsAnswer(file, kept)

    def _repr_html_(self) -> str:
        from piaflow.report.as_html import to_html
        from piaflow.report.review import tell_review_page

        return to_html(tell_review_page(self.review))


@frozen
class RowsAnswer:
    """What was written into the table of 変更箇所 of a model file, and what was left to a person."""

    path: Path
    kept: KeptTable

    def to_text(self) -> str:
        """Return it as text, row by row."""
        from piaflow.report.as_text import to_text
        from piaflow.report.kept_table import tell_kept

        return to_text(tell_kept(str(self.path), self.kept))


def keep_rows(told: Reviewed, model: Assessment, name: str, day: date | None = None) -> KeptTable:
    """Return the table of a model with the rows that a review proposes. Raises FileAccessError for another assessment."""
    from piaflow.review.keeping import keep_table

    impact = told.revised.impact
    assert impact is not None  # noqa: S101 - only what has two states has rows
    after = impact.after
    same = model.overview.form is after.overview.form
    if not same or [*map(fold, (model.body, model.procedure))] != [*map(fold, (after.body, after.procedure))]:
        what = f"比べた評価書（{after.heading}）のモデルではありません（{model.heading}）"
        raise FileAccessError(name, what)
    why = f"前の版（{Path(told.revised.was).name}）との違いから"
    return keep_table(model, impact.before.revisions, told.table_rows, why, day.isoformat() if day else "")


def keep_rows_since(before: Assessment, model: Assessment, was: str) -> KeptTable:
    """Return the table of a model with the rows of what differs since an earlier state, which is called `was`."""
    from piaflow.app.impacts import impact
    from piaflow.review.answer import Reviewed
    from piaflow.review.revised import Revised, State

    found = impact(before, model, rules=()).impact
    return keep_rows(Reviewed(Revised(State.KEPT, was, was, found)), model, was)


def _flatten(whys: Iterable[Mapping[str, Any]]) -> str:
    return "、".join(f"{why['said']}（{'、'.join(why['by'])}）" if why["by"] else why["said"] for why in whys)


def _draw(models: Iterable[Reviewed], fmt: str) -> dict[str, tuple[Drawn, ...]]:
    """Return the pictures of each model that changed, with what came, went and changed marked on them, by its file."""
    from piaflow.report.told import Drawn

    drawn: dict[str, tuple[Drawn, ...]] = {}
    for one in models:
        impact = one.revised.impact
        if impact is not None and impact.differences:
            pictures = Model.of_loaded(impact.after).pictures("impact", before=impact.before).values()
            texts = [(p.alt, p.to_bytes(fmt).decode()) for p in pictures if p.scene.marks]
            drawn[one.revised.file] = tuple(
                Drawn(alt, mermaid=text) if fmt == "mmd" else Drawn(alt, svg=text) for alt, text in texts
            )
    return drawn


def review(
    before: str | Path,
    after: str | Path,
    *,
    rules: Sequence[Rule] | None = None,
    today: date | str | None = None,
) -> ReviewAnswer:
    """Return what is to be done between two revisions: of a model, of a document, or of a folder of models each.

    The findings compared are those of `rules`, or of the rules of piaflow where none are given; `today` decides which
    decisions have run out. Raises FileAccessError, InputError, WrongCallError.
    """
    from piaflow.app.states import match_places

    places = (str(read_path("review", place)) for place in (before, after))
    return _review(match_places(*places), read_rules("review", rules), read_day("review", today))


def review_revision(
    names: Sequence[str], revision: str, *, rules: Sequence[Rule] | None = None, today: date | None = None
) -> ReviewAnswer:
    """Return what is to be done since a git revision; folders stand for their models of then and of now.

    Raises as `find_revised` does.
    """
    from piaflow.app.states import match_revision

    return _review(match_revision(names, revision), rules, today)


def _review(matched: Sequence[Matched], rules: Sequence[Rule] | None, today: date | None) -> ReviewAnswer:
    day = today or date.today()  # noqa: DTZ011 - a day
    told = [_tell(one, rules, day) for one in sorted(matched, key=lambda one: (one.file or one.was, one.was))]
    return ReviewAnswer(Review(tuple(one for one in told if one is not None and one.is_changed), len(told)))


def _tell(matched: Matched, rules: Sequence[Rule] | None, today: date) -> Reviewed | None:
    """Return what is to be done about one model, None where it is the same value in both states."""
    from piaflow.app.impacts import compare_documents
    from piaflow.app.revisions import tell_revised
    from piaflow.review.answer import review_model
    from piaflow.review.change_table import check_table
    from piaflow.review.revised import State

    then, now = matched.then, matched.now
    if matched.state is State.KEPT and then and now and then.model == now.model:
        return None
    told = review_model(tell_revised(matched, rules), today)
    documents = (then.document, now.document) if then and now else (None, None)
    printed = compare_documents(*documents)
    if printed is None or told.model is None:
        return told
    old, new = (document.reading.form for document in documents if document)
    return evolve(
        told,
        rows=printed.changes,
        unread=tuple(str(address) for address in printed.unread),
        by_documents=True,
        table=check_table(old, new, printed),
    )
