"""The pages of a corpus tell of each document what is in it, none of what is not."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import piaflow
from piaflow.app.corpora import build_corpus, open_corpus

BARE = "assessment: {body: やまて市長, procedure: 税}\nsystems: {税システム: {owner: やまて市長}}\n"


@pytest.mark.slow
def test_a_document_has_as_many_findings_as_its_check_and_else_none(tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    minato = Path(__file__).parents[1] / "fixtures" / "minato.yaml"
    for name, text in {"minato": minato.read_text(encoding="utf-8"), "yamate": BARE}.items():
        (tmp_path / "models" / f"{name}.yaml").write_text(text, encoding="utf-8")
    build_corpus([tmp_path / "models"], tmp_path / "corpus")
    open_corpus(tmp_path / "corpus").save_page(tmp_path / "page", on="2026-01-01")
    pieces = (path.read_text(encoding="utf-8") for path in (tmp_path / "page" / "pieces").glob("place-*.js"))
    told = [json.loads(re.sub(r"^takePiece\((.*)\);\n$", r"\1", piece))["told"] for piece in pieces]
    found = {(row[0], row[-1]) for place in told for row in place["documents"]}
    models = [piaflow.load(path) for path in sorted((tmp_path / "models").iterdir())]
    assert found == {(f"{model.body} {model.procedure}", len(model.check())) for model in models}
    assert 0 in {count for _, count in found}
