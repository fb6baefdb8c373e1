"""What both tests of the search read: the table of the splitter, the built scripts, and words to look for."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from docs.search import INDEX, TEXTS
from docs.search.splitting import fold
from tests.docs.examples import ROOT

CASES: list[dict[str, Any]] = json.loads(
    (ROOT / "tests" / "docs" / "splitting.json").read_text(encoding="utf-8")
)
WORDS = ["個人番号", "別添1", "別添１", "変更箇所", "統合宛名", "中間サーバー", "宛名"]
_GLOSSARY = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
TERMS = sorted({*WORDS, *re.findall(r"^\| ([^ |`]+) \| `", _GLOSSARY, re.MULTILINE)})


def read_script(site: Path, name: str) -> Any:
    """Return the value that a script of the search gives to its one name."""
    script = (site / name).read_text(encoding="utf-8")
    return json.loads(script.partition(" = ")[2].rstrip(";\n"))


def read_index(site: Path) -> dict[str, list[int]]:
    """Return the numbers of the pages of each pair."""
    index: dict[str, list[int]] = read_script(site, INDEX)
    return index


def read_texts(site: Path) -> dict[str, str]:
    """Return the whole text of each page by its address, folded."""
    return {
        page["address"]: fold("\n".join(f"{part['heading']}\n{part['text']}" for part in page["sections"]))
        for page in read_script(site, TEXTS)
    }


def find_plainly(texts: dict[str, str], query: str) -> set[str]:
    """Return the pages that a search should find: those in which every word stands as it is."""
    return {address for address, text in texts.items() if all(word in text for word in fold(query).split())}
