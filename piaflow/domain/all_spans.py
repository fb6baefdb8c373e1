"""Every place of an assessment that names lines of a document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

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
    for index, revision in enumerate(a.revisions):
        yield ("revisions", index, "now"), revision.now.spans
    for diagram in a.diagrams:
        yield ("diagrams", diagram.name), diagram.spans
        for step in diagram.steps:
            yield ("diagrams", diagram.name, "steps", step.number), step.spans
    for file in a.files:
        yield from _entry_spans(file)


def _entry_spans(file: File) -> Iterator[tuple[Where, Iterable[Span]]]:
    where = ("files", file.name)
    for section in ("acquisition", "use", "storage"):
        yield (*where, section), getattr(file, section).spans
    yield (*where, "acquisition", "limit"), file.acquisition.limit.spans
    for section in ("entrustments", "provisions", "transfers"):
        for entry in getattr(file, section):
            yield (*where, section, entry.number), entry.spans
            if hasattr(entry, "heading"):
                yield (*where, section, entry.number, "heading"), entry.heading.spans
            for index, row in enumerate(getattr(entry, "rows", ())):
                yield (*where, section, entry.number, "rows", index), row.spans
