"""The views there are, in reading order."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from piaflow.domain.assessment import Assessment
from piaflow.views.annex1 import view_annex1
from piaflow.views.arranging import arrange
from piaflow.views.scene import Scene
from piaflow.views.topology import view_topology

View = Callable[[Assessment], dict[str, Scene]]


def _in_order(view: View) -> View:
    return lambda model: view(arrange(model))


VIEWS: Mapping[str, View] = {"annex1": _in_order(view_annex1), "topology": _in_order(view_topology)}
