"""The views there are, in reading order."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from piaflow.domain.assessment import Assessment
from piaflow.views.annex1 import view_annex1
from piaflow.views.scene import Scene
from piaflow.views.topology import view_topology

View = Callable[[Assessment], dict[str, Scene]]

VIEWS: Mapping[str, View] = {"annex1": view_annex1, "topology": view_topology}
