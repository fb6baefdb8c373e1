"""What a notebook shows of a model, a trace and a picture, and the tables that a data frame is made from."""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Iterator
from html import unescape as html_unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest

import piaflow

MINATO = Path(__file__).parents[1] / "fixtures" / "minato.yaml"
HOSTILE = MINATO.with_name("hostile.yaml")
ATTACK = "</script><img src=x onerror=alert(1)>"
OURS = {"p", "b", "br", "h4", "details", "summary", "table", "thead", "tbody", "tr", "th", "td"}


class Reader(HTMLParser):
    """Reads the texts of the cells, and which elements stand open at the end."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.cells: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attrs)
        if tag == "td":
            self.cells.append("")
        if tag not in ("br", "img"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] == "td":
            self.cells[-1] += data


def find_systems(dossier: piaflow.Dossier) -> Iterator[piaflow.Hit]:
    for system in dossier.model.systems:
        yield piaflow.Hit(system.name, (system.name,), (piaflow.Evidence(system.name, system.spans),))


NAMED = piaflow.Rule("named", "名前", "見る。", "大事。", "直す。", "作り物", find=find_systems)


@pytest.fixture(scope="module")
def minato() -> piaflow.Model:
    return piaflow.load(MINATO)


def test_a_model_shows_every_system_file_and_flow(minato: piaflow.Model) -> None:
    read = Reader(minato._repr_html_())
    assert read.open == []
    assert {s.name for s in minato.systems} | {f.name for f in minato.files} <= set(read.cells)
    assert f"流れ {len(minato.flows)}" in minato._repr_html_()


def test_a_trace_shows_each_node_once(minato: piaflow.Model) -> None:
    answer = minato.trace("個人番号")
    first, parties, *rest = answer._repr_html_().split("<details>")
    reached = [n.name for n in answer.nodes if "個人番号" in (*n.as_items, *n.possibly_as)]
    assert Reader(first).cells[1::5] == reached
    touched = [p.name for p in answer.parties if p.reach is not piaflow.Reach.NONE]
    assert Reader(f"<details>{parties}").cells[::4] == touched
    told = [name for part in rest for name in Reader(f"<details>{part}").cells[::3]]
    assert told == [n.name for n in answer.nodes if n.name not in reached]


def test_no_name_becomes_markup(minato: piaflow.Model) -> None:
    name = "<script>alert('&')</script>"
    flow = piaflow.Flow("住民", name, items=piaflow.ItemList(("個人番号",)))
    model = minato.replace(systems=(*minato.systems, piaflow.System(name)), flows=(*minato.flows, flow))
    for html in (model._repr_html_(), model.trace("個人番号")._repr_html_()):
        assert name in Reader(html).cells
        assert "script" not in Reader(html).tags


def test_nothing_of_a_hostile_model_becomes_markup_in_any_answer() -> None:
    model = piaflow.load(HOSTILE)
    changed = model.add(piaflow.System("</table><script>"), flows=[piaflow.Flow("</table><script>", ATTACK)])
    shown = {
        "model": model._repr_html_(),
        "trace": model.trace("個人番号")._repr_html_(),
        "check": changed.check(rules=[NAMED])._repr_html_(),
        "impact": piaflow.impact(model, changed)._repr_html_(),
        "form": model.form()._repr_html_(),
    }
    for name, html in shown.items():
        read = Reader(html)
        assert read.open == [], name
        assert read.tags <= OURS, name
        assert read.attributes <= {"style"}, name
        assert ATTACK in html_unescape(html), name


def test_the_cells_of_a_table_read_from_the_left(minato: piaflow.Model) -> None:
    html = minato.check()._repr_html_()
    assert html.count("<td") == html.count('<td style="text-align:left;') > 0


def test_a_picture_fits_where_a_notebook_shows_it_and_says_of_what_it_is() -> None:
    picture = piaflow.load(HOSTILE).diagram("annex1")
    html = picture._repr_html_()
    read = Reader(html)
    assert (read.tags, read.attributes) == ({"img"}, {"alt", "style", "src"})
    assert picture.alt in html_unescape(html)
    assert "max-width:100%" in html
    svg = b64decode(html.partition("base64,")[2].rstrip('">')).decode()
    assert svg == picture._repr_svg_()
    assert picture._repr_mimebundle_() == {"image/svg+xml": svg, "text/html": html}


def test_a_picture_says_in_plain_data_what_it_shows(minato: piaflow.Model) -> None:
    picture = minato.diagram("annex1", "(１)住民基本台帳ファイル")
    told = picture.to_dict()
    assert json.loads(json.dumps(told)) == told
    assert [box["label"] for box in told["boxes"]] == [box.label for box in picture.scene.boxes]
    assert [frame["label"] for frame in told["frames"]] == [frame.label for frame in picture.scene.frames]
    flows = [row for row in picture.to_rows() if row["line"] != "保有"]
    assert [row["id"] for row in flows] == [
        i for i, flow in minato.flows_by_id.items() if flow.diagram == "(１)住民基本台帳ファイル"
    ]
    assert {r["number"] for r in flows} - {""} == {s.number for s in minato.diagrams[0].steps}


def test_a_picture_says_in_a_prompt_what_is_in_it(minato: piaflow.Model) -> None:
    picture = minato.diagram("topology")
    counts = len(picture.scene.boxes), len(picture.scene.arrows)
    assert repr(picture) == f"<Picture 全体: {counts[0]} boxes, {counts[1]} arrows>"


def test_the_parts_of_a_model_are_tables_of_equal_rows(minato: piaflow.Model) -> None:
    for part in ("nodes", "files", "flows", "steps", "entrustments", "provisions", "revisions"):
        rows = minato.to_rows(part)
        assert rows == minato.to_dict()[part]
        assert len({tuple(row) for row in rows}) == 1
    assert [row["name"] for row in minato.to_rows("files")] == [file.name for file in minato.files]


def test_a_part_that_is_not_there_names_the_nearest(minato: piaflow.Model) -> None:
    with pytest.raises(piaflow.UnknownNameError) as caught:
        minato.to_rows("flow")
    assert caught.value.nearest == "flows"


def test_an_answer_as_json_text_is_its_plain_data(minato: piaflow.Model) -> None:
    impact = piaflow.impact(minato, piaflow.load(MINATO.with_name("minato-konbini.yaml")))
    for answer in (minato, minato.trace("個人番号"), minato.check(), minato.form(), impact):
        assert json.loads(answer.to_json()) == answer.to_dict()
    assert json.loads(minato.todo().to_json()) == minato.todo().to_rows()


def test_what_is_to_be_done_shows_itself(minato: piaflow.Model) -> None:
    todo = minato.todo()
    assert repr(todo) == todo.to_text()
    assert len(todo) == len(todo.to_rows())


def test_a_trace_as_plain_data_is_of_one_node_where_one_is_named(minato: piaflow.Model) -> None:
    whole = minato.trace("個人番号").to_dict()
    asked = whole["nodes"][-1]
    assert minato.trace("個人番号").to_dict(asked["name"]) == {**whole, "nodes": [asked]}
    with pytest.raises(piaflow.UnknownNameError):
        minato.trace("個人番号").to_json("どこにもない所")


def test_a_picture_in_words_has_a_line_for_each_arrow(minato: piaflow.Model) -> None:
    picture = minato.diagram("topology")
    assert len(picture.to_lines()) == len(picture.scene.arrows)
    assert all(" → " in line for line in picture.to_lines())
