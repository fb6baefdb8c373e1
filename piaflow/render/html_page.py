"""Scene and its SVG → one self-contained HTML page: the sheet with zoom and pan, the remarks and the flows as tables."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from importlib.resources import files

from piaflow.render.font import to_drawable
from piaflow.render.markup import GENERATOR, element, write_text
from piaflow.views.scene import Arrow, RemarkGroup, Scene

UNNUMBERED = "選択"  # on the button of a flow without a number
_ASK = "流れ（矢印）か備考の番号を選ぶと、ここに内容が出ます。"
_HINT = "Ctrl＋ホイールでも拡大・縮小、ドラッグで移動"
_KEYS = "＋と－で拡大・縮小、0で全体、矢印キーで移動、Escで選択を解除"
_BUTTONS = (("+", "＋", "拡大"), ("-", "－", "縮小"), ("0", "全体", "全体を表示"))


def to_page(scene: Scene, svg: str) -> str:
    """Return the page of a scene. `svg` is its picture, without title and remarks, which stand around it."""
    return "\n".join(
        (
            "<!DOCTYPE html>",
            f'<html lang="ja" {GENERATOR}>',
            *_write_head(scene),
            "<body>",
            *_write_header(scene),
            "<main>",
            *_write_sheet(scene, svg),
            *_write_remarks(scene),
            *_write_flows(scene),
            "</main>",
            *([element("footer", write_text(scene.footer))] if scene.footer else []),
            f"<script>{_load('page.js')}</script>",
            "</body>",
            "</html>",
            "",
        )
    )


def tell_kind(arrow: Arrow) -> str:
    """Return what the table of flows says of an arrow's line and mark."""
    return "・".join(word for word in (arrow.line.value, arrow.mark.value) if word)


@cache
def _load(name: str) -> str:
    return files("piaflow.render").joinpath(name).read_text(encoding="utf-8")


def _seal(name: str) -> str:
    """Return the hash by which a browser knows our own script or style, and runs no other."""
    return f"'sha256-{b64encode(sha256(_load(name).encode()).digest()).decode()}'"


def _write_head(scene: Scene) -> Iterator[str]:
    policy = f"default-src 'none'; style-src {_seal('page.css')}; script-src {_seal('page.js')}"
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield element("title", write_text(f"{scene.title} {scene.subtitle}".strip()))
    yield f"<style>{_load('page.css')}</style>"
    yield "</head>"


def _write_header(scene: Scene) -> Iterator[str]:
    yield "<header>"
    yield element("h1", write_text(to_drawable(scene.title)))
    if scene.subtitle:
        yield element("p", write_text(to_drawable(scene.subtitle)), class_="subtitle")
    yield "</header>"


def _write_sheet(scene: Scene, svg: str) -> Iterator[str]:
    buttons = (
        element("button", words, type="button", data_key=key, aria_label=name)
        for key, words, name in _BUTTONS
    )
    hint = element("p", _HINT, class_="hint")
    yield '<section aria-label="図">'
    # Hidden where no script runs: it would do nothing there.
    yield f'<div class="bar" role="toolbar" aria-label="図の表示" hidden="">{"".join(buttons)}{hint}</div>'
    named = element("svg", "", aria_label=f"図 {scene.title}").removesuffix("></svg>")
    sheet = f"{named} {svg.partition('<svg ')[2].strip()}"
    yield element("div", f"\n{sheet}\n", class_="sheet", tabindex="0", role="group", aria_label=_KEYS)
    yield element("p", _ASK, class_="told", role="status", aria_live="polite")
    yield "</section>"


def _write_remarks(scene: Scene) -> Iterator[str]:
    if not scene.remarks:
        return
    numbers = {arrow.number for arrow in scene.arrows if arrow.number}
    yield '<section aria-label="備考">'
    yield "<h2>備考</h2>"
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
    yield "<details>" if scene.remarks else '<details open="">'
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
        _write_number(_write_button(write_text(to_drawable(arrow.number)) or UNNUMBERED)),
        *(element("td", write_text(to_drawable(words)), data_head=head) for head, words in ends),
        element("td", tell_kind(arrow), class_="kind"),
        class_="flow",
        data_arrow=arrow.id,
        data_number=arrow.number,
    )
