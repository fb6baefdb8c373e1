"""piaflow-impact: what changes in the assessment from one state of a model to the next."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives

from piaflow.app.impacts import impact
from piaflow.app.loading import read_all
from piaflow.app.model import Model, load
from piaflow.errors import ChoiceNeededError
from piaflow.impact.answer import Impact
from piaflow.impact.items import Origin
from piaflow.report import impact_words as words
from piaflow.sphinx.directive import ModelDirective
from piaflow.sphinx.tables import make_list, make_table

_PARTS = ("", "何が", "名前", "変わるキー")
_REACHES = ("", "識別子", "どこ", "責任を持つ主体", "道筋")
_ITEMS = (words.MARK, "欄", "前", "後", "提出時期の候補")
_REVIEWS = (words.MARK, "欄", "見直す理由")


class ImpactDirective(ModelDirective):
    """The judgement and its tables: a model with `:after:` or `:with:` a change, or one change file."""

    name_in_page = "piaflow-impact"
    option_spec: ClassVar[dict[str, Callable[[str], object]]] = {
        "after": directives.unchanged_required,
        "with": directives.unchanged_required,
        "select": directives.unchanged_required,
        "ignore": directives.unchanged_required,
    }

    def tell(self) -> list[nodes.Node]:
        """Return what the judgement is, and a table for each kind of change that there is."""
        before, after = self._find_states()
        answer = impact(before, after, rules=self.find_project().rules).impact
        head = f"見立て：{answer.judgement.result.printed} ― {answer.judgement.reason}"
        if answer.is_empty:
            return [nodes.paragraph("", head)]
        told: list[nodes.Node] = [nodes.paragraph("", f"{head}（{words.CANDIDATE}）")]
        return [*told, make_list(_summary(answer)), *_tables(answer)]

    def _find_states(self) -> tuple[Model, Model]:
        path = self.find_model(self.arguments[0])
        if "with" in self.options:
            before = load(path)
            return before, before.with_change(self.find_model(self.options["with"]))
        if "after" in self.options:
            files = read_all([path, self.find_model(self.options["after"])])
            return files[0].model, files[1].model
        (change,) = read_all([path])
        if change.base is None:
            raise ChoiceNeededError(
                f"{self.arguments[0]} は変更ファイルではありません", (":after:", ":with:")
            )
        return change.base, change.model


def _summary(answer: Impact) -> Iterator[str]:
    yield f"変わる部分：{words.counts_of(answer)}"
    yield f"書き換える欄 {words.counted_items(answer, Origin.DERIVED)}"
    yield f"見直す欄 {words.counted_items(answer, Origin.REVIEW)}"
    yield f"指摘：現れる {len(answer.new_findings)}、消える {len(answer.gone_findings)}"
    yield from (f"現れる指摘：{finding.message}" for finding in answer.new_findings)
    yield from (f"消える指摘：{finding.message}" for finding in answer.gone_findings)


def _tables(answer: Impact) -> Iterator[nodes.Node]:
    parts = [(d.kind.value, d.part.value, d.name, words.keys_of(d)) for d in answer.differences]
    rewritten = [
        (words.mark_of(i), words.place_of(answer, i), *words.excerpt_of(i), i.timing.value)
        for i in words.items_of(answer, Origin.DERIVED)
    ]
    reviewed = [
        (words.mark_of(i), words.place_of(answer, i), i.reason) for i in words.items_of(answer, Origin.REVIEW)
    ]
    for caption, columns, rows in (
        ("変わる部分", _PARTS, parts),
        ("識別子の行き先", _REACHES, [*_reaches(answer)]),
        ("書き換える欄", _ITEMS, rewritten),
        ("見直す欄", _REVIEWS, reviewed),
    ):
        if rows:
            yield make_table(columns, rows, caption)


def _reaches(answer: Impact) -> Iterator[tuple[str, ...]]:
    for gain in words.find_sure(answer):
        yield "届く", gain.item, words.name_of(gain), words.responsible(gain), words.way_of(gain)
    for told in words.find_possible(answer):
        yield "届きうる", "・".join(told.items), told.name, "", words.way_of(told)
    for lost in words.find_lost(answer):
        yield words.turn_of(lost), lost.item, words.name_of(lost), words.responsible(lost), ""
