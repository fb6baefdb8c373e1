"""How much of the published documents is read, against the models of the repository, class by class.

`python -m benchmarks.documents [-v]` prints the table of docs/reading.md; `-v` names each field that is not right.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from attrs import frozen

from piaflow.domain.names import fold
from piaflow.form.form import Cell
from piaflow.form.values import read_ticked
from piaflow.law.forms import BOXED, FieldKind
from piaflow.proposals.projecting import project
from piaflow.source.opening import open_document
from piaflow.source.reading import Reading, read_form
from piaflow.store.load import load
from tests.models.founding import SEEDS

ROOT = Path(__file__).parents[1]
MODELS = (
    ("000", 0, "iizuka/juki"),
    ("002", 0, "takatsuki/yobosesshu"),
    ("002", 2, "takatsuki/juki"),
    ("001", 0, "yashio/juki"),
    ("003", 0, "kodaira/juki"),
)
"""The document by its number, which of its 評価書, and the model that a person made of it."""
COMPARED = ("表紙", "Ⅰ", "Ⅱ", "Ⅴ", "Ⅵ")
RIGHT, WRONG, UNREAD = "正", "誤", "読めず"


@frozen
class Judged:
    """One field, or one box of a field: of which class, and how it was read."""

    kind: str
    path: str
    state: str
    truth: str
    read: str


def read_seed(number: str, which: int) -> Reading:
    """Return the reading of one 評価書 of a published document."""
    source = open_document(next(SEEDS.glob(f"{number}-*")))
    part = source.parts[which]
    return read_form(source.take(part), part, number)


def judge_seed(reading: Reading, model: str) -> Iterator[Judged]:
    """Yield what the model holds, beside what was read."""
    told = {cell.path: cell for cell in reading.form.cells}
    for cell in project(load(ROOT / "models" / f"{model}.yaml")).cells:
        if cell.address.chapter not in COMPARED or not cell.filled.told:
            continue
        read = told.get(cell.path)
        if cell.field.kind in BOXED:
            yield from _judge_boxes(cell, read)
        elif cell.text and cell.field.kind is not FieldKind.REFERENCE:
            yield _judge_words(cell, read)


def _judge_words(cell: Cell, read: Cell | None) -> Judged:
    kind = "選択" if cell.field.kind in (FieldKind.CHOICE, FieldKind.CHOICE_AND_COUNT) else "言葉"
    said = read.text if read is not None else ""
    if not said or read is None:
        return Judged(kind, cell.path, UNREAD, cell.text, "")
    is_same = _close(cell.text) in _close(said) or (
        kind == "言葉"
        and any(
            one.first <= other.last and other.first <= one.last for one in cell.spans for other in read.spans
        )
    )
    return Judged(kind, cell.path, RIGHT if is_same else WRONG, cell.text, said)


def _judge_boxes(cell: Cell, read: Cell | None) -> Iterator[Judged]:
    shown, seen = _list_boxes(cell), _list_boxes(read)
    for name, ticked in shown.items():
        state = UNREAD if name not in seen else RIGHT if seen[name] is ticked else WRONG
        yield Judged("印", f"{cell.path}：{name}", state, str(ticked), str(seen.get(name)))


def _list_boxes(cell: Cell | None) -> dict[str, bool]:
    if cell is None or not cell.filled.told:
        return {}
    names = cell.field.boxes
    ticked = {max((n for n in names if one.startswith(n)), key=len, default="") for one in read_ticked(cell)}
    return {name: name in ticked for name in names if name not in cell.filled.unread}


def _close(text: str) -> str:
    return "".join(fold(text).split())


def _count_changes(reading: Reading) -> tuple[int, int]:
    """The rows of 変更箇所, and those of which both words were read."""
    rows: dict[str, set[str]] = {}
    for cell in reading.form.cells:
        if cell.field.counted == "変更" and cell.text:
            rows.setdefault(cell.address.number, set()).add(cell.path.rpartition(".")[2])
    return len(rows), sum({"変更前の記載", "変更後の記載"} <= columns for columns in rows.values())


def main() -> None:
    """Print the table."""
    verbose = "-v" in sys.argv
    sums: Counter[tuple[str, str]] = Counter()
    for number, which, model in MODELS:
        reading = read_seed(number, which)
        judged = list(judge_seed(reading, model))
        counts = Counter((one.kind, one.state) for one in judged)
        told = "  ".join(
            f"{kind} " + "・".join(str(counts[kind, state]) for state in (RIGHT, WRONG, UNREAD))
            for kind in ("言葉", "選択", "印")
        )
        rows, both = _count_changes(reading)
        risks = [cell for cell in reading.form.cells if cell.address.chapter == "Ⅲ"]
        lost = sum(not cell.text and cell.filled.lost for cell in risks)
        print(f"{number}-{which} {model}: {told}  変更箇所 {rows}・{both}  Ⅲ {len(risks)}欄、未読 {lost}")
        if number in ("000", "002"):
            sums += counts
        for one in judged if verbose else ():
            if one.state != RIGHT:
                print("   ", one.kind, one.path, one.state, repr(one.truth[:40]), repr(one.read[:40]))
    for kind in ("言葉", "選択", "印"):
        right, wrong, unread = (sums[kind, state] for state in (RIGHT, WRONG, UNREAD))
        print(
            f"テキスト {kind}: 正 {right} 誤 {wrong} 読めず {unread} ({right / (right + wrong + unread):.3f})"
        )


if __name__ == "__main__":
    main()
