"""The tables of a desk: systems, files, flows, steps and entries as rows that one types into.

Libraries are imported where they are needed, so that `import piaflow` stays light.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum
from typing import Any

from attrs import asdict, frozen

from piaflow.app.editing import Editing, show_value
from piaflow.domain.assessment import Assessment
from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import FlowKind, NodeKind, PartyKind, Side, Timing
from piaflow.domain.items import STANDARD_ITEMS
from piaflow.domain.nodes import File
from piaflow.law.eras import parse_date
from piaflow.store.patching import find_value

Told = dict[str, Any]


@frozen
class Column:
    """列: one field of a table.

    `kind` is text, words (of several lines), day, name (completed from `names`), choice (of `choices`), list or items.
    """

    key: str
    label: str
    kind: str = "text"
    names: str = ""
    choices: tuple[str, ...] = ()
    needed: bool = False


@frozen
class Table:
    """表: a section of the model as rows that one types into; `named` says that a row is called by its first column."""

    section: str
    label: str
    columns: tuple[Column, ...]
    named: bool = True
    renames: bool = False


def _values(kind: type[Enum]) -> tuple[str, ...]:
    return tuple(str(member.value) for member in kind)


_CERTAIN = _values(Certainty)
_NAME = Column("name", "名前", needed=True)
TABLES = (
    Table(
        "systems",
        "システム",
        (
            _NAME,
            Column("number", "Ⅰ.2の番号"),
            Column("kind", "種類", "choice", choices=_values(NodeKind)),
            Column("owner", "運用者", "name", "parties"),
            Column("zone", "領域", "name", "zones"),
            Column("entry", "全国の目録", "name", "entries"),
            Column("functions", "機能", "list"),
            Column("aliases", "別名", "list"),
        ),
        renames=True,
    ),
    Table(
        "files",
        "特定個人情報ファイル",
        (
            _NAME,
            Column("holder", "保有", "name", "holders", needed=True),
            Column("listed", "Ⅰ.3に載る", "choice", choices=_CERTAIN),
            Column("records", "記録項目", "items", "items"),
            Column("aliases", "別名", "list"),
        ),
        renames=True,
    ),
    Table(
        "flows",
        "流れ",
        (
            Column("diagram", "図", "name", "diagrams"),
            Column("step", "番号", "name", "steps"),
            Column("from", "送り手", "name", "nodes", needed=True),
            Column("to", "受け手", "name", "nodes", needed=True),
            Column("text", "矢印の言葉"),
            Column("items", "項目", "items", "items"),
            Column("kind", "種類", "choice", choices=_values(FlowKind)),
            Column("specific", "特定個人情報", "choice", choices=_CERTAIN),
            Column("file", "ファイル", "name", "files"),
            Column("declared", "Ⅱの記載", "list", "declared"),
        ),
        named=False,
    ),
    Table(
        "steps",
        "手順（備考）",
        (
            Column("diagram", "図", "name", "diagrams", needed=True),
            Column("number", "番号", needed=True),
            Column("text", "備考の言葉"),
            Column("heading", "見出し"),
        ),
        named=False,
    ),
    Table(
        "entries",
        "委託・提供・移転",
        (
            Column("file", "ファイル", "name", "files", needed=True),
            Column("number", "番号", needed=True),
            Column("subject", "委託事項"),
            Column("contractor", "委託先", "name", "parties"),
            Column("recipient", "提供先・移転先"),
            Column("purpose", "用途"),
            Column("items", "項目", "items", "items"),
        ),
        named=False,
    ),
    Table(
        "parties",
        "主体",
        (
            _NAME,
            Column("kind", "種類", "choice", choices=_values(PartyKind)),
            Column("body", "属する機関", "name", "parties"),
            Column("zone", "領域", "name", "zones"),
            Column("aliases", "別名", "list"),
        ),
        renames=True,
    ),
    Table(
        "zones",
        "領域",
        (
            _NAME,
            Column("parent", "外側の領域", "name", "zones"),
            Column("owner", "誰の場所か", "name", "parties"),
            Column("side", "側", "choice", choices=_values(Side)),
        ),
    ),
    Table(
        "items",
        "項目",
        (_NAME, Column("aliases", "別名", "list"), Column("members", "含む項目", "items", "items")),
    ),
    Table(
        "conversions",
        "変換",
        (
            Column("at", "どこで", "name", "nodes", needed=True),
            Column("from", "この項目が", "name", "items", needed=True),
            Column("to", "これになる", "name", "items", needed=True),
        ),
        named=False,
    ),
    Table(
        "revisions",
        "変更箇所",
        (
            Column("date", "変更日", "day"),
            Column("item", "項目", "words", needed=True),
            Column("before", "変更前の記載", "words"),
            Column("after", "変更後の記載", "words"),
            Column("timing", "提出時期", "choice", choices=_values(Timing)),
            Column("note", "提出時期に係る説明", "words"),
        ),
        named=False,
    ),
)
_NODES = ("nodes", "parties", "holders", "files")
"""The lists whose names are of parties, systems and files: each may be written by an alias."""
_BY_NAME = {table.section: table for table in TABLES}
_ENTRIES = {"委託": "entrustments", "提供": "provisions", "移転": "transfers"}


def tell_tables(editing: Editing) -> list[Told]:
    """Return every table with its rows, each with the address of its values in the model."""
    return [_tell_table(editing, table) for table in TABLES]


def _tell_table(editing: Editing, table: Table) -> Told:
    ids = dict(zip(editing.tree.get("flows", {}), editing.model.flow_ids, strict=True))
    rows = [
        {
            "at": list(path),
            "name": ids.get(path[1], path[1]) if table.section == "flows" else path[1],
            "values": {c.key: show_cell(editing.model, c, value.get(c.key)) for c in table.columns},
            "inferred": value.get("inferred", "") if table.section == "revisions" else "",
            "changed": find_value(editing.saved, path) != value,
        }
        for path, value in _list_rows(editing.tree, table)
    ]
    return {
        "section": table.section,
        "label": table.label,
        "columns": [asdict(column) for column in table.columns],
        "rows": rows,
    }


def _list_rows(tree: Told, table: Table) -> Iterator[tuple[tuple[str, ...], Told]]:
    if table.section == "steps":
        for name, diagram in tree.get("diagrams", {}).items():
            for number, step in diagram.get("steps", {}).items():
                yield (
                    ("diagrams", name, "steps", number),
                    {"diagram": name, "number": number, **_as_dict(step)},
                )
    elif table.section == "entries":
        for name, file in tree.get("files", {}).items():
            for section in _ENTRIES.values():
                for number, entry in file.get(section, {}).items():
                    yield ("files", name, section, number), {"file": name, "number": number, **entry}
    else:
        for name, row in tree.get(table.section, {}).items():
            yield (table.section, name), {"name": name, **row} if table.named else row


def _as_dict(value: Any) -> Told:
    return value if isinstance(value, dict) else {}


def show_cell(model: Assessment, column: Column, value: Any) -> str:
    """Return what a table shows of a value: a party, system or file under its name of now, however it is written."""
    shown = show_value(value, column.kind)
    node = model.find(shown) if column.names in _NODES and shown else None
    return node.name if node else shown


def find_column(section: str, key: str) -> Column | None:
    """Return the column of a table, None where there is none."""
    table = _BY_NAME.get(section)
    return next((column for column in table.columns if column.key == key), None) if table else None


def read_value(column: Column, text: str) -> Any:
    """Return what is typed into a table as the model file holds it, None for nothing."""
    if column.kind in ("list", "items"):
        parts = text.replace("、", "\n").splitlines() if column.kind == "items" else text.splitlines()
        return [part.strip() for part in parts if part.strip()] or None
    if column.kind == "day" and (day := parse_date(text)):
        return day.isoformat()
    return text.strip() or None


def make_row(section: str, values: Mapping[str, str]) -> tuple[tuple[str, ...], Any]:
    """Return the address and the value of a new row. Raises ValueError with what is missing."""
    table = _BY_NAME[section]
    missing = [c.label for c in table.columns if c.needed and not values.get(c.key, "").strip()]
    if missing:
        raise ValueError(f"{'、'.join(missing)}を入れてください")
    read = ((column.key, read_value(column, values.get(column.key, ""))) for column in table.columns)
    row: Told = {key: value for key, value in read if value is not None}
    if section == "steps":
        return ("diagrams", row.pop("diagram"), "steps", row.pop("number")), row
    if section == "entries":
        file, number = row.pop("file"), row.pop("number")
        return ("files", file, _find_section(number), number), row
    name = row.pop("name") if table.named else "\0新しい行"
    return (section, name), row


def _find_section(number: str) -> str:
    for word, section in _ENTRIES.items():
        if number.startswith(word):
            return section
    raise ValueError("番号は「委託事項1」「提供先1」「移転先1」のように書きます")


def name_all(model: Assessment) -> dict[str, list[str]]:
    """Return the names that are completed, list by list."""
    from piaflow.store.catalogue import load_catalogue

    items = dict.fromkeys((*(item.name for item in model.items), *(item.name for item in STANDARD_ITEMS)))
    return {
        "nodes": [node.name for node in model.nodes],
        "parties": [party.name for party in (model.assessor, *model.parties)],
        "holders": [node.name for node in model.nodes if not isinstance(node, File)],
        "files": [file.name for file in model.files],
        "zones": [zone.name for zone in model.zones],
        "diagrams": [diagram.name for diagram in model.diagrams],
        "steps": list(dict.fromkeys(s.number for d in model.diagrams for s in d.steps)),
        "items": list(items),
        "entries": [entry.name for entry in load_catalogue().systems],
        "declared": [entry.name for entry in model.entries],
    }
