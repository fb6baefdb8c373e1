"""The joined graph of many assessments as columns of integers, written once and mapped into memory afterwards.

What is written is `graph.FlowGraph` and `trace.Index` of the very models, so that both answer alike. A node or edge
keeps where it comes from (its model, and its place in it): the words are read there when somebody asks for them.
"""

from __future__ import annotations

import io
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, reduce
from hashlib import blake2b
from operator import or_
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from attrs import frozen
from pyarrow import ipc

from piaflow.domain.assessment import Assessment
from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import PartyKind
from piaflow.domain.names import fold
from piaflow.domain.nodes import Party
from piaflow.graph.body_names import find_local_body
from piaflow.graph.flow_graph import Edge, FlowGraph, build_graph
from piaflow.trace.index import Index, is_at_home
from piaflow.trace.indexing import index_of
from piaflow.trace.meanings import store

SAME, SENT, TOLD, NAMED, CONNECTION, INWARD, USE, UNREAD = 1, 2, 4, 8, 16, 32, 64, 128
"""Marks of an edge: its ends may be one; it is sent by a whole body; its entry is told to be of the party; it has an id;
Ⅰ.2③ alone joins its ends; it leads to a hub; it leads to who uses a file."""
POSTINGS = ("stated", "doubtful", "opened", "by_etc", "denied")
OF_FILES, OF_PARTIES = 1, 2
"""Marks of a node."""


def write_joined(models: Sequence[Assessment], folder: Path) -> None:
    """Write the joined graph of all models into an empty folder."""
    graph = build_graph(models)
    index = index_of(graph)
    own = [_Own.of(model) for model in models]
    columns: dict[str, Any] = {}
    columns |= _edges(index, own)
    columns |= _nodes(graph)
    columns |= _parties(graph)
    columns |= _index(index)
    columns |= _given(graph, index, own)
    for name, column in columns.items():
        _write_numbers(folder / f"{name}.npy", column)
    words: dict[str, Mapping[str, Sequence[Any]]] = {
        "nodes": {"label": graph.names, "aliases": [known.aliases for known in graph.known.values()]},
        "edges": {"id": [edge.id for edge in graph.edges]},
        "documents": {"prefix": graph.prefixes},
        "parties": _who(graph),
    }
    for name, table in words.items():
        _write_words(folder / f"{name}.arrow", table)
    told = {
        "items": store(index.items),
        "identifiers": sorted(index.identifiers),
        "number": index.number,
        "code": index.code,
        "candidates": sorted(sorted(group) for group in graph.alike),
        "pairs": count_pairs(graph),
        "size": graph.size,
        "twins": sorted(graph.twins.items()),
    }
    (folder / "items.json").write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")


def _write_numbers(path: Path, column: Any) -> None:
    """Write a column of numbers. numpy, writing by itself, does not tell a full disk from other errors."""
    written = io.BytesIO()
    np.save(written, column)
    path.write_bytes(written.getbuffer())


def count_pairs(graph: FlowGraph) -> int:
    """Return how many systems may be one, pair by pair; each leads to the other, by itself or by hubs.

    What is behind hubs is counted as bits, which are too many to be listed.
    """
    parties = frozenset(map(graph.number.__getitem__, graph.parties))
    printed = (target for edge, target in zip(graph.edges, graph.targets, strict=True) if edge.handed)
    parties |= set(filter(graph.is_hub, printed))
    ends: dict[int, set[int]] = {}
    inward: dict[int, set[int]] = {}
    for edge, source, target in zip(graph.edges, graph.sources, graph.targets, strict=True):
        if edge.is_inward:
            inward.setdefault(source, set()).add(target)
        elif edge.is_same and not parties & {source, target}:
            ends.setdefault(source, set()).add(target)
    behind_hubs = dict.fromkeys(
        t for source, targets in ends.items() if graph.is_hub(source) for t in targets
    )
    bits = {target: 1 << place for place, target in enumerate(behind_hubs)}

    @cache
    def find_behind(source: int) -> int:
        behind = map(find_behind, inward.get(source, ()))
        return reduce(or_, (*behind, *(bits.get(target, 0) for target in ends.get(source, ()))), 0)

    systems = [source for source in ends.keys() | inward.keys() if not graph.is_hub(source)]
    told = sum(len(ends.get(source, frozenset()) - bits.keys()) for source in systems)
    return (told + sum(find_behind(source).bit_count() for source in systems)) // 2


def _write_words(path: Path, columns: Mapping[str, Sequence[Any]]) -> None:
    types = {"aliases": pa.large_list(pa.large_string()), "documents": pa.int64()}
    arrays = {name: pa.array(told, types.get(name, pa.large_string())) for name, told in columns.items()}
    table = pa.table(arrays)
    with pa.OSFile(str(path), "wb") as file, ipc.new_file(file, table.schema) as writer:
        writer.write_table(table)


