"""HTML page → what it shows: each sheet, the tables and the facts, and that no name of the model became a tag."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html.parser import HTMLParser

from attrs import define, evolve

from piaflow.domain.visible import reveal
from piaflow.render.proof.shown import Shown, compare, refuse, refuse_differences, squeeze
from piaflow.render.proof.svg import read_back
from piaflow.views.entry_tables import EntryTable
from piaflow.views.scene import Arrow, Scene

_OUTER = {"html", "head", "meta", "title", "style", "body", "header", "main", "section", "aside", "script"}
_WORDS = {"h1", "h2", "h3", "p", "div", "span", "details", "summary", "ul"}
_TABLES = {"table", "thead", "tbody", "tr", "th", "td"}
_CONTROLS = {"button", "input", "select", "option", "label"}
_OURS = _OUTER | _WORDS | _TABLES | _CONTROLS | {"svg", "desc", "g", "rect", "path", "circle", "text"}
_ONCE = ("html", "body", "main", "style")
_VOID = {"meta", "input"}
# What a page is read back by: how each diagram begins, and what stands on the button of a flow without a number.
OPENING, UNNUMBERED = '<section class="diagram" ', "選択"
_REACHING_OUT = frozenset({"src", "href", "xlink:href", "action", "style", "srcdoc", "formaction"})


@define
class Element:
    """An element of a page, and all the text in it."""

    tag: str
    attributes: dict[str, str]
    text: str = ""


class _Reader(HTMLParser):
    """Gathers the elements of a page as a browser sees them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[Element] = []
        self._open: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        part = Element(tag, {name: value or "" for name, value in attrs})
        self.parts.append(part)
        if tag not in _VOID:
            self._open.append(part)

    def handle_endtag(self, tag: str) -> None:
        if tag in {part.tag for part in self._open}:
            while self._open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        for part in self._open:
            part.text += data


def read_sheets(text: str) -> list[Shown]:
    """Read each diagram of what `to_page` wrote. `texts` holds the row of each flow, by the flow's id."""
    _, *sheets = text.partition("</main>")[0].split(OPENING)
    return [_read_sheet(OPENING + sheet) for sheet in sheets]


def _read_sheet(text: str) -> Shown:
    parts = read_parts(text)
    start = text.index("<svg ")
    picture = read_back(text[start : text.index("</svg>", start) + len("</svg>")])
    flows = {
        p.attributes["data-arrow"]: squeeze(p.text) for p in parts if p.attributes.get("class") == "flow"
    }
    return evolve(
        picture, title="".join(_find_title(parts)), texts=flows, remarks=tuple(_find_remarks(parts))
    )


def read_parts(text: str) -> list[Element]:
    """Return all elements of a page in their order."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return reader.parts


def verify_html(
    text: str, scenes: Sequence[Scene], tables: Sequence[Sequence[EntryTable]], embedded: str
) -> None:
    """Raise a RenderError that names what a page lacks, or has too much, against its scenes, tables and facts."""
    parts = read_parts(text)
    refuse("HTMLに余分な要素があります", _find_strange(parts, len(scenes)))
    shown = read_sheets(text)
    refuse("HTMLの図の数が違います", [] if len(shown) == len(scenes) else [str(len(shown))])
    for scene, seen in zip(scenes, shown, strict=True):
        _verify_sheet(scene, seen)
    rows = (squeeze("".join(row)) for own in tables for table in own for row in table.rows)
    entries = (squeeze(p.text) for p in parts if p.attributes.get("class") == "entry")
    refuse("Ⅱの表がモデルと一致しません", compare("行", rows, entries))
    facts = [p.text for p in parts if p.attributes.get("id") == "facts"]
    refuse("事実がモデルと一致しません", [] if facts == [embedded] else ["facts"])


def _verify_sheet(scene: Scene, shown: Shown) -> None:
    refuse_differences(scene, shown)
    labels = {box.id: box.label for box in scene.boxes}
    wrong = [a.number or a.id for a in scene.arrows if shown.texts.get(reveal(a.id)) != _tell_row(a, labels)]
    refuse("流れの一覧がモデルと一致しません", wrong)


def _tell_row(arrow: Arrow, labels: dict[str, str]) -> str:
    number = squeeze(arrow.number) or UNNUMBERED
    ends = labels[arrow.source] + labels[arrow.target]
    return squeeze(f"{number}{ends}{arrow.text}{arrow.kind}")


def _find_strange(parts: list[Element], sheets: int) -> Iterator[str]:
    """Yield what only a name that was not escaped can have brought in."""
    tags = [part.tag for part in parts]
    yield from sorted(set(tags) - _OURS)
    wanted = {**dict.fromkeys(_ONCE, 1), "svg": sheets, "script": 2}
    yield from (f"{tag}×{tags.count(tag)}" for tag, count in wanted.items() if tags.count(tag) != count)
    for part in parts:
        yield from (name for name in part.attributes if name.startswith("on") or name in _REACHING_OUT)


def _find_title(parts: list[Element]) -> Iterator[str]:
    return (p.text for p in parts if p.attributes.get("class") in ("title", "subtitle"))


def _find_remarks(parts: list[Element]) -> Iterator[str]:
    """Yield headings, then remarks, in the order of the page."""
    for name in ("heading", "remark"):
        yield from (p.text for p in parts if p.tag == "tr" and p.attributes.get("class") == name)
