"""A published 評価書 stands wherever a model does: read, asked, checked, filled and compared."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import piaflow
from piaflow import ChoiceNeededError, FileAccessError, InputError
from piaflow.form.form import CellOrigin

ROWS = (Path(__file__).parents[2] / "docs/kirigaoka.txt").read_text(encoding="utf-8")
"""A 評価書 of an invented town, as a table of tabs."""


@pytest.fixture
def document(tmp_path: Path) -> Path:
    file = tmp_path / "評価書.txt"
    file.write_text(ROWS, encoding="utf-8")
    return file


def test_a_document_is_read_as_a_form_with_the_lines_of_each_field(document: Path) -> None:
    read = piaflow.read(document)
    assert read.form.cell("Ⅰ.2.システム1.③").text.startswith("［○］庁内連携システム")
    assert read.form.cell("Ⅱ.ファイル1.4.有無").text == "委託する（2件）"
    assert read.form.cell("Ⅱ.ファイル1.4.委託事項1.③").text == "霧ヶ丘情報株式会社"
    cell = read.form.cell("Ⅱ.ファイル1.4.委託事項1.③")
    line = ROWS.splitlines().index("③委託先名\t霧ヶ丘情報株式会社") + 1
    assert (cell.origin, [(span.document, span.first) for span in cell.spans]) == (
        CellOrigin.PRINTED,
        [("評価書", line)],
    )
    assert read.form.cell("別添2.変更1.変更後の記載").text == "霧ヶ丘情報株式会社"


def test_a_document_is_read_as_a_model(document: Path) -> None:
    model = piaflow.read(document).model
    assert model.body == "霧ヶ丘町長"
    assert [system.name for system in model.systems] == ["こども医療システム", "中間サーバー"]
    assert model.systems[0].aliases == ("医療システム",)
    assert model.systems[1].entry == "中間サーバー"
    assert [file.name for file in model.files] == ["こども医療ファイル"]
    drawn = {(flow.source, flow.target, flow.kind.value, flow.inferred) for flow in model.flows}
    assert drawn == {
        ("本人又は本人の代理人", "こども医療ファイル", "入手", "Ⅱ.3①の印による"),
        ("町民課", "こども医療ファイル", "入手", "Ⅱ.3①の印による"),
        ("こども医療ファイル", "霧ヶ丘情報株式会社", "委託", "Ⅱの記載による"),
    }


def test_what_is_not_printed_is_not_claimed(document: Path) -> None:
    form = piaflow.read(document).form
    unread = form.cell("Ⅰ.2.システム1.③").filled.unread
    assert set(unread) >= {"税務システム", "宛名システム等"}
    assert "Ⅱ.ファイル1.4.委託事項1.⑤" not in {cell.path for cell in form.cells}


def test_check_finds_what_the_document_contradicts_and_where(document: Path) -> None:
    findings = piaflow.check([piaflow.load(document)])
    assert "declared-count" in {finding.rule for finding in findings}


def test_a_check_of_a_document_cites_the_very_fields_and_their_lines(document: Path) -> None:
    found = piaflow.read(document).check()
    (counted,) = [finding for finding in found if finding.rule == "declared-count"]
    declared = next(n for n, line in enumerate(ROWS.splitlines(), 1) if line.startswith("委託の有無"))
    assert [(span.first, span.last) for span in counted.evidence[0].spans] == [(declared, declared)]
    assert {placed.place.file for placed in found.report.documents[0].standing} == {str(document)}


def test_a_saved_model_is_the_model_without_the_printed_words(document: Path, tmp_path: Path) -> None:
    read = piaflow.read(document)
    read.save(tmp_path / "a.yaml")
    saved = piaflow.load(tmp_path / "a.yaml")
    assert saved.assessment == read.model.replace(texts=()).assessment
    read.save(tmp_path / "b.yaml", texts=True)
    assert piaflow.load(tmp_path / "b.yaml").assessment == read.assessment
    with pytest.raises(FileAccessError, match="上書きしません"):
        read.save(tmp_path / "a.yaml")


def test_one_of_several_is_chosen(tmp_path: Path) -> None:
    file = tmp_path / "二つ.txt"
    file.write_text(ROWS + "\n" + ROWS.replace("こども医療費", "ひとり親医療費"), encoding="utf-8")
    with pytest.raises(ChoiceNeededError, match="2つ"):
        piaflow.read(file)
    assert piaflow.read(file, document=2).model.procedure == "ひとり親医療費助成事務"
    assert piaflow.load(f"{file}#1").procedure == "こども医療費助成事務"
    with pytest.raises(ChoiceNeededError):
        piaflow.read(file, document=3)


def test_what_is_no_document_is_one_clear_line(tmp_path: Path) -> None:
    file = tmp_path / "手紙.txt"
    file.write_text("拝啓　春の候", encoding="utf-8")
    with pytest.raises((InputError, FileAccessError), match="評価書"):
        piaflow.read(file)


def test_an_entry_that_nobody_filled_is_none(tmp_path: Path) -> None:
    blank = "委託事項2\n①委託内容\n②委託先における取扱者数\t[] ＜選択肢＞ 1） 10人未満\n③委託先名\n④再委託の有無\n"
    file = tmp_path / "ひな型.txt"
    file.write_text(
        ROWS.replace("５．特定個人情報の提供", blank + "５．特定個人情報の提供"), encoding="utf-8"
    )
    (told,) = piaflow.read(file).model.files
    assert [entry.number for entry in told.entrustments] == ["委託事項1"]


def test_the_page_shows_an_unread_field_with_the_words_that_may_be_its_own(tmp_path: Path) -> None:
    """They have no field: each that may hold them lists them, to be picked from."""
    file = tmp_path / "a.txt"
    file.write_text(RIVALS, encoding="utf-8")
    read = piaflow.read(file)
    page = read.to_html()
    for path in ("Ⅰ.7.②", "Ⅰ.8"):
        card = page.partition(f'<span class="path"> {path}</span>')[2].partition("</article>")[0]
        assert "かもしれない言葉" in card
        assert "・甲市" in card
        assert "・市民課長" in card
    shown = re.findall(r"・甲市</p>", page)
    assert len(shown) == 1, "it stays among the words without a field"


RIVALS = """特定個人情報保護評価書（全項目評価書）

評価書番号 1

評価書名 給付事務 全項目評価書

評価実施機関名 みなと市長
\f
７．評価実施機関における担当部署

①部署

市民課

②所属長の役職名

８．他の評価実施機関

・甲市

・市民課長
"""
