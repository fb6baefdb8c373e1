"""Every place of an assessment that names lines of a document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from piaflow.domain.nodes import File
from piaflow.domain.span import Span
from piaflow.errors import Where

if TYPE_CHECKING:
    from piaflow.domain.assessment import Assessment


def list_spans(a: Assessment) -> Iterator[tuple[Where, Iterable[Span]]]:
    """Yield the path of each value that has spans, with the spans."""
    yield ("overview",), a.overview.spans
    yield ("overview", "screening"), a.overview.screening.spans
    for section in ("zones", "parties", "systems", "files", "items"):
        for value in getattr(a, section):
            yield (section, value.name), value.spans
    for acceptance in a.accepted:
        yield ("accepted", acceptance.key), acceptance.spans
    yield from ((("texts", text.address), text.spans) for text in a.texts)
    for section in ("conversions", "flows", "contracts", "revisions", "statements"):
        for index, value in enumerate(getattr(a, section)):
            yield (section, index), value.spans
    for diagram in a.diagrams:
        yield ("diagrams", diagram.name), diagram.spans
        for step in diagram.steps:
            yield ("diagrams", diagram.name, "steps", step.number), step.spans
    for file in a.files:
        yield from _entry_spans(file)
    yield from _other_box_spans(a)
    yield from _alias_spans(a)


def _alias_spans(a: Assessment) -> Iterator[tuple[Where, Iterable[Span]]]:
    for section in ("parties", "systems", "files", "items"):
        for value in getattr(a, section):
            for alias in value.alias_spans:
                yield (section, value.name, "aliases", alias.name), alias.spans


def _entry_spans(file: File) -> Iterator[tuple[Where, Iterable[Span]]]:
    where = ("files", file.name)
    for section in ("acquisition", "use", "storage"):
        yield (*where, section), getattr(file, section).spans
    yield (*where, "acquisition", "limit"), file.acquisition.limit.spans
    yield from _box_spans((*where, "main_items"), file.main_items, "item")
    yield from _box_spans((*where, "acquisition", "sources"), file.acquisition.sources, "kind")
    yield from _box_spans((*where, "acquisition", "means"), file.acquisition.means, "means")
    for section in ("entrustments", "provisions", "transfers"):
        for entry in getattr(file, section):
            yield (*where, section, entry.number), entry.spans
            yield from _box_spans((*where, section, entry.number, "means"), entry.means, "means")
            if hasattr(entry, "heading"):
                yield (*where, section, entry.number, "heading"), entry.heading.spans
            for index, row in enumerate(getattr(entry, "rows", ())):
                yield (*where, section, entry.number, "rows", index), row.spans
                within = (*where, section, entry.number, "rows", index, "means")
                yield from _box_spans(within, row.means, "means")


def _other_box_spans(a: Assessment) -> Iterator[tuple[Where, Iterable[Span]]]:
    """Yield the spans of the boxes that stand in no file."""
    for system in a.systems:
        yield from _box_spans(("systems", system.name, "connects"), system.connects, "name")
        yield from _box_spans(("systems", system.name, "knows"), system.knows, "item")
    for text in a.texts:
        yield from _box_spans(("texts", text.address, "boxes"), text.boxes, "choice")


def _box_spans(where: Where, boxes: Iterable[Any], called: str) -> Iterator[tuple[Where, Iterable[Span]]]:
    """Yield the spans of boxes, each below what it is called: the name of its choice."""
    for box in boxes:
        name = getattr(box, called)
        yield (*where, getattr(name, "value", name)), box.spans
