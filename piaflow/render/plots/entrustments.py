"""委託 as a tree: the body, its contractors, what each is entrusted with, and whether it is entrusted again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import frozen
from matplotlib.axes import Axes
from matplotlib.figure import Figure, SubFigure

from piaflow.domain.assessment import Assessment, DeclaredEntry
from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import FlowKind
from piaflow.domain.entries import Entrustment
from piaflow.domain.grouping import group_by
from piaflow.layout.font import measure
from piaflow.render.plots.canvas import TEXT, clear, ink, open_axes, put_title, say_empty, title_of, wrap
from piaflow.views.theme import GREY

_AGAIN = {
    Certainty.YES: "再委託する",
    Certainty.NO: "再委託しない",
    Certainty.UNKNOWN: "再委託するか読めない",
}
_UNNAMED = "委託先の記載がない"


@frozen
class Task:
    """委託事項: its name in the model, what it is about, and whom the contractor entrusts it to in turn."""

    name: str
    subject: str
    again: Certainty
    again_to: tuple[str, ...] = ()


@frozen
class Contractor:
    """委託先 and its 委託事項, in the order of the form."""

    name: str
    tasks: tuple[Task, ...]


def find_contractors(model: Assessment) -> tuple[Contractor, ...]:
    """Return the contractors with what they are entrusted with, in the order in which the form names them."""
    tasks = group_by(
        (
            model.canonical(entry.contractor),
            Task(name, entry.subject, entry.subentrusted, tuple(_find_again(model, name))),
        )
        for name, entry in _entrustments(model)
    )
    return tuple(Contractor(name, found) for name, found in tasks.items())


def _entrustments(model: Assessment) -> Iterator[tuple[str, Entrustment]]:
    for declared in model.entries:
        match declared:
            case DeclaredEntry(name=name, entry=Entrustment() as entry):
                yield name, entry


def _find_again(model: Assessment, name: str) -> Iterator[str]:
    for flow in model.flows:
        if flow.kind is FlowKind.SUBENTRUSTMENT and name in flow.declared:
            yield model.canonical(flow.target)


_COLUMNS = (0.0, 130.0, 300.0, 540.0, 660.0)
_BEFORE = 14.0
_LINE, _GAP = 12.5, 9.0


@frozen
class _Branch:
    """A text at a column and a height, with what grows from it."""

    column: int
    middle: float
    text: str
    children: tuple[_Branch, ...] = ()


def draw_entrustments(model: Assessment, ax: Axes | None) -> Figure | SubFigure:
    """Return a figure of the tree from left to right, one leaf for each 委託事項."""
    title = title_of(model, "委託と再委託")
    found = find_contractors(model)
    if not found:
        return say_empty(ax, title, "委託の記載がない")
    firms, height = _place(found)
    drawn = open_axes(ax, _COLUMNS[-1], height + 42)
    drawn.set_xlim(_COLUMNS[0], _COLUMNS[-1])
    drawn.set_ylim(height, 0)
    drawn.set_xticks([])
    drawn.set_yticks([])
    clear(drawn)
    put_title(drawn, title, _COLUMNS[-1])
    middle = (firms[0].middle + firms[-1].middle) / 2
    _draw(drawn, _Branch(0, middle, _wrap(0, model.body), firms))
    return drawn.figure


def _place(found: Sequence[Contractor]) -> tuple[tuple[_Branch, ...], float]:
    """Return the contractors below each other, each in the middle of its tasks, and the height of all."""
    top, firms = 0.0, []
    for firm in found:
        label = _wrap(1, firm.name or _UNNAMED)
        texts = [_wrap(2, task.subject or "名称の記載がない") + f"\n{task.name}" for task in firm.tasks]
        heights = [_height(text) for text in texts]
        spare = max(0.0, _height(label) - sum(heights))
        start = top + spare / 2
        tasks = []
        for task, text, height in zip(firm.tasks, texts, heights, strict=True):
            again = _Branch(3, start + height / 2, _wrap(3, _say_again(task)))
            tasks.append(_Branch(2, start + height / 2, text, (again,)))
            start += height
        firms.append(_Branch(1, (tasks[0].middle + tasks[-1].middle) / 2, label, tuple(tasks)))
        top += sum(heights) + spare
    return tuple(firms), top


def _wrap(column: int, text: str) -> str:
    return wrap(text, _COLUMNS[column + 1] - _COLUMNS[column] - 2 * _BEFORE)


def _height(text: str) -> float:
    return (text.count("\n") + 1) * _LINE + _GAP


def _say_again(task: Task) -> str:
    return f"{_AGAIN[task.again]}（{'、'.join(task.again_to)}）" if task.again_to else _AGAIN[task.again]


def _draw(ax: Axes, branch: _Branch) -> None:
    x = _COLUMNS[branch.column]
    ax.text(
        x,
        branch.middle,
        branch.text,
        ha="left",
        va="center",
        **ink(),
        linespacing=1.25,
    )
    end = x + max(measure(line, TEXT) for line in branch.text.splitlines()) + 4
    for child in branch.children:
        to = _COLUMNS[child.column]
        turn = to - _BEFORE
        ax.plot(
            [end, turn, turn, to - 4],
            [branch.middle, branch.middle, child.middle, child.middle],
            color=GREY,
            lw=0.9,
        )
        _draw(ax, child)
