"""What the page knows of the models: the facts of `show`, the answers of `trace`, and what these say of each part.

The page judges nothing by itself: whether an item gets somewhere, what that is called, who answers for what and which
entries of Ⅱ name whom reach it as words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from attrs import define

from piaflow.domain.assessment import Assessment
from piaflow.domain.certainty import Certainty
from piaflow.domain.entries import Entrustment, Handover, Storage
from piaflow.domain.items import IDENTIFIERS, NUMBER, STANDARD_ITEMS
from piaflow.domain.nodes import File
from piaflow.graph.flow_graph import FlowGraph, graph_of
from piaflow.report.as_json import Json, assessment_to_dict
from piaflow.report.as_json_answers import trace_to_dict
from piaflow.report.trace import WHY_UNTOLD, reach_of
from piaflow.trace.answer import FlowTrace, NodeTrace, Reach, Trace
from piaflow.trace.tracing import trace, trace_graph
from piaflow.views.overlays import find_marks, judge
from piaflow.views.scene import Mark, Scene
from piaflow.views.theme import find_sign

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
_WORDS = {
    Mark.DEFINITE: "definite",
    Mark.DERIVED: "derived",
    Mark.POSSIBLE: "possible",
    Mark.STOP: "stop",
    Mark.ASIDE: "none",
}
_SIGNED = (Mark.DERIVED, Mark.POSSIBLE, Mark.STOP)  # what is certain needs no sign: it is drawn as it is
_COUNTED = (Mark.DEFINITE, Mark.DERIVED, Mark.POSSIBLE)
_UNKNOWN = "不明"
_SPECIFIC = {
    Certainty.YES: "特定個人情報",
    Certainty.NO: "特定個人情報を含まない",
    Certainty.UNKNOWN: "特定個人情報を含むか不明",
}


def words_to_dict() -> Json:
    """Return `{verdicts, reach, specific}`: what each is called, a verdict with its sign."""
    verdicts = {
        word: {"said": mark.value, "sign": find_sign(mark) if mark in _SIGNED else ""}
        for mark, word in _WORDS.items()
    }
    return {
        "verdicts": verdicts,
        "reach": {reach.value: reach.printed for reach in Reach},
        "specific": {certainty.value: words for certainty, words in _SPECIFIC.items()},
    }


def find_identifiers(model: Assessment) -> tuple[str, ...]:
    """Return the items that identify a person and that the model speaks of; 個人番号 always comes first."""
    named = {i for f in model.flows for i in model.vocabulary.expand((*f.items.names, *f.excludes))}
    named |= {i for f in model.files for i in model.vocabulary.expand(f.records.names)}
    converted = [model.vocabulary.canonical(i) for c in model.conversions for i in (c.source, c.target)]
    standard = [item.name for item in STANDARD_ITEMS if item.name in IDENTIFIERS and item.name in named]
    return tuple(dict.fromkeys((NUMBER, *standard, *converted)))


@define(frozen=True)
class Known:
    """What is known of one model, with its traces: of the identifiers and of the items `more`.

    Raises UnknownNameError for an item that the model does not know.
    """

    model: Assessment
    more: tuple[str, ...] = ()

    @cached_property
    def traces(self) -> Mapping[str, Trace]:
        """The answers by item."""
        items = dict.fromkeys((*find_identifiers(self.model), *self.more))
        return {answer.item: answer for answer in (trace(self.model, item) for item in items)}

    def to_dict(self) -> Json:
        """Return `{title, chosen, before, facts, traces, verdicts, owners, entries}`.

        `owners` and `entries` say, by name of a node, who answers for it and which entries of Ⅱ name it.
        """
        told: dict[str, Any] = assessment_to_dict(self.model)
        facts = {key: told[key] for key in _KEPT}
        return {
            "title": tell_title(self.model),
            "chosen": True,
            "before": -1,
            "facts": {**facts, "flows": list(self._say_flows(told)), "files": list(self._say_files(told))},
            "traces": {item: trace_to_dict(answer) for item, answer in self.traces.items()},
            "verdicts": {item: _tell_verdicts(answer) for item, answer in self.traces.items()},
            "owners": {node.name: self.model.owner(node.name) for node in self.model.nodes},
            "entries": self._find_entries(),
        }

    def judge_scene(self, scene: Scene, before: Known | None = None) -> dict[str, dict[str, str]]:
        """Return, by item, the words on the parts of a scene; what a change removed is judged as it was before."""
        return {item: self._judge(scene, item, before) for item in self.traces}

    def _judge(self, scene: Scene, item: str, before: Known | None) -> dict[str, str]:
        was = before.traces.get(item) if before else None
        nodes, flows = _by_name(was) if was else ({}, {})
        own_nodes, own_flows = _by_name(self.traces[item])
        return _judge(scene, item, nodes | own_nodes, flows | own_flows)

    def _say_flows(self, told: Json) -> Iterator[Json]:
        """Yield each flow with its items as words, and with every one it carries by name or by group, for the filter."""
        for said, flow in zip(told["flows"], self.model.flows_by_id.values(), strict=True):
            carried = sorted(self.model.vocabulary.expand(flow.items.names))
            yield {**said, "said": str(flow.items) or _UNKNOWN, "carried": carried}

    def _say_files(self, told: Json) -> Iterator[Json]:
        """Yield each file with what it records as words; without a list of records its main items, ？ where unread."""
        for said, file in zip(told["files"], self.model.files, strict=True):
            yield {**said, "said": _say_records(file) or _UNKNOWN}

    def _find_entries(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for declared in self.model.entries:
            names = (declared.file, *_list_names(declared.entry))
            for name in dict.fromkeys(self.model.canonical(one) for one in names if self.model.find(one)):
                found.setdefault(name, []).append(declared.name)
        return found


def _say_records(file: File) -> str:
    if file.records.names:
        return str(file.records)
    boxes = (box for box in file.main_items if box.box is not Certainty.NO)
    return "、".join(f"{'？' if box.box is Certainty.UNKNOWN else ''}{box.item.value}" for box in boxes)


def _list_names(entry: object) -> tuple[str, ...]:
    """Return the names by which an entry of Ⅱ tells of nodes: contractors, recipients, systems."""
    match entry:
        case Entrustment():
            return entry.contractor, *entry.systems
        case Handover():
            return entry.recipient, *entry.names
        case Storage():
            return entry.systems
        case _:
            return ()


@define(frozen=True)
class Together:
    """The traces over all models of the page, with the names that each has for its nodes and flows there."""

    models: tuple[Assessment, ...]
    more: tuple[str, ...] = ()

    @cached_property
    def _graph(self) -> FlowGraph:
        return graph_of(self.models)

    @cached_property
    def traces(self) -> Mapping[str, Trace]:
        """The answers by item, none of fewer than two models."""
        if len(self.models) < 2:  # noqa: PLR2004 - one model joins nothing
            return {}
        items = dict.fromkeys(
            (*(item for model in self.models for item in find_identifiers(model)), *self.more)
        )
        return {item: trace_graph(self._graph, item) for item in items}

    def to_dict(self) -> Json:
        """Return `{traces, verdicts, labels, prefixes}`; `{}` of fewer than two models.

        `labels` says, per model, what its nodes are called in these traces, `prefixes` what its flow ids begin with.
        """
        if not self.traces:
            return {}
        return {
            "traces": {item: trace_to_dict(answer) for item, answer in self.traces.items()},
            "verdicts": {item: _tell_verdicts(answer) for item, answer in self.traces.items()},
            "labels": [dict(labels) for labels in self._graph.labels],
            "prefixes": list(self._graph.prefixes),
        }

    def judge_scene(
        self, scene: Scene, number: int, before: Known | None = None
    ) -> dict[str, dict[str, str]]:
        """Return, by item, the words on the parts of a scene of the model with this number."""
        return {item: self._judge(scene, number, item, before) for item in self.traces}

    @cached_property
    def _answers(self) -> Mapping[str, tuple[Mapping[str, NodeTrace], Mapping[str, FlowTrace]]]:
        return {item: _by_name(answer) for item, answer in self.traces.items()}

    def _judge(self, scene: Scene, number: int, item: str, before: Known | None) -> dict[str, str]:
        answered, told = self._answers[item]
        was = before.traces.get(item) if before else None
        nodes, flows = _by_name(was) if was else ({}, {})
        names, prefix = self._graph.labels[number], self._graph.prefixes[number]
        nodes |= {name: answered[label] for name, label in names.items()}
        flows |= {flow: told[prefix + flow] for flow in self.models[number].flow_ids}
        return _judge(scene, item, nodes, flows)


def _by_name(answer: Trace) -> tuple[dict[str, NodeTrace], dict[str, FlowTrace]]:
    return {node.name: node for node in answer.nodes}, {flow.flow: flow for flow in answer.flows}


def _judge(
    scene: Scene, item: str, nodes: Mapping[str, NodeTrace], flows: Mapping[str, FlowTrace]
) -> dict[str, str]:
    """Return the words on the parts of a scene; a part that is not named is put aside, "" bears no word."""
    marks = find_marks(scene, item, nodes, flows)
    return {name: _WORDS.get(mark, "") for name, mark in marks.items() if mark is not Mark.ASIDE}


def _tell_verdicts(answer: Trace) -> Json:
    """Return `{told, nodes, parties, flows}`: the trace in a line, and what it says of each node, party and flow."""
    marks = {node.name: judge(answer.item, node) for node in answer.nodes}
    counts = [f"{mark.value} {sum(one is mark for one in marks.values())}" for mark in _COUNTED]
    nowhere = sum(mark is Mark.ASIDE for mark in marks.values())
    return {
        "told": f"「{answer.item}」：{'、'.join(counts)}、{Reach.NONE.printed} {nowhere}",
        "nodes": {
            node.name: {
                "word": _WORDS[marks[node.name]],
                "told": reach_of(answer.item, node),
                "note": WHY_UNTOLD if node.is_untold else "",
            }
            for node in answer.nodes
        },
        "parties": {party.name: reach_of(answer.item, party) for party in answer.parties},
        "flows": {flow.flow: _tell_flow(answer.item, flow) for flow in answer.flows},
    }


def _tell_flow(item: str, flow: FlowTrace) -> str:
    mark = judge(item, flow)
    if mark in (Mark.STOP, Mark.ASIDE):
        return "ここで止まる" if mark is Mark.STOP else "この流れには関わらない"
    itself = f"、{item}は{Reach.POSSIBLE.printed}" if item in flow.possibly_as else ""
    return f"{flow.reach.printed}（{'、'.join(flow.as_items)}として）{itself}"


def tell_title(model: Assessment) -> str:
    """Return what a document is called among others."""
    published = f"（{model.overview.published}）" if model.overview.published else ""
    return f"{model.heading}{published}"
