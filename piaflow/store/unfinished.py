"""Comments of a model file that ask for a look: `# 要確認` beside what a starter proposes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from piaflow.errors import Place
from piaflow.store.catalogue import find_catalogue_file
from piaflow.store.source import read_text
from piaflow.store.sources import find_sources

_ASKING = re.compile(r"^(?P<told>.*\S)\s+#\s*(?P<comment>要確認.*)$")


def find_asking(path: str | Path) -> Iterator[tuple[Place, str, str]]:
    """Yield each line with such a comment in a model and the files it is made of: its place, its text, the comment.

    Raises FileAccessError or InputError.
    """
    for file in find_sources(path):
        if file != find_catalogue_file():
            for number, line in enumerate(read_text(file).splitlines(), 1):
                found = _ASKING.match(line)
                if found:
                    yield Place(str(file), number, 1), found["told"].strip(), found["comment"].strip()
