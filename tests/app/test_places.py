"""Where a person put the boxes of a picture they stand in every picture of the model: drawn, printed, in the workbook."""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path

import pytest
import yaml

from piaflow.app.drawing import draw_folder, write_folder
from piaflow.app.editing import Editing, News
from piaflow.app.explorer import Subject
from piaflow.app.file_forms import fill_form
from piaflow.app.layouts import LAYOUT, find_layouts, tell_layout
from piaflow.app.loading import load
from piaflow.app.pictures import Wanted, find_pictures
from piaflow.layout.arranging import lay_out
from piaflow.layout.kept import Kept
from tests.cli.calling import MINATO, call, refused

PICTURE = "(２)本人確認情報ファイル"


@pytest.fixture
def placed(tmp_path: Path) -> tuple[Path, dict[str, tuple[int, int]]]:
    """A model, and the cells of one of its pictures with the two outermost columns of it in each other's place."""
    path = Path(shutil.copy(MINATO, tmp_path / "minato.yaml"))
    model = load(path)
    picture = model.pictures("annex1")[PICTURE]
    cells = {box: (column, row + 1) for box, column, row in lay_out(picture.sheet).cells}
    moved = max(cells, key=lambda box: cells[box])
    cells[moved] = (cells[moved][0] + 1, cells[moved][1])
    file = next(f for f in find_layouts(path, model.assessment) if f.picture == PICTURE)
    file.path.write_text(tell_layout(model, PICTURE, cells))
    return path, {box: (column, row) for box, column, row in file.read().cells}


@pytest.mark.slow
def test_every_picture_of_the_model_keeps_the_boxes_there(
    placed: tuple[Path, dict[str, tuple[int, int]]], tmp_path: Path
) -> None:
    path, cells = placed
    for view in ("annex1", "trace", "findings"):
        picture = find_pictures(path, Wanted(view))[PICTURE]
        drawn = lay_out(picture.sheet, kept=picture.kept or Kept())
        assert {box: (column, row) for box, column, row in drawn.cells} == cells, view
    assert fill_form(path).draw()[PICTURE].kept == find_pictures(path, Wanted())[PICTURE].kept
    svg = find_pictures(path, Wanted())[PICTURE].to_bytes("svg").decode()
    plain = load(path).pictures("annex1")[PICTURE].to_bytes("svg").decode()
    assert _places(svg) != _places(plain)
    assert draw_folder(path.parent)["minato/annex1-2.svg"].decode() == svg
    assert call("draw", path, "-o", tmp_path / "page.html").exit_code == 0
    assert call("draw", MINATO, "-o", tmp_path / "plain.html").exit_code == 0
    pages = [(tmp_path / name).read_text(encoding="utf-8") for name in ("page.html", "plain.html")]
    assert _places(pages[0]) != _places(pages[1])


@pytest.mark.parametrize("moved", range(2))
def test_a_box_moved_on_the_desk_moves_in_its_own_picture_whatever_the_order_of_the_file(
    moved: int, tmp_path: Path
) -> None:
    path = tmp_path / "minato.yaml"
    told = yaml.load(Path(MINATO).read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)  # noqa: S506
    told["diagrams"] = dict(reversed(told["diagrams"].items()))
    path.write_text(yaml.dump(told, allow_unicode=True, sort_keys=False), encoding="utf-8")
    editing = Editing.open(path, tmp_path / "state")
    mine = editing.model.diagrams[moved].name
    scene = load(path).pictures("annex1")[mine].sheet
    editing.place_boxes(mine, {box: (column, row + 1) for box, column, row in lay_out(scene).cells})
    editing.save(editing.version)
    assert {*editing.tree[LAYOUT]} == {mine}, "the desk finds it again"
    pictures = find_pictures(path, Wanted())
    assert {name for name, picture in pictures.items() if picture.kept} == {mine}
    (file,) = path.parent.glob("*.layout.json")
    number = [*pictures].index(mine) + 1
    assert file.name == f"minato.annex1-{number}.layout.json", "it bears the number of its picture"
    assert {*Subject(load(path), path=path).find_places("annex1")} == {mine}


