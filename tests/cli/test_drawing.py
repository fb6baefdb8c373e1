"""`piaflow draw`: pictures of one model, and a folder of pictures that is fresh or not."""

from __future__ import annotations

import os
import re
import shutil
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from piaflow import load
from piaflow.app.model import Model
from piaflow.store.load import parse
from tests.cli.calling import KONBINI, MINATO, call, refused

pytest.importorskip("piaflow.render.draw")
PICTURES = ["juki/annex1-1.svg", "juki/annex1-2.svg", "juki/topology.svg"]


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one model, a change beside it, and the fresh pictures of the model."""
    root = tmp_path_factory.mktemp("city")
    (root / "models" / "changes").mkdir(parents=True)
    shutil.copy(MINATO, root / "models" / "juki.yaml")
    change = Path(KONBINI).read_text(encoding="utf-8").replace("base: minato.yaml", "base: ../juki.yaml")
    (root / "models" / "changes" / "konbini.yaml").write_text(change, encoding="utf-8")
    result = call("draw", "--all", root / "models", "-o", root / "out")
    assert result.exit_code == 0, result.output
    return root


@pytest.fixture
def city(drawn: Path, tmp_path: Path) -> Path:
    """A copy of the folder that a test may spoil."""
    return Path(shutil.copytree(drawn, tmp_path / "city"))


def names(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def state(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {n: ((folder / n).read_bytes(), (folder / n).stat().st_mtime_ns) for n in names(folder)}


def check(city: Path) -> tuple[int, list[str]]:
    """Return what `--check` says, having made sure that it touched nothing."""
    before = state(city)
    result = call("draw", "--all", city / "models", "-o", city / "out", "--check")
    assert state(city) == before
    assert result.stderr == ""
    return result.exit_code, [line.replace(f"{city}/out/", "") for line in result.stdout.splitlines()]


def test_all_pictures_of_all_models_are_drawn_and_none_of_changes(drawn: Path) -> None:
    layouts = [name.replace(".svg", ".layout.json") for name in PICTURES]
    assert names(drawn / "out") == sorted([*PICTURES, *layouts])
    for name in PICTURES:
        ET.parse(drawn / "out" / name)  # noqa: S314 - our own picture


def test_fresh_pictures_are_fine(city: Path) -> None:
    assert check(city) == (0, ["3 枚の図はすべて新しい図です"])


def test_a_stale_picture_is_named(city: Path) -> None:
    (city / "out" / PICTURES[0]).write_text("<svg/>", encoding="utf-8")
    assert check(city) == (1, [f"古い図: {PICTURES[0]}"])


def test_a_changed_model_makes_its_pictures_stale(city: Path) -> None:
    model = city / "models" / "juki.yaml"
    model.write_text(
        model.read_text(encoding="utf-8").replace("カードを発行する", "カードを渡す"), encoding="utf-8"
    )
    assert check(city) == (1, [f"古い図: {PICTURES[1]}"])


def test_a_missing_picture_is_named(city: Path) -> None:
    (city / "out" / PICTURES[2]).unlink()
    assert check(city) == (1, [f"ない図: {PICTURES[2]}"])


def test_a_picture_without_a_model_is_named(city: Path) -> None:
    shutil.copy(city / "out" / PICTURES[0], city / "out" / "old.svg")
    assert check(city) == (1, ["モデルのない図: old.svg"])


def test_everything_that_differs_is_named_at_once(city: Path) -> None:
    (city / "out" / PICTURES[0]).write_text("<svg/>", encoding="utf-8")
    (city / "out" / PICTURES[1]).rename(city / "out" / "old.svg")
    code, lines = check(city)
    assert code == 1
    assert lines == [f"ない図: {PICTURES[1]}", f"古い図: {PICTURES[0]}", "モデルのない図: old.svg"]


def test_a_folder_that_is_not_there_yet_misses_everything(city: Path) -> None:
    shutil.rmtree(city / "out")
    assert check(city) == (1, [f"ない図: {name}" for name in PICTURES])
    assert not (city / "out").exists()


def test_drawing_again_mends_what_check_found(city: Path) -> None:
    (city / "out" / PICTURES[0]).write_text("<svg/>", encoding="utf-8")
    (city / "out" / PICTURES[1]).rename(city / "out" / "juki" / "old.svg")
    (city / "out" / "juki" / "annex1-2.layout.json").rename(city / "out" / "juki" / "old.layout.json")
    assert call("draw", "--all", city / "models", "-o", city / "out").exit_code == 0
    assert check(city)[0] == 0
    assert not list((city / "out" / "juki").glob("old.*"))


def test_drawing_some_models_leaves_the_pictures_of_others(city: Path) -> None:
    shutil.copytree(city / "out" / "juki", city / "out" / "zei")
    assert call("draw", "--all", city / "models", "-o", city / "out").exit_code == 0
    assert check(city)[1] == [f"モデルのない図: {n.replace('juki', 'zei')}" for n in PICTURES]


def test_drawing_leaves_files_alone_that_are_no_pictures_of_models(city: Path) -> None:
    (city / "out" / "README.md").write_text("mine", encoding="utf-8")
    call("draw", "--all", city / "models", "-o", city / "out")
    assert (city / "out" / "README.md").read_text(encoding="utf-8") == "mine"


def test_a_wrong_model_in_the_folder_draws_nothing_and_says_where(city: Path) -> None:
    (city / "models" / "wrong.yaml").write_text("assessment: {}\n", encoding="utf-8")
    result = call("draw", "--all", city / "models", "-o", city / "new")
    assert result.exit_code == 2
    assert f"{city}/models/wrong.yaml:1:1: 「body」がありません" in result.stderr
    assert not (city / "new").exists()


def test_the_same_model_gives_the_same_bytes_from_anywhere(
    city: Path, drawn: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(city)
    monkeypatch.setenv("PYTHONHASHSEED", "7")
    assert call("draw", "--all", "models", "-o", f".{os.sep}again").exit_code == 0
    for name in PICTURES:
        assert (city / "again" / name).read_bytes() == (drawn / "out" / name).read_bytes()


@pytest.mark.parametrize(
    ("output", "magic"), [("t.svg", b"<"), ("t.PNG", b"\x89PNG"), ("t.dot", b"")], ids=["svg", "png", "dot"]
)
def test_the_extension_says_the_format(output: str, magic: bytes, tmp_path: Path) -> None:
    result = call("draw", MINATO, "--view", "topology", "-o", tmp_path / output)
    assert (result.exit_code, result.stderr) == (0, "")
    (written,) = tmp_path.iterdir()
    assert written.read_bytes().startswith(magic)
    assert written.stat().st_size > 1_000


def test_several_pictures_are_numbered_and_told(tmp_path: Path) -> None:
    result = call("draw", MINATO, "-o", tmp_path / "a.dot")
    assert result.stdout.splitlines() == [f"{tmp_path}/a-{n}.dot を描きました" for n in (1, 2)]
    assert names(tmp_path) == ["a-1.dot", "a-2.dot"]


@pytest.mark.parametrize("typed", ["(２)本人確認情報ファイル", "（2）本人確認情報ファイル"])
def test_one_picture_is_drawn_by_name(typed: str, tmp_path: Path) -> None:
    result = call("draw", MINATO, "--diagram", typed, "-o", tmp_path / "a.dot")
    assert result.exit_code == 0
    assert names(tmp_path) == ["a.dot"]
    text = (tmp_path / "a.dot").read_text(encoding="utf-8")
    assert "都道府県サーバー" in text
    assert "統合宛名システム" not in text


def test_pictures_that_piaflow_did_not_draw_are_left_alone(city: Path) -> None:
    (city / "out" / "logo.svg").write_text("<svg/>", encoding="utf-8")
    assert check(city)[0] == 0
    assert call("draw", "--all", city / "models", "-o", city / "out").exit_code == 0
    assert (city / "out" / "logo.svg").exists()


def test_gathering_joins_parallel_flows_under_all_their_numbers(tmp_path: Path) -> None:
    model = Path(MINATO).parents[2] / "models/iizuka/juki.yaml"
    for name, more in (("each", ["--all-flows"]), ("gathered", [])):
        call("draw", model, "--diagram", "（2）（3）", "-o", tmp_path / f"{name}.svg", *more)
    each, gathered = ((tmp_path / f"{n}.svg").read_text(encoding="utf-8") for n in ("each", "gathered"))
    assert gathered.count('class="arrow"') < each.count('class="arrow"')
    assert "1-④" in gathered


def test_findings_are_drawn_as_the_check_of_the_project_finds_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    words = ("draw", MINATO, "--view", "findings", "--diagram", "(２)本人確認情報ファイル", "-o", "f.svg")
    assert call(*words).exit_code == 0
    every = Path("f.svg").read_bytes()
    Path("piaflow.toml").write_text('select = ["declared-count"]', encoding="utf-8")
    assert call(*words).exit_code == 0
    assert b'class="badge"' in every
    assert b'class="badge"' not in Path("f.svg").read_bytes()


def test_where_one_picture_has_no_place_none_is_written(city: Path) -> None:
    for name in PICTURES:
        (city / "out" / name).write_text("<svg/>", encoding="utf-8")
    (city / "out" / PICTURES[1]).unlink()
    (city / "out" / PICTURES[1]).mkdir()
    before = state(city)
    result = call("draw", "--all", city / "models", "-o", city / "out")
    assert (result.exit_code, result.stderr) == (
        2,
        f"{city}/out/{PICTURES[1]}: 書けません（フォルダーです）\n",
    )
    assert state(city) == before


def test_characters_that_the_font_lacks_are_told(tmp_path: Path) -> None:
    model = tmp_path / "m.yaml"
    text = "assessment: {body: 市長, procedure: 事務}\nsystems: {𠮷野端末: {}, 台: {}}\nflows: [{from: 𠮷野端末, to: 台}]\n"
    model.write_text(text, encoding="utf-8")
    result = call("draw", model, "--view", "topology", "-o", tmp_path / "m.svg")
    assert result.exit_code == 0
    assert "図のフォントにない文字があります" in result.stderr
    assert "𠮷（U+20BB7）" in result.stderr
    plain = call("draw", MINATO, "-o", tmp_path / "n.svg")
    assert plain.stderr == ""


LACKING = """assessment: {body: 甲𠮷市長, procedure: 試験, form: 全項目評価書}
parties: {甲𠮷市長: {kind: 評価実施機関}, 吉田商会: {kind: 委託先}}
systems: {業務: {number: 1, owner: 甲𠮷市長}}
diagrams: {別添1: {steps: {①: {text: "渡す\ue000"}}}}
flows:
  - {diagram: 別添1, step: ①, from: 業務, to: 吉田商会, items: [個人番号]}
