"""The tables of a desk as rows that one types into: what each cell shows, and what is typed, as the model holds it.

Libraries are imported where they are needed, so that `import piaflow` stays light.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from attrs import asdict, frozen

from piaflow.app.desk_columns import TABLES, VIEWS, Column, Table
from piaflow.app.editing import Editing, tell_value
from piaflow.domain.assessment import Assessment
from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import Means, PartyKind
from piaflow.domain.contracts import SPECIFIC
from piaflow.domain.items import STANDARD_ITEMS
from piaflow.domain.nodes import File
from piaflow.law.eras import parse_date
from piaflow.store.patching import find_value
from piaflow.views.arranging import by_number

Told = dict[str, Any]
_NODES = ("nodes", "parties", "holders", "files", "contracted")
"""The lists whose names are of parties, systems and files: each may be written by an alias."""
_NEW = "\0新しい行"
_UNSURE = "（不明）"
_BESIDE = re.compile("[：:]")
_BY_NAME = {table.section: table for table in TABLES}
_ENTRIES = {"entrustments": "委託事項", "provisions": "提供先", "transfers": "移転先"}


def tell_tables(editing: Editing) -> list[Told]:
    """Return every table with its rows, each with the address of its values in the model."""
    return [_tell_table(editing, table) for table in TABLES]


def _tell_table(editing: Editing, table: Table) -> Told:
    ids = dict(zip(editing.tree.get("flows", {}), editing.model.flow_ids, strict=True))
    rows = [
        {
            "at": list(at),
            "name": ids.get(at[1], at[1]),
            "values": {c.key: show_cell(editing.model, c, told.get(c.key)) for c in table.columns},
            "inferred": told.get("inferred", "") if table.section == "revisions" else "",
            "changed": find_value(editing.saved, at) != find_value(editing.tree, at),
        }
        for at, told in _put_in_order(table, _list_rows(editing.tree, table.path))
        if not table.says or table.says in told
    ]
    return {
        "section": table.section,
        "label": table.label,
        "view": {"key": table.view or table.section, "label": VIEWS.get(table.view, table.label)},
        "columns": [asdict(column) for column in table.columns],
        "rows": rows,
    }


def _put_in_order(
    table: Table, rows: Iterable[tuple[tuple[str, ...], Told]]
) -> Iterable[tuple[tuple[str, ...], Told]]:
    """Return the steps in the order of time; in other tables rows stand where a person put them."""
    if table.section != "steps":
        return rows
    return sorted(rows, key=lambda row: (by_number(row[1]["diagram"]), by_number(row[1]["number"])))


def _list_rows(found: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Told]]:
    """Yield the address of each row below what was found on the way to it, and what it tells, its address included."""
    if not path:
        yield (), found if isinstance(found, dict) else {}
        return
    key, *rest = path
    names = found if key.startswith(":") or not key else [name for name in key.split("|") if name in found]
    for name in names:
        own = {key[1:]: name} if key.startswith(":") else {}
        for at, told in _list_rows(found[name], tuple(rest)):
            yield (name, *at), {**own, **told}


def show_cell(model: Assessment, column: Column, value: Any) -> str:
    """Return what a table shows of a value: a party, system or file under its name of now, however it is written."""
    if column.kind == "boxes":
        return "\n".join(_show_boxes(value or {}))
    if column.kind == "groups":
        return "\n".join("、".join(_call(model, column, name) for name in group) for group in value or ())
    if column.kind == "list":
        return "\n".join(_call(model, column, name) for name in value or ())
    return _call(model, column, tell_value(value))


def _call(model: Assessment, column: Column, name: Any) -> str:
    node = model.find(str(name)) if column.names in _NODES and name else None
    return node.name if node else str(name)


def _show_boxes(boxes: Told) -> Iterator[str]:
    """Yield a line for each box that is not known to be empty: its choice, and what is written beside it."""
    for choice, told in boxes.items():
        box, name = (told.get("box"), told.get("name")) if isinstance(told, dict) else (told, None)
        if box != Certainty.NO.value:
            yield choice + (f"：{name}" if name else "") + ("" if box == Certainty.YES.value else _UNSURE)


def find_column(section: str, key: str) -> Column:
    """Return a column of a table. Raises KeyError for none."""
    return {column.key: column for column in _BY_NAME[section].columns}[key]


@frozen
class Typed:
    """書き込み: what is typed into a field of a table, and what the page showed there."""

    section: str
    column: str
    was: str
    now: str


def type_into(editing: Editing, path: tuple[str, ...], typed: Typed, tab: str = "") -> list[str]:
    """Put what is typed into a field of the row at an address, and return where the row stands now.

    Raises RefusedError, or KeyError for no such field.
    """
    table, column = _BY_NAME[typed.section], find_column(typed.section, typed.column)
    beside = list(find_value(editing.tree, path[:-1]) or ())
    place = beside.index(path[-1]) if path[-1] in beside else 0  # what is gone is refused below
    if column.key == "name" and table.renames:
        editing.rename((path[0], path[1]), typed.now.strip(), tab)
    else:
        model, at = editing.model, (*path, column.key)
        value = read_value(column, typed.now, find_value(editing.tree, at))
        editing.type_value(at, typed.was, value, lambda found: show_cell(model, column, found), tab)
    return [*path[:-1], list(find_value(editing.tree, path[:-1]))[place]]


def read_value(column: Column, text: str, found: Any = None) -> Any:
    """Return what is typed into a table as the model file holds it, None for nothing.

    `found` stands there: of entries with lines or marks of their own, those that stay keep them.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if column.kind == "boxes":
        return _read_boxes(lines, found or {}) or None
    if column.kind == "groups":
        return [_split(line) for line in lines] or None
    if column.kind in ("list", "items"):
        names = lines if column.kind == "list" else [name for line in lines for name in _split(line)]
        return {name: found.get(name, {}) for name in names} if isinstance(found, dict) else names or None
    if column.kind == "day" and (day := parse_date(text)):
        return day.isoformat()
    return text.strip() or None


