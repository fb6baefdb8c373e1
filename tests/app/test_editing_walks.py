"""Whatever is done to a model on the desk, in any order: undo leads back, what is saved is read again, a crash loses nothing."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from random import Random

import pytest

from piaflow.app.desk_answers import draw_pictures, move_box
from piaflow.app.desk_tables import Typed, tell_tables, type_into
from piaflow.app.editing import Editing, RefusedError
from piaflow.app.layouts import LayoutMemory
from piaflow.form.form import Filled
from piaflow.form.written import write_form
from tests.cli.calling import MINATO

FIELDS = ("表紙.評価書番号", "表紙.評価書名", "Ⅰ.7.②", "Ⅰ.8")
WORDS = ("い", "ろ\nは", "", "#x: y", "'q'", "住民", "個人番号")
MOST = 12


def _type(editing: Editing, random: Random) -> None:
    at = random.choice(FIELDS)
    editing.type_cell(at, Filled(write_form(editing.model).cell(at).text), Filled(random.choice(WORDS)))


def _type_into_row(editing: Editing, random: Random) -> None:
    table = random.choice([one for one in tell_tables(editing) if one["rows"]])
    row = random.choice(table["rows"])
    column = random.choice(list(row["values"]))
    type_into(
        editing,
        tuple(row["at"]),
        Typed(table["section"], column, row["values"][column], random.choice(WORDS)),
    )


def _rename(editing: Editing, random: Random) -> None:
    section = random.choice(("systems", "files", "parties"))
    editing.rename((section, random.choice(list(editing.tree[section]))), f"新{random.randrange(99)}")


def _move(editing: Editing, random: Random) -> None:
    memory = LayoutMemory(editing.path.parent / "memory")
    drawn = random.choice(list(draw_pictures(editing.snapshot(), {}, memory).values()))
    box, to = random.choice(list(drawn.cells)), (random.randrange(-1, 6), random.randrange(-1, 6))
    editing.place_boxes(drawn.name, move_box(drawn, box, *to))


def _remove(editing: Editing, random: Random) -> None:
    table = random.choice([one for one in tell_tables(editing) if one["rows"]])
    editing.remove(tuple(random.choice(table["rows"])["at"]))


def _save(editing: Editing, _: Random) -> None:
    editing.save(editing.version)
    again = Editing.open(editing.path, editing.journal.place.parents[1])
    assert again.tree == editing.tree == editing.saved
    assert not again.kept


def _crash(editing: Editing, _: Random) -> None:
    again = Editing.open(editing.path, editing.journal.place.parents[1])
    if editing.is_dirty:
        assert again.take_kept() == 0
    assert again.tree == editing.tree


STEPS: tuple[Callable[[Editing, Random], None], ...] = (
    _type, _type_into_row, _rename, _move, _remove, _save, _crash
)  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(12))
def test_undo_leads_back_from_wherever_one_went(seed: int, tmp_path: Path) -> None:
    random = Random(seed)  # noqa: S311 - a walk, no secret
    editing = Editing.open(Path(shutil.copy(MINATO, tmp_path / "minato.yaml")), tmp_path / "state")
    start = deepcopy(editing.tree)
    for _ in range(MOST):
        with contextlib.suppress(RefusedError):  # what cannot stand changes nothing
            random.choice(STEPS)(editing, random)
        if random.random() < 0.2:
            editing.undo()
        if random.random() < 0.1:
            editing.redo()
    end = deepcopy(editing.tree)
    steps = 0
    while editing.undo():
        steps += 1
    assert editing.tree == start
    for _ in range(steps):
        assert editing.redo()
    assert editing.tree == end
