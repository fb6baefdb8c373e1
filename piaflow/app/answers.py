"""Answers that show themselves: the values of the lower rooms with `to_dict` and text.

Libraries are imported where they are needed, so that `import piaflow` stays light.
"""

from __future__ import annotations

from base64 import b64encode
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from attrs import evolve, frozen

from piaflow.app.arguments import read_path
from piaflow.app.wrapping import Wrapping
from piaflow.domain.assessment import Assessment
from piaflow.domain.names import fold
from piaflow.errors import UnknownNameError, WrongCallError, clip, find_nearest
from piaflow.trace.answer import NodeTrace, Trace
from piaflow.views.narrowing import look_around, look_between
from piaflow.views.scene import Scene
from piaflow.views.sheet import compose
from piaflow.views.theme import OURS, Theme

if TYPE_CHECKING:
    from piaflow.layout.kept import Kept


@frozen(eq=False, repr=False)
class TraceAnswer(Wrapping):
    """A Trace that prints itself in Japanese. `models` are those it was asked of.

    It has all that its `trace` has: item, origins, nodes, parties, flows, node(…), party(…) …
    """

    _holds: ClassVar[str] = "trace"
    trace: Trace
    models: tuple[Assessment, ...] = ()

    def to_dict(self, to: str = "") -> dict[str, Any]:
        """Return `{item, origins, possible_origins, nodes, parties}` as `piaflow trace --format json` does.

        With `to` the nodes are that one alone. Raises UnknownNameError for an unknown node.
        """
        from piaflow.report.as_json_answers import trace_to_dict

        told = trace_to_dict(self.trace)
        if to:
            name = self.trace.node(to).name
            told["nodes"] = [node for node in told["nodes"] if node["name"] == name]
        return told

    def to_json(self, to: str = "") -> str:
        """Return the same as JSON text. Raises UnknownNameError for an unknown node."""
        from piaflow.report.as_json import to_json

        return to_json(self.to_dict(to))

    def to_text(self, to: str = "") -> str:
        """Return the answer as text, or that for one node. Raises UnknownNameError for an unknown node."""
        from piaflow.report.as_text import to_text
        from piaflow.report.trace import tell_node, tell_trace

        return to_text(
            tell_node(self.trace, self.trace.node(to)) if to else tell_trace(self.models, self.trace)
        )

    def to_markdown(self, to: str = "", *, level: int | None = None) -> str:
        """Return the answer as a page, or that for one node; `level` is that of its first heading.

        Raises UnknownNameError for an unknown node.
        """
        from piaflow.report.as_markdown import to_markdown
        from piaflow.report.trace import tell_trace_page

        node = self.trace.node(to) if to else None
        return to_markdown(tell_trace_page(self.models, self.trace, node), level=level)

    def to_rows(self) -> list[dict[str, Any]]:
        """Return one dict per node: name, owner, reach, as, possibly_as, path, cut, why."""
        rows: list[dict[str, Any]] = self.to_dict()["nodes"]
        return rows

    def __getitem__(self, name: str) -> NodeTrace:
        """Return the answer for the node of this name or alias: a notebook completes names in brackets.

        Raises as `node`.
        """
        return self.trace.node(name)

    __iter__ = None  # names are no numbers: nothing counts through them

    def _ipython_key_completions_(self) -> list[str]:
        return [node.name for node in self.trace.nodes]

    def _repr_html_(self) -> str:
        from piaflow.report.as_html import to_html
        from piaflow.report.trace import tell_trace_short

        return to_html(tell_trace_short(self.models, self.trace))


