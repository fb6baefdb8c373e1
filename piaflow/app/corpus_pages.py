"""The page of a corpus: what of its answers stands in it from the start, and what in pieces that it loads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import define, field, frozen

from piaflow.domain.items import NUMBER
from piaflow.errors import FileAccessError, tell_refusal
from piaflow.explorer.nation import PLACES, Nation, is_of_nation, write_nation
from piaflow.report.corpus import to_grid
from piaflow.store.writing import write_all

if TYPE_CHECKING:
    from piaflow.corpus.overview import End, Going, Overview

_ROWS = 500
"""Rows of a table in the page: who wants all of them asks the corpus."""
_HEAD = 4_096
"""Bytes at the beginning of a file, among which a page has its title."""
_ITEMS = 40
"""Items that the ribbons can be asked for: those of most bodies."""
_ASSUMES = (
    "流れは、文書が別の者の間に書くものを数える。1つの者の中の流れと、まとめて書かれた1つの流れの中は数えない",
    "名の表記が同じものを1つに数える（別の者かもしれない）。「他市町村」のように多くの機関を指す言葉も、その言葉で1つに数える",
    "住民と部署は機関ごとに別で、ここでは層だけを数える",
    "「分からない」は、だれのものか書かれていない所である。項目は書かれたものだけを数え、「等」に含まれうるものは数えない",
)


@frozen(eq=False)
class Known:
    """What a corpus answers that stands in its page: `tables` are titles and Arrow tables, `findings` counts by document."""

    stamp: str
    documents: int
    broken: int
    assumes: tuple[str, ...]
    findings: Mapping[str, int] = field(repr=False)
    tables: Mapping[str, tuple[str, Any]] = field(repr=False)


def save_page(known: Known, overview: Overview, folder: Path) -> int:
    """Write the page into a folder, all of it or nothing, and return how many files it is. Raises FileAccessError."""
    nation = _Page.of(known, overview).make()
    files = {folder / name: content for name, content in write_nation(nation)}
    for path in files:
        _refuse_foreign(path)
    write_all(files, make_folders=True)
    return len(files)


def _refuse_foreign(path: Path) -> None:
    """Refuse to write over what stands there and is of no such page."""
    if not path.is_file():
        return
    try:
        with path.open("rb") as held:
            begins = held.read(_HEAD)
    except OSError as error:
        raise FileAccessError(str(path), tell_refusal(error)) from None
    if not is_of_nation(begins):
        why = "全国の頁のものではないので上書きしません。別のフォルダーを書いてください"
        raise FileAccessError(str(path), why)


@define
class _Page:
    known: Known
    overview: Overview
    ends: list[End]
    ids: Mapping[str, int]

    @classmethod
    def of(cls, known: Known, overview: Overview) -> _Page:
        ends = overview.list_ends()
        return cls(known, overview, ends, {end.who: place for place, end in enumerate(ends)})

    def make(self) -> Nation:
        from piaflow.corpus.overview import LEVELS

        areas = self._find_areas()
        items, counts = self._count()
        documents = self.overview.documents
        facts = {
            "sums": {
                "documents": self.known.documents,
                "bodies": len(documents),
                "flows": sum(row["flows"] for rows in documents.values() for row in rows),
                "broken": self.known.broken,
            },
            "levels": LEVELS,
            "items": items,
            "counts": counts,
            "prefectures": [
                (name, f"area-{place}", len(areas[name]), self._count_documents(areas[name]))
                for place, name in enumerate(PLACES, 1)
            ],
            "elsewhere": ("area-0", len(areas[""])),
            "tables": [(name, title) for name, (title, _) in self.known.tables.items()],
        }
        pieces: dict[str, Any] = {
            f"table-{name}": _tell_table(table) for name, (_, table) in self.known.tables.items()
        }
        for place, name in enumerate(("", *PLACES)):
            pieces[f"area-{place}"] = [self._tell_body(who) for who in areas[name]]
        pieces["names"] = [(self.ids[e.who], e.name, e.level, self._names(e)) for e in self.ends]
        pieces |= self._list_places()
        return Nation(self.known.stamp, facts, (*_ASSUMES, *self.known.assumes), pieces)

    def _find_areas(self) -> Mapping[str, list[str]]:
        """The bodies of each prefecture, and under "" those of which nothing tells where they are."""
        found: dict[str, list[str]] = {name: [] for name in ("", *PLACES)}
        for who, rows in self.overview.documents.items():
            found[rows[0]["prefecture"]].append(who)
        return found

    def _count_documents(self, bodies: Sequence[str]) -> int:
        return sum(len(self.overview.documents[who]) for who in bodies)

    def _tell_body(self, who: str) -> tuple[int, str, int, int]:
        rows = self.overview.documents[who]
        return self.ids[who], self.ends[self.ids[who]].name, len(rows), sum(row["flows"] for row in rows)

    def _count(self) -> tuple[list[str], list[tuple[int, int, int, int, int]]]:
        """The items of most bodies, all items first, and between which levels each goes."""
        from piaflow.corpus.overview import LEVELS

        counts, bodies = self.overview.count(), dict[str, int]()
        for item, *_, count in counts:
            bodies[item] = bodies.get(item, 0) + count
        order = sorted(bodies, key=lambda item: (item not in ("", NUMBER), item != "", -bodies[item], item))
        items = {item: place for place, item in enumerate(order[:_ITEMS])}
        rows = [
            (items[item], LEVELS.index(source), LEVELS.index(target), flows, count)
            for item, source, target, flows, count in counts
            if item in items
        ]
        return list(items), rows

    def _names(self, end: End) -> list[str]:
        return [name for name in self.overview.names.get(end.who, ()) if name != end.name]

    def _list_places(self) -> Mapping[str, Any]:
        from piaflow.corpus.overview import gather

        concerned = gather(self.overview.goings)
        return {
            f"place-{place}": self._tell_place(end, concerned.get(end.who, ()))
            for place, end in enumerate(self.ends)
        }

    def _tell_place(self, end: End, goings: Sequence[Going]) -> dict[str, Any]:
        documents = self.overview.documents.get(end.who, ())
        ends: dict[tuple[int | None, str], int] = {}

        def refer(one: End) -> int:
            key = (self.ids[one.who] if one.is_one else None, one.name or "（分からない）")
            return ends.setdefault(key, len(ends))

        order = sorted(goings, key=lambda g: (-g.flows, g.assessed.who, g.source.who, g.target.who))
        flows = [
            (refer(g.source), refer(g.target), refer(g.assessed), g.flows, [name for name, _ in g.items])
            for g in order
        ]
        return {
            "name": end.name,
            "level": end.level,
            "prefecture": documents[0]["prefecture"] if documents else "",
            "names": self._names(end),
            "bodies": len({g.assessed.who for g in goings} - {end.who}),
            "documents": [
                (
                    row["title"],
                    row["form"],
                    row["published"],
                    row["flows"],
                    self.known.findings.get(row["document"], 0),
                )
                for row in documents
            ],
            "ends": list(ends),
            "flows": flows,
        }


def _tell_table(table: Any) -> dict[str, Any]:
    heads, rows = to_grid(table.slice(0, _ROWS).to_pylist())
    return {"heads": heads, "rows": rows, "count": table.num_rows}
