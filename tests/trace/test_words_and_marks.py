"""One answer per name: each place where it is printed has one word for it, and the mark in a picture agrees with that."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given

from piaflow.domain.assessment import Assessment
from piaflow.explorer.facts import Known
from piaflow.report.site import tell_trace_site
from piaflow.report.told import Section, Table, Told, to_plain
from piaflow.report.trace import reach_of, tell_node, tell_trace, tell_trace_short
from piaflow.store.load import parse
from piaflow.trace.answer import Trace
from piaflow.trace.tracing import trace
from piaflow.views.overlays import judge
from piaflow.views.scene import Mark
from tests.trace.random_models import alone_or_joined
from tests.trace.test_trace_laws import items, law

MIXED = """assessment: {body: 甲市長, procedure: 試験, form: 全項目評価書}
parties: {甲市長: {kind: 評価実施機関}, 丙社: {kind: 民間事業者}}
systems:
  税: {number: 1, owner: 甲市長}
  宛名: {number: 2, owner: 甲市長}
  先: {number: 3, owner: 丙社}
  連携: {number: 4}
  倉庫: {number: 5}
items: {甲番号: {}}
conversions: [{at: 宛名, from: 個人番号, to: 甲番号}]
flows:
  - {from: 税, to: 宛名, items: [個人番号]}
  - {from: 宛名, to: 先, items: [甲番号, 等]}
  - {from: 宛名, to: 連携, items: [甲番号]}
  - {from: 連携, to: 倉庫, items: [等], excludes: [個人番号]}
"""
SAID = {
    Mark.DEFINITE: "届く",
    Mark.DERIVED: "として届く",
    Mark.POSSIBLE: "届きうる",
    Mark.ASIDE: "届かない",
}


def _list_tables(told: Told) -> Iterator[Table]:
    blocks = (*told.lead, *(block for section in told.sections for block in section.blocks))
    return (block for block in blocks if isinstance(block, Table))


def _words(tables: Iterator[Table]) -> Iterator[tuple[str, str]]:
    """Yield each name and the word beside it, of the tables that have a column of words."""
    for table in tables:
        if "到達" in table.headings:
            word = table.headings.index("到達")
            name = next(i for i, heading in enumerate(table.headings) if heading in ("名前", "どこ", "主体"))
            yield from ((row[name].split("\n")[0], row[word]) for row in table.rows)


def _names(told: Told, heading: str) -> set[str]:
    """Return the names in the section with this heading, and its line of names."""
    found = (s for s in told.sections if to_plain(s.heading).rpartition(" ")[0] == heading)
    return {name for section in found for name in _names_in(section)}


def _names_in(section: Section) -> Iterator[str]:
    for block in section.blocks:
        if isinstance(block, Table):
            column = block.headings.index("名前")
            yield from (row[column].split("\n")[0] for row in block.rows)
        else:
            yield from to_plain(block.texts[0]).partition(": ")[2].split("、")  # type: ignore[union-attr]


def assert_one_word(models: Sequence[Assessment], answer: Trace) -> None:
    item = answer.item
    words = {one.name: reach_of(item, one) for one in answer.nodes}
    for node in answer.nodes:
        word, mark = words[node.name], judge(item, node)
        assert SAID[mark] in word
        assert (mark is Mark.DEFINITE) == (word == "届く")
        assert (mark is Mark.DERIVED) == word.endswith("として届く")
        (line, *_) = tell_node(answer, node).lead[0].texts  # type: ignore[union-attr]
        assert to_plain(line) == f"「{item}」は {node.name} に{word}"
        ((_, table),) = tell_trace_site(answer, node.name).tables
        assert table.rows[0][0] == word
    assert {party.name: reach_of(item, party) for party in answer.parties}.items() <= words.items()
    whole = tell_trace(models, answer)
    for told in (whole, tell_trace_short(models, answer)):
        assert set(_words(_list_tables(told))) <= words.items()
    itself = {n.name for n in answer.nodes if item in (*n.as_items, *n.possibly_as)}
    assert _names(whole, f"{item}が届く・届きうる所") == itself
    assert _names(whole, "別の形でだけ持つ所") == {node.name for node in answer.only_derived}
    assert _names(whole, f"{item}が届かない所") == {node.name for node in answer.never}


@pytest.mark.slow
@law
@given(alone_or_joined, items)
def test_a_name_is_answered_by_one_word_wherever_it_is_printed(
    models: Sequence[Assessment], item: str
) -> None:
    assert_one_word(models, trace(models, item))


def test_what_surely_has_another_form_and_possibly_the_item_is_said_to_be_both() -> None:
    model = parse(MIXED)
    answer = trace(model, "個人番号")
    assert_one_word([model], answer)
    both = "甲番号として届く、個人番号は届きうる"
    assert {node.name: reach_of("個人番号", node) for node in answer.nodes} == {
        "甲市長": "届く",
        "丙社": both,
        "税": "届く",
        "宛名": "届く",
        "先": both,
        "連携": "甲番号として届く",
        "倉庫": "甲番号として届きうる",
    }
    verdicts = Known(model).to_dict()["verdicts"]["個人番号"]
    assert verdicts["nodes"]["先"] == {"word": "possible", "told": both, "note": ""}
    assert verdicts["parties"] == {"甲市長": "届く", "丙社": both}
    assert verdicts["flows"]["該当なし 宛名→先"] == "届く（甲番号として）、個人番号は届きうる"
