"""The house is as it says: one room per library, and what a newcomer is told stands where it is said to."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.docs.examples import ROOT

EVERYWHERE = {"attr", "attrs"}
PYPROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
CONTRACTS: list[dict[str, Any]] = PYPROJECT["tool"]["importlinter"]["contracts"]


@pytest.mark.slow
def test_every_library_has_its_room() -> None:
    """A new one fails until a contract says which room it belongs to."""
    kept = [lib for contract in CONTRACTS for lib in contract.get("protected_modules", ())]
    assert sorted(kept) == sorted(find_libraries())


def find_libraries() -> set[str]:
    used = {name for file in (ROOT / "piaflow").rglob("*.py") for name in find_imported(file)}
    return used - {"piaflow", *EVERYWHERE} - sys.stdlib_module_names


def find_imported(file: Path) -> set[str]:
    nodes = [*ast.walk(ast.parse(file.read_text(encoding="utf-8")))]
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    from_ = {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module}
    return {name.split(".")[0] for name in plain | from_}


def test_doors_are_kept_from_every_room_but_app() -> None:
    """A new room fails until the contract of the doors has it; what is raised on purpose a door may know."""
    (layers,) = (contract["layers"] for contract in CONTRACTS if contract["type"] == "layers")
    doors, app, *below = ([f"piaflow.{room}" for room in layer.split(" | ")] for layer in layers)
    (kept,) = (contract for contract in CONTRACTS if contract["type"] == "forbidden")
    assert app == ["piaflow.app"]
    assert kept["source_modules"] == doors
    assert sorted([*kept["forbidden_modules"], "piaflow.errors"]) == sorted(
        room for layer in below for room in layer
    )


GUIDE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
NAMED = sorted({*re.findall(r"`((?:\w[\w-]*/)+[\w.-]*)`", GUIDE), *re.findall(r"\]\(([\w/.-]+)\)", GUIDE)})


@pytest.mark.parametrize("name", NAMED)
def test_what_the_guide_names_is_there(name: str) -> None:
    assert (ROOT / name).exists()


def test_the_guide_names_files_of_every_kind_of_change() -> None:
    sections = GUIDE.split("\n## A new ")[1:]
    assert len(sections) == 5
    assert all(re.search(r"`(piaflow|models)/[\w/.-]+`", section) for section in sections)
