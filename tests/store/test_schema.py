"""The shipped JSON Schema is the domain's, and says of a model file what the loader says."""

from __future__ import annotations

import json
import re
from importlib import resources
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from piaflow.app.loading import find_model_files
from piaflow.store.meanings import _OWN, _SHARED
from piaflow.store.schema import make_schema, to_text

ROOT = Path(__file__).parents[2]
MODELS = [*find_model_files(ROOT / "models"), ROOT / "tests/fixtures/minato.yaml"]


def _errors(data: Any) -> list[str]:
    validator = jsonschema.Draft202012Validator(make_schema())
    return [error.message for error in validator.iter_errors(data)]


def test_the_shipped_schema_is_the_one_of_the_domain() -> None:
    shipped = resources.files("piaflow.store").joinpath("assessment.schema.json").read_text(encoding="utf-8")
    assert shipped == to_text()
    jsonschema.Draft202012Validator.check_schema(json.loads(shipped))


def test_every_key_says_in_japanese_what_it_means() -> None:
    schema = make_schema()
    for definition in (schema, *schema["$defs"].values()):
        for key, value in definition["properties"].items():
            assert re.search(r"[぀-ヿ一-鿿]", value["description"]), key


def test_no_meaning_is_left_over_from_a_key_that_is_gone() -> None:
    used = make_schema()
    told = {
        value["description"] for d in (used, *used["$defs"].values()) for value in d["properties"].values()
    }
    assert told == {*_SHARED.values(), *(text for own in _OWN.values() for text in own.values())}


@pytest.mark.slow
@pytest.mark.parametrize("path", MODELS, ids=lambda p: p.stem)
def test_every_model_is_valid(path: Path) -> None:
    assert _errors(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)) == []  # noqa: S506 - reads text only


def test_the_shorter_forms_are_valid() -> None:
    entries = {"defaults": {"subjects": "1万人未満"}, "提供先1": {"rows": "lists/別紙1.csv"}}
    file = {"main_items": {"個人番号": "yes", "rest": "no"}, "records": "別添2.csv", "provisions": entries}
    short = {**HEAD, "files": {"defaults": {"department": "市民課"}, "台帳": file}, "revisions": "変更.CSV"}
    assert _errors(short) == []


HEAD = {"assessment": {"body": "みなと市長", "procedure": "住民基本台帳事務"}}


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {**HEAD, "zone": {}},
        {**HEAD, "systems": {"VRS": {"kind": "装置"}}},
        {**HEAD, "flows": [{"from": "VRS"}]},
        {**HEAD, "contracts": [{"reason": "なし"}]},
        {**HEAD, "files": {"台帳": {"counts": {"寄附": {"count": 1}}}}},
        {**HEAD, "assessment": {**HEAD["assessment"], "span": "12-13"}},
    ],
)
def test_what_the_loader_refuses_is_invalid(wrong: dict[str, Any]) -> None:
    assert _errors(wrong)
