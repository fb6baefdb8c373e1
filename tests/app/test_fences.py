"""Fences of Markdown, told as markdown-it tells them."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from piaflow.app.fences import Fence, find_fence

LINES = ["```", "````", "~~~", "~~~~", "```md", "~~~ `a`", "``` 中 `` の符号", "```a``` で始まる文"]
LINES += ["   ```", "```  ", "~~~x", "語", ""]


def find_all(lines: list[str]) -> list[Fence]:
    found, at = [], 0
    while at < len(lines):
        fence = find_fence(lines, at)
        found += [fence] if fence else []
        at = fence.last + 1 if fence else at + 1
    return found


@given(st.lists(st.sampled_from(LINES), max_size=12))
@example(["```a``` で始まる文", "語", "```", "語", "```"])
@example(["```", "```md", "語", "```"])
def test_fences_are_those_of_commonmark(lines: list[str]) -> None:
    told = [token for token in MarkdownIt().parse("\n".join(lines)) if token.type == "fence"]
    assert [(f.first, f.info) for f in find_all(lines)] == [(t.map[0], t.info.strip()) for t in told if t.map]
