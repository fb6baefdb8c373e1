"""Names in brackets: a node of a model or of an answer, completed where a notebook asks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from IPython.core.completer import IPCompleter, provisionalcompleter

import piaflow
from piaflow import UnknownNameError, WrongCallError
from tests.once import open_once

MODEL = open_once(Path(__file__).parents[1] / "fixtures" / "minato.yaml")
ANSWER = MODEL.trace("個人番号")
ASKED: Any = MODEL


def test_a_name_or_an_alias_in_brackets_is_its_node() -> None:
    assert MODEL["窓口端末"] == MODEL.node("窓口端末")
    assert MODEL["J-LIS"].name == "地方公共団体情報システム機構"
    assert ANSWER["窓口端末"].path == ANSWER.node("窓口端末").path


def test_an_unknown_name_in_brackets_comes_with_the_nearest() -> None:
    for holder in (MODEL, ANSWER):
        with pytest.raises(UnknownNameError, match="もしかして: 窓口端末"):
            holder["窓口端未"]


def test_brackets_take_no_number_and_nothing_counts_through_them() -> None:
    with pytest.raises(WrongCallError, match="0 is no name"):
        ASKED[0]
    with pytest.raises(TypeError):
        list(ASKED)


def complete(line: str, **names: object) -> list[str]:
    completer = IPCompleter(namespace=names, use_jedi=False)  # type: ignore[no-untyped-call]
    with provisionalcompleter():
        return [found.text for found in completer.completions(line, len(line))]


@pytest.mark.parametrize("name", ["m", "answer"])
def test_a_notebook_completes_the_names_of_nodes(name: str) -> None:
    assert "窓口端末" in "".join(complete(f'{name}["窓口', m=MODEL, answer=ANSWER))


@pytest.mark.parametrize(
    ("line", "name"), [("m.sys", "systems"), ("answer.orig", "origins"), ("piaflow.FlowK", "FlowKind")]
)
def test_a_notebook_completes_what_one_may_write_after_a_dot(line: str, name: str) -> None:
    found = complete(line, m=MODEL, answer=ANSWER, piaflow=piaflow)
    assert name in {one.rpartition(".")[2] for one in found}
