"""A filled form chapter by chapter, as rows, JSON, Markdown and the tables of a notebook."""

from __future__ import annotations

from collections.abc import Iterator

from piaflow.form.form import Cell, Form
from piaflow.law.forms import find_edition
from piaflow.report.as_json import Json
from piaflow.report.html_table import table
from piaflow.report.markdown_text import escape, rows

HEADINGS = ("※", "欄", "項目", "記載", "由来", "対象", "根拠行")


def tell_cells(form: Form, chapter: str) -> tuple[tuple[str, ...], ...]:
    """Return one row of text per cell of a chapter, in the order of the form: ※, path, label, text …"""
    return tuple(_row(form, cell) for cell in form.cells if cell.address.chapter == chapter)


def _row(form: Form, cell: Cell) -> tuple[str, ...]:
    mark = "※" if cell.field.significant else ""
    lines = " ".join(map(str, cell.spans))
    return mark, cell.path, form.label(cell), cell.text, cell.origin.value, cell.subject, lines


def form_title(form: Form) -> str:
    """Return the form, the edition that the model states, and how many of its cells came from where."""
    filled = sum(not cell.is_empty for cell in form.cells)
    told = "、".join(f"{origin.value} {count}" for origin, count in form.origins.items() if count)
    return f"{form.kind.value}（{_edition(form)}）　{len(form.cells)} 欄のうち {filled} 欄に記載（{told}）"


def _edition(form: Form) -> str:
    """Another edition may print other fields than ours: then it is said which these are."""
    if not form.edition:
        return "様式の版は不明"
    told = form.edition_facts
    if told.is_known:
        return form.edition
    return "。".join(filter(None, (form.edition, f"欄は{find_edition(form.kind)}のもの", told.note)))


def form_to_dict(form: Form) -> Json:
    """Return `{form, edition, fields, origins, cells}`: the stated edition or 不明, how many cells came from where, and each.

    A cell is empty where the model knows nothing.
    """
    return {
        "form": form.kind.value,
        "edition": form.edition or "不明",
        "fields": {
            "edition": find_edition(form.kind),
            "known": form.edition_facts.is_known,
            "note": form.edition_facts.note,
        },
        "origins": {origin.value: count for origin, count in form.origins.items()},
        "cells": [_cell(form, cell) for cell in form.cells],
    }


def _cell(form: Form, cell: Cell) -> Json:
    return {
        "path": cell.path,
        "label": form.label(cell),
        "kind": cell.field.kind.value,
        "significant": cell.field.significant,
        "subject": cell.subject,
        "text": cell.text,
        "origin": cell.origin.value,
        "unread": list(cell.filled.unread),
        "span": [str(span) for span in cell.spans],
    }


def form_markdown(form: Form) -> str:
    """Return one table per chapter, ※ and the lines of the document beside each text."""
    return "\n".join([f"# {escape(form_title(form))}", *_chapters(form)]) + "\n"


def _chapters(form: Form) -> Iterator[str]:
    for chapter in form.chapters:
        yield from ("", f"## {escape(chapter)}", "", *rows(HEADINGS, tell_cells(form, chapter)))


def form_html(form: Form) -> str:
    """Return the same tables as HTML."""
    parts = (f"<h4>{chapter}</h4>{table(HEADINGS, tell_cells(form, chapter))}" for chapter in form.chapters)
    return f"<p>{form_title(form)}</p>{''.join(parts)}"
