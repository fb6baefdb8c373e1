"""Order says nothing: the same document has the same findings, word for word, however its file lists what is in it.

What order does say something stays: Ⅰ.3 numbers the files by it, and the form the rows of 変更箇所.
"""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from piaflow.app.loading import find_model_files
from piaflow.rules.arranging import arrange
from piaflow.rules.checking import check
from piaflow.store.catalogue import load_catalogue
from piaflow.store.dumping import to_yaml
from piaflow.store.load import parse
from tests.once import load_once
from tests.permuting import permute
from tests.rules.case_files import Case, load_cases

ROOT = Path(__file__).parents[2]
MODELS = [
    *sorted((Path(__file__).parent / "right").glob("*.yaml")),
    ROOT / "tests" / "fixtures" / "minato.yaml",
    *find_model_files(ROOT / "models"),
]


@pytest.mark.parametrize("case", load_cases(), ids=str)
def test_a_rule_says_the_same_of_a_case_in_another_order(case: Case) -> None:
    kept = ("files", "revisions") if case.printed else ("files",)
    found = case.run()
    for seed in range(2):
        moved = permute(case.write(), Random(seed), kept=kept)  # noqa: S311 - an order, no secret
        assert case.run(moved) == found


@pytest.mark.parametrize("path", MODELS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_all_rules_say_the_same_of_a_model_in_another_order(path: Path) -> None:
    text = to_yaml(load_once(path))
    model, other = parse(text), parse(permute(text, Random(1), kept=("files",)))  # noqa: S311 - an order, no secret
    assert check(other, catalogue=load_catalogue()) == check(model, catalogue=load_catalogue())


@pytest.mark.parametrize("path", MODELS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_what_is_arranged_is_the_same_model_and_stands_in_order(path: Path) -> None:
    model = load_once(path)
    arranged = arrange(model)
    assert arranged == model
    assert arranged.files == model.files
    assert arrange(arranged) is arranged


def test_what_is_numbered_goes_by_number_what_is_read_by_line_and_the_rest_by_name() -> None:
    model = parse(
        """
assessment: {body: みなと市長, procedure: 住民基本台帳に関する事務}
documents: {"900": {}}
systems: {丙: {number: "10"}, 乙: {number: "2"}, 丁: {span: "900:3"}, 戊: {span: "900:2"}, 己: {}, 甲: {}}
files:
  台帳: {holder: 乙, records: [税額, 氏名, 異動事由, 個人番号]}
"""
    )
    arranged = arrange(model)
    assert [system.name for system in arranged.systems] == ["乙", "丙", "戊", "丁", "己", "甲"]
    assert arranged.file("台帳").records.names == ("個人番号", "氏名", "異動事由", "税額")
