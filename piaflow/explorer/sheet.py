"""One diagram of the HTML page: its sheet, its remarks and its flows as tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from attrs import field, frozen

from piaflow.layout.font import flatten, to_drawable
from piaflow.layout.kept import Kept
from piaflow.render.markup import element, write_text
from piaflow.render.proof.page import OPENING, UNNUMBERED
from piaflow.views.arranging import by_number
from piaflow.views.scene import Arrow, RemarkGroup, Scene

BEFORE, AFTER, BOTH = "変更前", "変更後", "重ねて"
STATES = (BEFORE, AFTER, BOTH)
_HINT = "Ctrl＋ホイールか二本指で拡大・縮小、ドラッグで移動"
_KEYS = "図。＋と－で拡大・縮小、0で全体、矢印キーで移動、Tabで箱へ、Escで選択を解除"
_BUTTONS = (("+", "＋", "拡大"), ("-", "－", "縮小"), ("0", "全体", "全体を表示"))
_XML_ID = re.compile(r'(<g class="\w+") id="[^"]*"')
_FIRST = r"\1"


Words = dict[str, str]


@frozen
class Sheet:
    """A diagram of a page: its scene and, where there are several, what its tab says and whose it is.

    `document` is its place among the documents of the page's data, `shelf` that of the document it is chosen
    under (the one after the change), `state` which side of a change it shows. `verdicts` holds, by item, the words
    of the trace on its boxes and arrows by their ids, `joined` those of the trace over all documents. `kept` is
    where a person put the boxes.
    """

    scene: Scene
    name: str = "図"
    document: int = 0
    shelf: int = 0
    state: str = ""
    verdicts: dict[str, Words] = field(factory=dict)
    joined: dict[str, Words] = field(factory=dict)
    kept: Kept = field(default=Kept(), eq=False)


def sheet_to_dict(sheet: Sheet) -> dict[str, Any]:
    """Return `{flows, steps, verdicts, joined}`: the flows behind each arrow, and the numbers that are stepped through.

    Those are the numbers that an arrow bears, in their own order, which is that of time; the 備考 need not have them all.
    """
    drawn = {arrow.number for arrow in sheet.scene.arrows if arrow.number}
    return {
        "flows": {arrow.id: arrow.flows for arrow in sheet.scene.arrows},
        "steps": sorted(drawn, key=by_number),
        "verdicts": sheet.verdicts,
        "joined": sheet.joined,
    }


def write_sheet(sheet: Sheet, number: int, svg: str, heading: str) -> Iterator[str]:
    """Yield the lines of a diagram. `svg` is its picture, without title and remarks, which stand around it."""
    scene = sheet.scene
    attributes = element(
        "section",
        "",
        id=f"sheet-{number}",
        data_name=sheet.name,
        data_document=str(sheet.document),
        data_shelf=str(sheet.shelf),
        data_state=sheet.state,
        aria_label=f"{sheet.name} {sheet.state}".strip(),
    )
    yield OPENING + attributes.removeprefix("<section ").removesuffix("</section>")
    yield '<div class="head">'
    state = {"data_state": sheet.state} if sheet.state else {}
    yield element(heading, write_text(to_drawable(scene.title)), class_="title", **state)
    if scene.subtitle:
        yield element("p", write_text(to_drawable(scene.subtitle)), class_="subtitle")
    yield "</div>"
    yield from _write_picture(scene, svg)
    yield '<div class="below">'
    yield from _write_remarks(scene)
    yield from _write_flows(scene)
    if scene.footer:
        yield element("p", write_text(scene.footer), class_="footer")
    yield "</div>"
    yield "</section>"


def _write_picture(scene: Scene, svg: str) -> Iterator[str]:
    buttons = (
        element("button", words, type="button", data_key=key, aria_label=name)
        for key, words, name in _BUTTONS
    )
    hint = element("p", _HINT, class_="hint")
    yield '<div class="picture-place">'
    # Hidden where no script runs: it would do nothing there.
    yield f'<div class="bar" role="group" aria-label="図の表示" hidden="">{"".join(buttons)}{hint}</div>'
    named = element("svg", "", aria_label=f"図 {scene.title}").removesuffix("></svg>")
    # Two pictures of one page may show the same node; an id may stand there once.
    sheet = f"{named} {_XML_ID.sub(_FIRST, svg).partition('<svg ')[2].strip()}"
    yield element("div", f"\n{sheet}\n", class_="sheet", tabindex="0", role="group", aria_label=_KEYS)
    yield "</div>"


def _write_remarks(scene: Scene) -> Iterator[str]:
    if not scene.remarks:
        return
    numbers = {arrow.number for arrow in scene.arrows if arrow.number}
    yield '<section aria-label="備考">'
    yield "<h3>備考</h3>"
    yield '<table class="remarks">'
    yield '<thead><tr><th scope="col" class="number">番号</th><th scope="col">内容</th></tr></thead>'
    for group in scene.remarks:
        yield from _write_group(group, numbers)
    yield "</table>"
    yield "</section>"


def _write_group(group: RemarkGroup, numbers: set[str]) -> Iterator[str]:
    yield "<tbody>"
    if group.heading:
        heading = element("th", write_text(to_drawable(group.heading)), colspan="2", scope="rowgroup")
        yield element("tr", heading, class_="heading")
    for remark in group.remarks:
        words = write_text(to_drawable(remark.number))
        name = _write_button(words) if remark.number in numbers else words
        cells = _write_number(name), element("td", write_text(to_drawable(remark.text)))
        yield element("tr", *cells, class_="remark", data_number=remark.number)
    yield "</tbody>"


def _write_number(words: str) -> str:
    return element("th", words, scope="row", class_="number")


def _write_button(words: str) -> str:
    return element("button", words, type="button", class_="pick", aria_pressed="false")


def _write_flows(scene: Scene) -> Iterator[str]:
    if not scene.arrows:
        return
    labels = {box.id: box.label for box in scene.boxes}
    heads = "".join(element("th", words, scope="col") for words in ("番号", "から", "へ", "内容", "種類"))
    yield '<details class="flow-list">' if scene.remarks else '<details class="flow-list" open="">'
    yield f"<summary>流れの一覧（{len(scene.arrows)}）</summary>"
    yield '<div class="wide flows"><table>'
    yield f"<thead><tr>{heads}</tr></thead>"
    yield "<tbody>"
    yield from (_write_flow(arrow, labels) for arrow in scene.arrows)
    yield "</tbody></table></div>"
    yield "</details>"


def _write_flow(arrow: Arrow, labels: dict[str, str]) -> str:
    ends = (("から", labels[arrow.source]), ("へ", labels[arrow.target]), ("内容", arrow.text))
    return element(
        "tr",
        _write_number(_write_button(write_text(flatten(arrow.number)) or UNNUMBERED)),
        *(element("td", write_text(to_drawable(words)), data_head=head) for head, words in ends),
        element("td", arrow.kind, class_="kind"),
        class_="flow",
        data_arrow=arrow.id,
        data_number=arrow.number,
    )
