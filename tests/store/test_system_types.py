"""What rooms that read no catalogue know of its systems is what the catalogue says."""

from __future__ import annotations

from importlib import resources

from piaflow.store.catalogue import load_catalogue
from piaflow.store.system_types import to_text


def test_the_shipped_names_are_those_of_the_catalogue() -> None:
    shipped = resources.files("piaflow.law").joinpath("data", "system_types.json").read_text(encoding="utf-8")
    assert shipped == to_text()


def test_what_a_system_may_be_meant_by_is_another_entry() -> None:
    catalogue = load_catalogue()
    for entry in catalogue.systems:
        for name in entry.meant_by:
            assert name != entry.name
            assert catalogue.find(name) is not None
