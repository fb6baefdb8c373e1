"""`piaflow.impact` and `model.add`: three lines to add a system and to read what it changes."""

from __future__ import annotations

import json
from html import unescape
from pathlib import Path

import pytest

import piaflow
from piaflow.report.impact_words import CANDIDATE, reasons_of
from tests.report.columns import find_too_wide

FIXTURES = Path(__file__).parents[1] / "fixtures"
NUMBER = piaflow.ItemList(("個人番号",), complete=True)


@pytest.fixture(scope="module")
def minato() -> piaflow.Model:
    return piaflow.load(FIXTURES / "minato.yaml")


@pytest.fixture(scope="module")
def answer(minato: piaflow.Model) -> piaflow.ImpactAnswer:
    return piaflow.impact(minato, minato.with_change(FIXTURES / "minato-konbini.yaml"))


def test_a_system_is_added_and_its_impact_read(minato: piaflow.Model) -> None:
    after = minato.add(
        piaflow.System("健診システム", number="9"),
        flows=[piaflow.Flow("既存住基システム", "健診システム", items=NUMBER)],
    )
    gained = {gain["name"] for gain in piaflow.impact(minato, after).to_dict()["reach"]["個人番号"]["gained"]}
    assert gained == {"健診システム"}
    assert "健診システム" not in {system.name for system in minato.systems}


def test_every_kind_of_part_can_be_added(minato: piaflow.Model) -> None:
    after = minato.add(
        piaflow.Zone("支所"),
        piaflow.Party("健診センター"),
        piaflow.System("健診システム", zone="支所", owner="健診センター"),
        piaflow.File("健診ファイル", holder="健診システム"),
        piaflow.Item("健診結果"),
        piaflow.Flow("住民", "健診センター", items=piaflow.ItemList(("健診結果",))),
        flows=(flow for flow in [piaflow.Flow("健診センター", "健診ファイル")]),
    )
    assert isinstance(after, piaflow.Model)
    assert after.zones[-1].name == "支所"
    assert after.holder("健診ファイル") == "健診システム"
    assert [flow.target for flow in after.flows[-2:]] == ["健診センター", "健診ファイル"]
    assert after.trace("健診結果").node("健診センター").reach is piaflow.Reach.DEFINITE


@pytest.mark.parametrize(
    ("part", "complaint"),
    [
        (piaflow.Flow("既存住基システム", "健診システム"), "名前「健診システム」はありません"),
        (piaflow.System("健診システム", zone="支所"), "「支所」はありません"),
        (piaflow.System("窓口端末"), "窓口端末"),
        (
            "健診システム",
            "'健診システム' は足せません（足せるもの: Zone, Party, System, File, Item, Flow, Text）",
        ),
    ],
    ids=["flow", "zone", "twice", "no part"],
)
def test_what_does_not_fit_is_a_model_error(
    part: piaflow.Flow, complaint: str, minato: piaflow.Model
) -> None:
    with pytest.raises(piaflow.ModelError) as caught:
        minato.add(part)
    assert complaint in str(caught.value)


def test_the_answer_shows_itself_as_text_table_markdown_and_plain_data(answer: piaflow.ImpactAnswer) -> None:
    assert repr(answer) == answer.to_text()
    assert find_too_wide(answer.to_text()) == []
    assert "重要な変更の候補" in answer._repr_html_()
    assert answer.to_markdown().startswith("## 影響　みなと市長")
    assert [row["path"] for row in answer.to_rows()] == [item.path for item in answer.items]
    assert json.loads(json.dumps(answer.to_dict())) == answer.to_dict()


def test_a_notebook_shows_all_that_the_text_says(answer: piaflow.ImpactAnswer) -> None:
    shown = unescape(answer._repr_html_())
    assert [finding.message for finding in answer.new_findings if finding.message not in shown] == []
    assert [part.name for part in answer.differences if part.name not in shown] == []
    reasons = [text for _, texts in reasons_of(answer.impact) for text in texts]
    assert len(reasons) > 3
    assert [reason for reason in reasons if reason not in shown] == []
    assert CANDIDATE in shown


def test_the_findings_compared_are_those_of_the_rules_that_are_passed(
    minato: piaflow.Model, answer: piaflow.ImpactAnswer
) -> None:
    assert answer.new_findings != ()
    assert piaflow.impact(minato, answer.after, rules=()).new_findings == ()


def test_the_pictures_are_those_of_the_overlay(minato: piaflow.Model, answer: piaflow.ImpactAnswer) -> None:
    after = piaflow.Model.of(answer.after)
    assert answer.pictures() == after.pictures("impact", before=minato)
    name = "(１)住民基本台帳ファイル"
    assert answer.diagram(name) == after.diagram("impact", name, before=minato)
    with pytest.raises(piaflow.ChoiceNeededError):
        answer.diagram()


def test_the_answer_is_saved_as_its_extension_says(answer: piaflow.ImpactAnswer, tmp_path: Path) -> None:
    answer.save(tmp_path / "i.md")
    answer.save(tmp_path / "i.json")
    answer.save(tmp_path / "i.xlsx")
    assert (tmp_path / "i.md").read_text(encoding="utf-8") == answer.to_markdown()
    assert json.loads((tmp_path / "i.json").read_text(encoding="utf-8")) == answer.to_dict()
    assert (tmp_path / "i.xlsx").read_bytes() == answer.to_xlsx()
    with pytest.raises(piaflow.FormatError, match="使える形式: md, json, xlsx"):
        answer.save(tmp_path / "i.docx")


def test_the_package_and_the_function_keep_their_names_apart() -> None:
    from piaflow.impact.impact import find_impact  # noqa: PLC0415 - importing the room must not hide the function

    assert callable(piaflow.impact)
    assert callable(find_impact)
