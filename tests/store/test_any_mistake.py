"""Whatever is wrong in a model text, the answer is an assessment or a list of placed problems."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from piaflow.errors import InputError, PlacedProblem
from piaflow.store.load import parse

TEXT = (Path(__file__).parents[1] / "fixtures" / "minato.yaml").read_text(encoding="utf-8")


def _paths(data: Any, above: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    children = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in children:
        yield (*above, key)
        yield from _paths(value, (*above, key))


def _data() -> Any:
    return yaml.load(TEXT, Loader=yaml.CBaseLoader)  # noqa: S506 - strings only


def _dump(data: Any) -> str:
    return str(yaml.dump(data, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False))


PATHS = list(_paths(_data()))
WRONG: st.SearchStrategy[Any] = st.sampled_from(
    ["", "知らない", "1", [], ["知らない"], [[]], {}, {"知らない": "値"}, {"": {}}, [{}], None]
)


def _put(data: Any, path: tuple[Any, ...], value: Any) -> None:
    for key in path[:-1]:
        try:
            data = data[key]
        except (KeyError, IndexError, TypeError):
            return
    known = data if isinstance(data, dict) else range(len(data)) if isinstance(data, list) else ()
    if path[-1] in known:
        if value is None:
            del data[path[-1]]
        else:
            data[path[-1]] = value


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(PATHS), WRONG), min_size=1, max_size=4))
def test_wrong_values_anywhere_are_placed_problems(wrongs: list[tuple[tuple[Any, ...], Any]]) -> None:
    data = _data()
    for path, value in wrongs:
        _put(data, path, value)
    _load_or_complain(_dump(data))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(TEXT)), st.integers(0, 6), st.text(max_size=6))
def test_a_slip_of_the_keyboard_is_a_placed_problem(at: int, gone: int, typed: str) -> None:
    _load_or_complain(TEXT[:at] + typed + TEXT[at + gone :])


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="[]{}:,-#&*!|>'\"%@`? \n\tab", max_size=40))
def test_no_text_is_too_strange(text: str) -> None:
    _load_or_complain(text)


def _load_or_complain(text: str) -> None:
    problems = _problems(text)
    places = [problem.place for problem in problems]
    last = text.count("\n") + 2
    assert all(p.file == "m.yaml" and 1 <= p.line <= last and p.column >= 1 for p in places)
    assert places == sorted(places, key=lambda p: (p.line, p.column))
    assert all(p.what and "\n" not in p.what for p in problems)


def _problems(text: str) -> tuple[PlacedProblem, ...]:
    try:
        parse(text, "m.yaml")
    except InputError as error:
        return error.problems
    return ()


@pytest.mark.parametrize("path", [p for p in PATHS if len(p) <= 2], ids=lambda path: "/".join(map(str, path)))
def test_leaving_anything_out_is_no_accident(path: tuple[Any, ...]) -> None:
    data = _data()
    _put(data, path, None)
    _load_or_complain(_dump(data))
