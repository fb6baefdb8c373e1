"""`piaflow.new`: a starter model from a notebook."""

from __future__ import annotations

from pathlib import Path

import pytest

import piaflow


def test_a_starter_is_written_and_returned(tmp_path: Path) -> None:
    model = piaflow.new("予防接種", tmp_path / "yobosesshu.yaml", body="みなと市長")
    assert isinstance(model, piaflow.Model)
    assert model == piaflow.load(tmp_path / "yobosesshu.yaml")
    assert model.body == "みなと市長"


def test_a_file_that_is_there_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(piaflow.FileAccessError, match="もうあります"):
        piaflow.new("予防接種", path, body="みなと市長")
    assert path.read_text(encoding="utf-8") == "mine"


def test_an_unknown_template_writes_nothing(tmp_path: Path) -> None:
    with pytest.raises(piaflow.UnknownNameError) as caught:
        piaflow.new("予防接取", tmp_path / "x.yaml", body="みなと市長")
    assert caught.value.nearest == "予防接種"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("schema", "named"),
    [
        ("町/models/piaflow.schema.json", "piaflow.schema.json"),
        ("piaflow.schema.json", "../../piaflow.schema.json"),
        ("町/schema.json", ""),
        ("町/隣/piaflow.schema.json", ""),
    ],
)
def test_the_first_line_names_the_schema_that_stands_in_the_folder_or_above(
    tmp_path: Path, schema: str, named: str
) -> None:
    (tmp_path / schema).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / schema).write_text("{}", encoding="utf-8")
    file = tmp_path / "町/models/juki.yaml"
    piaflow.new("住民基本台帳", file, body="みなと市長")
    first = file.read_text(encoding="utf-8").split("\n")[0]
    assert (
        first == f"# yaml-language-server: $schema={named}" if named else "yaml-language-server" not in first
    )
    assert piaflow.load(file).assessment.body == "みなと市長"
