from __future__ import annotations

from attrs import evolve

from piaflow import plots
from piaflow.domain.assessment import Assessment
from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import FlowKind, PartyKind
from piaflow.domain.entries import Entrustment
from piaflow.domain.flows import Flow
from piaflow.domain.nodes import Party
from piaflow.render.plots.entrustments import find_contractors
from tests.domain.small_city import FILES, PARTIES, city
from tests.render.plots.reading import axes_of, words_of

FIRM = Party("みなと情報サービス", PartyKind.CONTRACTOR, aliases=("みなと情報",))
SUB = Party("再委託先", PartyKind.CONTRACTOR)
FIRST, SECOND = "住民基本台帳ファイル/委託事項1", "住民基本台帳ファイル/委託事項2"
TASKS = (
    Entrustment("委託事項1", "運用保守", contractor="みなと情報", subentrusted=Certainty.YES),
    Entrustment("委託事項2", "データ入力", contractor="みなと情報サービス"),
    Entrustment("委託事項3"),
)


def entrusting() -> Assessment:
    again = Flow("みなと情報", "再委託先", kind=FlowKind.SUBENTRUSTMENT, declared=(FIRST,))
    return city(parties=(*PARTIES, FIRM, SUB), files=(evolve(FILES[0], entrustments=TASKS),), flows=(again,))


def test_the_tasks_of_one_contractor_stand_together_whatever_name_he_is_called_by() -> None:
    found = find_contractors(entrusting())
    assert [(c.name, [t.name for t in c.tasks]) for c in found] == [
        ("みなと情報サービス", [FIRST, SECOND]),
        ("", ["住民基本台帳ファイル/委託事項3"]),
    ]


def test_the_tree_says_who_does_what_and_what_is_not_told() -> None:
    words = words_of(plots.entrustments(entrusting()))
    assert set(words) >= {
        "みなと市長",
        "みなと情報サービス",
        f"運用保守{FIRST}",
        f"データ入力{SECOND}",
        "再委託する（再委託先）",
        "再委託するか読めない",
        "委託先の記載がない",
        "名称の記載がない住民基本台帳ファイル/委託事項3",
    }


def test_every_branch_has_its_line() -> None:
    axes = axes_of(plots.entrustments(entrusting()))
    assert len(axes.lines) == 2 + 3 + 3  # contractors, tasks, whether again
