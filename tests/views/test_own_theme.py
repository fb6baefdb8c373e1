"""Colours of one's own: every colour of a picture has its role, and nobody can make a picture that is not seen."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

import piaflow
from piaflow import Theme, WrongCallError, WrongValueError
from piaflow.views.theme import OURS, find_contrast
from tests.once import open_once

FIXTURES = Path(__file__).parents[1] / "fixtures"
MODEL, CHANGED = (open_once(FIXTURES / name) for name in ("minato.yaml", "minato-konbini.yaml"))
MAKE: Any = Theme
DARK = Theme(
    ink="#f0f0f0",
    paper="#101418",
    rule="#8a929d",
    frame_ink="#dfe6ee",
    frame_line="#9aa5b1",
    tints=("#1a2026", "#20272e", "#262e36", "#2c353e"),
    personal="#8ab4f8",
    unknown="#b5b5b5",
)


def list_pictures() -> list[piaflow.Picture]:
    views = [MODEL.pictures("annex1"), MODEL.pictures("topology"), MODEL.pictures("trace", item="個人番号")]
    views += [MODEL.pictures("findings"), CHANGED.pictures("impact", before=MODEL)]
    return [picture for view in views for picture in view.values()]


@pytest.mark.parametrize("picture", list_pictures(), ids=lambda picture: picture.name)
def test_every_colour_of_a_picture_is_one_of_the_theme(picture: piaflow.Picture) -> None:
    plain, dark = (picture.with_theme(theme).to_bytes("svg").decode() for theme in (OURS, DARK))
    assert plain == picture.to_bytes("svg").decode()
    assert set(re.findall(r"#[0-9a-fA-F]{6}\b", plain)) <= set(OURS.colours)
    assert set(re.findall(r"#[0-9a-fA-F]{6}\b", dark)) <= set(DARK.colours)
    colourless = re.compile(r"#[0-9a-f]{6}")
    assert colourless.sub("", dark) == colourless.sub("", plain)  # nothing else changes


def test_each_role_has_a_colour_of_its_own_so_that_it_can_be_told_from_the_others() -> None:
    assert len(set(OURS.colours)) == len(OURS.colours)


def test_a_picture_in_other_colours_is_printed_in_them() -> None:
    picture = next(iter(MODEL.pictures("topology").values())).with_theme(DARK)
    for fmt in ("png", "pdf"):
        assert picture.to_bytes(fmt) != picture.with_theme(OURS).to_bytes(fmt)
    assert picture.all_flows().theme == DARK


@pytest.mark.parametrize(
    ("told", "complaint"),
    [
        ({"ink": "black"}, "Theme.ink: 'black' is no colour: write it as '#1a1a1a'"),
        ({"ink": 3}, "Theme.ink: 3 is no colour"),
        ({"paper": "#ABCDEF"}, "Theme.paper: '#ABCDEF' is no colour"),
        ({"tints": ("#ffffff",)}, "Theme.tints: .*: write 4 colours, the outermost first"),
        ({"tints": ("#ffffff", "#eeeeee", "#dddddd", "red")}, "Theme.tints: 'red' is no colour"),
        ({"ink": "#999999"}, r"Theme.ink: '#999999' stands out by 2.\d : 1 .*, and 4.5 : 1 is needed"),
        ({"paper": "#101418"}, "Theme.ink: '#1a1a1a' stands out by 1"),
        ({"unknown": "#cccccc"}, "Theme.unknown: '#cccccc' stands out by 1"),
    ],
)
def test_what_is_no_colour_or_not_seen_is_refused(told: dict[str, object], complaint: str) -> None:
    with pytest.raises(WrongValueError, match=complaint):
        MAKE(**told)


def test_what_is_no_theme_is_refused() -> None:
    picture: Any = next(iter(MODEL.pictures("topology").values()))
    with pytest.raises(WrongCallError, match=r"Picture.with_theme: 'dark' is no piaflow.Theme"):
        picture.with_theme("dark")


def test_contrast_is_that_of_wcag() -> None:
    assert find_contrast("#000000", "#ffffff") == pytest.approx(21)
    assert find_contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
