"""Count which contradictions of published documents the rules tell: `python -m docs.pages.contradictions FOLDER`.

The folder holds the documents (000-… to 003-…), which are no part of the project. `docs/contradictions.csv` has a line
for each contradiction that a reader wrote down: the document, a line of each of its sides, and what it is. It is told
where one finding that is computed cites all sides. Notes of a person (statements) count for nothing.
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
MODELS = Path(__file__).parents[2] / "models"
_KEY = 3
"""Characters of the name of a document that models cite it by."""
_FOUND = (0, 1)
_NAMES = {"000": "飯塚市 000", "001": "八潮市 001", "002": "高槻市 002", "003": "小平市 003"}


@frozen
class Contradiction:
    """A contradiction of a document: a line of each side, and what it is."""

    document: str
    lines: tuple[int, ...]
    what: str

    def is_told(self, findings: Iterable[Lines]) -> bool:
        """Whether one finding cites all its sides."""
        return any(
            all(
                any(key == self.document and first <= line <= last for key, first, last in cited)
                for line in self.lines
            )
            for cited in findings
        )


Lines = tuple[tuple[str, int, int], ...]


def read_list() -> tuple[Contradiction, ...]:
    """Return the contradictions that were written down."""
    with LIST.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    return tuple(
        Contradiction(row["document"], tuple(map(int, row["lines"].split(";"))), row["what"]) for row in rows
    )


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
    listed = read_list()
    cited = {origin: [_cite(finding) for finding in found] for origin, found in findings.items()}
    yield from _row("文書", "書き出した食い違い", *findings)
    yield from _row(*["---"] * (2 + len(findings)))
    for key in (*_NAMES, ""):
        own = [one for one in listed if one.document.startswith(key)]
        told = [sum(one.is_told(citing) for one in own) for citing in cited.values()]
        shares = (f"{count}（{100 * count // len(own)} %）" if not key else str(count) for count in told)
        yield from _row(_NAMES.get(key, "計"), str(len(own)), *shares)
    yield ""
    yield from _row("由来", "指摘", "言い切る", "要確認", "根拠の行の中央値")
    yield from _row(*["---"] * 5)
    for origin, found in findings.items():
        sure = sum(finding["confidence"] != "low" for finding in found)
        read = median(sum(last - first + 1 for _, first, last in _cite(finding)) for finding in found)
        yield from _row(origin, str(len(found)), str(sure), str(len(found) - sure), f"{read:g}")
    for origin, citing in cited.items():
        yield f"\n{origin}が言わないもの:"
        yield from (f"- {one.document}:{one.lines} {one.what}" for one in listed if not one.is_told(citing))


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