def _write_model(path: Path, *diagrams: str) -> None:
    """Write the model with its pictures called so, the first two with the flows that they have."""
    told = yaml.load(Path(MINATO).read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)  # noqa: S506
    own = list(told["diagrams"].values())
    names = dict(zip(told["diagrams"], diagrams, strict=False))
    told["diagrams"] = {name: own[n] if n < len(own) else {} for n, name in enumerate(diagrams)}
    told["flows"] = [
        {**flow, "diagram": names[flow["diagram"]]} if flow.get("diagram") in names else flow
        for flow in told["flows"]
        if flow.get("diagram") in {"", None, *names}
    ]
    for name in diagrams[len(own) :]:
        told["flows"].append({"from": "住民", "to": "窓口端末", "diagram": name})
    path.write_text(yaml.dump(told, allow_unicode=True, sort_keys=False), encoding="utf-8")


def _move_down(path: Path, tmp_path: Path, picture: str, rows: int) -> None:
    """Put every box of a picture so many rows lower, and save."""
    editing = Editing.open(path, tmp_path / "state")
    drawn = lay_out(load(path).pictures("annex1")[picture].sheet)
    editing.place_boxes(picture, {box: (column, row + rows) for box, column, row in drawn.cells})
    editing.save(editing.version)


def _find_placed(path: Path) -> dict[str, set[str]]:
    return {
        name: {box for box, _, _ in picture.kept.cells}
        for name, picture in find_pictures(path, Wanted()).items()
        if picture.kept
    }


A, B, NEW = "(１)住民基本台帳ファイル", "(２)本人確認情報ファイル", "(０)新しい図"


@pytest.mark.slow
@pytest.mark.parametrize(
    "now",
    [
        (A, B, NEW),  # before both
        (A, B, "(１)イの図"),  # between
        ("(２)住民基本台帳ファイル", "(３)本人確認情報ファイル", "(１)新しい図"),  # numbered anew
        ("住民基本台帳の図", B),  # called otherwise
        ("(１)台帳の図", "(２)確認の図"),
    ],
    ids=["before", "between", "numbered", "one-renamed", "both-renamed"],
)
def test_where_a_person_put_boxes_follows_the_picture_whatever_is_added_by_hand(
    now: tuple[str, ...], tmp_path: Path
) -> None:
    path = tmp_path / "minato.yaml"
    _write_model(path, A, B)
    for picture in (A, B):
        _move_down(path, tmp_path, picture, 2)
    before = _find_placed(path)
    assert set(before) == {A, B}
    layouts = {file: file.read_bytes() for file in tmp_path.glob("*.layout.json")}
    _write_model(path, *now)
    assert _find_placed(path) == {now[0]: before[A], now[1]: before[B]}
    for new in now[2:]:
        _move_down(path, tmp_path, new, 1)
        assert set(_find_placed(path)) == {*now}, "it has a file of its own"
    assert {file: file.read_bytes() for file in layouts} == layouts


def test_the_only_picture_keeps_its_boxes_where_a_second_one_comes_and_goes(tmp_path: Path) -> None:
    path = tmp_path / "minato.yaml"
    _write_model(path, A)
    _move_down(path, tmp_path, A, 1)
    before = _find_placed(path)
    assert [file.name for file in tmp_path.glob("*.layout.json")] == ["minato.annex1.layout.json"]
    _write_model(path, A, B)
    assert _find_placed(path) == before
    _move_down(path, tmp_path, B, 1)
    assert set(_find_placed(path)) == {A, B}
    _write_model(path, A)
    assert _find_placed(path) == before