@frozen(eq=False)
class _Own:
    """Where the parts of one model stand in it, by what they are."""

    flows: Mapping[int, int]
    files: Mapping[str, int]
    entries: Mapping[str, int]

    @classmethod
    def of(cls, model: Assessment) -> _Own:
        return cls(
            {id(flow): place for place, flow in enumerate(model.flows)},
            {file.name: place for place, file in enumerate(model.files)},
            {declared.name: place for place, declared in enumerate(model.entries)},
        )


def _edges(index: Index, own: Sequence[_Own]) -> dict[str, Any]:
    graph, edges, naming = index.graph, index.graph.edges, frozenset(index.listing)
    flows = np.full(len(edges), -1, np.int32)
    files, entries, marks = flows.copy(), flows.copy(), np.zeros(len(edges), np.uint8)
    for e, edge in enumerate(edges):
        marks[e] = _mark(edge)
        if edge.model < 0:
            continue
        here, flow = own[edge.model], edge.flow or edge.sent
        if flow is not None:
            flows[e] = here.flows[id(flow)]
        if edge.file is not None:
            files[e] = here.files[edge.file.name]
        if edge.handed is not None:
            entries[e] = here.entries[edge.handed.declared.name]
    is_at_home_of = [
        edge.flow is not None and is_at_home(graph.models[edge.model], edge.flow) for edge in edges
    ]
    return {
        "sources": np.array(graph.sources, np.int32),
        "targets": np.array(graph.targets, np.int32),
        "edge_model": np.array([edge.model for edge in edges], np.int32),
        "edge_flow": flows,
        "edge_file": files,
        "edge_entry": entries,
        "edge_marks": marks,
        "at_home": np.array(is_at_home_of, np.bool_),
        "naming": np.array([e in naming for e in range(len(edges))], np.bool_),
        "listed": np.array([_is_listed(edge) for edge in edges], np.bool_),
        "flow_order": np.array(graph.flow_order, np.int32),
    }


def _mark(edge: Edge) -> int:
    marks = {
        SAME: edge.is_same,
        SENT: edge.sent is not None,
        TOLD: _is_told(edge),
        NAMED: bool(edge.id),
        CONNECTION: edge.is_connection,
        INWARD: edge.is_inward,
        USE: edge.is_use,
        UNREAD: edge.is_unread,
    }
    return sum(mark for mark, is_so in marks.items() if is_so)


def _is_told(edge: Edge) -> bool:
    return edge.handed is not None and edge.handed.is_told


def _is_listed(edge: Edge) -> bool:
    return edge.file is not None and edge.file.listed is not Certainty.NO


def _nodes(graph: FlowGraph) -> dict[str, Any]:
    parties = frozenset(graph.parties)
    marks = [
        (OF_FILES if known.is_file else 0) | (OF_PARTIES if label in parties else 0)
        for label, known in graph.known.items()
    ]
    found = {
        "node_marks": np.array(marks, np.uint8),
        "node_owner": np.array(
            [graph.number.get(known.owner, -1) for known in graph.known.values()], np.int32
        ),
    }
    number = graph.number
    found |= _rows("told", [[number[p] for p in who.told] for who in graph.responsible.values()])
    found |= _rows("possibly", [[number[p] for p in who.possibly] for who in graph.responsible.values()])
    places = [{node.name: place for place, node in enumerate(model.nodes)} for model in graph.models]
    found |= _rows("node_model", [[index for index, _ in told] for told in graph.nodes.values()])
    found["node_place"] = np.array(
        [places[index][node.name] for told in graph.nodes.values() for index, node in told], np.int32
    )
    found |= _rows(
        "model_node",
        [
            [number[names[n.name]] for n in m.nodes]
            for m, names in zip(graph.models, graph.labels, strict=True)
        ],
    )
    called = [
        (hash_name(fold(name)), place)
        for place, (label, known) in enumerate(graph.known.items())
        for name in {label, *known.aliases}
    ]
    return found | _sorted_names("called", called)


def hash_name(name: str) -> int:
    """Return the 63 bits by which a name is looked up."""
    return int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), "little") >> 1


def _sorted_names(name: str, pairs: Iterable[tuple[int, int]]) -> dict[str, Any]:
    table = np.array(sorted(set(pairs)), np.int64).reshape(-1, 2)
    return {f"{name}_hash": table[:, 0].copy(), f"{name}_node": table[:, 1].astype(np.int32)}


def _parties(graph: FlowGraph) -> dict[str, Any]:
    number, wholes = graph.number, graph.wholes
    found = _rows("wholes", [[number[w] for w in wholes.get(label, ())] for label in graph.names])
    institutions = graph.institutions
    found |= _rows(
        "institutions", [sorted(number[p] for p in institutions.get(label, ())) for label in graph.names]
    )
    found["in_circles"] = np.array(sorted(number[party] for party in graph.in_circles), np.int32)
    found["assessors"] = np.array(
        [number[names[model.assessor.name]] for model, names in zip(graph.models, graph.labels, strict=True)],
        np.int32,
    )
    return found


