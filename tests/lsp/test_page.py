"""The page on editors says what the server does, and its settings are ones that an editor reads."""

from __future__ import annotations

import json
import re

from lsprotocol import types

from piaflow.app.project import Project
from piaflow.lsp.server import LATER, SOON, make_server
from tests.docs.examples import ROOT

PAGE = (ROOT / "docs" / "editor.md").read_text(encoding="utf-8")


def test_the_settings_are_json_and_start_the_server() -> None:
    settings, schemas = (
        json.loads(block) for block in re.findall(r"^```json\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
    )
    command, words = settings["glspc.server.command"], settings["glspc.server.commandArguments"]
    assert [command, *words] == ["piaflow", "lsp"]
    assert 'cmd = { "piaflow", "lsp" }' in PAGE
    assert [*schemas["yaml.schemas"]] == ["./piaflow.schema.json"]


def test_the_pauses_and_the_signs_are_those_of_the_server() -> None:
    assert f"打ち終えて {SOON} 秒。規則の指摘はその {LATER} 秒後から" in PAGE
    features = make_server(Project((), ())).protocol.fm.feature_options
    asked = features[types.TEXT_DOCUMENT_COMPLETION].trigger_characters
    (row,) = re.findall(r"^\| 候補を出すきっかけ \| (.*) \|$", PAGE, re.MULTILINE)
    assert row == "、".join("空白" if sign == " " else f"`{sign}`" for sign in asked)
