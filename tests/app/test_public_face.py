"""The public face: everything in `__all__` is there, sorted and documented, and importing it is light."""

from __future__ import annotations

import ast
import inspect
import subprocess
import sys
from functools import cache
from importlib.metadata import version
from pathlib import Path

import pytest

import piaflow

HEAVY = (
    "matplotlib",
    "pygraphviz",
    "sphinx",
    "IPython",
    "graphviz",
    "resvg_py",
    "fontTools",
    "rich",
    "networkx",
    "openpyxl",
)
VALUES = {"RULES": "piaflow.rules.catalogue", "VIEWS": "piaflow.views.catalogue"}
ERRORS = [n for n in piaflow.__all__ if n.endswith("Error")]


@pytest.mark.parametrize("name", piaflow.__all__)
def test_every_public_name_exists_and_is_documented(name: str) -> None:
    value = getattr(piaflow, name)
    assert inspect.isclass(value) or inspect.isfunction(value)
    assert (value.__doc__ or "").strip()
    assert not (value.__doc__ or "").startswith(("Method generated", f"{name}("))


def test_public_names_are_sorted_and_said_once() -> None:
    assert list(piaflow.__all__) == sorted(set(piaflow.__all__))


def test_nothing_public_is_left_unsaid() -> None:
    for name in piaflow.__all__:
        getattr(piaflow, name)
    shown = {n for n, v in vars(piaflow).items() if not n.startswith("_") and not inspect.ismodule(v)}
    assert shown == set(piaflow.__all__)
    assert set(dir(piaflow)) == {*piaflow.__all__, *VALUES, "__version__", "plots"}


def test_a_reader_of_types_finds_each_name_where_it_is_loaded_from() -> None:
    """The imports that only type checkers read are those that are made when a name is asked for."""
    assert piaflow.__file__ is not None
    tree = ast.parse(Path(piaflow.__file__).read_text(encoding="utf-8"))
    (block,) = (node for node in tree.body if isinstance(node, ast.If))
    read = [node for node in block.body if isinstance(node, ast.ImportFrom) and node.module != "piaflow"]
    told = {alias.name: node.module for node in read for alias in node.names}
    assert told == VALUES | {name: getattr(piaflow, name).__module__ for name in piaflow.__all__}


@pytest.mark.parametrize("name", ["Zon", "no_such", "TYPE_CHECKING"])
def test_an_unknown_name_is_no_attribute(name: str) -> None:
    with pytest.raises(AttributeError, match=name):
        getattr(piaflow, name)


ROOMS = {
    "piaflow.trace.answer",
    "piaflow.impact.answer",
    "piaflow.plots",
    "piaflow.cli.main",
    "piaflow.app.model",
}


@pytest.mark.slow
@pytest.mark.parametrize("room", sorted(ROOMS))
def test_a_function_keeps_its_name_whatever_room_is_loaded(room: str) -> None:
    """Two rooms are called as a function is: a room that is loaded before or after it must not take its place."""
    for code in (f"import {room}, piaflow", f"import piaflow; piaflow.trace, piaflow.impact; import {room}"):
        told = _told(
            f"{code}; from piaflow import *; print(trace is piaflow.trace, impact is piaflow.impact)"
        )
        assert told == "True True\n"
        assert _told(f"{code}; print(callable(piaflow.trace), callable(piaflow.impact))") == "True True\n"


def test_the_package_says_its_version() -> None:
    assert piaflow.__version__ == version("piaflow")


def test_plots_are_at_hand_without_an_import_of_their_own() -> None:
    assert _told("import piaflow; print(piaflow.plots.matrix.__module__)") == "piaflow.plots\n"


@pytest.mark.parametrize("name", [n for n in piaflow.__all__ if inspect.isclass(getattr(piaflow, n))])
def test_every_public_method_is_documented(name: str) -> None:
    members = inspect.getmembers(getattr(piaflow, name), inspect.isroutine)
    bare = [n for n, m in members if not n.startswith("_") and not inspect.getdoc(m)]
    assert bare == []


@pytest.mark.parametrize("name", ERRORS)
def test_every_error_is_a_piaflow_error(name: str) -> None:
    assert issubclass(getattr(piaflow, name), piaflow.PiaflowError)


@pytest.mark.parametrize("library", HEAVY)
def test_importing_loads_no_heavy_library(library: str) -> None:
    assert library not in _loaded("from piaflow import *")


@pytest.mark.slow
@pytest.mark.parametrize("library", HEAVY[:4])
def test_asking_loads_no_drawing_library(library: str) -> None:
    model = "tests/fixtures/minato.yaml"
    assert library not in _loaded(f"import piaflow; piaflow.load({model!r}).trace('個人番号').to_dict()")
    assert library not in _loaded(f"import piaflow; piaflow.load({model!r}).check().to_dict()")


@pytest.mark.slow
def test_importing_loads_nothing_of_its_own_and_a_name_what_it_needs() -> None:
    assert {name for name in _loaded_modules("import piaflow") if name.startswith("piaflow")} == {"piaflow"}
    assert "piaflow.app" not in _loaded_modules("from piaflow import Flow")
    assert "piaflow.rules.checks" not in _loaded_modules("from piaflow import *")
    assert "piaflow.rules.checks" in _loaded_modules("import piaflow.rules.catalogue")


def _loaded(code: str) -> set[str]:
    return {name.split(".")[0] for name in _loaded_modules(code)}


def _loaded_modules(code: str) -> set[str]:
    return set(_told(f"{code}; import sys; print(*sys.modules)").split())


@cache
def _told(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
