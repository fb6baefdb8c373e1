"""Questions to the tables of a corpus: what it holds, counted by bodies."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

import ibis
import pyarrow as pa
import pyarrow.compute as pc
from attrs import frozen

from piaflow.corpus.engine import Engine
from piaflow.corpus.tables import SCHEMAS
from piaflow.errors import UnknownNameError, find_nearest
from piaflow.law.citations import parse_citations
from piaflow.law.standing import Standing, judge_citation

Rows = Any
Ask = Callable[[Engine, date], Rows]


@frozen
class Question:
    """A question: what it asks in words, and how it is asked. `assumes` is what its answer takes for granted."""

    told: str
    ask: Ask
    assumes: str = ""


_TEXT = pa.string()
_BODIES = "機関は全国地方公共団体コードか全国に1つの名で、どちらもなければ印字された名で数える"
_BY_NAME = (
    "モデルに法人番号のあるものはそれで、ほかは名の表記が同じものを1つに数える（別の者かもしれない。様式に法人番号の欄はない）。"
    f"{_BODIES}"
)


def _counted(rows: Rows, *by: str) -> Rows:
    """Count rows of documents by bodies and documents, the most bodies first."""
    return (
        rows.group_by(by)
        .agg(bodies=rows.assessed.nunique(), documents=rows.document.nunique(), rows=rows.count())
        .order_by(*_order(*by))
    )


def _order(*by: str) -> tuple[Any, ...]:
    return ibis.desc("bodies"), ibis.desc("documents"), *by


def list_names(nodes: Rows, *by: str) -> Rows:
    """Return all names and aliases under which the documents know the nodes."""
    own, others = (nodes.select(*by, called_so=called) for called in (nodes.name, nodes.aliases.unnest()))
    known = ibis.union(own, others, distinct=True)
    return known.group_by(by).agg(names=known.called_so.collect().sort())


def _with_names(counted: Rows, nodes: Rows, *by: str) -> Rows:
    """Add under which names and aliases the documents know what was counted."""
    return (
        counted.left_join(list_names(nodes, *by), by).select(*counted.columns, "names").order_by(*_order(*by))
    )


def list_parties(engine: Engine) -> Rows:
    """Return the nodes that are parties."""
    nodes = engine.table("nodes")
    return nodes.filter(nodes.kind == "主体")


def _ask_contractors(engine: Engine, _: date) -> Rows:
    rows = engine.with_document("entries")
    counted = _counted(rows.filter(rows.kind == "委託", rows.who != ""), "who")
    return _with_names(counted, list_parties(engine), "who")


def _ask_recipients(engine: Engine, _: date) -> Rows:
    rows = engine.with_document("entries")
    return _counted(rows.filter(rows.kind.isin(["提供", "移転"]), rows.who != ""), "kind", "who")


def _ask_means(engine: Engine, _: date) -> Rows:
    rows = engine.with_document("flows")
    return _counted(rows.mutate(mean=rows.means.unnest()), "mean")


def _ask_items(engine: Engine, _: date) -> Rows:
    rows = engine.with_document("flows")
    return _counted(rows.mutate(item=rows["items"].unnest()), "item")


def _ask_systems(engine: Engine, _: date) -> Rows:
    rows = engine.with_document("nodes")
    systems = rows.filter(rows.kind == "システム").rename(system="called", runs="who")
    return _with_names(_counted(systems, "system", "runs"), systems, "system", "runs")


def _ask_vendors(engine: Engine, _: date) -> Rows:
    """Systems that somebody runs who is not the body itself."""
    rows = engine.with_document("nodes")
    systems = rows.filter(rows.kind == "システム", rows.who != "", rows.who != rows.assessed)
    systems = systems.rename(runs="who", system="called")
    return _with_names(_counted(systems, "runs", "system"), systems, "runs", "system")


def _ask_contradictions(engine: Engine, _: date) -> Rows:
    rows = engine.with_document("findings")
    return _counted(rows, "severity", "rule")


def _ask_bases(engine: Engine, on: date) -> Rows:
    rows = engine.with_document("citations")
    counted = engine.run(_counted(rows, "basis"))
    stands = [judge_basis(basis, on) for basis in counted["basis"].to_pylist()]
    wrong = [how in (Standing.NO_LONGER, Standing.NOT_YET) for how, _ in stands]
    told = {"standing": [how.value for how, _ in stands], "right": [right for _, right in stands]}
    table = counted
    for name, values in told.items():
        table = table.append_column(name, pa.array(values, pa.string()))
    return table.filter(pa.array(wrong, pa.bool_()))


def _ask_candidates(engine: Engine, _: date) -> Rows:
    """Parties of one name of which nothing tells whether they are one: nobody joins them, a person may."""
    graph = engine.corpus.graph
    rows = [
        {"group": group[0], "name": label, "documents": graph.list_documents(label)}
        for group in graph.columns.items["candidates"]
        for label in group
    ]
    return pa.Table.from_pylist(
        rows, pa.schema([("group", _TEXT), ("name", _TEXT), ("documents", pa.list_(_TEXT))])
    )


def judge_basis(basis: str, on: date) -> tuple[Standing, str]:
    """Return how the worst of the citations in a basis stands on a date, and what would be right."""
    verdicts = [judge_citation(citation, on) for citation in parse_citations(basis)]
    for standing in (Standing.NO_LONGER, Standing.NOT_YET, Standing.UNKNOWN):
        for verdict in verdicts:
            if verdict.standing is standing:
                return standing, verdict.right
    return (Standing.IN_FORCE, "") if verdicts else (Standing.UNKNOWN, "")


QUESTIONS: Mapping[str, Question] = {
    "contractors": Question("委託先と、委託する機関の数", _ask_contractors, _BY_NAME),
    "recipients": Question("提供先・移転先と、渡す機関の数", _ask_recipients, _BY_NAME),
    "means": Question("流れの手段と、使う機関の数", _ask_means, _BODIES),
    "items": Question("流れが運ぶ項目と、運ぶ機関の数", _ask_items, _BODIES),
    "systems": Question("システムと、責任を持つ者、書く機関の数", _ask_systems, _BY_NAME),
    "vendors": Question("評価実施機関のほかの者が責任を持つシステム", _ask_vendors, _BY_NAME),
    "bases": Question("その日に効力のない根拠と、それを書く機関の数", _ask_bases, _BODIES),
    "contradictions": Question("指摘の種類と、指摘のある機関の数", _ask_contradictions, _BODIES),
    "candidates": Question(
        "同じ名で、1つかもしれない主体",
        _ask_candidates,
        "コードか全国に1つの名が書かれれば、1つか別かが決まる",
    ),
}
TABLES = tuple(name for name in SCHEMAS if name != "models")


def find(engine: Engine, question: str, *, words: str = "", on: date | None = None) -> pa.Table:
    """Return the answer to a question, or the rows of a table; of both those in which some text holds `words`.

    Raises UnknownNameError, and FileAccessError where a shard cannot be read.
    """
    if question in QUESTIONS:
        asked = QUESTIONS[question].ask(engine, on or date.today())  # noqa: DTZ011 - a day, as the law counts
        found = asked if isinstance(asked, pa.Table) else engine.run(asked)
    elif question in TABLES:
        table = engine.table(question) if question == "documents" else engine.with_document(question)
        found = engine.run(table.filter(_holding(table, words)) if words else table)
        return _sorted(found)
    else:
        raise UnknownNameError("問い", question, find_nearest(question, (*QUESTIONS, *TABLES)))
    if not words:
        return found
    return found.filter(pa.array([_is_holding(row.values(), words) for row in found.to_pylist()], pa.bool_()))


def _is_holding(values: Iterable[Any], words: str) -> bool:
    texts = (text for value in values for text in (value if isinstance(value, list) else [value]))
    return any(words in text for text in texts if isinstance(text, str))


def _holding(table: Any, words: str) -> Any:
    """Whether some text of a row, or some of a list of texts, holds the words."""
    texts = [
        table[name].fill_null("").contains(words) for name, kind in table.schema().items() if kind.is_string()
    ]
    lists = [
        table[name].join(" ").fill_null("").contains(words)
        for name, kind in table.schema().items()
        if kind.is_array()
    ]
    return ibis.or_(*texts, *lists)


def _sorted(table: pa.Table) -> pa.Table:
    """Return rows in an order that depends neither on how documents fell into shards nor on the engine."""
    keys = {
        name: pc.binary_join(column, "\0") if pa.types.is_list(column.type) else column
        for name, column in zip(table.column_names, table.columns, strict=True)
    }
    order = pc.sort_indices(pa.table(keys), sort_keys=[(name, "ascending") for name in keys])
    return table.take(order)
