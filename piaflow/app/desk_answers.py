"""What a desk shows beside the form: the pictures of 別添1, the findings, and what changes since another state.

Libraries are imported where they are needed, so that `import piaflow` stays light.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from attrs import frozen

from piaflow.app.desk_words import name_place
from piaflow.app.editing import Editing, Snapshot, tell_value
from piaflow.app.findings import check
from piaflow.app.impacts import impact
from piaflow.app.layouts import LAYOUT, LayoutMemory, pin
from piaflow.app.loading import load, load_revision
from piaflow.app.model import Model
from piaflow.domain.assessment import Assessment
from piaflow.domain.names import EntryName
from piaflow.domain.visible import reveal
from piaflow.form.form import Form
from piaflow.impact.items import DOUBT
from piaflow.layout.kept import Kept
from piaflow.proposals.projecting import project
from piaflow.rules.finding import Finding
from piaflow.rules.places import make_finder
from piaflow.store.converter import CONTRACTS
from piaflow.store.patching import find_value
from piaflow.views.scene import Scene

Told = dict[str, Any]


@frozen
class Earlier:
    """前の版: what a page compares with, by the name that a person gives it.

    That is the file as saved (""), another model of the folder (`path`), or a revision of git.
    """

    name: str = ""
    path: Path | None = None

    def load(self, editing: Editing) -> Assessment:
        """Return that state. Raises PiaflowError where there is none."""
        if self.path:
            return load(self.path).assessment
        return load_revision(editing.path, self.name) if self.name else editing.base


@frozen
class Drawn:
    """描いた図: a picture of 別添1 as SVG, with the cell of each box."""

    name: str
    svg: str
    cells: Mapping[str, tuple[int, int]]
    is_placed: bool
    scene: Scene
    wanted: Kept

    def to_dict(self) -> Told:
        """Return it as the page reads it: the picture, and its boxes with zone and flows, in the order of the model."""
        ends = [end for arrow in self.scene.arrows for end in (arrow.source, arrow.target)]
        zones = {frame.id: frame.label for frame in self.scene.frames}
        boxes = [
            {
                "id": box.id,
                "name": box.label,
                "zone": zones.get(box.frame, ""),
                "flows": ends.count(box.id),
                "cell": self.cells.get(box.id),
            }
            for box in self.scene.boxes
        ]
        flows = {arrow.id: arrow.flows[0] for arrow in self.scene.arrows if arrow.flows}
        told = {"name": self.name, "svg": self.svg, "boxes": boxes, "flows": flows}
        return {**told, "placed": self.is_placed}


def draw_pictures(snapshot: Snapshot, earlier: Mapping[str, Drawn], memory: LayoutMemory) -> dict[str, Drawn]:
    """Return the pictures of 別添1. Boxes stay where they stood in the earlier ones, and where a person put them.

    The first of a run are laid out as in the run before, as far as the memory holds it. Raises RenderError.
    """
    from piaflow.layout.arranging import keep_layout, lay_out
    from piaflow.render.draw import draw_laid_out

    drawn: dict[str, Drawn] = {}
    for name, picture in Model.of_loaded(snapshot.model).pictures("annex1").items():
        scene, was = picture.sheet, earlier.get(name)
        cells = find_value(snapshot.tree, (LAYOUT, name))
        if was and was.scene == scene and (was.wanted == pin(cells) if cells else not was.is_placed):
            drawn[name] = was
            continue
        wanted = pin(cells) if cells else _recall(was, memory.find(name))
        drawing = lay_out(scene, kept=wanted)
        if not cells and (was is None or was.is_placed):
            memory.keep(name, keep_layout(scene, drawing))
        places = {box: (column, row) for box, column, row in drawing.cells}
        drawn[name] = Drawn(name, draw_laid_out(scene, drawing), places, bool(cells), scene, wanted)
    return drawn


def _recall(was: Drawn | None, remembered: Kept) -> Kept:
    """Return where the boxes of a picture stood that nobody placed; after a person let them go, they are placed anew."""
    if was is None:
        return remembered
    return Kept() if was.is_placed else pin(was.cells)


def move_box(drawn: Drawn, box: str, column: int, row: int) -> dict[str, tuple[int, int]]:
    """Return the cells of all boxes of a picture when one goes to another cell; who stands there takes its place."""
    cells = dict(drawn.cells)
    here = cells[box]
    other = next((name for name, cell in cells.items() if cell == (column, row)), None)
    cells[box] = (column, row)
    if other is not None and other != box:
        cells[other] = here
    return cells


def fits(model: Assessment, picture: str, cells: Mapping[str, tuple[int, int]]) -> bool:
    """Whether the boxes may stand there: the zones stay rectangles, and the lines find their ways."""
    from piaflow.layout.grid.engine import lay_out_again

    scene = Model.of_loaded(model).pictures("annex1")[picture].sheet
    return lay_out_again(scene, tuple((box, *cell) for box, cell in cells.items())) is not None


def tell_clashes(editing: Editing) -> list[Told]:
    """Return the places that were written here and outside, each as the page calls it, with both."""
    form = editing.model.overview.form
    return [
        {
            "at": list(clash.path),
            "name": name_place(clash.path, form),
            "mine": tell_value(clash.mine),
            "theirs": tell_value(clash.theirs),
        }
        for clash in editing.clashes
    ]


def tell_findings(model: Assessment) -> list[Told]:
    """Return the findings that stand, the gravest first, each with the places on the page that it is about."""
    find = make_finder(model)
    form = project(model)
    order = {word: n for n, word in enumerate(("誤り", "注意", "参考"))}
    told = [
        {
            "severity": finding.severity.printed,
            "sure": finding.confidence.printed,
            "message": reveal(finding.message),
            "rule": finding.rule,
            "at": list(_find_targets(finding, model, form, find)),
        }
        for finding in check([model])
    ]
    return sorted(told, key=lambda one: order[one["severity"]])


def _find_targets(
    finding: Finding, model: Assessment, form: Form, find: Callable[[Any], tuple[Any, ...]]
) -> Iterator[str]:
    """Yield the ids of the cells of both sides, then those of the rows of what it is about."""
    for evidence in finding.evidence:
        if evidence.at:
            cells = form.ask(evidence.at.number)
            yield from (c.path for c in cells if evidence.at.subject in ("", c.subject, c.file))
    for subject in finding.subjects:
        yield from _find_row(model, form, find(subject))


def _find_row(model: Assessment, form: Form, where: tuple[Any, ...]) -> Iterator[str]:
    match where:
        case ("flows", int(at)):
            yield f"row flows {model.flow_ids[at]}"
        case ("contracts", int(at)):
            contract = model.contracts[at]
            kind = next(key for key, kind in CONTRACTS.items() if isinstance(contract, kind))
            yield f"row {kind} {contract.label}"
        case ("revisions", int(at)):
            yield f"row revisions {at + 1}"
        case ("files", str(file), str(section), str(number)) if section in _ENTRIES:
            name = EntryName.of(file, number)
            yield from [cell.path for cell in form.cells if cell.subject == name][:1]
        case ("files", str(file), str(section)):
            number = {"acquisition": "Ⅱ.3.①", "use": "Ⅱ.3.⑥", "storage": "Ⅱ.6.①"}.get(section, "Ⅱ.1")
            yield from (cell.path for cell in form.ask(number) if cell.file == file)
        case ("overview", str(field)):
            asked = _OVERVIEW.get(field)
            yield from (cell.path for cell in form.ask(asked or "表紙.評価書名"))
        case (str(section), str(name), *_) if section in _ROWS:
            yield f"row {section} {name}"


_OVERVIEW = {
    "body": "表紙.評価実施機関名",
    "published": "表紙.公表日",
    "procedure": "Ⅰ.1.①",
    "duties": "Ⅰ.1.②",
    "subjects": "Ⅰ.1.③",
    "basis": "Ⅰ.5",
    "network": "Ⅰ.6.①",
    "network_inquiry_basis": "Ⅰ.6.②",
    "network_provision_basis": "Ⅰ.6.②",
    "departments": "Ⅰ.7.①",
    "screening": "Ⅵ.1.②",
}


def tell_impact(before: Assessment, after: Assessment) -> Told:
    """Return what changes since another state: the fields to rewrite and to look at, who gets what, the judgement."""
    from piaflow.report.impact_words import message_of

    found = impact(before, after).impact
    items = [
        {
            "id": item.path,
            "label": item.label,
            "before": item.before,
            "after": item.after,
            "significant": item.significant,
            "origin": item.origin.printed,
        }
        for item in found.items
    ]
    gained = [
        f"{change.name}に{change.item}が{change.now.printed}" + ("" if change.is_sure else f"（{DOUBT}）")
        for reach in found.reaches
        for change in reach.gained
    ]
    judged = found.judgement
    return {
        "items": items,
        "changes": [f"{d.kind.value}　{d.part} {d.name}" for d in found.differences],
        "gained": gained,
        "judgement": f"{judged.result.printed}：{judged.reason}",
        "new": [reveal(message_of(found, finding)) for finding in found.new_findings],
        "gone": [reveal(message_of(found, finding)) for finding in found.gone_findings],
    }


_ENTRIES = ("entrustments", "provisions", "transfers")
_ROWS = ("systems", "files", "parties", "zones")
