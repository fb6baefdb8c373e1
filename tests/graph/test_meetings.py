"""What several documents tell of the same nodes and flows."""

from __future__ import annotations

from piaflow.graph.flow_graph import build_graph
from piaflow.graph.meetings import find_meetings, find_shared_nodes
from piaflow.store.load import parse

REGISTER = parse(
    """
assessment: {body: みなと市長, procedure: 住民基本台帳}
systems: {既存住基: {entry: 既存住民基本台帳システム}, 健康管理システム: {}}
files: {住基ファイル: {holder: 既存住基}}
flows: [{from: 住基ファイル, to: 健康管理システム, kind: 移転, items: [個人番号]}]
"""
)
VACCINATION = parse(
    """
assessment: {body: みなと市長, procedure: 予防接種}
systems: {住民記録: {entry: 既存住民基本台帳システム}, 健康管理システム: {}}
flows: [{from: 住民記録, to: 健康管理システム, kind: 入手, items: [4情報]}]
"""
)
OTHER_CITY = parse(
    """
assessment: {body: やま市長, procedure: 予防接種}
systems: {住民記録: {entry: 既存住民基本台帳システム}, 健康管理システム: {}}
flows: [{from: 住民記録, to: 健康管理システム}]
"""
)


def test_nodes_of_one_body_join_on_their_catalogue_entry() -> None:
    shared = {node.label: node.names for node in find_shared_nodes(build_graph([REGISTER, VACCINATION]))}
    assert shared["住民記録"] == ((0, "既存住基"), (1, "住民記録"))
    assert "住基ファイル" not in shared


def test_both_ends_of_one_flow_stand_side_by_side() -> None:
    (meeting,) = find_meetings(build_graph([REGISTER, VACCINATION]))
    assert (meeting.source, meeting.target) == ("住民記録", "健康管理システム")
    assert [(e.model, e.flow.kind.value if e.flow else "") for e in meeting.edges] == [
        (0, "移転"),
        (1, "入手"),
    ]


def test_systems_of_two_bodies_do_not_meet() -> None:
    assert find_meetings(build_graph([VACCINATION, OTHER_CITY])) == ()
