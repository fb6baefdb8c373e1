"""The page of a reading holds what was read and what was not, and nothing that could leave its place."""

from __future__ import annotations

import json
import re
from base64 import b64decode
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import piaflow
from piaflow.domain.choices import FormKind
from piaflow.explorer.reading import (
    BUNDLE,
    Leaf,
    Orphan,
    Quote,
    ReadField,
    ReadPage,
    Rival,
    State,
    Tick,
    write_reading,
)
from tests.app.test_documents import ROWS
from tests.source.printing import PDF_LAYOUTS, TEXT_LAYOUTS, print_form, to_pdf, to_text, to_xlsx
from tests.source.random_forms import make_form, seed_random

HOSTILE = "</script><img src=x onerror=alert(1)>\"'><!--<b>&amp;"
_ALLOWED = re.compile(r"data:image/png;base64,[A-Za-z0-9+/=]+")


class _Parts(HTMLParser):
    """Every element with its attributes, and the text of the page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.parts: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.parts.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def list(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.parts if name == tag]


def _make(tmp_path: Path, name: str, content: bytes) -> tuple[piaflow.ReadDocument, _Parts]:
    (tmp_path / name).write_bytes(content)
    read = piaflow.read(tmp_path / name)
    return read, _Parts(read.to_html())


@pytest.mark.slow
@pytest.mark.parametrize("name", ["a.pdf", "a.xlsx", "a.txt"])
def test_every_field_that_was_read_or_not_stands_on_the_page(tmp_path: Path, name: str) -> None:
    form = print_form(make_form(FormKind.FULL, seed_random(5)))
    made = {
        "a.pdf": lambda: to_pdf(form, PDF_LAYOUTS[0]),
        "a.xlsx": lambda: to_xlsx(form),
        "a.txt": lambda: to_text(form, min(TEXT_LAYOUTS), seed_random(1)).encode(),
    }
    read, page = _make(tmp_path, name, made[name]())
    facts = json.loads(next(word for word in page.words if word.startswith('{"document"')))
    shown = {field["path"] for field in facts["fields"]}
    asked = {c.path for c in read.form.cells if c.field.kind.value not in ("参照", "図") or c.text}
    assert asked <= shown
    cards = {a["id"] for a in page.list("article") if "orphan" not in str(a["class"])}
    assert cards == {f"f{number}" for number in range(len(facts["fields"]))}
    orphans = [a for a in page.list("article") if "orphan" in str(a["class"])]
    assert len(orphans) == len(read.reading.homeless)


@pytest.mark.slow
def test_a_page_of_a_pdf_is_a_picture_with_a_mark_where_each_field_stands(tmp_path: Path) -> None:
    form = print_form(make_form(FormKind.FULL, seed_random(5)))
    read, page = _make(tmp_path, "a.pdf", to_pdf(form, PDF_LAYOUTS[0]))
    images = page.list("img")
    assert len(images) == len(read.source.pages)
    assert all(b64decode(str(image["src"]).partition(",")[2]).startswith(b"\x89PNG") for image in images)
    assert all(image["loading"] == "lazy" for image in images)
    marked = {name for mark in page.list("rect") for name in str(mark["data-marks"]).split()}
    assert marked >= {a["id"] for a in page.list("article")}
    width, height = read.source.pages[0].width, read.source.pages[0].height
    for mark in page.list("rect"):
        assert -2 <= float(str(mark["x"])) <= width
        assert -2 <= float(str(mark["y"])) <= height


def test_the_lines_of_a_text_are_numbered_and_marked(tmp_path: Path) -> None:
    read, page = _make(tmp_path, "評価書.txt", ROWS.encode())
    marks = {
        name: number
        for number, a in enumerate(page.list("li"))
        for name in str(a.get("data-marks", "")).split()
    }
    assert set(marks) >= {a["id"] for a in page.list("article")}
    assert len([a for a in page.list("span") if a.get("class") == "number"]) == len(
        {line.number for line in read.source.lines}
    )


def test_words_of_several_lines_are_quoted_from_the_first_to_the_last(tmp_path: Path) -> None:
    form = print_form(make_form(FormKind.BASIC, seed_random(5)))
    read, page = _make(tmp_path, "a.txt", to_text(form, min(TEXT_LAYOUTS), seed_random(1)).encode())
    facts = json.loads(next(word for word in page.words if word.startswith('{"document"')))
    told = {field["path"]: field for field in facts["fields"]}
    long = {str(a): v for a, v in read.reading.values.items() if len({line.number for line in v.lines}) > 1}
    assert len(long) > 2
    for path, value in long.items():
        numbers = [line.number for line in value.lines]
        assert told[path]["at"] == f"{min(numbers)}-{max(numbers)}"
        for line in value.lines:
            assert "".join(line.text.split()) in "".join(told[path]["words"].split())


def test_the_counters_of_a_document_are_told(tmp_path: Path) -> None:
    _, page = _make(tmp_path, "評価書.txt", ROWS.encode())
    assert any("委託は2件とあり、読めたのは1件" in word for word in page.words)


_WORDS = st.text(max_size=30) | st.just(HOSTILE)


@st.composite
def _pages(draw: st.DrawFn) -> ReadPage:
    quote = Quote(1, 2, draw(_WORDS))
    field = ReadField(
        draw(_WORDS),
        draw(_WORDS),
        draw(st.sampled_from(State)),
        draw(_WORDS),
        draw(_WORDS),
        quote,
        choices=(draw(_WORDS),),
        ticks=(Tick(draw(_WORDS), "unknown", draw(_WORDS), takes_words=True),) if draw(st.booleans()) else (),
        rivals=(Rival(draw(_WORDS), draw(_WORDS), quote),),
        lines=(1,),
        sides=((1.0, 2.0, 3.0, 4.0),),
    )
    picture = draw(st.sampled_from([b"", b"\x89PNG"]))
    leaf = Leaf(draw(_WORDS), ((1, draw(_WORDS)),), (field,), (Orphan(quote, (1,)),), 10.0, 10.0, picture)
    said = {draw(_WORDS): {"at": "1", "words": draw(_WORDS), "text": draw(_WORDS)}}
    notes = ((draw(_WORDS), (draw(_WORDS),)),)
    return ReadPage(draw(_WORDS), draw(_WORDS), draw(_WORDS), draw(_WORDS), (leaf,), notes, said)


@settings(deadline=None, max_examples=60)
@given(_pages())
def test_words_of_a_document_become_text_and_nothing_else(page: ReadPage) -> None:
    parts = _Parts(write_reading(page))
    assert len(parts.list("script")) == 2
    images = parts.list("img")
    assert all(_ALLOWED.fullmatch(str(image["src"])) for image in images)
    assert not [name for _, attributes in parts.parts for name in attributes if name.startswith("on")]
    assert not [a for _, a in parts.parts if a.get("style") or str(a.get("href", "#")).partition("#")[0]]
    plain = _Parts(write_reading(ReadPage("a", "a", "a", "a", ())))
    assert {tag for tag, _ in plain.parts} <= {tag for tag, _ in parts.parts}
    assert {tag for tag, _ in parts.parts} <= {
        *(
            "html",
            "head",
            "meta",
            "title",
            "style",
            "body",
            "header",
            "h1",
            "h2",
            "h3",
            "p",
            "main",
            "section",
        ),
        *(
            "details",
            "summary",
            "ul",
            "ol",
            "li",
            "a",
            "span",
            "div",
            "article",
            "img",
            "svg",
            "rect",
            "button",
        ),
        *("footer", "textarea", "script"),
    }


def test_the_page_loads_nothing() -> None:
    assert "default-src 'none'" in BUNDLE.policy
    assert "img-src data:;" in BUNDLE.policy
    assert not re.search(r"url\(|@import", BUNDLE.style)
    assert not re.search(r"fetch|XMLHttp|import\(|WebSocket|sendBeacon", BUNDLE.script)


def test_what_nobody_could_tell_is_open_and_what_was_read_is_not(tmp_path: Path) -> None:
    form = print_form(make_form(FormKind.FULL, seed_random(5)))
    read, page = _make(tmp_path, "a.txt", to_text(form, max(TEXT_LAYOUTS), seed_random(1)).encode())
    facts = json.loads(next(word for word in page.words if word.startswith('{"document"')))
    is_open = {field["path"]: field["open"] for field in facts["fields"]}
    told = {c.path: c.origin for c in read.form.cells if c.path in is_open}
    assert {
        told[path].value for path in told if is_open[path] and not read.form.cell(path).filled.unread
    } <= {
        "空欄",
        "未読",
    }
    assert all(is_open[path] for path, origin in told.items() if origin.value == "未読")
    assert not any(
        is_open[p] for p, o in told.items() if o.value == "印字" and not read.form.cell(p).filled.unread
    )
