"""Whom a change reaches: of a system that several bodies name, or of a law that they cite."""

from __future__ import annotations

from typing import Any

import ibis
import pyarrow as pa
from attrs import frozen

from piaflow.corpus.engine import Engine
from piaflow.corpus.reaching import Reaching, reach_all, tell_bodies
from piaflow.corpus.stored import StoredGraph
from piaflow.domain.names import fold
from piaflow.errors import UnknownNameError
from piaflow.law.citations import Citation, parse_citations


@frozen(eq=False)
class SystemImpact:
    """Whom the change of a system touches: bodies that name it, with their flows to and from it; whom it reaches from there.

    `names` are the nodes that are meant; `reached` is where an item that is there gets to.
    """

    names: tuple[str, ...]
    touched: pa.Table
    reaching: Reaching
    reached: pa.Table


def find_system_impact(engine: Engine, graph: StoredGraph, name: str, item: str) -> SystemImpact:
    """Return whom the change of a system, file or party touches, under whatever of its names. Raises UnknownNameError."""
    labels = graph.list_called(name)
    nodes = engine.with_document("nodes")
    called = nodes.filter((nodes.called == fold(name)) | (nodes.name == name) | nodes.aliases.contains(name))
    flows = engine.table("flows")
    ends = [flows.select("document", "flow", "kind", name=flows[end]) for end in ("source", "target")]
    either = ibis.union(*ends, distinct=True)
    pairs = called.select("document", "name", "assessed", "body").left_join(either, ["document", "name"])
    touched = (
        pairs.group_by("assessed")
        .agg(body=pairs.body.min(), documents=pairs.document.nunique(), flows=pairs.flow.nunique())
        .order_by(ibis.desc("flows"), ibis.desc("documents"), "assessed")
    )
    reaching = reach_all(graph, item, labels)
    return SystemImpact(labels, engine.run(touched), reaching, tell_bodies(graph, reaching))


def find_norm_impact(engine: Engine, cited: str) -> tuple[pa.Table, pa.Table]:
    """Return which bodies cite a place of a law, and in which words; a place stands for all that is below it.

    Raises UnknownNameError where what is asked is no citation.
    """
    wanted = parse_citations(cited)
    if not wanted:
        raise UnknownNameError("法令の引用", cited)
    rows = engine.with_document("citations")
    texts = engine.run(rows.select("basis").distinct())["basis"].to_pylist()
    meant = [text for text in texts if any(_is_within(c, w) for c in parse_citations(text) for w in wanted)]
    chosen = rows.filter(rows.basis.isin(meant or [""]), rows.basis != "")
    by_body = (
        chosen.group_by("assessed")
        .agg(body=chosen.body.min(), documents=chosen.document.nunique(), citations=chosen.count())
        .order_by(ibis.desc("documents"), ibis.desc("citations"), "assessed")
    )
    by_text = (
        chosen.group_by("basis")
        .agg(bodies=chosen.assessed.nunique(), documents=chosen.document.nunique())
        .order_by(ibis.desc("bodies"), "basis")
    )
    return engine.run(by_body), engine.run(by_text)


def _is_within(citation: Citation, wanted: Citation) -> bool:
    """Whether a citation is of a place, or of something within it: 番号法第19条第8号 is within 番号法第19条."""
    parts: Any = ("law", "article", "paragraph", "item", "table", "row")
    return all(not (asked := getattr(wanted, part)) or asked == getattr(citation, part) for part in parts)