@pytest.mark.parametrize("with_journal", [False, True], ids=["open", "after-a-crash"])
@pytest.mark.parametrize("is_kept", [False, True], ids=["first", "again"])
@pytest.mark.parametrize(
    "now",
    [
        ("(２)住民基本台帳ファイル", "(３)本人確認情報ファイル", "(１)新しい図"),
        ("台帳の図", B),
        ("(１)台帳の図", "(２)確認の図"),
    ],
    ids=["numbered", "one-renamed", "both-renamed"],
)
def test_boxes_that_are_not_saved_yet_follow_a_picture_that_is_called_otherwise_outside(
    now: tuple[str, ...], tmp_path: Path, *, is_kept: bool, with_journal: bool
) -> None:
    path, state = tmp_path / "minato.yaml", tmp_path / "state"
    _write_model(path, A, B)
    for picture in (A, B) if is_kept else (B,):
        _move_down(path, tmp_path, picture, 1)
    before = _find_placed(path)[B]
    editing = Editing.open(path, state)
    drawn = {box: (column, row) for box, column, row in lay_out(load(path).pictures("annex1")[A].sheet).cells}
    (first, (column, row)), *_ = drawn.items()
    drawn[first] = (column, row + 7)
    editing.place_boxes(A, drawn)
    _write_model(path, *now)
    if with_journal:
        editing = Editing.open(path, state)
        assert editing.take_kept() == 0, "nothing clashes"
    else:
        assert editing.look() is News.MERGED
    assert editing.is_dirty
    assert {box: tuple(cell) for box, cell in editing.tree["layout"][now[0]].items()} == drawn
    editing.save(editing.version)
    assert _find_placed(path) == {now[0]: set(drawn), now[1]: before}


def test_a_layout_whose_picture_is_gone_is_no_others_and_waits_for_it(tmp_path: Path) -> None:
    path = tmp_path / "minato.yaml"
    _write_model(path, A, B)
    _move_down(path, tmp_path, A, 1)
    before = _find_placed(path)
    told = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)  # noqa: S506
    del told["diagrams"][A]
    told["flows"] = [flow for flow in told["flows"] if flow.get("diagram") != A]
    path.write_text(yaml.dump(told, allow_unicode=True, sort_keys=False), encoding="utf-8")
    assert _find_placed(path) == {}
    _move_down(path, tmp_path, B, 1)
    assert set(_find_placed(path)) == {B}
    _write_model(path, A, B)
    assert _find_placed(path)[A] == before[A]


@pytest.mark.slow
def test_what_is_drawn_again_keeps_its_layout_where_a_picture_was_added_before_it(tmp_path: Path) -> None:
    path, out = tmp_path / "models" / "minato.yaml", tmp_path / "out"
    path.parent.mkdir()
    _write_model(path, A, B)
    write_folder(draw_folder(path.parent, out), out)
    moved = out / "minato" / "annex1-2.layout.json"
    told = json.loads(moved.read_text(encoding="utf-8"))
    told["cells"] = {box: [column + 1, row] for box, (column, row) in told["cells"].items()}
    told["size"] = [901.0, 402.0]
    moved.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    _write_model(path, A, B, NEW)
    drawn = draw_folder(path.parent, out)
    layouts = {name: json.loads(body) for name, body in drawn.items() if "annex1" in name and "json" in name}
    assert [layout["picture"] for layout in layouts.values()] == [NEW, A, B]
    assert layouts["minato/annex1-3.layout.json"]["size"] == [901.0, 402.0], "it was not laid out again"


def _places(svg: str) -> list[str]:
    return re.findall(r'<rect x="([\d.]+" y="[\d.]+)"', svg)


def test_a_pipe_with_the_name_of_a_layout_is_not_waited_for(tmp_path: Path) -> None:
    path = Path(shutil.copy(MINATO, tmp_path / "minato.yaml"))
    os.mkfifo(tmp_path / "minato.annex1-9.layout.json")
    numbers = [file.path.name for file in find_layouts(path, load(path).assessment)]
    assert numbers == ["minato.annex1-1.layout.json", "minato.annex1-2.layout.json"]


def test_a_layout_that_nobody_can_read_is_said(
    placed: tuple[Path, dict[str, tuple[int, int]]], tmp_path: Path
) -> None:
    path, _ = placed
    (tmp_path / "minato.annex1-2.layout.json").write_text("{", encoding="utf-8")
    (line,) = refused("draw", path, "-o", tmp_path / "a.svg")
    assert "配置のファイル" in line
