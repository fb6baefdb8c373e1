"""What `piaflow corpus` tells: tables of answers, with what they take for granted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import frozen

from piaflow.report.told import Column, Lines, Section, Strong, Table, Told

_HEADINGS: Mapping[str, str] = {
    "reach": "到達",
    "body": "機関",
    "kind": "種類",
    "code": "団体コード",
    "code_by": "コードの由来",
    "prefecture": "都道府県",
    "documents": "評価書",
    "as": "形",
    "possibly": "ありうる形",
    "open_flows": "不明な流れ",
    "places": "所",
    "who": "名",
    "assessed": "機関（コード）",
    "bodies": "機関",
    "rows": "記載",
    "mean": "手段",
    "item": "項目",
    "system": "システム",
    "runs": "責任を持つ者",
    "severity": "重さ",
    "rule": "規則",
    "basis": "根拠",
    "standing": "時点",
    "right": "その日に正しいもの",
    "flows": "流れ",
    "citations": "引用",
    "node": "所",
    "path": "道筋",
    "cut": "止まる流れ",
    "assumed": "推定",
    "title": "評価書",
    "group": "組",
    "form": "様式",
    "published": "公表日",
    "name": "名",
    "names": "名と別名",
    "sort": "種別",
    "owner": "持ち主",
    "flow": "流れ",
    "items": "項目",
    "means": "手段",
    "at": "どこに",
    "entry": "記載",
    "other": "相手",
    "subject": "事項",
    "address": "欄",
    "label": "欄の名",
    "text": "記載",
    "message": "指摘",
}
_OF_TABLES: Mapping[str, tuple[str, ...]] = {
    "documents": ("title", "code", "prefecture", "form", "published"),
    "nodes": ("title", "name", "kind", "sort", "owner"),
    "flows": ("title", "flow", "kind", "items", "means"),
    "citations": ("title", "at", "basis"),
    "entries": ("title", "entry", "kind", "other", "subject"),
    "fields": ("title", "address", "label", "text"),
    "findings": ("title", "severity", "rule", "message"),
}
"""The columns of a table of the corpus that a line has room for."""
_REACHES = {"definite": "届く", "possible": "届きうる", "none": "届かない"}
SHOWN = 50
"""Rows of a table that are shown where a person reads it; every other format has all of them."""


@frozen
class Answer:
    """An answer before it is told: its title, sentences, tables with their headings, and what it takes for granted."""

    title: str
    lines: tuple[str, ...]
    tables: tuple[tuple[str, Sequence[Mapping[str, Any]]], ...]
    assumes: tuple[str, ...]


def tell_corpus(answer: Answer, shown: int | None = SHOWN) -> Told:
    """Tell an answer; of each table the first rows, and how many there are."""
    sections = [_section(heading, rows, shown) for heading, rows in answer.tables]
    if answer.assumes:
        sections.append(Section("この答えが前提にすること", (Lines(answer.assumes),)))
    return Told(lead=(Lines(((Strong(answer.title),), *answer.lines)),), sections=tuple(sections))


def _section(heading: str, rows: Sequence[Mapping[str, Any]], shown: int | None) -> Section:
    told = rows if shown is None else rows[:shown]
    title = f"{heading} {len(rows):,}"
    if not rows:
        return Section(title)
    names = _OF_TABLES.get(heading, tuple(rows[0]))
    columns = tuple(Column(_HEADINGS.get(name, name)) for name in names)
    table = Table(columns, tuple(tuple(_word(name, row[name]) for name in names) for row in told))
    more = (
        (Lines((f"ほか {len(rows) - len(told):,} 行（--format json か -o で全部）",)),)
        if len(told) < len(rows)
        else ()
    )
    return Section(title, (table, *more))


def to_grid(rows: Sequence[Mapping[str, Any]]) -> tuple[list[str], list[list[Any]]]:
    """Return the headings of rows and their values, as a table of a page has them."""
    names = list(rows[0]) if rows else []
    values = [[_REACHES[row[name]] if name == "reach" else row[name] for name in names] for row in rows]
    return [_HEADINGS.get(name, name) for name in names], values


def _word(name: str, value: Any) -> str:
    if name == "reach":
        return _REACHES[value]
    if isinstance(value, list):
        return "、".join(map(str, value))
    return (
        f"{value:,}"
        if isinstance(value, int) and not isinstance(value, bool)
        else ""
        if value is None
        else str(value)
    )
