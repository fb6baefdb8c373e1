"""The change files of the models: each loads on its base, adds what it says, and the last gives the model."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from piaflow.render.proof.svg import read_back
from tests.models.founding import CHANGES, FOLDER, name_of
from tests.once import load_once, open_once

pytestmark = pytest.mark.slow

PUBLISHED = {
    "kodaira/changes/konbini-kofu": "kodaira/juki",
    "kodaira/changes/itakusaki-hoshu": "kodaira/juki",
    "yashio/changes/konbini-kofu": "yashio/juki",
    "yashio/changes/atena-setsuzoku": "yashio/juki",
    "takatsuki/changes/cloud": "takatsuki/juki",
    "takatsuki/changes/kensaku": "takatsuki/juki",
    "takatsuki/changes/yobosesshu-fukuhon": "takatsuki/yobosesshu",
    "takatsuki/changes/yobosesshu-sesshuken": "takatsuki/yobosesshu",
    "okayama/changes/mynaportal": "okayama/juminzei",
    "okayama/changes/konbini-kofu": "okayama/juminzei",
    "okayama/changes/punch-denshi": "okayama/juminzei",
    "okayama/changes/kokuzei-renkei": "okayama/juminzei",
    "okayama/changes/kokuzei-kino": "okayama/juminzei",
    "okayama/changes/eltax-kaiso": "okayama/juminzei",
    "okayama/changes/eltax-tsuchi": "okayama/juminzei",
}
ADDED: dict[str, set[str]] = {
    "kodaira/changes/konbini-kofu": {"証明書コンビニ交付システム"},
    "yashio/changes/konbini-kofu": {
        "コンビニ交付システム",
        "証明書交付センター",
        "税務システム",
        "戸籍システム",
    },
    "takatsuki/changes/cloud": set(),
    "takatsuki/changes/konbini-saikochiku": set(),
    "takatsuki/changes/yobosesshu-denshi-kofu": {"予防接種証明書の電子交付アプリ"},
    "takatsuki/changes/yobosesshu-hakko-kanri": {"予防接種証明書発行管理システム"},
    "takatsuki/changes/yobosesshu-konbini-kofu": {"キオスク端末", "証明書交付センターシステム", "接種証明書"},
    "takatsuki/changes/yobosesshu-fukuhon": set(),
    "kodaira/changes/itakusaki-hoshu": set(),
    "kodaira/changes/itakusaki-madoguchi": set(),
    "yashio/changes/atena-setsuzoku": set(),
    "takatsuki/changes/itakusaki": set(),
    "takatsuki/changes/kensaku": set(),
    "takatsuki/changes/yobosesshu-sesshuken": set(),
    "okayama/changes/mynaportal": {"マイナポータル申請管理", "LGWAN接続端末"},
    "okayama/changes/konbini-kofu": {"市税証明書コンビニ交付システム", "証明書コンビニ交付システム"},
    "okayama/changes/punch-denshi": set(),
    "okayama/changes/kokuzei-renkei": set(),
    "okayama/changes/kokuzei-kino": set(),
    "okayama/changes/eltax-kaiso": set(),
    "okayama/changes/eltax-tsuchi": set(),
}
"""The systems that each step forward adds; every other change file leads back to an earlier state."""


def _file(name: str) -> Path:
    return FOLDER / f"{name}.yaml"


def _base(path: Path) -> Path | None:
    base = yaml.safe_load(path.read_text(encoding="utf-8")).get("base")
    return path.parent / base if base else None


def _systems(path: Path) -> set[str]:
    return {system.name for system in load_once(path).systems}


@pytest.mark.parametrize(("change", "model"), PUBLISHED.items())
def test_the_last_change_gives_the_published_model(change: str, model: str) -> None:
    assert load_once(_file(change)) == load_once(_file(model))


@pytest.mark.parametrize("path", CHANGES, ids=name_of)
def test_every_change_file_loads_and_differs_from_its_base(path: Path) -> None:
    base = _base(path)
    changed = load_once(path)
    assert base is None or changed != load_once(base)


@pytest.mark.parametrize(("change", "added"), ADDED.items())
def test_a_change_adds_its_systems_and_no_others(change: str, added: set[str]) -> None:
    base = _base(_file(change))
    assert base is not None
    assert _systems(_file(change)) - _systems(base) == added


def test_no_change_file_is_left_out() -> None:
    assert {name_of(p) for p in CHANGES if "before" not in p.stem} == set(ADDED)


@pytest.mark.parametrize("path", CHANGES, ids=name_of)
def test_every_state_draws_all_its_flows(path: Path) -> None:
    model = open_once(path)
    for diagram in model.diagrams:
        drawn = read_back(model.diagram("annex1", diagram.name).all_flows().to_bytes("svg").decode())
        flows = {i for i, f in model.flows_by_id.items() if f.diagram == diagram.name}
        assert flows <= {arrow.id for arrow in drawn.arrows}
        assert {s.number for s in diagram.steps} <= {f.step for f in model.flows if f.diagram == diagram.name}
