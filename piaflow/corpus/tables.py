"""The tables of a corpus: one row per document, node, flow, citation, entry, field and finding."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import pyarrow as pa
from attrs import frozen

from piaflow.domain.assessment import Assessment
from piaflow.domain.entries import Acquisition, Entrustment, Handover, Storage
from piaflow.domain.names import fold
from piaflow.domain.nodes import Party, System
from piaflow.graph.body_names import find_local_body, read_name
from piaflow.law.bodies import find_body_kind

Row = dict[str, Any]

_TEXT, _LIST = pa.string(), pa.list_(pa.string())


def _schema(texts: str, **others: pa.DataType) -> pa.Schema:
    return pa.schema([*((name, _TEXT) for name in texts.split()), *others.items()])


SCHEMAS: Mapping[str, pa.Schema] = {
    "documents": _schema(
        "document file title body who code code_by prefecture body_kind procedure form published",
        nodes=pa.int32(),
        flows=pa.int32(),
    ),
    "nodes": _schema(
        "document name called kind sort owner who entry number zone code corporate_number", aliases=_LIST
    ),
    "flows": _schema(
        "document flow diagram step source target source_who target_who kind text specific timing",
        items=_LIST,
        complete=pa.bool_(),
        excludes=_LIST,
        means=_LIST,
    ),
    "citations": _schema("document at kind basis"),
    "entries": _schema(
        "document entry file kind other who subject extent subentrusted scope", items=_LIST, means=_LIST
    ),
    "fields": _schema("document address label subject text origin"),
    "findings": _schema("document rule severity confidence message key", subjects=_LIST),
    "models": _schema("document model"),
}
"""The columns of each table. `who` is whom a name means across documents as far as that is certain (`identify`)."""


@frozen(eq=False)
class Told:
    """One assessment that was read: the key of its content, its rows by table, and the text of its model."""

    key: str
    file: str
    rows: Mapping[str, Sequence[Row]]


@frozen
class Refused:
    """A file that cannot be read as an assessment, and why."""

    file: str
    what: str


@frozen
class Kept:
    """A file of which nothing changed since its documents were put into shards."""

    file: str
    keys: tuple[str, ...]


def identify(name: str, code: str = "", number: str = "") -> str:
    """Return whom a name means: a code, the name that one body in the country has, a 法人番号, else how it is spelt.

    Two of one spelling may still be two.
    """
    home, told = find_local_body(code, name), read_name(name)
    if not (code or told.full) and told.shared:
        return number or told.plain
    if home and told.plain in (home.name, home.full, home.prefecture):
        return home.code
    return told.full or number or _in_full(told.plain)


def _in_full(name: str) -> str:
    """Return a company's name with its legal form written out: （株） is 株式会社."""
    return name.replace("(株)", "株式会社").replace("(有)", "有限会社").replace("(同)", "合同会社")


def tell_rows(  # noqa: PLR0913 - what one document brings
    model: Assessment, *, key: str, file: str, text: str, fields: Iterable[Row], findings: Iterable[Row]
) -> Told:
    """Return all rows of one assessment."""
    overview, code = model.overview, model.overview.code or model.assessor.code
    home = find_local_body(code, model.body)
    document = {
        "file": file,
        "title": model.name,
        "body": model.body,
        "who": identify(model.body, home.code if home else code),
        "code": home.code if home else overview.code,
        "code_by": "コード" if code else "名" if home else "",
        "prefecture": home.prefecture if home else "",
        "body_kind": find_body_kind(overview).kind.value,
        "procedure": model.procedure,
        "form": overview.form.value,
        "published": overview.published,
        "nodes": len(model.nodes),
        "flows": len(model.flows),
    }
    rows = {
        "documents": [document],
        "nodes": list(_nodes(model)),
        "flows": list(_flows(model)),
        "citations": list(_citations(model)),
        "entries": list(_entries(model)),
        "fields": list(fields),
        "findings": list(findings),
        "models": [{"model": text}],
    }
    for row in (row for table in rows.values() for row in table):
        row["document"] = key
    return Told(key, file, rows)


