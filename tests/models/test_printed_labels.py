"""別添1（1） of 高槻市 住民基本台帳: the names and labels printed on the page stand in the drawn picture."""

from __future__ import annotations

import re
from itertools import chain

import pytest

from piaflow.domain.names import fold
from piaflow.render.proof.shown import Shown
from piaflow.render.proof.svg import read_back
from tests.models.founding import FOLDER, ROOT, SEEDS
from tests.once import open_once
from tests.views.stepping import read_steps

PAGE = SEEDS / "002-takatsuki.txt"
DRAWN = ROOT / "diagrams/takatsuki/juki/annex1-1.svg"
FIRST, LAST = 5679, 5845
NODES = {
    "市町村ＣＳ": (5679, 5679),
    "本人確認情報ファイル": (5681, 5682),
    "既存住基システム": (5684, 5684),
    "住民基本台帳ファイル": (5686, 5687),
    "戸籍システム": (5689, 5689),
    "送付先情報ファイル": (5691, 5692),
    "団体内統合宛名システム": (5698, 5699),
    "その他システム": (5701, 5701),
    "地方公共団体情報システム機構": (5707, 5708),
    "情報提供ネットワークシステム": (5710, 5711),
    "都道府県サーバ（集約センター）": (5713, 5715),
    "法務省": (5717, 5717),
    "法務省連携端末": (5719, 5719),
    "中間サーバ（クラウド）": (5721, 5722),
    "世帯情報ファイル": (5724, 5726),
    "統合端末": (5728, 5728),
    "既存住基端末": (5730, 5730),
    "高槻市": (5732, 5732),
    "住民": (5736, 5736),
    "市民課": (5738, 5738),
    "全国サーバ": (5760, 5760),
    "個人番号カード管理システム": (5762, 5764),
    "コンビニ交付システム": (5766, 5766),
    "証明書交付センター": (5801, 5801),
    "税務システム": (5817, 5817),
}
ZONES = {"市庁舎": (5821, 5821), "クラウド環境": (5821, 5821)}
STEPS = {
    (5734, 5734): ("7-②",),
    (5740, 5740): ("1-②", "2-②", "3-②", "9-②"),
    (5742, 5742): ("5-②", "4-①"),
    (5744, 5744): ("10-①",),
    (5746, 5746): ("1-③", "2-③", "3-③"),
    (5748, 5748): ("6-①",),
    (5750, 5752): ("8-①",),
    (5758, 5758): ("7-①",),
    (5781, 5781): ("5-③",),
    (5783, 5783): ("6-②",),
    (5785, 5786): ("1-①", "2-①", "3-①", "9-①"),
    (5788, 5788): ("5-①",),
    (5790, 5795): ("9-③", "9-⑥"),
    (5797, 5799): ("1-④", "2-④", "3-④"),
    (5803, 5803): ("11-①",),
    (5805, 5805): ("11-②",),
    (5829, 5836): ("10-③",),
    (5838, 5845): ("10-②",),
}
UNNUMBERED = {
    (5768, 5773): ("附票連携",),
    (5775, 5777): ("各ファイルの更新",),
    (5779, 5779): ("庁内連携",),
    (5807, 5809): ("本人確認情報の連携",),
    (5811, 5813): ("送付先情報の送信",),
    (5815, 5815): ("戸籍情報連携",),
    (5819, 5819): ("税情報連携",),
    (5825, 5827): ("世帯情報", "情報連携"),
}
NOTES = {
    (5694, 5696): "「特定個人情報は記載しない。」",
    (5703, 5705): "「特定個人情報を連携する。」",
    (5754, 5756): "「特定個人情報を連携する。」",
    (5823, 5823): "「特定個人情報を連携する。」",
}
"""By lines: the arrows that the labels are of, and the remarks about labels whose arrow is lost."""


@pytest.fixture(scope="module")
def lines() -> list[str]:
    if not PAGE.is_file():
        pytest.skip(f"the source document is not beside this checkout: {PAGE.name}")
    return PAGE.read_text(encoding="utf-8").splitlines()


@pytest.fixture(scope="module")
def drawn() -> Shown:
    return read_back(DRAWN.read_text(encoding="utf-8"))


def _printed(lines: list[str], place: tuple[int, int]) -> str:
    return fold("".join(lines[place[0] - 1 : place[1]]))


def test_every_printed_name_is_drawn_as_a_box_or_frame(lines: list[str], drawn: Shown) -> None:
    model = open_once(FOLDER / "takatsuki/juki.yaml")
    shown = {*(box.label for box in drawn.boxes), *(frame.label for frame in drawn.frames)}
    nodes = (node for node in model.nodes if node.name in shown)
    names = {fold(name) for name in chain(shown, *((n.name, *n.aliases) for n in nodes))}
    assert [name for name, place in NODES.items() if _printed(lines, place) != fold(name)] == []
    # what no arrow touches is listed below the picture
    listed = {word for remark in drawn.remarks for word in re.split(r"[、（）]", remark)}
    names |= {fold(n) for node in model.nodes if node.name in listed for n in (node.name, *node.aliases)}
    assert [name for name in NODES if fold(name) not in names] == []


def test_both_printed_zones_are_frames(lines: list[str], drawn: Shown) -> None:
    assert all(f"<{name}>" in _printed(lines, place) for name, place in ZONES.items())
    assert ZONES.keys() <= {frame.label for frame in drawn.frames}


def test_every_printed_step_number_is_on_an_arrow(lines: list[str], drawn: Shown) -> None:
    for place, steps in STEPS.items():
        assert {mark for mark in _printed(lines, place) if mark in "①②③④⑤⑥"} == {s[-1] for s in steps}
    shown = {step for arrow in drawn.arrows for step in read_steps(arrow.number)}
    assert set(chain(*STEPS.values())) <= shown


def test_every_label_without_a_number_is_on_an_arrow(lines: list[str], drawn: Shown) -> None:
    for place, texts in UNNUMBERED.items():
        printed = _printed(lines, place)
        assert [t for t in texts if not set(fold(t)) <= set(printed)] == []
    assert set(chain(*UNNUMBERED.values())) <= {arrow.text for arrow in drawn.arrows}


def test_labels_that_belong_to_no_known_arrow_are_told_in_the_remarks(lines: list[str], drawn: Shown) -> None:
    remarks = "".join(drawn.remarks)
    assert [n for place, n in NOTES.items() if fold(n) != f"「{_printed(lines, place)}」"] == []
    assert [note for note in NOTES.values() if note not in remarks] == []


def test_nothing_else_is_printed_on_the_page(lines: list[str]) -> None:
    places = (*NODES.values(), *ZONES.values(), *STEPS, *UNNUMBERED, *NOTES)
    read = {n for first, last in places for n in range(first, last + 1)}
    assert [n for n in range(FIRST, LAST + 1) if lines[n - 1].strip() and n not in read] == []
