"""The controls of the HTML page: choosing a diagram, searching, tracing, playing the steps, filtering."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from piaflow.render.markup import element, write_text

_FILTERS = (
    ("item", "項目"),
    ("kind", "流れの種類"),
    ("file", "ファイル"),
    ("step", "手順"),
    ("party", "主体"),
)
_PLAYER = (("back", "前へ", "前の手順"), ("play", "再生", "手順を順に再生"), ("next", "次へ", "次の手順"))
_PACES = (("4000", "ゆっくり"), ("2500", "ふつう"), ("900", "速い"))
_SCOPES = (("", "この文書"), ("joined", "全文書をつなぐ"))
_SHOW_ALL = "すべて"


def write_tools(documents: Sequence[dict[str, Any]]) -> Iterator[str]:
    """Yield the controls. They are hidden until the script runs: without it they would do nothing."""
    yield '<div class="tools" hidden="">'
    yield from _write_choice(documents)
    yield '<div class="tool-row">'
    yield _write_search()
    yield _write_trace()
    yield _write_player()
    yield from _write_filters()
    yield "</div>"
    yield '<p class="legend" hidden=""></p>'
    yield '<p class="told" role="status" aria-live="polite"></p>'
    yield "</div>"
    yield '<aside class="side" aria-label="選んだものの内容" tabindex="-1" hidden=""></aside>'


def _write_choice(documents: Sequence[dict[str, Any]]) -> Iterator[str]:
    yield '<div class="tool-row choice">'
    options = (
        element("option", write_text(str(one["title"])), value=str(number))
        for number, one in enumerate(documents)
        if one["chosen"]
    )
    yield _label("文書", element("select", "", *options, class_="shelf"), "shelf-place")
    yield '<div class="tabs" role="tablist" aria-label="図"></div>'
    yield '<div class="states" role="group" aria-label="変更の前と後" hidden=""></div>'
    yield "</div>"


def _write_search() -> str:
    # The text field and what it finds are told apart by roles, so that a reader hears the number of hits.
    field = (
        '<input type="search" class="search" autocomplete="off" spellcheck="false" aria-controls="found" '
        'placeholder="システム・流れ・項目・手順">'
    )
    found = '<ul class="found" id="found" aria-label="見つかったもの" hidden=""></ul>'
    return element("div", _label("検索", field, ""), found, class_="search-place")


def _write_trace() -> str:
    options = element("option", "たどらない", value="")
    scopes = (element("option", words, value=scope) for scope, words in _SCOPES)
    item = _label("項目をたどる", element("select", options, class_="trace"), "trace-place")
    return item + _label("たどる範囲", element("select", *scopes, class_="scope"), "scope-place")


def _write_player() -> str:
    buttons = (
        element("button", words, type="button", data_play=act, aria_label=name)
        for act, words, name in _PLAYER
    )
    paces = (
        element("option", words, value=pace, **({"selected": ""} if words == "ふつう" else {}))
        for pace, words in _PACES
    )
    pace = element("select", *paces, class_="pace", aria_label="再生の速さ")
    title = element("span", "手順", class_="player-name", aria_hidden="true")
    return element("div", title, *buttons, pace, class_="player", role="group", aria_label="手順の再生")


def _write_filters() -> Iterator[str]:
    yield '<details class="filters"><summary>絞り込み</summary><div class="tool-row">'
    for key, words in _FILTERS:
        options = element("option", _SHOW_ALL, value="")
        yield _label(words, element("select", options, data_filter=key), "")
    yield element("button", "絞り込みを解除", type="button", class_="clear")
    yield "</div></details>"


def _label(words: str, control: str, name: str) -> str:
    return element("label", element("span", words), control, **({"class_": name} if name else {}))
