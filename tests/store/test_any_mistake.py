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
from piaflow.store.dumping import to_yaml
from piaflow.store.load import load, parse

ROOT = Path(__file__).parents[2]
FILES = [
    ROOT / "tests/fixtures/minato.yaml",
    ROOT / "models/takatsuki/yobosesshu.yaml",
    ROOT / "models/yashio/juki.yaml",
]
TEXT = FILES[0].read_text(encoding="utf-8")
# What no file of the models holds, so that every section is mutated.
MORE = """
items: {続柄: {aliases: [間柄]}, 世帯: {members: [続柄, 氏名], span: "002:1"}}
statements: [{about: 再委託, at: Ⅲ7, says: しない, wording: no}]
contracts:
  - {forbid: [〔1〕, 〔2〕], way: 渡し, except: [[〔1〕, 〔2〕]], reason: 分離}
  - {allow_only: 〔1〕, neighbours: [〔2〕], among: [〔2〕]}
  - {pass_through: 〔1〕, from: 〔2〕, to: 〔3〕}
  - {may_hold: 個人番号, nodes: [〔1〕]}
  - {layers: [[〔1〕], [〔2〕]]}
"""


def _paths(data: Any, above: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    children = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in children:
        yield (*above, key)
        yield from _paths(value, (*above, key))


def _read(text: str) -> Any:
    return yaml.load(text, Loader=yaml.CBaseLoader)  # noqa: S506 - strings only


def _data(path: Path = FILES[0]) -> Any:
    """Return the data of a model, with the sections that it lacks and shorter forms in their places."""
    data = _read(to_yaml(load(path)))
    ends = list(data["systems"])[:3]
    more = MORE
    for number, name in enumerate(ends, 1):
        more = more.replace(f"〔{number}〕", f"'{name}'")
    for section, told in _read(more).items():
        held = data.get(section)
        data[section] = {**told, **held} if isinstance(held, dict) else told + (held or [])
    _shorten(data)
    return data


def _shorten(data: Any) -> None:
    data["systems"][next(iter(data["systems"]))]["connects"] = {"庁内連携システム": "yes", "rest": "no"}
    data["files"]["defaults"] = {"department": "市民課", "main_items": {"個人番号": "yes", "rest": "unknown"}}
    for file in data["files"].values():
        for section in ("entrustments", "provisions", "transfers"):
            if file.get(section):
                file[section]["defaults"] = {"subjects": "1万人未満", "means": {"紙": "yes", "rest": "no"}}


def _dump(data: Any) -> str:
    return str(yaml.dump(data, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False))


PATHS = list(_paths(_data()))
WRONG: st.SearchStrategy[Any] = st.sampled_from(
    ["", "知らない", "1", [], ["知らない"], [[]], {}, {"知らない": "値"}, {"": {}}, [{}], None]
)
HOSTILE = st.sampled_from(
    [
        *["\x00", "a\x1b[2J", "\x9b31m", "\u202e逆", "端\u200b末", "\ufeff", "\uffff", "\r\n", "\u2028"],
        *["𠮷", "か\u3099", "葛\U000e0100", "⾏", "１", "<<", "=", "*a", "&a", "!!python/object:os.system"],
        *["..", "/", "a/b/c", "x" * 5_000, "<script>", "{{", "%s", "\\", "'", '"', "- a", "a: b", "# a", "等"],
        *["yes", "no", "null", "~", "1e999", "-1", "0x10", "99999999999999999999", "2026-02-30", "900:9-1", ":"],
    ]
)  # fmt: skip


def _put(data: Any, path: tuple[Any, ...], value: Any) -> None:
    parent = _find(data, path[:-1])
    known = parent if isinstance(parent, dict) else range(len(parent)) if isinstance(parent, list) else ()
    if path[-1] in known:
        if value is None:
            del parent[path[-1]]
        else:
            parent[path[-1]] = value


def _find(data: Any, path: tuple[Any, ...]) -> Any:
    for key in path:
        try:
            data = data[key]
        except (KeyError, IndexError, TypeError):
            return None
    return data


@pytest.mark.slow
@settings(max_examples=60, deadline=None, derandomize=True, database=None)
@given(st.lists(st.tuples(st.sampled_from(PATHS), WRONG), min_size=1, max_size=4))
def test_wrong_values_anywhere_are_placed_problems(wrongs: list[tuple[tuple[Any, ...], Any]]) -> None:
    data = _data()
    for path, value in wrongs:
        _put(data, path, value)
    _load_or_complain(_dump(data))


@pytest.mark.slow
@settings(max_examples=100, deadline=None, derandomize=True, database=None)
@given(st.lists(st.tuples(st.sampled_from(PATHS), HOSTILE, st.booleans()), min_size=1, max_size=3))
def test_hostile_texts_anywhere_are_text_or_placed_problems(
    wrongs: list[tuple[tuple[Any, ...], str, bool]],
) -> None:
    """As a value in the place of another, or as a key in the place of another."""
    data = _data()
    for path, text, as_key in wrongs:
        parent = _find(data, path[:-1])
        if as_key and isinstance(parent, dict) and path[-1] in parent:
            parent[text] = parent.pop(path[-1])
        elif not as_key:
            _put(data, path, text)
    _load_or_complain(_escape(_dump(data)))


def _escape(text: str) -> str:
    """YAML has no escape for half a character: such a text comes as the file would hold it."""
    return text.encode("utf-8", "replace").decode()


@pytest.mark.slow
@settings(max_examples=80, deadline=None, derandomize=True, database=None)
@given(st.sampled_from(FILES), st.randoms(use_true_random=False), st.integers(1, 6))
def test_parts_that_change_places_are_placed_problems(path: Path, random: Any, times: int) -> None:
    """Parts dropped, said twice, swapped and moved under other keys, in every section."""
    data = _data(path)
    paths = list(_paths(data))
    for _ in range(times):
        one, other = random.choice(paths), random.choice(paths)
        moved, there = _as_plain(_find(data, one)), _find(data, other[:-1])
        apart = one != other[: len(one)]
        match random.choice(["drop", "twice", "move", "swap", "turn"]):
            case "drop":
                _put(data, one, None)
            case "twice" if isinstance(there, list) and apart:
                there.append(moved)
            case "move" if isinstance(there, dict) and apart:
                there[one[-1] if isinstance(one[-1], str) else "知らない"] = moved
            case "swap" if apart and other != one[: len(other)]:
                _put(data, one, _as_plain(_find(data, other)))
                _put(data, other, moved)
            case "turn" if isinstance(moved, dict | list):
                _put(data, one, list(moved.items()) if isinstance(moved, dict) else dict(enumerate(moved)))
    _load_or_complain(_dump(data))


def _as_plain(data: Any) -> Any:
    """Return a copy in new lists and mappings: what is put in two places is no alias, nor ever within itself."""
    if isinstance(data, dict):
        return {str(key): _as_plain(value) for key, value in data.items()}
    return [_as_plain(value) for value in data] if isinstance(data, list | tuple) else data


@pytest.mark.slow
@settings(max_examples=60, deadline=None, derandomize=True, database=None)
@given(st.integers(0, len(TEXT)), st.integers(0, 6), st.text(max_size=6))
def test_a_slip_of_the_keyboard_is_a_placed_problem(at: int, gone: int, typed: str) -> None:
    _load_or_complain(TEXT[:at] + typed + TEXT[at + gone :])


@settings(max_examples=60, deadline=None, derandomize=True, database=None)
@given(st.text(alphabet="[]{}:,-#&*!|>'\"%@`? \n\tab<", max_size=40))
def test_no_text_is_too_strange(text: str) -> None:
    _load_or_complain(text)


def _load_or_complain(text: str) -> None:
    problems = _problems(text)
    places = [problem.place for problem in problems]
    last = text.count("\n") + 2
    assert all(p.file == "m.yaml" and 1 <= p.line <= last and p.column >= 1 for p in places)
    assert places == sorted(places, key=lambda p: (p.line, p.column))
    assert all(p.what and "\n" not in p.what for p in problems)
    assert all(len(p.what) < 3_000 and "Node(" not in p.what and "Errno" not in p.what for p in problems)


def _problems(text: str) -> tuple[PlacedProblem, ...]:
    try:
        model = parse(text, "m.yaml")
    except InputError as error:
        return error.problems
    assert parse(to_yaml(model), "again.yaml") == model
    return ()


@pytest.mark.slow
@pytest.mark.parametrize("path", [p for p in PATHS if len(p) <= 2], ids=lambda path: "/".join(map(str, path)))
def test_leaving_anything_out_is_no_accident(path: tuple[Any, ...]) -> None:
    data = _data()
    _put(data, path, None)
    _load_or_complain(_dump(data))
