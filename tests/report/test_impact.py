"""An impact in every format: nothing is lost, no name breaks out of its place, no verdict is given."""

from __future__ import annotations

import html
import json
import re
from functools import cache
from pathlib import Path

import pytest

from piaflow.domain.choices import FormKind
from piaflow.form.comparing import FormChange
from piaflow.impact.answer import Impact
from piaflow.impact.differences import DifferenceKind
from piaflow.impact.impact import find_impact
from piaflow.impact.items import Origin, list_items
from piaflow.impact.rows import place_of
from piaflow.law.addresses import Address
from piaflow.report.as_html import to_html
from piaflow.report.as_json import to_json
from piaflow.report.as_json_answers import impact_to_dict, impact_to_rows
from piaflow.report.as_markdown import to_markdown
from piaflow.report.as_text import to_text
from piaflow.report.impact import tell_impact, tell_impact_page, tell_impact_short
from piaflow.report.impact_words import Possible, excerpt_of, find_possible, way_of
from piaflow.store.catalogue import load_catalogue
from piaflow.store.load import load, load_file
from piaflow.trace.answer import Reach
from tests.report.columns import find_too_wide
from tests.report.impacts import AFTER, BEFORE, EVIL, make_impact

ROOT = Path(__file__).parents[2]
KONBINI = "tests/fixtures/minato-konbini.yaml"
CHANGES = [KONBINI, *(p.relative_to(ROOT).as_posix() for p in sorted(ROOT.glob("models/*/changes/*.yaml")))]
VERDICTS = (
    "判定",
    "重要な変更である",
    "重要な変更です",
    "重要な変更ではない",
    "該当する",
    "違法",
    "適法",
    "必ず",
)
HEADINGS = ["変わる部分", "識別子の行き先", "現れる指摘", "消える指摘", "書き換える欄", "見直す欄", "見立て"]


@cache
def impact_of(change: str) -> Impact:
    after = load_file(ROOT / change)
    assert after.base is not None
    return find_impact(after.base.assessment, after.assessment, catalogue=load_catalogue())


def impact_text(impact: Impact) -> str:
    return to_text(tell_impact(impact))


def impact_markdown(impact: Impact) -> str:
    return to_markdown(tell_impact_page(impact))


def impact_html(impact: Impact) -> str:
    return to_html(tell_impact_short(impact))


def bare(text: str) -> str:
    return "".join(text.split())


def unescape(text: str) -> str:
    return html.unescape(re.sub(r"\\([\\`*_\[\]{}<>#|~!&@$])", r"\1", text))


@pytest.mark.slow
@pytest.mark.parametrize("change", CHANGES)
def test_text_fits_a_hundred_columns_and_says_its_parts_in_order(change: str) -> None:
    text = impact_text(impact_of(change))
    assert find_too_wide(text) == []
    found = [
        re.split("[ ：]", line.removeprefix("■ "))[0] for line in text.splitlines() if line.startswith("■")
    ]
    assert [name.partition("　")[0] for name in found] == HEADINGS


@pytest.mark.slow
@pytest.mark.parametrize("change", CHANGES)
def test_text_and_markdown_name_every_difference_item_and_gain(change: str) -> None:
    impact = impact_of(change)
    text, markdown = bare(impact_text(impact)), bare(unescape(impact_markdown(impact)).replace("<br>", ""))
    told = [d.name for d in impact.differences if d.name.find("、") < 0]
    told += [place_of(impact, item) for item in impact.items]
    told += [line for item in impact.items for side in item.excerpt for line in side.splitlines()]
    told += [g.name for changes in impact.reaches for g in (*changes.gained, *changes.lost)]
    told += [finding.message for finding in (*impact.new_findings, *impact.gone_findings)]
    short = [name for name in dict.fromkeys(told) if len(name) < 7]
    assert [name for name in short if bare(name) not in text] == []
    assert [name for name in dict.fromkeys(told) if bare(name) not in markdown] == []


@pytest.mark.slow
@pytest.mark.parametrize("change", CHANGES)
def test_no_format_gives_a_verdict(change: str) -> None:
    impact = impact_of(change)
    found = {d.name for d in impact.differences} | {
        f.message for f in (*impact.new_findings, *impact.gone_findings)
    }
    for told in (impact_text(impact), impact_markdown(impact), impact_html(impact)):
        assert [word for word in VERDICTS if word in told and not any(word in name for name in found)] == []
        assert "候補" in told