def _split(line: str) -> list[str]:
    return [name.strip() for name in line.split("、") if name.strip()]


def _read_boxes(lines: list[str], found: Told) -> Told:
    """Return the boxes that lines tell; of those that are known to be empty a table shows nothing, and they stay."""
    boxes = {choice: told for choice, told in found.items() if not [*_show_boxes({choice: told})]}
    for line in lines:
        told, unsure, _ = line.partition(_UNSURE)
        choice, name = (part.strip() for part in (*_BESIDE.split(told, maxsplit=1), "")[:2])
        kept = found.get(choice)
        lines_of = {"span": kept["span"]} if isinstance(kept, dict) and "span" in kept else {}
        box = Certainty.UNKNOWN if unsure else Certainty.YES
        boxes[choice] = {"box": box.value, **({"name": name} if name else {}), **lines_of}
    return boxes


def make_row(section: str, values: Mapping[str, str]) -> tuple[tuple[str, ...], Any]:
    """Return the address and the value of a new row. Raises ValueError with what is missing."""
    table = _BY_NAME[section]
    missing = [c.label for c in table.columns if c.needed and not values.get(c.key, "").strip()]
    if missing:
        raise ValueError(f"{'、'.join(missing)}を入れてください")
    read = ((column.key, read_value(column, values.get(column.key, ""))) for column in table.columns)
    row: Told = {key: value for key, value in read if value is not None}
    told = {f":{key}": value for key, value in row.items()}
    for key in table.path:
        row.pop(key.removeprefix(":"), None)  # what the address tells
    return tuple(_fill(key, told) for key in table.path), row


def _fill(key: str, told: Told) -> str:
    """Return what stands for a key of the path in the address of a row."""
    if "|" in key:
        return _find_section(str(told.get(":entry") or told[":number"]), key.split("|"))
    return str(told.get(key, key)) or _NEW


def _find_section(number: str, sections: list[str]) -> str:
    known = {section: word for section, word in _ENTRIES.items() if section in sections}
    for section, word in known.items():
        if number.startswith(word[:2]):
            return section
    raise ValueError(f"番号は{''.join(f'「{word}1」' for word in known.values())}のように書きます")


def name_all(model: Assessment) -> dict[str, list[str]]:
    """Return the names that are completed, list by list."""
    from piaflow.store.catalogue import load_catalogue

    items = dict.fromkeys((*(item.name for item in model.items), *(item.name for item in STANDARD_ITEMS)))
    handovers = [entry for file in model.files for entry in (*file.provisions, *file.transfers)]
    return {
        "nodes": [node.name for node in model.nodes],
        "parties": [party.name for party in (model.assessor, *model.parties)],
        "holders": [node.name for node in model.nodes if not isinstance(node, File)],
        "files": [file.name for file in model.files],
        "departments": list(_name_departments(model)),
        "zones": [zone.name for zone in model.zones],
        "diagrams": [diagram.name for diagram in model.diagrams],
        "steps": list(dict.fromkeys(s.number for d in model.diagrams for s in d.steps)),
        "items": list(items),
        "contracted": [*(node.name for node in model.nodes), *(zone.name for zone in model.zones)],
        "contracted_items": [SPECIFIC, *items],
        "handovers": list(dict.fromkeys(h.number for h in handovers)),
        "annexes": list(dict.fromkeys(h.annex for h in handovers if h.annex)),
        "means": [choice.value for choice in Means],
        "entries": [entry.name for entry in load_catalogue().systems],
        "declared": [entry.name for entry in model.entries],
    }


def _name_departments(model: Assessment) -> dict[str, None]:
    """Return the departments that the form names, and those that are parties."""
    parties = (party.name for party in model.parties if party.kind is PartyKind.DEPARTMENT)
    using = (name for file in model.files for name in file.use.departments)
    return dict.fromkeys((*model.overview.departments, *using, *parties))
