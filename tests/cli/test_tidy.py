"""`piaflow tidy` writes what says the same, all of it or nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from piaflow.store.load import load
from tests.cli.calling import call, refused

OTHERS = (
    "評価実施機関内の他部署",
    "行政機関・独立行政法人等",
    "地方公共団体・地方独立行政法人",
    "民間事業者",
    "その他",
)
BOXES = ", ".join(["本人又は本人の代理人: yes", *(f"{name}: no" for name in OTHERS)])
TEXT = f"""\
assessment: {{body: みなと市長, procedure: 予防接種}}
systems: {{健康: {{number: 1}}}}
files:
  台帳:
    holder: 健康
    records: [{", ".join(f"項目{i}" for i in range(30))}]
    acquisition: {{sources: {{{BOXES}}}}}   # 窓口
"""


@pytest.fixture
def model(tmp_path: Path) -> Path:
    path = tmp_path / "m.yaml"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_a_model_is_rewritten_with_its_list_beside_it(model: Path) -> None:
    before = load(model)
    told = call("tidy", model.parent)
    records = model.parent / "lists" / "m-台帳-記録項目.csv"
    assert (told.exit_code, told.stdout) == (0, f"{model}: 7 行が 7 行になりました、{records}\n")
    assert load(model) == before
    assert "sources: {本人又は本人の代理人: yes, rest: no}}   # 窓口" in model.read_text(encoding="utf-8")
    assert records.read_bytes().startswith("\ufeffrecords\n項目0\n".encode())
    assert call("tidy", model).stdout == "短くなるものはありません\n"


def test_check_writes_nothing_and_ends_with_1(model: Path) -> None:
    told = call("tidy", "--check", model)
    assert told.exit_code == 1
    assert "なります" in told.stdout
    assert [path.name for path in model.parent.iterdir()] == ["m.yaml"]
    assert model.read_text(encoding="utf-8") == TEXT


def test_nothing_is_written_where_one_of_them_is_wrong(model: Path) -> None:
    wrong = model.parent / "n.yaml"
    wrong.write_text(TEXT.replace("number: 1", "nummer: 1"), encoding="utf-8")
    (line,) = refused("tidy", model, wrong)
    assert line.startswith(f"{wrong}:2:")
    assert model.read_text(encoding="utf-8") == TEXT


def test_a_list_that_is_there_already_is_not_written_over(model: Path) -> None:
    (model.parent / "lists").mkdir()
    taken = model.parent / "lists" / "m-台帳-記録項目.csv"
    taken.write_text("mine", encoding="utf-8")
    assert "m-台帳-記録項目-2.csv" in call("tidy", model).stdout
    assert taken.read_text(encoding="utf-8") == "mine"
