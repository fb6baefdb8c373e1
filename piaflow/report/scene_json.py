"""A scene as plain data: what a picture shows, for those who cannot see it and for tables."""

from __future__ import annotations

from piaflow.report.as_json import Json
from piaflow.views.scene import Arrow, RemarkGroup, Scene


def scene_to_dict(scene: Scene) -> Json:
    """Return `{title, subtitle, frames, boxes, arrows, remarks, footer}` in the order of the picture."""
    return {
        "title": scene.title,
        "subtitle": scene.subtitle,
        "frames": [{"name": one.id, "label": one.label, "parent": one.parent} for one in scene.frames],
        "boxes": [
            {
                "name": one.id,
                "label": one.label,
                "shape": one.shape.value,
                "frame": one.frame,
                "mark": one.mark.value,
            }
            for one in scene.boxes
        ],
        "arrows": list(map(_arrow, scene.arrows)),
        "remarks": list(map(_group, scene.remarks)),
        "footer": scene.footer,
    }


def _arrow(arrow: Arrow) -> Json:
    return {
        "id": arrow.id,
        "number": arrow.number,
        "source": arrow.source,
        "target": arrow.target,
        "text": arrow.text,
        "line": arrow.line.value,
        "mark": arrow.mark.value,
    }


def _group(group: RemarkGroup) -> Json:
    return {
        "heading": group.heading,
        "remarks": [{"number": one.number, "text": one.text} for one in group.remarks],
    }
