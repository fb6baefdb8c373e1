from __future__ import annotations

import json
import re
from typing import Any

from piaflow.explorer.nation import PLACES, Nation, write_nation
from piaflow.law.country import PREFECTURES
from piaflow.render.proof.page import read_parts

EVIL = "</script><script>alert(1)</script>\u202e"
FACTS: dict[str, Any] = {"levels": [EVIL], "items": [""], "counts": [], "tables": []}


def write(**pieces: Any) -> dict[str, str]:
    nation = Nation("stamp", FACTS, (f"前提 {EVIL}",), pieces)
    return {name: content.decode() for name, content in write_nation(nation)}


def test_every_prefecture_has_a_tile_of_its_own() -> None:
    assert set(PLACES) == set(PREFECTURES)
    assert len(set(PLACES.values())) == len(PLACES)


def test_no_name_becomes_a_tag_or_ends_the_script() -> None:
    page = write()["index.html"]
    assert [part.tag for part in read_parts(page)].count("script") == 2
    assert page.count("</script>") == 2
    assert "\u202e" not in page


def test_a_piece_is_one_call_that_tells_of_which_page_it_is() -> None:
    text = write(names=[EVIL])["pieces/names.js"]
    found = re.fullmatch(r"takePiece\((.*)\);\n", text)
    assert found
    told = json.loads(found[1])
    assert (told["stamp"], told["key"]) == ("stamp", "names")
    assert told["told"] == [EVIL.replace("\u202e", "‹U+202E›")]
    assert "<" not in text


def test_the_page_loads_only_what_lies_beside_it() -> None:
    parts = read_parts(write()["index.html"])
    policy = next(p.attributes["content"] for p in parts if "http-equiv" in p.attributes)
    assert policy.startswith("default-src 'none';")
    assert re.search(r"script-src 'sha256-[^']+' 'self' file:;", policy)
    assert not re.search(r"https?:|unsafe|\*", policy)
