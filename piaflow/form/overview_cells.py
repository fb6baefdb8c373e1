"""What a model writes on the cover and into Ⅰ."""

from __future__ import annotations

from collections.abc import Callable

from piaflow.domain.assessment import Assessment, Overview
from piaflow.domain.nodes import System
from piaflow.domain.span import collect_spans
from piaflow.form.form import Filled
from piaflow.form.texts import choice, connections, day, fill, lines, yes_or_no

Once = Callable[[Assessment], Filled]
OfSystem = Callable[[Assessment, System], Filled]


def fact(tell: Callable[[Overview], str]) -> Once:
    """Return the cell that one fact of the overview fills."""

    def cell(a: Assessment) -> Filled:
        text = tell(a.overview)
        return Filled(text, a.overview.spans if text else ())

    return cell


number = fact(lambda o: o.number)
title = fact(lambda o: o.title)
body = fact(lambda o: o.body)
published = fact(lambda o: day(o.published))
procedure = fact(lambda o: o.procedure)
duties = fact(lambda o: lines(o.duties))
subjects = fact(lambda o: choice(o.subjects))
number_basis = fact(lambda o: lines(o.basis))
network = fact(lambda o: yes_or_no(o.network, "実施する", "実施しない"))
departments = fact(lambda o: lines(o.departments))
department_head = fact(lambda o: o.department_head)
other_bodies = fact(lambda o: lines(o.other_bodies))


@fact
def network_basis(o: Overview) -> str:
    """情報照会の根拠 and 情報提供の根拠, each under its heading."""
    parts = (
        ("（情報照会の根拠）", o.network_inquiry_basis),
        ("（情報提供の根拠）", o.network_provision_basis),
    )
    return lines(line for heading, basis in parts if basis for line in (heading, *basis))


def file_names(a: Assessment) -> Filled:
    """The names of all 特定個人情報ファイル."""
    return Filled(lines(file.name for file in a.listed_files), collect_spans(a.listed_files))


def system_names(a: Assessment) -> Filled:
    """The names of the systems of Ⅰ.2, as 基礎項目評価書 writes them into one cell."""
    listed = [s for s in a.systems if s.number]
    return Filled(lines(s.name for s in listed), collect_spans(listed))


def system_name(_: Assessment, system: System) -> Filled:
    """システムの名称."""
    return Filled(system.name, system.spans)


def system_functions(_: Assessment, system: System) -> Filled:
    """システムの機能."""
    return Filled(lines(system.functions), system.spans if system.functions else ())


def system_connections(_: Assessment, system: System) -> Filled:
    """他のシステムとの接続."""
    return fill(connections(system.connects), system.spans)
