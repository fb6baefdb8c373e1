"""Small documents of bodies of every kind: nothing false is certain of them, and what is wrong is still found."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from piaflow.domain.assessment import Assessment
from piaflow.domain.choices import BodyKind, FormKind
from piaflow.law.bodies import find_body_kind
from piaflow.law.significance import find_procedures
from piaflow.rules.checking import check
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Finding
from piaflow.store.catalogue import load_catalogue
from piaflow.store.load import parse

FOLDER = Path(__file__).parent / "bodies"
NAMES = sorted(path.stem for path in FOLDER.glob("*.yaml"))


def read(name: str, *more: str) -> Assessment:
    """Return the document of a kind of body, with more lines at its end (its last section is `flows`)."""
    text = (FOLDER / f"{name}.yaml").read_text(encoding="utf-8")
    return parse(text + "".join(f"  - {line}\n" for line in more), f"{name}.yaml")


def find(model: Assessment) -> tuple[Finding, ...]:
    return check(model, catalogue=load_catalogue(), today=date(2026, 4, 1)).standing


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_certainly_wrong_with_the_document(name: str) -> None:
    assert [f.key for f in find(read(name)) if f.confidence is Confidence.HIGH] == []
    assert "norm-broken" not in {f.rule for f in find(read(name))}


KINDS = {
    "国保": (BodyKind.MUNICIPALITY, "第三者点検"),
    "広域連合": (BodyKind.UNION, "第三者点検"),
    "教育委員会": (BodyKind.SCHOOL_BOARD, "第三者点検"),
    "省": (BodyKind.NATIONAL, "委員会の承認"),
    "独立行政法人": (BodyKind.AGENCY, "委員会の承認"),
    "健保組合": (BodyKind.INSURER, "委員会の承認"),
}


@pytest.mark.parametrize("name", NAMES)
def test_the_kind_is_read_off_the_name_and_tells_the_procedure(name: str) -> None:
    kind, procedure = KINDS[name]
    found = find_body_kind(read(name).overview)
    assert found.kind is kind
    assert found.inferred
    assert procedure in [p.kind.value for p in find_procedures(FormKind.FULL, kind)]


def test_of_a_body_whose_kind_nobody_knows_neither_procedure_is_said_alone() -> None:
    kinds = [p.kind.value for p in find_procedures(FormKind.FULL, BodyKind.UNKNOWN)]
    assert kinds == ["意見聴取", "第三者点検か委員会の承認"]


HOLDERS = {
    "国保": ("国保システム", "国保連合会"),
    "広域連合": ("市の窓口端末", "標準システム"),
    "教育委員会": ("就学援助システム", "税システム"),
    "省": ("給付システム",),
    "独立行政法人": ("入力事業者", "奨学金システム"),
    "健保組合": ("組合基幹システム", "医療保険者等向け中間サーバー等"),
}


@pytest.mark.parametrize("name", NAMES)
def test_the_number_is_traced_to_those_who_hold_it(name: str) -> None:
    held = {n.name for n in Dossier(read(name)).trace("個人番号").nodes if "個人番号" in n.as_items}
    assert set(HOLDERS[name]) <= held
    assert "情報提供ネットワークシステム" not in held


PLUGGED = "{from: 窓口のパソコン, to: 情報提供ネットワークシステム, items: [符号]}"


@pytest.mark.parametrize("name", NAMES)
def test_what_plugs_into_the_national_network_breaks_the_norm_of_local_governments_alone(name: str) -> None:
    text = (FOLDER / f"{name}.yaml").read_text(encoding="utf-8")
    model = parse(
        text.replace("\nsystems:\n", "\nsystems:\n  窓口のパソコン: {}\n") + f"  - {PLUGGED}\n",
        f"{name}.yaml",
    )
    broken = {f.about for f in find(model) if f.rule == "norm-broken"}
    assert ("T7" in broken) is find_body_kind(model.overview).is_local


def test_what_the_school_board_gives_the_mayor_is_no_transfer() -> None:
    model = read("教育委員会", "{from: 就学援助システム, to: 磯浜市長, kind: 移転, items: [個人番号]}")
    (found,) = (f for f in find(model) if f.rule == "transfer-leaves-body")
    assert (found.subjects[0], found.confidence) == ("移転 就学援助システム→磯浜市長", Confidence.HIGH)


def test_what_the_union_gives_a_member_is_asked_for_and_what_it_gives_others_is_found() -> None:
    (asked,) = (f for f in find(read("広域連合")) if f.rule == "transfer-leaves-body")
    assert asked.confidence is Confidence.LOW
    more = "{from: 標準システム, to: 国保連合会, items: [個人番号], kind: 委託, diagram: 別添1, step: ④}"
    assert [f.rule for f in find(read("広域連合", more))].count("contractor-without-entry") == 0


def test_a_contractor_without_an_entry_is_found_in_every_kind_of_body() -> None:
    text = (
        (FOLDER / "国保.yaml")
        .read_text(encoding="utf-8")
        .replace("contractor: 国保連合会", "contractor: 支払基金")
    )
    found = [f for f in find(parse(text, "国保.yaml")) if f.rule == "contractor-without-entry"]
    assert [f.subjects[0] for f in found] == ["国保連合会"]
