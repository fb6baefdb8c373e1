"""What the HTML explorer knows of a model: the facts of `show`, and the answers of `trace` per identifier."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from piaflow.domain.assessment import Assessment
from piaflow.domain.items import IDENTIFIERS, NUMBER, STANDARD_ITEMS
from piaflow.graph.flow_graph import graph_of
from piaflow.report.as_json import Json, assessment_to_dict, trace_to_dict
from piaflow.trace.tracing import trace, trace_graph

_KEPT = (
    "assessment",
    "documents",
    "nodes",
    "files",
    "flows",
    "steps",
    "conversions",
    "acquisitions",
    "entrustments",
    "provisions",
    "transfers",
    "storages",
)


def find_identifiers(model: Assessment) -> tuple[str, ...]:
    """Return the items that identify a person and that the model speaks of; 個人番号 always comes first."""
    named = {i for f in model.flows for i in model.vocabulary.expand((*f.items.names, *f.excludes))}
    named |= {i for f in model.files for i in model.vocabulary.expand(f.records.names)}
    converted = [model.vocabulary.canonical(i) for c in model.conversions for i in (c.source, c.target)]
    standard = [item.name for item in STANDARD_ITEMS if item.name in IDENTIFIERS and item.name in named]
    return tuple(dict.fromkeys((NUMBER, *standard, *converted)))


def document_to_dict(model: Assessment, more: Sequence[str] = ()) -> Json:
    """Return `{title, chosen, before, facts, traces}`: traces of the identifiers and of the items `more`.

    Raises UnknownNameError for an item that the model does not know.
    """
    told: dict[str, Any] = assessment_to_dict(model)
    items = dict.fromkeys((*find_identifiers(model), *more))
    answers = [trace_to_dict(trace(model, item)) for item in items]
    return {
        "title": tell_title(model),
        "chosen": True,
        "before": -1,
        "facts": {**{key: told[key] for key in _KEPT}, "flows": list(_carrying(model, told["flows"]))},
        "traces": {answer["item"]: answer for answer in answers},
    }


def joined_traces_to_dict(models: Sequence[Assessment], more: Sequence[str] = ()) -> Json:
    """Return `{traces, labels, prefixes}` of the models together; `{}` of fewer than two.

    `labels` says, per model, what its nodes are called in these traces, `prefixes` what its flow ids begin with.
    """
    if len(models) < 2:  # noqa: PLR2004 - one model joins nothing
        return {}
    graph = graph_of(models)
    items = dict.fromkeys((*(item for model in models for item in find_identifiers(model)), *more))
    return {
        "traces": {item: trace_to_dict(trace_graph(graph, item)) for item in items},
        "labels": [dict(labels) for labels in graph.labels],
        "prefixes": list(graph.prefixes),
    }


def tell_title(model: Assessment) -> str:
    """Return what a document is called among others."""
    published = f"（{model.overview.published}）" if model.overview.published else ""
    return f"{model.body}　{model.procedure}{published}"


def _carrying(model: Assessment, flows: Sequence[Json]) -> Iterator[Json]:
    """Yield each flow with every item it carries by name or by group, for the filter."""
    for flow in flows:
        yield {**flow, "carried": sorted(model.vocabulary.expand(flow["items"]))}