"""


@pytest.mark.parametrize(
    "words",
    [
        *(("draw", "m.yaml", "-o", f"o.{fmt}") for fmt in ("svg", "png", "pdf", "html", "drawio", "mmd")),
        *(("impact", "before.yaml", "m.yaml", "-o", f"o.{fmt}") for fmt in ("svg", "png", "pdf", "html")),
        ("form", "m.yaml", "-o", "o.pdf"),
        ("form", "m.yaml", "-o", "o.xlsx"),
        ("draw", "--all", ".", "-o", "out"),
    ],
    ids=" ".join,
)
def test_whatever_makes_a_picture_or_a_print_tells_the_characters_that_the_font_lacks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("m.yaml").write_text(LACKING, encoding="utf-8")
    Path("before.yaml").write_text(LACKING.replace("吉田", "𠮷田"), encoding="utf-8")
    result = call(*words)
    assert result.exit_code == 0
    assert "図のフォントにない文字があります" in result.stderr
    assert "𠮷（U+20BB7）" in result.stderr


def test_a_picture_says_which_characters_the_font_lacks() -> None:
    model = Model.of(parse(LACKING))
    assert "𠮷" in model.diagram("topology").lacking
    assert "\ue000" in model.diagram("annex1").lacking
    assert load(MINATO).diagram("topology").lacking == ()


def test_a_picture_can_be_of_what_is_around_one_node(tmp_path: Path) -> None:
    model = Path(MINATO).parents[2] / "models/iizuka/juki.yaml"
    call("draw", model, "--view", "topology", "--around", "市町村ＣＳ", "-o", tmp_path / "around.svg")
    drawn = (tmp_path / "around.svg").read_text(encoding="utf-8")
    assert "市町村CSの周り" in drawn
    arrows = re.findall(r'data-source="([^"]*)" data-target="([^"]*)"', drawn)
    assert arrows
    assert all("市町村CS" in ends for ends in arrows)


def test_a_node_that_no_picture_shows_is_refused_with_the_nearest_name(tmp_path: Path) -> None:
    model = Path(MINATO).parents[2] / "models/iizuka/juki.yaml"
    (line,) = refused("draw", model, "--around", "市町村CSS", "-o", tmp_path / "none.svg")
    assert "もしかして: 市町村CS" in line


def test_a_picture_can_be_of_the_ways_between_two_nodes(tmp_path: Path) -> None:
    model = Path(MINATO).parents[2] / "models/iizuka/juki.yaml"
    asked = ("draw", model, "--view", "topology", "--between")
    call(*asked, "既存住民基本台帳システム", "都道府県", "-o", tmp_path / "between.svg")
    drawn = (tmp_path / "between.svg").read_text(encoding="utf-8")
    arrows = re.findall(r'data-source="([^"]*)" data-target="([^"]*)"', drawn)
    assert {"既存住民基本台帳システム", "都道府県"} < {end for ends in arrows for end in ends}
    assert len(arrows) < 10
    assert "既存住民基本台帳システムと都道府県の間のいちばん短い道" in drawn
    (line,) = refused(*asked, "デジタル庁", "再委託先X", "-o", tmp_path / "none.svg")
    assert "再委託先X" in line
    maker = "中間サーバー・プラットフォームの保守・運用を行う事業者"
    (line,) = refused(*asked, "デジタル庁", maker, "-o", tmp_path / "none.svg")
    assert "をつなぐ矢印の道がありません" in line
    assert not (tmp_path / "none.svg").exists()


def test_a_topology_can_be_of_bodies_or_zones_and_nothing_else_can(tmp_path: Path) -> None:
    model = Path(MINATO).parents[2] / "models/iizuka/juki.yaml"
    call("draw", model, "--view", "topology", "--level", "機関", "-o", tmp_path / "bodies.svg")
    drawn = (tmp_path / "bodies.svg").read_text(encoding="utf-8")
    assert "機関と、その間の流れ" in drawn
    assert "既存住民基本台帳システム" not in drawn
    result = call("draw", model, "--level", "機関", "-o", tmp_path / "none.svg")
    assert result.exit_code == 2
    assert "--level は --view topology とともに" in result.stderr


@pytest.mark.parametrize("view", ["topology", "annex1"])
def test_a_state_before_that_no_view_shows_is_refused(view: str, tmp_path: Path) -> None:
    told = refused("draw", MINATO, "--view", view, "--before", "nothere.yaml", "-o", tmp_path / "x.svg")
    assert "--before は --view impact か .html とともに" in told[-1]
