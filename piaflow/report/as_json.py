"""The stable JSON of a model and of its pictures (documented in docs/json.md), as plain dicts and lists."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import attrs

from piaflow.domain.assessment import Assessment
from piaflow.domain.contracts import Contract, PassThrough
from piaflow.domain.entries import Acquisition, Entrustment, Provision, Storage, Transfer, Use
from piaflow.domain.flows import Conversion, Flow
from piaflow.domain.items import Item, ItemList
from piaflow.domain.nodes import File, Node, System
from piaflow.domain.span import Span
from piaflow.domain.visible import escape_json
from piaflow.form.today import list_now
from piaflow.graph.flow_graph import graph_of
from piaflow.graph.meetings import find_meetings, find_shared_nodes
from piaflow.law.catalogue import Difference
from piaflow.law.specific_information import judge_specific
from piaflow.report.show import tell_reason
from piaflow.views.scene import Arrow, RemarkGroup, Scene

Json = dict[str, Any]


def to_json(data: Any) -> str:
    """Return the JSON text of plain data, Japanese left readable and hidden characters escaped, with a final newline."""
    return escape_json(json.dumps(data, ensure_ascii=False, indent=2)) + "\n"


def assessment_to_dict(model: Assessment, differences: Sequence[Difference] = ()) -> Json:
    """Return the whole model: `{assessment, nodes, files, flows, steps, …, contracts, conversions, counts}`."""
    entries: Json = {
        plural: [_entry(model, e.name, e.file, e.entry) for e in model.entries if isinstance(e.entry, kind)]
        for plural, kind in _ENTRIES.items()
    }
    return {
        "assessment": _plain(model.overview),
        "documents": [_plain(document) for document in model.documents],
        "zones": [_plain(zone) for zone in model.zones],
        "nodes": [_node(model, node) for node in model.nodes if not isinstance(node, File)],
        "files": [_file(model, file) for file in model.files],
        "items": [_item(item) for item in model.items],
        "flows": [_flow(model, flow_id, flow) for flow_id, flow in model.flows_by_id.items()],
        "diagrams": [
            {
                "name": d.name,
                "title": d.title,
                "nodes": _own_names(model, list(d.nodes)),
                "notes": list(d.notes),
            }
            for d in model.diagrams
        ],
        "steps": [{"diagram": d.name, **_plain(step)} for d in model.diagrams for step in d.steps],
        **entries,
        "contracts": [_contract(model, contract) for contract in model.contracts],
        "texts": [_plain(text) for text in model.texts],
        "revisions": [
            {**_plain(row), "now": _plain(now)}
            for row, now in zip(model.revisions, list_now(model), strict=True)
        ],
        "statements": [_plain(statement) for statement in model.statements],
        "accepted": [_plain(acceptance) for acceptance in model.accepted],
        "conversions": [_conversion(model, conversion) for conversion in model.conversions],
        "counts": [{"file": file, **_plain(count)} for file, count in model.counts],
        "differences": [_plain(difference) for difference in differences],
    }


_ENTRIES: dict[str, type[Any]] = {
    "acquisitions": Acquisition,
    "uses": Use,
    "entrustments": Entrustment,
    "provisions": Provision,
    "transfers": Transfer,
    "storages": Storage,
}
_NAMING = (
    "at",
    "contractor",
    "systems",
    "nodes",
    "forbid",
    "allow_only",
    "neighbours",
    "among",
    "pass_through",
)
_FILE_ENTRIES = ("acquisition", "use", "counts", "entrustments", "provisions", "transfers", "storage")


def _plain(value: Any) -> Any:
    match value:
        case Span():
            return str(value)
        case ItemList():
            return {"names": list(value.names), "complete": value.complete}
        case tuple():
            return [_plain(inner) for inner in value]
        case _ if attrs.has(type(value)):
            return {
                a.name.replace("spans", "span"): _plain(getattr(value, a.name))
                for a in attrs.fields(type(value))
            }
        case _:
            return getattr(value, "value", value)


def _node(model: Assessment, node: Node) -> Json:
    owner = model.owner(node.name)
    return {
        "name": node.name,
        "aliases": list(node.aliases),
        "kind": _plain(node.kind),
        "owner": owner,
        "body": model.answering(node.name),
        "zone": model.zone_of(node.name),
        "number": node.number if isinstance(node, System) else "",
        "functions": list(node.functions) if isinstance(node, System) else [],
        "connects": {c.name: c.box.value for c in node.connects} if isinstance(node, System) else {},
        "span": _plain(node.spans),
        "inferred": node.inferred,
    }


def _file(model: Assessment, file: File) -> Json:
    told = {key: value for key, value in _plain(file).items() if key not in _FILE_ENTRIES}
    return {**told, "holder": model.canonical(file.holder)}


def _item(item: Item) -> Json:
    return {
        **_plain(item),
        "members": list(item.members.names),
        "members_complete": item.members.complete,
    }


def _flow(model: Assessment, flow_id: str, flow: Flow) -> Json:
    ends = {"source": model.canonical(flow.source), "target": model.canonical(flow.target)}
    told = {**_plain(flow), **ends, "items": list(flow.items.names), "items_complete": flow.items.complete}
    told["file"] = model.canonical(flow.file)
    return {"id": flow_id, **told, "specific": judge_specific(flow, model.vocabulary).value}


def _entry(model: Assessment, name: str, file: str, entry: Any) -> Json:
    return {"name": name, "file": file, **_canonical(model, _plain(entry))}


def _canonical(model: Assessment, told: Json) -> Json:
    """Return what names nodes under their own names, so that the parts of the answer can be joined."""
    return {key: _own_names(model, value) if key in _NAMING else value for key, value in told.items()}


def _own_names(model: Assessment, value: Any) -> Any:
    return [model.canonical(name) for name in value] if isinstance(value, list) else model.canonical(value)


def joined_to_dict(models: Sequence[Assessment], each: Sequence[Json]) -> Json:
    """Return `{models, joined}`: `each` model as alone, and the nodes and flows that several of them tell of."""
    graph = graph_of(models)
    return {
        "models": list(each),
        "joined": {
            "nodes": [
                {"name": s.label, "in": [{"model": i, "name": name} for i, name in s.names]}
                for s in find_shared_nodes(graph)
            ],
            "flows": [
                {"source": m.source, "target": m.target, "flows": [e.id for e in m.edges]}
                for m in find_meetings(graph)
            ],
        },
    }


def _contract(model: Assessment, contract: Contract) -> Json:
    told = _canonical(model, _plain(contract))
    if isinstance(contract, PassThrough):
        told |= {"source": model.canonical(contract.source), "target": model.canonical(contract.target)}
    return {"kind": type(contract).__name__, **told}


def _conversion(model: Assessment, conversion: Conversion) -> Json:
    return {**_canonical(model, _plain(conversion)), "inferred": tell_reason(conversion)}


def scene_to_dict(scene: Scene) -> Json:
    """Return `{title, subtitle, frames, boxes, arrows, remarks, footer}` in the order of the picture."""
    return {
        "title": scene.title,
        "subtitle": scene.subtitle,
        "frames": [{"name": one.id, "label": one.label, "parent": one.parent} for one in scene.frames],
        "boxes": [
            {
                "name": one.id,
                "label": one.label,
                "shape": one.shape.value,
                "frame": one.frame,
                "mark": one.mark.value,
            }
            for one in scene.boxes
        ],
        "arrows": list(map(_arrow, scene.arrows)),
        "remarks": list(map(_group, scene.remarks)),
        "footer": scene.footer,
    }


def _arrow(arrow: Arrow) -> Json:
    return {
        "id": arrow.id,
        "number": arrow.number,
        "source": arrow.source,
        "target": arrow.target,
        "text": arrow.text,
        "line": arrow.line.value,
        "mark": arrow.mark.value,
    }


def _group(group: RemarkGroup) -> Json:
    return {
        "heading": group.heading,
        "remarks": [{"number": one.number, "text": one.text} for one in group.remarks],
    }
