"""Marked blocks: which lines of a page are one, and that everything around them stays."""

from __future__ import annotations

import pytest

from piaflow.app.marked_blocks import fill_blocks, find_blocks, find_unpaired, holds_marker

PAGE = "# 頁\n<!-- piaflow: show a.yaml -->\n古い\n<!-- /piaflow -->\n終わり\n"


def test_a_block_is_its_command_and_its_lines() -> None:
    (block,) = find_blocks(PAGE)
    assert (block.line, block.command, block.end) == (2, "show a.yaml", 4)


def test_filling_changes_nothing_but_the_block() -> None:
    filled = fill_blocks(PAGE, find_blocks(PAGE), ["新しい\n二行"])
    assert filled == PAGE.replace("古い", "新しい\n二行")


def test_line_ends_of_the_page_are_kept() -> None:
    page = PAGE.replace("\n", "\r\n")
    filled = fill_blocks(page, find_blocks(page), ["新しい\n二行"])
    assert filled == page.replace("古い", "新しい\r\n二行")


def test_several_blocks_are_filled_each_with_its_own() -> None:
    page = PAGE + PAGE.replace("古い\n", "")
    filled = fill_blocks(page, find_blocks(page), ["一", "二"])
    assert filled == PAGE.replace("古い", "一") + PAGE.replace("古い", "二")


@pytest.mark.parametrize("fence", ["```", "~~~", "````"])
def test_a_marker_in_fenced_code_is_an_example(fence: str) -> None:
    page = f"{fence}md\n<!-- piaflow: show a.yaml -->\n{fence}\n{PAGE}"
    assert [block.line for block in find_blocks(page)] == [5]


def test_fences_inside_a_block_are_its_content() -> None:
    page = PAGE.replace("古い", "```text\n古い")
    assert [block.end for block in find_blocks(page)] == [5]


@pytest.mark.parametrize(
    ("page", "lines"),
    [
        ("<!-- piaflow: show a -->\n", [1]),
        ("a\n<!-- /piaflow -->\n", [2]),
        ("<!-- piaflow: show a -->\n<!-- piaflow: show b -->\n<!-- /piaflow -->\n<!-- /piaflow -->", [1, 4]),
    ],
    ids=["no end", "no start", "one in another"],
)
def test_markers_without_a_partner_are_named_by_line(page: str, lines: list[int]) -> None:
    assert [(p.place.file, p.place.line) for p in find_unpaired(page, "p.md")] == [("p.md", n) for n in lines]


@pytest.mark.parametrize("mark", ["\u2028", "\u2029", "\x0c", "\x0b", "\x85", "\x1c"])
def test_only_the_line_ends_of_markdown_end_a_line(mark: str) -> None:
    page = PAGE.replace("# 頁", f"# 頁{mark}続き")
    (block,) = find_blocks(page)
    assert (block.line, block.end) == (2, 4)
    assert fill_blocks(page, (block,), [f"一{mark}二"]) == page.replace("古い", f"一{mark}二")
    assert not holds_marker(f"一{mark}<!-- /piaflow -->")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_marker_in_a_content_is_seen_behind_every_line_end(end: str) -> None:
    assert holds_marker(f"一{end}<!-- /piaflow -->{end}")
    (block,) = find_blocks(PAGE.replace("\n", end))
    assert (block.line, block.end) == (2, 4)
