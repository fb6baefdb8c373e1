"""How many places an item may get to in the models: the numbers of `docs/trace.md` that the code gives."""

from __future__ import annotations

import re
from pathlib import Path

import piaflow
from piaflow.domain.items import CODE, NUMBER

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "trace.md"
ITEMS = (NUMBER, CODE, "団体内統合宛名番号", "宛名番号", "住民票コード", "4情報")
MODELS = {
    "飯塚市 住民基本台帳": "iizuka/juki",
    "八潮市 住民基本台帳": "yashio/juki",
    "小平市 住民基本台帳": "kodaira/juki",
    "高槻市 住民基本台帳": "takatsuki/juki",
    "高槻市 コンビニ交付（現行）": "takatsuki/konbini-genko",
    "高槻市 抗体調査": "takatsuki/kotai-chosa",
    "高槻市 予防接種": "takatsuki/yobosesshu",
}
"""The models whose places were read one by one, as the page calls them."""
_TABLE = re.compile(r"(?<=が数える）\n\n)(?:\|.*\n)+")
_TOTAL = "計"


def make_trace() -> str:
    """Return the page with its count of places as they are answered today; what people read stays as it is."""
    return _TABLE.sub(lambda found: _count_anew(found[0]), PAGE.read_text(encoding="utf-8"))


def _count_anew(table: str) -> str:
    head, line, *rows = table.splitlines()
    assert _cells(head) == ["モデル", *ITEMS, _TOTAL]  # noqa: S101 - the page of this project
    before = {name: [int(cell.partition(" ")[0]) for cell in cells] for name, *cells in map(_cells, rows)}
    now = {name: _add(_count_possible(place)) for name, place in MODELS.items()}
    now[_TOTAL] = [sum(counts) for counts in zip(*now.values(), strict=True)]
    told = (
        [name, *(f"{was} → {count}" for was, count in zip(before[name], counts, strict=True))]
        for name, counts in now.items()
    )
    return "".join(f"{row}\n" for row in (head, line, *(f"| {' | '.join(cells)} |" for cells in told)))


def _cells(row: str) -> list[str]:
    return [cell.strip() for cell in row.strip("|").split("|")]


def _add(counts: list[int]) -> list[int]:
    return [*counts, sum(counts)]


def _count_possible(place: str) -> list[int]:
    """Return how many places of a model each item may get to, and not for certain."""
    model = piaflow.load(ROOT / "models" / f"{place}.yaml")
    return [sum(node.reach is piaflow.Reach.POSSIBLE for node in model.trace(item).nodes) for item in ITEMS]
