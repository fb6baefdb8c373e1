"""The page of a corpus: the nation at a glance in one HTML file, and pieces beside it that are loaded when asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from attrs import field, frozen

from piaflow.explorer.bundle import Bundle, embed
from piaflow.render.markup import element, write_text

BUNDLE = Bundle("web/nation", ("base.css", "nation.css", "nation_print.css"), "nation.js", pieces=True)
INDEX, PIECES = "index.html", "pieces"
TITLE = "全国の特定個人情報の流れ"
_TAKES = "takePiece("
"""How a piece begins: the page has the function that takes it."""

_GRID = """
. . . . . . . . . . . . 北海道 .
. . . . . . . . . . . . 青森県 .
. . . . . . . . . . . 秋田県 岩手県 .
. . . . . . . . . . . 山形県 宮城県 .
. . . . . . . . . 石川県 富山県 新潟県 福島県 .
. . . . . . . . 福井県 岐阜県 長野県 群馬県 栃木県 茨城県
. . . 山口県 島根県 鳥取県 兵庫県 京都府 滋賀県 愛知県 山梨県 埼玉県 東京都 千葉県
佐賀県 福岡県 大分県 . 広島県 岡山県 . 大阪府 奈良県 三重県 静岡県 神奈川県 . .
長崎県 熊本県 宮崎県 . . . . 和歌山県 . . . . . .
. 鹿児島県 . . 愛媛県 香川県 . . . . . . . .
. . . . 高知県 徳島県 . . . . . . . .
沖縄県 . . . . . . . . . . . . .
"""
PLACES: Mapping[str, tuple[int, int]] = {
    name: (column, row)
    for row, line in enumerate(_GRID.split("\n")[1:-1], 1)
    for column, name in enumerate(line.split(), 1)
    if name != "."
}
"""Where each prefecture stands on a grid of tiles of one size: none is too small to be chosen."""


@frozen(eq=False)
class Nation:
    """What the page knows from the start, and its pieces by their keys. `stamp` tells that both were made together."""

    stamp: str
    facts: Mapping[str, Any]
    assumes: tuple[str, ...]
    pieces: Mapping[str, Any] = field(repr=False)


def write_nation(nation: Nation) -> Iterator[tuple[str, bytes]]:
    """Yield the name and content of each file of the page."""
    for key, piece in nation.pieces.items():
        told = embed({"stamp": nation.stamp, "key": key, "told": piece})
        yield f"{PIECES}/{key}.js", f"{_TAKES}{told});\n".encode()
    facts = {**nation.facts, "stamp": nation.stamp, "grid": PLACES}
    yield INDEX, BUNDLE.write_page(TITLE, _write_body(nation.assumes), embed(facts)).encode()


def is_of_nation(begins: bytes) -> bool:
    """Return whether a file that begins so is one of such a page: its index or a piece."""
    return begins.startswith(_TAKES.encode()) or element("title", write_text(TITLE)).encode() in begins


def _write_body(assumes: Sequence[str]) -> Iterator[str]:
    yield f"<header>{element('h1', write_text(TITLE))}"
    yield '<p class="sum"></p></header>'
    yield "<noscript><p>この頁はスクリプトで動きます。</p></noscript>"
    yield "<main>"
    yield '<div class="search-place"><label>機関・委託先を探す<input class="search" type="search" autocomplete="off"></label>'
    yield '<ul class="found" hidden></ul></div>'
    yield '<p class="told" role="status"></p>'
    yield '<section class="place" tabindex="-1" aria-label="選んだもの" hidden></section>'
    yield '<div class="maps">'
    yield '<section class="tiles-place" aria-labelledby="of-tiles"><h2 id="of-tiles">都道府県</h2>'
    yield '<div class="tiles"></div><div class="area"></div></section>'
    yield '<section class="levels-place" aria-labelledby="of-levels"><h2 id="of-levels">だれからだれへ</h2>'
    yield '<label class="item-place">項目<select class="item"></select></label>'
    yield '<div class="levels"></div><p class="chosen" role="status"></p>'
    yield '<details class="numbers"><summary>数の表</summary><div class="wide"></div></details></section>'
    yield "</div>"
    yield '<section class="tables-place" aria-labelledby="of-tables"><h2 id="of-tables">表</h2>'
    yield '<label>問い<select class="question"></select></label><div class="table wide"></div></section>'
    yield "</main>"
    yield "<footer><h2>この頁が前提にすること</h2><ul>"
    yield from (element("li", write_text(line)) for line in assumes)
    yield "</ul></footer>"
