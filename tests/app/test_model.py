"""`import piaflow`: load a model, ask it, change it; each answer is a value that shows itself."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import piaflow
from tests.report.columns import find_too_wide

FIXTURES = Path(__file__).parents[1] / "fixtures"
MINATO, KONBINI = FIXTURES / "minato.yaml", FIXTURES / "minato-konbini.yaml"


@pytest.fixture(scope="module")
def minato() -> piaflow.Model:
    return piaflow.load(MINATO)


def test_a_model_is_loaded_from_a_path_or_its_text(minato: piaflow.Model) -> None:
    assert isinstance(minato, piaflow.Model)
    assert isinstance(minato.assessment, piaflow.Assessment)
    assert piaflow.load(str(MINATO)) == minato
    assert repr(minato) == "<Model みなと市長 住民基本台帳に関する事務: 8 systems, 2 files, 14 flows>"


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("none.yaml", piaflow.FileAccessError),
        (".", piaflow.FileAccessError),
        ("wrong.yaml", piaflow.InputError),
    ],
)
def test_what_cannot_be_loaded_is_an_error_of_piaflow(
    name: str, error: type[Exception], tmp_path: Path
) -> None:
    (tmp_path / "wrong.yaml").write_text("system: {}", encoding="utf-8")
    with pytest.raises(error) as caught:
        piaflow.load(tmp_path / name)
    assert isinstance(caught.value, piaflow.PiaflowError)


def test_a_trace_answers_for_nodes_and_parties(minato: piaflow.Model) -> None:
    answer = minato.trace("マイナンバー")
    assert (answer.item, answer.origins) == ("個人番号", ("住民",))
    assert answer.node("都道府県サーバー").reach is piaflow.Reach.DEFINITE
    assert (
        answer.node("都道府県サーバー").path[-1] == "(２)本人確認情報ファイル 1-② 市町村CS→都道府県サーバー"
    )
    assert answer.node("中間サーバー").as_items == ("団体内統合宛名番号", "符号")
    assert answer.party("みなと情報サービス株式会社").reach is piaflow.Reach.DEFINITE


def test_a_trace_starts_where_it_is_told_to(minato: piaflow.Model) -> None:
    answer = minato.trace("個人番号", start=["市町村コミュニケーションサーバ"])
    assert answer.origins == ("市町村CS",)
    assert answer.node("窓口端末").reach is piaflow.Reach.NONE


def test_a_trace_shows_itself_as_text_rows_and_plain_data(minato: piaflow.Model) -> None:
    answer = minato.trace("個人番号")
    assert repr(answer) == answer.to_text()
    assert find_too_wide(answer.to_text()) == []
    assert [row["name"] for row in answer.to_rows()] == [node.name for node in answer.nodes]
    assert json.loads(json.dumps(answer.to_dict())) == answer.to_dict()


def test_models_are_traced_together(minato: piaflow.Model) -> None:
    answer = piaflow.trace([minato, piaflow.load(KONBINI)], "個人番号")
    assert answer.node("キオスク端末").reach is piaflow.Reach.DEFINITE
    assert piaflow.trace([minato], "個人番号").to_dict() == minato.trace("個人番号").to_dict()


@pytest.mark.parametrize(
    ("item", "start", "complaint"),
    [
        ("個人番合", (), "項目「個人番合」はありません（もしかして: 個人番号）"),
        ("個人番号", ("市町村C",), "名前「市町村C」はありません（もしかして: 市町村CS）"),
    ],
)
def test_an_unknown_item_or_start_says_the_nearest(
    item: str, start: tuple[str, ...], complaint: str, minato: piaflow.Model
) -> None:
    with pytest.raises(piaflow.UnknownNameError) as caught:
        minato.trace(item, start=start)
    assert str(caught.value) == complaint


@pytest.mark.parametrize(
    ("ask", "nearest"),
    [
        (lambda m: m.node("市町村C"), "市町村CS"),
        (lambda m: m.file("住民台帳ファイル"), "住民基本台帳ファイル"),
        (lambda m: m.trace("個人番号").node("中間サーバ―"), "中間サーバー"),
        (lambda m: m.trace("個人番号").party("市民"), "市民課"),
        (lambda m: m.pictures("annex"), "annex1"),
        (lambda m: m.diagram("annex1", "(３)本人確認情報ファイル"), "(２)本人確認情報ファイル"),
    ],
    ids=["node", "file", "trace node", "trace party", "view", "diagram"],
)
def test_asking_for_what_is_not_there_says_the_nearest(ask, nearest: str, minato: piaflow.Model) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    with pytest.raises(piaflow.UnknownNameError) as caught:
        ask(minato)
    assert caught.value.nearest == nearest


def test_a_view_with_one_picture_needs_no_name(minato: piaflow.Model) -> None:
    assert minato.diagram("topology").name == "全体"
    assert list(minato.pictures("annex1")) == ["(１)住民基本台帳ファイル", "(２)本人確認情報ファイル"]


def test_a_view_with_several_pictures_asks_for_a_name(minato: piaflow.Model) -> None:
    with pytest.raises(piaflow.ChoiceNeededError) as caught:
        minato.diagram("annex1")
    assert "(１)住民基本台帳ファイル" in str(caught.value)
    assert "「」" not in str(caught.value)


def test_a_picture_shows_itself_as_svg(minato: piaflow.Model) -> None:
    pytest.importorskip("piaflow.render.draw")
    svg = minato.diagram("topology")._repr_svg_()
    assert "<svg" in svg
    assert all(system.name in svg for system in minato.systems if len(system.name) < 7)


def test_a_picture_is_saved_as_its_extension_says(minato: piaflow.Model, tmp_path: Path) -> None:
    pytest.importorskip("piaflow.render.draw")
    picture = minato.diagram("topology")
    picture.save(tmp_path / "t.dot")
    assert (tmp_path / "t.dot").read_bytes() == picture.to_bytes("dot")
    with pytest.raises(piaflow.FormatError, match="使える形式: "):
        picture.save(tmp_path / "t.gif")
    with pytest.raises(piaflow.FileAccessError, match="書けません"):
        picture.save(tmp_path / "none" / "t.dot")


def test_a_change_gives_another_model_and_leaves_this_one(minato: piaflow.Model) -> None:
    after = minato.with_change(KONBINI)
    assert isinstance(after, piaflow.Model)
    assert after == piaflow.load(KONBINI)
    assert minato == piaflow.load(MINATO)
    assert after.trace("個人番号").node("コンビニ交付システム").reach is piaflow.Reach.NONE
    assert after.trace("住民票コード").node("証明書交付センター").reach is piaflow.Reach.DEFINITE


def test_a_change_that_does_not_fit_is_an_input_error(minato: piaflow.Model, tmp_path: Path) -> None:
    (tmp_path / "c.yaml").write_text("base: x\nremove: {systems: [市町村C]}", encoding="utf-8")
    with pytest.raises(piaflow.InputError) as caught:
        minato.with_change(tmp_path / "c.yaml")
    assert (
        str(caught.value)
        == f"{tmp_path}/c.yaml:2:20: 「市町村C」は元のモデルにありません（もしかして: 市町村CS）"
    )


def test_what_is_wrong_only_with_the_base_is_still_told(minato: piaflow.Model, tmp_path: Path) -> None:
    (tmp_path / "c.yaml").write_text("base: x\nremove: {systems: [窓口端末]}", encoding="utf-8")
    with pytest.raises(piaflow.InputError, match="「窓口端末」はありません"):
        minato.with_change(tmp_path / "c.yaml")


def test_a_saved_model_is_the_model(minato: piaflow.Model, tmp_path: Path) -> None:
    minato.save(tmp_path / "m.yaml")
    assert piaflow.load(tmp_path / "m.yaml") == minato


def test_a_model_is_as_frozen_as_its_values(minato: piaflow.Model) -> None:
    with pytest.raises(AttributeError):
        minato.flows = ()  # type: ignore[attr-defined]
    assert len({minato, piaflow.load(MINATO)}) == 1


def test_a_model_is_built_without_a_file() -> None:
    model = piaflow.Model(
        piaflow.Overview("みなと市長", "住基"),
        parties=(piaflow.Party("住民"),),
        systems=(piaflow.System("窓口端末"),),
        flows=(piaflow.Flow("住民", "窓口端末", items=piaflow.ItemList(("個人番号",), complete=True)),),
    )
    assert model.trace("個人番号").node("窓口端末").path == ("該当なし 住民→窓口端末",)
    with pytest.raises(piaflow.ModelError, match="名前「窓口」はありません"):
        piaflow.Model(piaflow.Overview("みなと市長", "住基"), flows=(piaflow.Flow("みなと市長", "窓口"),))