def _who(graph: FlowGraph) -> dict[str, list[Any]]:
    """What is told of each party: its code and prefecture, how the code is known, and how many documents it assesses."""
    assessed: Counter[str] = Counter(
        names[model.assessor.name] for model, names in zip(graph.models, graph.labels, strict=True)
    )
    rows = [_tell_party(graph, label, assessed[label]) for label in graph.parties]
    return {
        key: [row[key] for row in rows] for key in ("label", "kind", "code", "by", "prefecture", "documents")
    }


def _tell_party(graph: FlowGraph, label: str, documents: int) -> dict[str, Any]:
    found = [(index, node) for index, node in graph.nodes[label] if isinstance(node, Party)]
    codes = sorted({code for index, node in found if (code := _code(graph.models[index], node))})
    named = (find_local_body("", name) for name in sorted({node.name for _, node in found}))
    home = find_local_body(codes[0], "") if codes else next(filter(None, named), None)
    number = next((node.corporate_number for _, node in found if node.corporate_number), "")
    code = codes[0] if codes else home.code if home else number
    return {
        "label": label,
        # a body is what its own document says of it; else what comes first by its word
        "kind": min((node.kind is not PartyKind.ASSESSOR, node.kind.value) for _, node in found)[1],
        "code": code,
        "by": "コード" if codes else "名" if home else "法人番号" if number else "",
        "prefecture": home.prefecture if home else "",
        "documents": documents,
    }


def _code(model: Assessment, party: Party) -> str:
    return party.code or (model.overview.code if party == model.assessor else "")


def _index(index: Index) -> dict[str, Any]:
    found: dict[str, Any] = {
        "rest": np.frombuffer(bytes(index.rest), np.uint8),
        "is_flow": np.frombuffer(bytes(index.is_flow), np.uint8),
    }
    for name in ("acquisitions", "first", "records", "bonds", "borders", "unlisted"):
        found[name] = np.array(getattr(index, name), np.int32)
    for name in ("persons", "departments", "untold"):
        found[name] = np.array(sorted(getattr(index, name)), np.int32)
    for name in (*POSTINGS, "ignorant", "knowing"):
        found |= _by_item(name, getattr(index, name))
    made = [
        (item, node, target, sure)
        for item, at in index.makes.items()
        for node, told in at.items()
        for target, sure in told
    ]
    return found | {"makes": np.array(sorted(made), np.int32).reshape(-1, 4)}


def _by_item(name: str, told: Mapping[int, Iterable[int]]) -> dict[str, Any]:
    items = sorted(told)
    return {f"{name}_items": np.array(items, np.int32)} | _rows(name, [sorted(told[item]) for item in items])


def _rows(name: str, rows: Sequence[Sequence[int]]) -> dict[str, Any]:
    starts = np.zeros(len(rows) + 1, np.int64)
    np.cumsum([len(row) for row in rows], out=starts[1:])
    flat = np.fromiter((value for row in rows for value in row), np.int32, count=int(starts[-1]))
    return {f"{name}_starts": starts, name: flat}


def _given(graph: FlowGraph, index: Index, own: Sequence[_Own]) -> dict[str, Any]:
    """What entries hand to each party: which entry of which model, along which edge it goes, and whether it is told.

    What may be handed to a party that may be another follows from the groups of those.
    """
    along = {
        (edge.model, own[edge.model].entries[edge.handed.declared.name], graph.sources[e]): e
        for e, edge in sorted(enumerate(graph.edges), key=lambda pair: _is_told(pair[1]))
        if edge.handed is not None
    }
    rows = [list(_list_given(index, own, label)) for label in graph.names]
    found = _rows("given_model", [[model for model, *_ in row] for row in rows])
    flat = [one for row in rows for one in row]
    found["given_entry"] = np.array([entry for _, entry, _ in flat], np.int32)
    found["given_told"] = np.array([what.is_told for *_, what in flat], np.bool_)
    touches = [
        (graph.number[label], node, along[model, entry, node], what.is_told and node == what.file)
        for label, row in zip(graph.names, rows, strict=True)
        for model, entry, what in row
        for node in dict.fromkeys((what.file, *what.systems))
    ]
    found |= _rows("alike", [sorted(map(graph.number.__getitem__, group)) for group in graph.alike])
    return found | {"touches": np.array(touches, np.int32).reshape(-1, 4)}


def _list_given(index: Index, own: Sequence[_Own], label: str) -> Iterator[tuple[int, int, Any]]:
    for given in index.handed.list_own(label):
        yield given.what.model, own[given.what.model].entries[given.name], given.what
