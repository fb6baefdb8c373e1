"""Slips that officers make in a model file: each is told in Japanese, at its line, with what to type instead."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from piaflow.errors import InputError
from piaflow.store.load import parse

MODEL = """assessment:
  body: みなと市長
  procedure: 住基
parties:
  住民: {kind: 住民・本人}
systems:
  端末: {number: 1}
flows:
  - {from: 住民, to: 端末, items: [個人番号, 氏名]}
"""

SLIPS = [
    ("  procedure: 住基", "    procedure: 住基", "3:14: YAML として読めません: ここに「: 」は書けません"),
    ("systems:", "systems：", "全角の「：」があります。半角の「: 」で書きます"),
    ("  端末: {", "  端末： {", "7:3: 「キー: 値」の組（空なら {}）であるべきところです（全角の「：」"),
    ("{kind: 住民", "{kind：住民", "5:8: キー「kind：住民・本人」はありません（全角の「：」"),
    ("{kind: 住民", "{kind:住民", "5:8: キー「kind:住民・本人」はありません（「:」のあとに空白が要ります）"),
    ("  body: み", "  body:み", "（「:」のあとに空白が要ります）"),
    ("{number: 1}", "｛number: 1｝", "全角の「｛」があります。半角の「{」で書きます"),
    (
        "[個人番号, 氏名]",
        "[個人番号、氏名]",
        "9:32: 項目「個人番号、氏名」はありません（「, 」で区切ります: 個人番号, 氏名）",
    ),
    (
        "[個人番号, 氏名]",
        "[個人番号 氏名]",
        "項目「個人番号 氏名」はありません（「, 」で区切ります: 個人番号, 氏名）",
    ),
    (
        "flows:",
        "  画面: {}\n 端末2: {}\nflows:",
        "9:2: YAML として読めません: 字下げか「: 」が、前の行とそろっていません",
    ),
    ("住民, to", "住民， to", "全角の「，」があります"),
    ("  - {from", "  -{from", "（「-」のあとに空白が要ります）"),
    ("住民, to", "住民 to", "「,」か、閉じる「}」がありません"),
    ("  端末:", "\t端末:", "7:1: YAML として読めません: この文字では始められません"),
    ("  端末:", "\t端末:", "（字下げにタブがあります。空白で書きます）"),
    ("  端末:", "　端末:", "（字下げに全角の空白があります。半角で書きます）"),
    (
        "住民・本人}",
        "住民・本人",
        "6:8: YAML として読めません: 5行目に始まる所に、「,」か、閉じる「}」がありません",
    ),
    ("氏名]", "氏名", "閉じる「]」がありません"),
    ("to: 端末", 'to: "端末', "9行目に始まる所に、閉じる引用符がありません"),
    ("to: 端末", "to: @端末", "記号で始まる値は引用符で囲みます"),
    ("  procedure: 住基", "  procedure: 事務: 住基", "値の引用符を確かめます"),
    ("procedure: 住基", "procedure: 住基\n  network: yes ＃ 要確認", "全角の「＃」があります"),
    (
        "procedure: 住基",
        "procedure: 住基\n  published: 令和8年4月1日",
        "4:3: 「令和8年4月1日」は日付（例: 2026-03-31）ではありません",
    ),
    (
        "procedure: 住基",
        "procedure: 住基\n  published: 2026-02-30",
        "「2026-02-30」は日付（例: 2026-03-31）ではありません",
    ),
    (
        "to: 端末",
        "to: 団体内統合宛名",
        "名前「団体内統合宛名」はありません（systems か parties に書き足します）",
    ),
    (
        "住民: {kind",
        "住民: &住 {kind",
        "5:8: YAML として読めません: 別名の名（& と * のあと）は英数字で書きます",
    ),
    ("{from", "{diagram: 別添1, from", "図「別添1」はありません（diagrams に書き足します）"),
]


@pytest.mark.parametrize(("right", "wrong", "told"), SLIPS)
def test_a_slip_is_told_with_its_mending(right: str, wrong: str, told: str) -> None:
    assert right in MODEL
    with pytest.raises(InputError) as caught:
        parse(MODEL.replace(right, wrong, 1), "m.yaml")
    assert told in str(caught.value)
    assert "did not" not in str(caught.value)


def test_without_a_slip_the_model_is_read() -> None:
    assert parse(MODEL).procedure == "住基"


def test_a_comment_with_full_width_signs_is_no_slip() -> None:
    with pytest.raises(InputError) as caught:
        parse(MODEL.replace("住民, to", "住民 to").replace("氏名]}", "氏名]}  # 例：氏名"))
    assert "全角" not in str(caught.value)


_PIECES = [
    *"ab:-?,[]{}#&*!|>'\"%@`\\ \n\t~<=x1",
    ": ",
    "- ",
    "---",
    "...",
    "!!",
    "%YAML",
    "|0",
    '"\\u12"',
    '"\\q',
]


@given(st.lists(st.sampled_from(_PIECES), max_size=12).map("".join))
def test_whatever_is_no_yaml_is_told_in_japanese(text: str) -> None:
    try:
        parse(text)
    except InputError as error:
        (line, *_) = str(error).split("\n")
        _, is_no_yaml, told = line.partition("YAML として読めません")
        assert not (is_no_yaml and re.search("[a-z]{4,}", told)), line
