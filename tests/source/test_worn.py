"""Words of the form that have lost or changed a few characters are nobody's words."""

from __future__ import annotations

import pytest
from attrs import evolve

from piaflow.domain.choices import FormKind
from piaflow.form.form import Filled
from piaflow.source.worn import is_worn
from tests.source.judging import read_printed
from tests.source.printing import ORDERLY, print_form, to_text
from tests.source.random_forms import make_form, seed_random


@pytest.mark.parametrize(
    "line",
    [
        "②請求求方法 窓口で受け付ける。",
        "④委託先への特定個人情報フ\ufffd\ufffdルの提供方法",
        "○⑤提供する情報の対象となる本人の範囲",
        "⑦時期・�度",
        "再発防止策の内",
        "その他の措置(cid:12)内容",
        "課題が残され]いる",
        "[十分に行ってない",
        "[十分であ\ufffd",
        "[○十分に行っている",
        "[\ufffd定めている",
        "口移転方法",
        "1再委託する",
        "再委託有無※",
        "<択肢>",
        "<選択(cid:12)>",
        "提供先口～5",
        "口ステム2～5",
        "委託事項2○5",
        "[) 実施しない",
        "[） 十分である 1） 特に力を入○ている",
        "4\ufffd100項目以上3) 50項目以上100項目未満",
        "(委託に伴うもの口除く。)",
        "特定個人情報保護評書（重点項目評価書）",
        "口",
        "(cid:12)",
    ],
)
def test_a_label_or_a_choice_that_is_worn_is_known_again(line: str) -> None:
    assert is_worn(FormKind.FULL, line)


@pytest.mark.parametrize(
    "line",
    [
        "住民基本台帳ネットワークシステムの保守",
        "特定個人情報の保管・消去に当たっては、記録を残す。",
        "【特定個人情報ファイルの取扱いの記録】",
        "保している。",
        "口座番号",
        "10人ほど",
        "別紙１を参照。",
        "（委託先を除く。）",
        "1）窓口で受け付ける。",
        "（※１）情報提供ネットワークシステムを介した届出の控え。",
        "2）専用線",
        "（１）再委託する業務は、台帳に記入する。",
        "いくつかの選択肢を示す。",
        "窓口の課",
        "3年",
        "",
    ],
)
def test_what_somebody_wrote_is_not_worn(line: str) -> None:
    assert not is_worn(FormKind.FULL, line)


def test_the_words_of_a_label_that_was_not_known_are_in_no_field() -> None:
    form = make_form(FormKind.FULL, seed_random(3))
    printed = to_text(print_form(form), "順", seed_random(3))
    worn = printed.replace("②請求方法", "②請求求�法").replace("③手数料等", "③(cid:7)数料(cid:8)")
    assert worn != printed
    read = read_printed("town.txt", worn).form
    assert not [cell.path for cell in read.cells if "求求" in cell.text or "cid" in cell.text]


@pytest.mark.parametrize("layout", sorted(ORDERLY))
def test_a_note_that_begins_with_the_words_of_a_box_is_part_of_its_text(layout: str) -> None:
    note = "・届出の控えを施錠した書庫に置く。\n（※１）情報提供ネットワークシステムを介した届出の控え。"
    form = make_form(FormKind.FULL, seed_random(3))
    path = "Ⅲ.ファイル1.3.リスク3"
    cells = (evolve(cell, filled=Filled(note)) if cell.path == path else cell for cell in form.cells)
    printed = to_text(print_form(evolve(form, cells=tuple(cells))), layout, seed_random(3))
    assert read_printed("town.txt", printed).form.cell(path).text == note