@pytest.mark.parametrize("change", CHANGES)
def test_what_may_be_reached_is_told_once_per_place_with_every_identifier(change: str) -> None:
    impact = impact_of(change)
    gains = {(g.name, g.item) for c in impact.reaches for g in c.gained if g.now is Reach.POSSIBLE}
    folded = find_possible(impact)
    assert {(told.name, item) for told in folded for item in told.items} == gains
    assert len({told.name for told in folded}) == len(folded)


@pytest.mark.slow
@pytest.mark.parametrize("change", CHANGES)
def test_each_way_is_told_of_the_identifiers_that_take_it(change: str) -> None:
    impact = impact_of(change)
    paths = {(g.name, g.item): g.path for c in impact.reaches for g in c.gained}
    told = {(p.name, item): path for p in find_possible(impact) for items, path in p.ways for item in items}
    assert told == {key: path for key, path in paths.items() if key in told}


def test_identifiers_that_may_come_by_several_ways_are_told_apart() -> None:
    told = Possible("端末", ((("個人番号",), ("入手 住民→端末",)), (("符号", "宛名番号"), ())))
    assert way_of(told) == "個人番号：入手 住民→端末\n符号・宛名番号：（入りうる所・保有）"
    assert told.told == "個人番号・符号・宛名番号 は届きうる"


def test_a_way_is_told_flow_by_flow_with_who_answers_for_its_end() -> None:
    text = impact_text(impact_of(KONBINI))
    assert (
        """
  ［届く］住民票コード：コンビニ交付システム（責任を持つ主体：みなと市長）
      ・(１)住民基本台帳ファイル ⑧ キオスク端末→証明書交付センター
      ・該当なし 証明書交付センター→コンビニ交付システム
"""
        in text
    )
    assert "［届く→届きうる］住民票コード：個人番号カード管理システム（責任を持つ主体：" in text


def test_items_bear_their_mark_their_lines_and_the_candidate_of_the_timing() -> None:
    text = impact_text(impact_of(KONBINI))
    assert "  ※ 別添1 （別添１）事務の内容（図＋（備考））［提出時期の候補：事前］\n" in text
    assert (
        "  表紙.公表日［提出時期の候補：事後］\n      前：令和8年4月1日\n      後：令和8年10月1日\n" in text
    )
    # a line that joins others in a filled field: the field was not empty before
    assert "      前：（この部分の記載はない）\n      後：コンビニ交付システムとの連携\n" in text


def test_a_side_is_nothing_only_where_its_field_is_blank() -> None:
    def excerpt(before: str, after: str) -> tuple[str, str]:
        change = FormChange(
            Address.parse("Ⅲ.ファイル1.2.リスク4", FormKind.FULL), "措置", before, after, significant=True
        )
        (item,) = list_items([change], [])
        return excerpt_of(item)

    assert excerpt("研修を行う。", "研修を行う。\n記録を残す。") == (
        "（この部分の記載はない）",
        "記録を残す。",
    )
    assert excerpt("研修を行う。\n記録を残す。", "研修を行う。") == (
        "記録を残す。",
        "（この部分の記載を消す）",
    )
    assert excerpt("", "研修を行う。") == ("なし", "研修を行う。")
    assert excerpt("研修を行う。", "") == ("研修を行う。", "なし")
    assert excerpt("研修\n記録", "記録\n研修") == ("研修\n記録", "記録\n研修")


def test_what_is_known_from_memory_alone_is_told_so() -> None:
    impact = find_impact(load(ROOT / KONBINI), load(ROOT / "tests/fixtures/minato.yaml"), rules=())
    assert impact.judgement.exclusions
    assert re.search(r"除かれうる場合：\n +\S+：.*\n?.*要確認", impact_text(impact))