def _who(model: Assessment, name: str) -> str:
    """Whom a name of a document means; what only this document can tell from others bears its body."""
    node = model.find(name)
    if not isinstance(node, Party):
        return identify(name)
    if node == model.assessor:
        code = model.overview.code or node.code
        home = find_local_body(code, model.body)
        return identify(model.body, home.code if home else code)
    return identify(node.name, node.code, node.corporate_number)


def _nodes(model: Assessment) -> Iterator[Row]:
    for node in model.nodes:
        row = {
            "name": node.name,
            "called": fold(node.name),
            "sort": node.kind.value,
            "aliases": list(node.aliases),
        }
        if isinstance(node, Party):
            own = {
                "kind": "主体",
                "owner": "",
                "who": _who(model, node.name),
                "code": node.code,
                "corporate_number": node.corporate_number,
                "zone": node.zone,
            }
        else:
            owner = model.owner(node.name)
            own = {"kind": "ファイル", "owner": owner, "who": _who(model, owner)}
        if isinstance(node, System):
            own |= {"kind": "システム", "entry": node.entry, "number": node.number, "zone": node.zone}
            own |= {"called": fold(node.entry or node.name)}
        yield row | own


def _flows(model: Assessment) -> Iterator[Row]:
    for flow_id, flow in model.flows_by_id.items():
        yield {
            "flow": flow_id,
            "diagram": flow.diagram,
            "step": flow.step,
            "source": model.canonical(flow.source),
            "target": model.canonical(flow.target),
            "source_who": _who(model, model.answering(flow.source)),
            "target_who": _who(model, model.answering(flow.target)),
            "kind": flow.kind.value,
            "text": flow.text,
            "specific": flow.specific.value if flow.specific else "",
            "timing": flow.timing,
            "items": list(flow.items.names),
            "complete": flow.items.complete,
            "excludes": list(flow.excludes),
            "means": [means.value for means in flow.means],
        }


def _citations(model: Assessment) -> Iterator[Row]:
    for flow_id, flow in model.flows_by_id.items():
        yield from ({"at": flow_id, "kind": "流れ", "basis": basis} for basis in flow.basis)
    for declared in model.entries:
        if isinstance(declared.entry, Handover):
            told = (*declared.entry.basis, *(basis for row in declared.entry.rows for basis in row.basis))
            yield from ({"at": str(declared.name), "kind": "記載", "basis": basis} for basis in told)
    overview = model.overview
    for basis in (*overview.basis, *overview.network_inquiry_basis, *overview.network_provision_basis):
        yield {"at": "", "kind": "事務", "basis": basis}


def _entries(model: Assessment) -> Iterator[Row]:
    for declared in model.entries:
        entry = declared.entry
        row: Row = {"entry": str(declared.name), "file": declared.file, "kind": type(entry).__name__}
        if isinstance(entry, Entrustment):
            row |= {
                "kind": "委託",
                "subject": entry.subject,
                "extent": entry.extent.value,
                "subentrusted": entry.subentrusted.value,
            }
            others: tuple[str, ...] = (entry.contractor,)
        elif isinstance(entry, Handover):
            row |= {"kind": "提供" if row["kind"] == "Provision" else "移転", "subject": entry.purpose}
            others = entry.names or ("",)
        elif isinstance(entry, Acquisition):
            row |= {"kind": "入手"}
            others = ("",)
        elif isinstance(entry, Storage):
            row |= {"kind": "保管"}
            others = ("",)
        else:
            row |= {"kind": "使用", "subject": entry.purpose}
            others = ("",)
        row["means"] = [
            box.name or box.means.value for box in getattr(entry, "means", ()) if box.box.value == "yes"
        ]
        row["items"] = list(entry.items.names) if isinstance(entry, Entrustment | Handover) else []
        row["scope"] = getattr(entry, "scope", "")
        for other in others:
            yield row | {"other": other, "who": _who(model, other) if other else ""}
