"""The examples of a page: bash lines that begin with piaflow, Python blocks, and files that yaml blocks show."""

from __future__ import annotations

import re
import shlex
import textwrap
from collections.abc import Iterator
from pathlib import Path

from attrs import frozen

ROOT = Path(__file__).parents[2]
PAGES = [
    *sorted((ROOT / "docs").rglob("*.md")),
    ROOT / "README.md",
    ROOT / "README.ja.md",
    ROOT / "models/README.md",
]
_BLOCK = re.compile(r"^( *)```(\w+)\n(.*?)^\1```$", re.DOTALL | re.MULTILINE)
_OUTER = re.compile(r"^````.*?^````$", re.DOTALL | re.MULTILINE)
_NAME = re.compile(r"# ([\w./-]+\.yaml)\n")


_UNENDING = ("lsp", "serve")
"""Commands that go on until somebody ends them: tests/lsp and tests/serve run them."""
_FINDS = re.compile("1 で終わる|ends with 1$")


@frozen
class Command:
    """A call of piaflow, and the exit code that the page says it has."""

    words: tuple[str, ...]
    code: int


@frozen
class Code:
    """A Python block."""

    text: str


@frozen
class ModelFile:
    """A yaml block whose first line is a comment with the name of its file."""

    name: str
    text: str


def find_examples(page: Path) -> Iterator[Command | Code | ModelFile]:
    """Yield the examples of a page from top to bottom."""
    for _, language, body in _BLOCK.findall(_OUTER.sub("", page.read_text(encoding="utf-8"))):
        text = textwrap.dedent(body)
        named = _NAME.match(text)
        if language == "python":
            yield Code(text)
        elif language == "yaml" and named:
            yield ModelFile(named[1], text)
        elif language in ("bash", "sh"):
            yield from filter(None, map(_read_command, text.splitlines()))


def _read_command(line: str) -> Command | None:
    words = shlex.split(line, comments=True)
    if not words or not words[0].endswith("piaflow") or words[1] in _UNENDING:
        return None
    return Command(tuple(words[1:]), 1 if _FINDS.search(line) else 0)