def test_the_plain_data_has_the_promised_keys() -> None:
    told = impact_to_dict(impact_of(KONBINI))
    assert json.loads(to_json(told)) == told
    assert {"added", "removed", "changed", "reach", "changes", "judgement", "findings"} <= set(told)
    assert set(told["findings"]) == {"new", "gone"}
    assert {"result", "grounds", "procedure"} <= set(told["judgement"])
    promised = {"path", "label", "before", "after", "significant", "origin", "timing", "reason", "rule"}
    assert all(promised <= set(item) for item in told["changes"])
    assert {item["origin"] for item in told["changes"]} == {"derived", "review"}
    assert all(set(changes) == {"gained", "lost"} for changes in told["reach"].values())
    assert set(told["judgement"]["grounds"]) <= {item["path"] for item in told["changes"]}


def test_the_plain_data_tells_everything() -> None:
    impact = impact_of(KONBINI)
    told = impact_to_dict(impact)
    for key, kind in zip(("added", "removed", "changed"), DifferenceKind, strict=True):
        assert [(d["part"], d["name"]) for d in told[key]] == [
            (d.part.value, d.name) for d in impact.of_kind(kind)
        ]
    assert [f["key"] for f in told["findings"]["new"]] == [f.key for f in impact.new_findings]
    assert [(i["path"], i["after"]) for i in told["changes"]] == [(i.path, i.after) for i in impact.items]


def test_rows_are_flat() -> None:
    rows = impact_to_rows(impact_of(KONBINI))
    assert len(rows) == len(impact_of(KONBINI).items)
    assert all(isinstance(value, str | bool) for row in rows for value in row.values())
    assert rows[0]["excerpt_after"] == "令和8年10月1日"


def test_markdown_begins_with_a_summary_and_folds_the_rest() -> None:
    text = impact_markdown(impact_of(KONBINI))
    summary, _, details = text.partition("<details>")
    assert "**見立て：重要な変更の候補**" in summary
    assert "- **個人番号が新しく届く**：キオスク端末\n" in summary
    assert len(summary.splitlines()) < 15
    assert details.count("</details>") == text.count("<summary>") == 6


def test_no_name_becomes_markup_in_markdown() -> None:
    text = impact_markdown(make_impact())
    assert EVIL in unescape(text)
    outside = re.sub(r"(`+) .*? \1(?!`)", "", text)
    assert EVIL in unescape(outside)
    assert "<b>" not in outside
    assert "</script>" not in outside
    assert outside.count("<details>") == outside.count("</details>") == outside.count("</summary>") > 0


def test_every_row_of_a_table_has_as_many_cells_as_its_head() -> None:
    tables = re.findall(r"(?:^\|.*\|$\n?)+", impact_markdown(make_impact()), re.MULTILINE)
    assert len(tables) >= 3
    for table in tables:
        counts = {len(re.findall(r"(?<!\\)\|", line)) for line in table.splitlines()}
        assert len(counts) == 1, table


def test_no_name_becomes_markup_in_html() -> None:
    told = impact_html(make_impact())
    assert html.escape(EVIL) in told
    assert "<b>`" not in told
    assert told.count("<table>") == told.count("</table>") == 2 + told.count("</details>")
    assert told.count("<details>") == told.count("</details>") == 4


def test_a_broken_text_stays_on_its_line() -> None:
    text = impact_text(make_impact())
    assert find_too_wide(text) == []
    assert [line for line in text.splitlines() if line.startswith("| 二行目")] == []


def test_nothing_changed_is_said_in_one_judgement() -> None:
    impact = find_impact(BEFORE, BEFORE)
    assert "■ 見立て：変更なし" in impact_text(impact)
    assert "変わる部分" not in impact_text(impact)
    assert "<details>" not in impact_markdown(impact)
    assert impact_to_dict(impact)["judgement"]["result"] == "NO_CHANGE"
    assert impact_html(impact).count("<table>") == 0


def test_the_file_is_named_only_where_there_are_several() -> None:
    one = make_impact()
    item = next(i for i in one.items if i.path.startswith("Ⅲ.ファイル1"))
    assert place_of(one, item).startswith("Ⅲ.2.リスク")
    several = impact_of(KONBINI)
    items = [i for i in several.items if i.origin is Origin.REVIEW and i.path.startswith("Ⅱ.ファイル1.3.②")]
    assert [place_of(several, i) for i in items] == ["Ⅱ.3.②（住民基本台帳ファイル） 入手方法"]


def test_the_evil_names_are_in_the_change() -> None:
    assert {s.name for s in AFTER.systems} - {s.name for s in BEFORE.systems} >= {EVIL}
