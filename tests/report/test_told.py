"""A Told in every format: each block is told, and nothing in a name becomes markup."""

from __future__ import annotations

import html

import pytest

from piaflow.report.as_html import to_html
from piaflow.report.as_markdown import to_markdown
from piaflow.report.as_text import to_text
from piaflow.report.checked import PlacedFinding
from piaflow.report.told import (
    Code,
    Document,
    Item,
    Items,
    Lines,
    Name,
    Notices,
    Pictures,
    Section,
    Strong,
    Table,
    Told,
)
from tests.report.findings import EVIL, make_finding

WHOLE = Told(
    ("題　", Name("名前")),
    (Lines((("文", Strong("大事")), "次の文")), Items((Item("一", (Item("一の下"),)), Item("二")))),
    (
        Document(
            "文書", (Lines(((Code("a.yaml"), "の数"),)),), (Section("章", (Table(("列",), (("欄",),)),)),)
        ),
    ),
    (
        Section("細部", (Notices((PlacedFinding(make_finding(subject="窓口")),)),), folded=True),
        Section("図", (Pictures((b"png",)),), folded=True),
    ),
    "結び",
)
WORDS = (
    "題　名前",
    "大事",
    "次の文",
    "一の下",
    "二",
    "a.yaml",
    "章",
    "列",
    "欄",
    "細部",
    "窓口は2件とあるが",
    "結び",
)
FORMATS = [to_text, to_markdown, to_html]


@pytest.mark.parametrize("tell", FORMATS)
def test_every_block_is_told_in_order(tell) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    told = tell(WHOLE).replace("題</p>", "")
    places = [told.find(word) for word in WORDS]
    assert -1 not in places
    assert places == sorted(places)


def test_markdown_nests_headings_and_folds_details() -> None:
    assert to_markdown(WHOLE).splitlines()[:9] == [
        "# 題　名前",
        "",
        "文**大事**",
        "次の文",
        "",
        "- 一",
        "  - 一の下",
        "- 二",
        "",
    ]
    assert [line for line in to_markdown(WHOLE).splitlines() if line.startswith("##")] == [
        "## 文書",
        "### 章",
    ]
    assert "<details><summary>細部</summary>\n\n- **誤り**" in to_markdown(WHOLE)


@pytest.mark.parametrize("tell", [to_markdown, to_html])
def test_a_folded_section_without_content_is_left_out(tell) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    assert "図" not in tell(WHOLE)
    assert "図 なし" in " ".join(to_text(Told(sections=(Section("図", (Items(()),), folded=True),))).split())


def test_no_piece_becomes_markup() -> None:
    told = Told(lead=(Lines((EVIL, Name(EVIL), Strong(EVIL))), Items((Item(Name(EVIL)),))))
    assert "<b>`" not in to_html(told)
    assert to_html(told).count(html.escape(EVIL)) == 4
    assert "</script>" not in to_markdown(told)


def test_several_answers_stand_below_each_other() -> None:
    told = Told(sections=(Section("甲"),)), Told(sections=(Section("乙"),))
    assert to_text(*told) == "\n■ 甲\n\n■ 乙\n"
    assert to_markdown(*told) == "## 甲\n\n## 乙\n"
