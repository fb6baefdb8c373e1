"""`model.check()`: an answer that shows itself, and rules that a user passes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import piaflow
from tests.once import open_once
from tests.report.columns import find_too_wide

FIXTURES = Path(__file__).parents[1] / "fixtures"
MINATO, KONBINI = FIXTURES / "minato.yaml", FIXTURES / "minato-konbini.yaml"


def find_terminals(dossier: piaflow.Dossier) -> Iterator[piaflow.Hit]:
    for system in dossier.model.systems:
        if "端末" in system.name:
            yield piaflow.Hit(
                f"{system.name}がある。", (system.name,), (piaflow.Evidence("Ⅰ.2", system.spans),)
            )


TERMINALS = piaflow.Rule(
    "terminal", "端末がある", "見る。", "大事。", "直す。", "作り物", find=find_terminals
)


def test_a_model_is_checked_by_every_rule() -> None:
    answer = open_once(MINATO).check()
    assert isinstance(answer, piaflow.FindingsAnswer)
    assert len(answer) == len(list(answer)) == len(answer.to_dict()) == len(answer.to_rows()) > 0
    assert all(isinstance(finding, piaflow.Finding) for finding in answer)


def test_a_user_passes_rules_of_his_own() -> None:
    (finding,) = open_once(MINATO).check(rules=[TERMINALS])
    assert (finding.rule, finding.subjects, finding.message) == (
        "terminal",
        ("窓口端末",),
        "窓口端末がある。",
    )
    assert [str(span) for span in finding.spans] == ["900:66"]


def test_the_answer_shows_itself_as_text_table_and_plain_data() -> None:
    answer = open_once(MINATO).check(rules=[TERMINALS])
    assert repr(answer) == answer.to_text()
    assert find_too_wide(answer.to_text()) == []
    assert ">窓口端末がある。</td>" in answer._repr_html_()
    assert json.loads(json.dumps(answer.to_dict())) == answer.to_dict()


def test_a_model_that_comes_from_no_file_has_findings_without_a_place() -> None:
    model = piaflow.Model(piaflow.Overview("みなと市長", "住基"), systems=(piaflow.System("端末"),))
    (told,) = model.check(rules=[TERMINALS]).to_dict()
    assert (told["file"], told["place"]) == ("", {"file": "", "line": 0, "column": 0})


def test_models_are_checked_together_document_by_document() -> None:
    models = [open_once(MINATO), open_once(KONBINI)]
    answer = piaflow.check(models, rules=[TERMINALS])
    assert [f.subjects[0] for f in answer] == ["窓口端末", "窓口端末", "キオスク端末"]
    assert [len(document.standing) for document in answer.documents] == [1, 2]


def test_the_day_of_the_check_decides_about_acceptances() -> None:
    accepted = piaflow.Acceptance("terminal@端末", "承知", "2026-06-30")
    model = piaflow.Model(
        piaflow.Overview("みなと市長", "住基"), systems=(piaflow.System("端末"),), accepted=(accepted,)
    )
    assert len(model.check(rules=[TERMINALS], today=date(2026, 6, 30))) == 0
    assert len(model.check(rules=[TERMINALS], today=date(2026, 7, 1))) == 1


def test_what_is_known_is_left_out() -> None:
    answer = open_once(MINATO).check(rules=[TERMINALS])
    known = frozenset({("みなと市長 住民基本台帳に関する事務", "terminal@窓口端末")})
    assert len(answer.without(known)) == 0
    assert "前からの指摘 1 件" in answer.without(known).to_text()
