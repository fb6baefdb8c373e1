"""FlowGraph: nodes by label, an edge for each flow, and an edge each way between a file and its holder."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from attrs import field, frozen

from piaflow.domain.assessment import Assessment
from piaflow.domain.flows import Flow
from piaflow.domain.nodes import File, Node
from piaflow.errors import UnknownNameError, find_nearest
from piaflow.graph.joining import label_nodes


@frozen(eq=False)
class Edge:
    """A flow between two labels, or (flow None) the bond between a file and the system that holds it."""

    id: str
    source: str
    target: str
    model: int
    flow: Flow | None = None
    file: File | None = None


@frozen(eq=False)
class FlowGraph:
    """The joined graph. `labels[i]` names the nodes of model i; `nodes` gives back what a label stands for.

    `answerers` names, per label, the parties that answer for it: its owner and the 機関 of its owner.
    """

    models: tuple[Assessment, ...]
    labels: tuple[Mapping[str, str], ...]
    edges: tuple[Edge, ...]
    nodes: Mapping[str, tuple[tuple[int, Node], ...]]
    answerers: Mapping[str, frozenset[str]]
    outgoing: Mapping[str, tuple[Edge, ...]] = field(repr=False)
    incoming: Mapping[str, tuple[Edge, ...]] = field(repr=False)

    def label(self, name: str) -> str:
        """Return the label of a node name, alias or label. Raises UnknownNameError."""
        if name in self.nodes:
            return name
        for model, labels in zip(self.models, self.labels, strict=True):
            found = model.find(name)
            if found is not None:
                return labels[found.name]
        known = [n for model in self.models for node in model.nodes for n in (node.name, *node.aliases)]
        raise UnknownNameError("名前", name, find_nearest(name, known))

    def aliases(self, label: str) -> tuple[str, ...]:
        """Return every other name that a model has for the node of this label."""
        names = (name for _, node in self.nodes[label] for name in (node.name, *node.aliases))
        return tuple(dict.fromkeys(name for name in names if name != label))

    def find_sources(self, edges: Collection[Edge], seeds: Collection[str]) -> list[frozenset[str]]:
        """Return the groups of labels where things start along `edges`: no edge leads into them.

        `seeds` are labels that count although no edge touches them. Groups that `edges` join both ways
        are one.
        """
        import networkx as nx

        part: nx.DiGraph[str] = nx.DiGraph()
        part.add_nodes_from(seeds)
        part.add_edges_from((e.source, e.target) for e in edges)
        groups = [frozenset(group) for group in nx.strongly_connected_components(part)]
        group_of = {label: group for group in groups for label in group}
        led_to = {group_of[e.target] for e in edges if group_of[e.source] is not group_of[e.target]}
        return [group for group in groups if group not in led_to]


def _edges(index: int, model: Assessment, labels: Mapping[str, str], prefix: str) -> Iterable[Edge]:
    for flow_id, flow in model.flows_by_id.items():
        source, target = labels[model.canonical(flow.source)], labels[model.canonical(flow.target)]
        yield Edge(prefix + flow_id, source, target, index, flow)
        if _stores(model, flow):
            yield Edge(prefix + flow_id, source, labels[model.canonical(flow.file)], index, flow)
    for file in model.files:
        holder = labels[model.canonical(file.holder)]
        yield Edge("", labels[file.name], holder, index)
        yield Edge("", holder, labels[file.name], index, file=file)


def _stores(model: Assessment, flow: Flow) -> bool:
    """A flow that names a file stores into it where the file's holder is the one that receives."""
    if not flow.file or model.canonical(flow.file) in (
        model.canonical(flow.target),
        model.canonical(flow.source),
    ):
        return False
    return model.holder(flow.file) == model.holder(flow.target)


def build_graph(models: Sequence[Assessment]) -> FlowGraph:
    """Return the graph of the flows of all models, their nodes joined on owner and canonical name.

    With several models a flow's id begins with `評価実施機関 事務: `.
    """
    labels = label_nodes(models)
    nodes: dict[str, list[tuple[int, Node]]] = {}
    edges: list[Edge] = []
    prefixes = _prefixes(models)
    for index, (model, names) in enumerate(zip(models, labels, strict=True)):
        for node in model.nodes:
            nodes.setdefault(names[node.name], []).append((index, node))
        edges.extend(_edges(index, model, names, prefixes[index]))
    return FlowGraph(
        tuple(models),
        labels,
        tuple(edges),
        {label: tuple(found) for label, found in nodes.items()},
        {label: _answerers(models, labels, found) for label, found in nodes.items()},
        _by(edges, nodes, "source"),
        _by(edges, nodes, "target"),
    )


def _prefixes(models: Sequence[Assessment]) -> list[str]:
    """Return what a flow's id begins with, per model: nothing for one, its document among several."""
    titles = [f"{model.body} {model.procedure}" for model in models]
    numbered = [
        f"{t} #{titles[: i + 1].count(t)}" if titles.count(t) > 1 else t for i, t in enumerate(titles)
    ]
    return [f"{title}: " for title in numbered] if len(models) > 1 else [""]


def _answerers(
    models: Sequence[Assessment], labels: Sequence[Mapping[str, str]], found: Iterable[tuple[int, Node]]
) -> frozenset[str]:
    parties: set[str] = set()
    for index, node in found:
        owner = models[index].owner(node.name)
        if owner:
            parties |= {labels[index][owner], labels[index][models[index].institution(owner)]}
    return frozenset(parties)


def _by(edges: Iterable[Edge], nodes: Iterable[str], end: str) -> Mapping[str, tuple[Edge, ...]]:
    grouped: dict[str, list[Edge]] = {label: [] for label in nodes}
    for edge in edges:
        grouped[getattr(edge, end)].append(edge)
    return {label: tuple(found) for label, found in grouped.items()}