@frozen(repr=False)
class Picture:
    """A picture of one view: draws itself where a notebook shows it.

    It is drawn as a sheet shows it, parallel flows on one arrow that bears all their step numbers, unless `gathers` is
    False. What it tells as data is each flow apart. `kept` says where a person put the boxes, None where nobody did.
    """

    name: str
    scene: Scene
    gathers: bool = True
    theme: Theme = OURS
    kept: Kept | None = None

    @property
    def sheet(self) -> Scene:
        """What is drawn."""
        return compose(self.scene) if self.gathers else self.scene

    @property
    def alt(self) -> str:
        """What the picture is of, for those who do not see it."""
        return "　".join(filter(None, (self.scene.title, self.scene.subtitle)))

    @property
    def lacking(self) -> tuple[str, ...]:
        """The characters in it that the font lacks: 〓 in PDF and PNG, elsewhere as the reader's machine shows them."""
        from piaflow.app.lacking import list_lacking

        return list_lacking(self.scene)

    def to_dict(self) -> dict[str, Any]:
        """Return `{title, subtitle, frames, boxes, arrows, remarks, footer}`: what the picture shows, as text."""
        from piaflow.report.as_json import scene_to_dict

        return scene_to_dict(self.scene)

    def to_rows(self) -> list[dict[str, Any]]:
        """Return one dict per arrow: id, number, source, target, text, line, mark."""
        rows: list[dict[str, Any]] = self.to_dict()["arrows"]
        return rows

    def to_lines(self) -> list[str]:
        """Return a line per arrow: its number, its two ends and its text."""
        labels = {box.id: box.label for box in self.scene.boxes}
        return [
            " ".join(
                filter(
                    None,
                    (a.number, f"{labels[a.source]} {'⇄' if a.both else '→'} {labels[a.target]}", a.text),
                )
            )
            for a in self.scene.arrows
        ]

    def to_bytes(self, fmt: str, paper: str = "") -> bytes:
        """Return the picture as svg, png, dot, mmd or drawio, or printed as pdf. Raises FormatError or RenderError.

        `paper` is A4 or A3, or one of them with -portrait or -landscape.
        """
        from piaflow.app.formats import draw
        from piaflow.app.lacking import note_lacking

        note_lacking(self.scene)
        return draw(self.sheet, fmt, paper, self.theme, self.kept)

    def all_flows(self) -> Picture:
        """Return the picture with an arrow for every flow."""
        return evolve(self, gathers=False)

    def with_theme(self, theme: Theme) -> Picture:
        """Return the picture in other colours: as SVG, PNG and PDF. Raises WrongCallError for what is no Theme."""
        if not isinstance(theme, Theme):
            raise WrongCallError("Picture.with_theme", f"{clip(repr(theme))} is no piaflow.Theme")
        return evolve(self, theme=theme)

    def around(self, node: str) -> Picture:
        """Return what of the picture is about one node: its arrows and the boxes at their other ends.

        Raises UnknownNameError where the picture does not show the node.
        """
        return evolve(self, scene=look_around(self.scene, self._find_box(node)), kept=None)

    def between(self, one: str, other: str) -> Picture:
        """Return what of the picture lies on the shortest ways from one node to another and back.

        Raises UnknownNameError where the picture does not show one of them.
        """
        return evolve(
            self, scene=look_between(self.scene, self._find_box(one), self._find_box(other)), kept=None
        )

    def _find_box(self, node: str) -> str:
        shown = {fold(box.label): box.id for box in self.scene.boxes}
        if fold(node) not in shown:
            nearest = find_nearest(node, (box.label for box in self.scene.boxes))
            raise UnknownNameError(f"図「{self.name}」の箱", node, nearest)
        return shown[fold(node)]

    def save(self, path: str | Path) -> None:
        """Write the picture; the extension says the format. Raises FormatError, RenderError, FileAccessError."""
        from piaflow.store.writing import write

        file = read_path("Picture.save", path)
        write(file, self.to_bytes(file.suffix.removeprefix(".").lower()))

    def __repr__(self) -> str:
        """Return which picture it is, and how much is in it."""
        return f"<Picture {self.name}: {len(self.scene.boxes)} boxes, {len(self.scene.arrows)} arrows>"

    def _repr_svg_(self) -> str:
        return self.to_bytes("svg").decode()

    def _repr_html_(self) -> str:
        return _frame(self._repr_svg_(), self.alt)

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        svg = self._repr_svg_()  # drawn once for both
        return {"image/svg+xml": svg, "text/html": _frame(svg, self.alt)}


def _frame(svg: str, alt: str) -> str:
    """Return a picture that is never wider than where it is shown, and that says of what it is."""
    data = b64encode(svg.encode()).decode()
    style = "max-width:100%;height:auto;background:#fff"
    return f'<img alt="{escape(alt)}" style="{style}" src="data:image/svg+xml;base64,{data}">'
