"""The public face: everything in `__all__` is there, sorted and documented, and importing it is light."""

from __future__ import annotations

import inspect
import subprocess
import sys

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
    shown = {n for n, v in vars(piaflow).items() if not n.startswith("_") and not inspect.ismodule(v)}
    assert shown == set(piaflow.__all__)


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
    assert library not in _loaded("import piaflow")


@pytest.mark.parametrize("library", HEAVY[:4])
def test_asking_loads_no_drawing_library(library: str) -> None:
    model = "tests/fixtures/minato.yaml"
    assert library not in _loaded(f"import piaflow; piaflow.load({model!r}).trace('個人番号').to_dict()")
    assert library not in _loaded(f"import piaflow; piaflow.load({model!r}).check().to_dict()")


def test_importing_loads_no_rule() -> None:
    assert "piaflow.rules.checks" not in _loaded_modules("import piaflow")
    assert "piaflow.rules.checks" in _loaded_modules("import piaflow.rules.catalogue")


def _loaded(code: str) -> set[str]:
    return {name.split(".")[0] for name in _loaded_modules(code)}


def _loaded_modules(code: str) -> set[str]:
    words = [sys.executable, "-c", f"{code}; import sys; print(*sys.modules)"]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    return set(done.stdout.split())
