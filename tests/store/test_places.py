"""Where a value stands in its model file: what a change file says stands there, the rest in its base."""

from __future__ import annotations

from pathlib import Path

import pytest

from piaflow.domain.choices import CountKind
from piaflow.errors import Place, Where
from piaflow.rules.places import Counted, Numbered, Subject, make_finder
from piaflow.store.load import load, load_file

FIXTURES = Path(__file__).parents[1] / "fixtures"
MINATO, KONBINI = FIXTURES / "minato.yaml", FIXTURES / "minato-konbini.yaml"


def read(place: Place) -> str:
    """Return the text of the file from the place on."""
    return Path(place.file).read_text(encoding="utf-8").splitlines()[place.line - 1][place.column - 1 :]


def found(subject: Subject, path: Path = MINATO) -> str:
    return read(load_file(path).place(make_finder(load(path))(subject)))


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("市民課", "市民課: {kind: 部署"),
        ("市町村コミュニケーションサーバ", "市町村CS:"),
        ("住民基本台帳ファイル/委託事項2", "委託事項2:"),
        (Counted("住民基本台帳ファイル", CountKind.PROVISIONS), "提供: {done: yes"),
        (
            "中間サーバー は 情報提供ネットワークシステム、統合宛名システム とだけつながる",
            "{allow_only: 中間サーバー",
        ),
        (Numbered("(２)本人確認情報ファイル", "2-①"), "2-①: {text"),
        ("(１)住民基本台帳ファイル 1-② 窓口端末→既存住基システム", "{from: 窓口端末, to: 住基システム"),
        ("Ⅰ.7担当部署", "departments: [市民課]"),
        ("entrustment-undrawn@住民基本台帳ファイル/委託事項2", "entrustment-undrawn@"),
        ("知らない名前", "assessment:"),
    ],
)
def test_a_subject_is_found_where_the_file_says_it(subject: Subject, text: str) -> None:
    assert found(subject).startswith(text)


@pytest.mark.parametrize(
    ("subject", "file"),
    [
        ("キオスク端末", KONBINI),
        ("該当なし 既存住基システム→コンビニ交付システム", KONBINI),
        ("市町村CS", MINATO),
        ("公表日", KONBINI),
    ],
)
def test_a_change_file_keeps_the_place_each_value_was_written_in(subject: str, file: Path) -> None:
    place = load_file(KONBINI).place(make_finder(load(KONBINI))(subject))
    assert Path(place.file) == file
    assert place.line > 1


def test_a_base_in_another_folder_is_named_without_detours(tmp_path: Path) -> None:
    (tmp_path / "changes").mkdir()
    (tmp_path / "m.yaml").write_text(MINATO.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "changes" / "c.yaml").write_text("base: ../m.yaml\n", encoding="utf-8")
    assert load_file(tmp_path / "changes" / "c.yaml").place(("systems",)).file == str(tmp_path / "m.yaml")


def test_what_the_file_does_not_write_stands_where_its_section_does() -> None:
    where: Where = ("systems", "窓口端末", "functions")
    assert read(load_file(MINATO).place(where)).startswith("窓口端末:")


@pytest.mark.parametrize(
    ("where", "held"),
    [
        (("texts", "表紙.宣言", "text"), True),
        (("files", "台帳ファイル", "records", "names", 0), True),
        (("systems", "中間サーバー", "entry"), True),
        (("systems", "中間サーバー", "kind"), False),
        (("conversions", 0, "at"), False),
    ],
)
def test_a_file_holds_what_it_writes_in_short_and_nothing_of_the_catalogue(
    where: Where, held: bool, tmp_path: Path
) -> None:
    path = tmp_path / "short.yaml"
    path.write_text(
        """
assessment: {body: みなと市長, procedure: 事務}
systems:
  中間サーバー: {entry: 中間サーバー}
  台帳システム: {}
files:
  台帳ファイル: {holder: 台帳システム, records: [〔記録項目〕, 等]}
texts:
  表紙.宣言: 〔宣言〕
""",
        encoding="utf-8",
    )
    assert load_file(path).holds(where) is held
