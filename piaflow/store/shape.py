"""How the model file writes the domain: which collections are keyed by a name, and which keys differ."""

from __future__ import annotations

from typing import Any

from piaflow.domain.assessment import Document
from piaflow.domain.entries import Count, Entrustment, MeansBox, Provision, SourceBox, Transfer
from piaflow.domain.flows import Diagram, Step
from piaflow.domain.items import Item
from piaflow.domain.nodes import Connection, File, Knowledge, MainItemBox, Party, System, Zone
from piaflow.domain.records import Acceptance, ChoiceBox, Text
from piaflow.domain.values import WRITTEN_AS
from piaflow.errors import Where
from piaflow.law.catalogue import CatalogueEntry, Norm

KEYED_BY: dict[type[Any], str] = {
    Document: "key",
    Zone: "name",
    Party: "name",
    System: "name",
    File: "name",
    Item: "name",
    Acceptance: "key",
    Text: "address",
    ChoiceBox: "choice",
    Diagram: "name",
    Step: "number",
    Entrustment: "number",
    Provision: "number",
    Transfer: "number",
    Count: "kind",
    Connection: "name",
    MainItemBox: "item",
    SourceBox: "kind",
    MeansBox: "means",
    CatalogueEntry: "name",
    Norm: "name",
    Knowledge: "item",
}
"""A tuple of these is written as a mapping; the field named here is its key."""

BOXES: tuple[type[Any], ...] = (Connection, MainItemBox, SourceBox, MeansBox, Knowledge, ChoiceBox)
"""A value of these that has nothing but its box is written as `yes`, `no` or `unknown`."""

BARE: dict[type[Any], str] = {**dict.fromkeys(BOXES, "box"), Text: "text"}
"""A value of these that has nothing but this field is written as the field alone."""


def write_path(where: Where) -> Where:
    """Return a path of field names with the keys that the model file writes."""
    return tuple(WRITTEN_AS.get(step, step) if isinstance(step, str) else step for step in where)
