"""Count which contradictions of published documents the rules tell: `python -m docs.pages.contradictions FOLDER`.

The folder holds the documents (000-… to 003-…), which are no part of the project. `docs/contradictions.csv` has a line
for each contradiction that a reader wrote down: the document, a line of each of its sides, and what it is. It is told
where one finding that is computed cites all sides. Notes of a person (statements) count for nothing.

`docs/second-reading.csv` is what somebody else wrote down who had read the same documents whole and seen no other list:
with all the lines that show it, of which a finding has to cite those of two places, or of its one.
"""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from attrs import frozen

from piaflow.app.documents import list_parts

LIST = Path(__file__).parents[1] / "contradictions.csv"
SECOND = LIST.with_name("second-reading.csv")
MODELS = Path(__file__).parents[2] / "models"
_KEY = 3
"""Characters of the name of a document that models cite it by."""
_FOUND = (0, 1)
_TWO = 2
_NEAR = 2  # lines by which two readers may point beside each other
_NAMES = {"000": "飯塚市 000", "001": "八潮市 001", "002": "高槻市 002", "003": "小平市 003"}


@frozen
class Contradiction:
    """A contradiction of a document: the first and the last line of each of its places, and what it is.

    It takes so many of the places to tell it.
    """

    document: str
    places: tuple[tuple[int, int], ...]
    what: str
    takes: int

    def is_told(self, findings: Iterable[Lines]) -> bool:
        """Whether one finding cites as many of its places as it takes."""
        return any(
            sum(self._is_cited(place, cited) for place in self.places) >= self.takes for cited in findings
        )

    def shares(self, other: Contradiction) -> bool:
        """Whether two readers mean the same: as many places of this one as it takes are places of the other."""
        lines = tuple((other.document, first - _NEAR, last + _NEAR) for first, last in other.places)
        return self.document == other.document and self.is_told([lines])

    def _is_cited(self, place: tuple[int, int], cited: Lines) -> bool:
        return any(
            key == self.document and first <= place[1] and place[0] <= last for key, first, last in cited
        )


Lines = tuple[tuple[str, int, int], ...]


def read_list(path: Path = LIST) -> tuple[Contradiction, ...]:
    """Return the contradictions that were written down."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return tuple(_read(row, whole=path == LIST) for row in csv.DictReader(file))


def _read(row: dict[str, str], *, whole: bool) -> Contradiction:
    places = tuple(_read_place(told) for told in row["lines"].split(";"))
    return Contradiction(
        row["document"], places, row["what"], len(places) if whole else min(len(places), _TWO)
    )


def _read_place(lines: str) -> tuple[int, int]:
    first, _, last = lines.partition("-")
    return int(first), int(last or first)


def _check(*call: str) -> list[dict[str, Any]]:
    """The findings of a check that are computed."""
    done = subprocess.run(  # noqa: S603 - our own command on files that the caller names
        [sys.executable, "-m", "piaflow", "check", *call, "--today", "2026-11-21", "--format", "json"],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode not in _FOUND:
        raise SystemExit(done.stderr)
    return [finding for finding in json.loads(done.stdout) if finding["grounds"] == "computed"]


def _check_documents(folder: Path) -> Iterator[dict[str, Any]]:
    for path in sorted(folder.glob("00[0-3]-*")):
        for part in list_parts(path):
            yield from _check(f"{path}#{part}")


def _cite(finding: dict[str, Any]) -> Lines:
    spans = [span for side in finding["evidence"] for span in side["spans"]]
    return tuple(_span(span) for span in spans)


def _span(text: str) -> tuple[str, int, int]:
    key, _, lines = text.partition(":")
    first, _, last = lines.partition("-")
    return key[:_KEY], int(first), int(last or first)


def _tell(findings: dict[str, list[dict[str, Any]]]) -> Iterator[str]:
    """The tables of docs/checking.md."""
    cited = {origin: [_cite(finding) for finding in found] for origin, found in findings.items()}
    first, second = read_list(), read_list(SECOND)
    yield from _count("書き出した食い違い", first, cited)
    yield ""
    yield from _count("2人目が確かとしたもの", second, cited)
    both = sum(any(one.shares(other) for other in second) for one in first)
    yield f"\n1人目の{len(first)}件のうち、2人目の一覧にもあるもの: {both}件\n"
    yield from _row("由来", "指摘", "言い切る", "要確認", "根拠の行の中央値")
    yield from _row(*["---"] * 5)
    for origin, found in findings.items():
        sure = sum(finding["confidence"] != "low" for finding in found)
        read = median(sum(last - first + 1 for _, first, last in _cite(finding)) for finding in found)
        yield from _row(origin, str(len(found)), str(sure), str(len(found) - sure), f"{read:g}")
    for origin, citing in cited.items():
        yield f"\n{origin}が言わないもの:"
        yield from (f"- {one.document}:{one.places} {one.what}" for one in first if not one.is_told(citing))


def _count(word: str, listed: Sequence[Contradiction], cited: dict[str, list[Lines]]) -> Iterator[str]:
    """The table of how many are told of each document, and of all."""
    yield from _row("文書", word, *cited)
    yield from _row(*["---"] * (2 + len(cited)))
    for key in (*_NAMES, ""):
        own = [one for one in listed if one.document.startswith(key)]
        told = [sum(one.is_told(citing) for one in own) for citing in cited.values()]
        shares = (f"{count}（{100 * count // len(own)} %）" if not key else str(count) for count in told)
        yield from _row(_NAMES.get(key, "計"), str(len(own)), *shares)


def _row(*cells: str) -> Iterator[str]:
    yield f"| {' | '.join(cells)} |"


def main(arguments: Sequence[str]) -> None:
    """Print the tables of docs/checking.md, and what is not told."""
    folder = Path(arguments[0])
    findings = {
        "モデルと文書": _check(str(MODELS), "--document", str(folder)),
        "文書だけ": list(_check_documents(folder)),
    }
    sys.stdout.write("\n".join(_tell(findings)) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
