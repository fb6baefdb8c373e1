"""A filled form as Markdown, HTML and plain data: every cell, in the order of the form."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path

from piaflow.proposals.projecting import project
from piaflow.report.as_html import to_html
from piaflow.report.as_json import to_json
from piaflow.report.as_json_answers import form_to_dict
from piaflow.report.as_markdown import to_markdown
from piaflow.report.form import form_title, tell_form
from tests.once import load_once
from tests.report.impacts import AFTER, EVIL

FORM = project(load_once(Path(__file__).parents[1] / "fixtures" / "minato.yaml"))
EVIL_FORM = project(AFTER)


def test_markdown_has_one_table_per_chapter_and_one_row_per_cell() -> None:
    text = to_markdown(tell_form(FORM))
    assert re.findall(r"^## (.*)$", text, re.MULTILINE) == list(FORM.chapters)
    rows = [line for line in text.splitlines() if line.startswith("| ")]
    assert len(rows) == len(FORM.cells) + 2 * len(FORM.chapters)
    assert "| ※ | 別添1 |" in text
    assert "| みなと情報サービス株式会社 | 印字 | 住民基本台帳ファイル/委託事項1 | 900:93-99 |" in text


def test_a_name_breaks_no_table() -> None:
    lines = [line for line in to_markdown(tell_form(EVIL_FORM)).splitlines() if line.startswith("|")]
    assert {len(re.findall(r"(?<!\\)\|", line)) for line in lines} == {8}
    assert html.escape(EVIL) in to_html(tell_form(EVIL_FORM))
    assert "</script>" not in to_html(tell_form(EVIL_FORM))


def test_plain_data_holds_every_cell_with_its_lines() -> None:
    told = form_to_dict(FORM)
    assert json.loads(to_json(told)) == told
    assert [(c["path"], c["text"]) for c in told["cells"]] == [(c.path, c.text) for c in FORM.cells]
    contractor = next(c for c in told["cells"] if c["path"] == "Ⅱ.ファイル1.4.委託事項1.⑥")
    assert contractor["span"] == ["900:93-99"]
    assert (told["form"], told["edition"]) == ("全項目評価書", "平成30年5月 様式4")


def test_the_title_counts_what_the_model_fills() -> None:
    filled = [cell for cell in FORM.cells if not cell.is_empty]
    assert f"{len(FORM.cells)} 欄のうち {len(filled)} 欄に記載（" in form_title(FORM)
    told = {name: int(count) for name, count in re.findall(r"(\S\S) (\d+)[、）]", form_title(FORM))}
    assert told == {origin.value: count for origin, count in FORM.origins.items() if count}
    assert sum(told.values()) == len(FORM.cells)
