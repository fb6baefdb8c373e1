"""法令上の根拠 as printed, read into citations."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from piaflow.form.form import PLACEHOLDER
from piaflow.law.citations import Citation, LawKind, parse_citations, to_digits
from piaflow.store.chain import bring
from piaflow.store.parsing import read
from piaflow.store.reading import read_text
from piaflow.store.shorthand import write_out_change
from piaflow.store.starters import find_templates, make_starter

FOUND = (Path(__file__).parents[2] / "models").rglob("*.yaml")
MODELS = sorted(path for path in FOUND if "catalogue" not in path.parts)
BASES = {"basis", "network_inquiry_basis", "network_provision_basis"}

EXAMPLES = [
    ("番号法第19条第8号 別表第二の27の項", ["番号法第19条第8号 別表第二の27の項"]),
    ("番号法第１９条第７号", ["番号法第19条第7号"]),
    ("番号法19条16号", ["番号法第19条第16号"]),
    ("番号法第9条第2項", ["番号法第9条第2項"]),
    ("番号法第9条第1項 別表第1の16の項", ["番号法第9条第1項 別表第一の16の項"]),
    ("番号法第9条第1項及び別表第1の14の項", ["番号法第9条第1項 別表第一の14の項"]),
    ("番号法第9条第1項 別表100の項", ["番号法第9条第1項 別表の100の項"]),
    ("番号法別表第24の項", ["番号法 別表の24の項"]),
    ("番号法別表第１", ["番号法 別表第一"]),
    ("番号法別表第２の各項", ["番号法 別表第二"]),
    ("別表第1 8の項", ["別表第一の8の項"]),
    ("別表第1の36の2 項", ["別表第一の36の2の項"]),
    ("別表第一第101項", ["別表第一の101の項"]),
    ("別表第2の16の3", ["別表第二の16の3の項"]),
    ("条例別表第一1の項", ["条例 別表第一の1の項"]),
    ("番号法第十九条第八号別表第二の百二十の項", ["番号法第19条第8号 別表第二の120の項"]),
    (
        "番号法第9条第1項　別表第一の10、93の2の項",
        ["番号法第9条第1項 別表第一の10の項", "番号法第9条第1項 別表第一の93の2の項"],
    ),
    ("番号法第19条第8号に基づく主務省令第2条の表48の項", ["番号法第19条第8号 主務省令第2条の表の48の項"]),
    (
        (
            "行政手続における特定の個人を識別するための番号の利用等に関する法律（平成25年法律第27号）第19条第8号"
            "に基づく利用特定個人情報の提供に関する命令第2条の表の48の項"
        ),
        ["番号法第19条第8号 主務省令第2条の表の48の項"],
    ),
    ("番号法第9条第1項（別表の150の項）", ["番号法第9条第1項 別表の150の項"]),
    ("番号法第19条第8号（別表第二の27の項）", ["番号法第19条第8号 別表第二の27の項"]),
    ("番号法第19条第8号（別表第２）", ["番号法第19条第8号 別表第二"]),
    (
        "番号法第9条第1項（別表第一の16の項、21の項）、住基法第30条の6（別表第一）",
        [
            "番号法第9条第1項 別表第一の16の項",
            "番号法第9条第1項 別表第一の21の項",
            "住基法第30条の6 別表第一",
        ],
    ),
    (
        "番号法第19条第8号（主務省令第2条の表の5の項、第6条）、第9号",
        ["番号法第19条第8号 主務省令第2条の表の5の項", "番号法第19条第9号"],
    ),
    ("番号法第19条第8号（番号法別表第二の27の項）", ["番号法第19条第8号 別表第二の27の項"]),
    ("番号法第9条第1項（別表の16の項）、第2項", ["番号法第9条第1項 別表の16の項", "番号法第9条第2項"]),
    ("番号法第9条第1項（別表にある事務）", ["番号法第9条第1項 別表"]),
    ("番号法第9条第1項（利用範囲） 別表の16の項", ["番号法第9条第1項 別表の16の項"]),
    ("番号法第19条第7号又は第8号", ["番号法第19条第7号", "番号法第19条第8号"]),
    ("番号法第19条第7号、住基法第30条の６", ["番号法第19条第7号", "住基法第30条の6"]),
    ("住民基本台帳法（昭和42年法律第81号）第12条の4、第30条の6", ["住基法第12条の4", "住基法第30条の6"]),
    ("住基法30条の6（市町村長から都道府県知事への本人確認情報の通知等）", ["住基法第30条の6"]),
    ("命令第13条、第13の2、第59条の2の3", ["命令第13条", "命令第13条の2", "命令第59条の2の3"]),
    (
        "番号法別表第一の主務省令で定める事務を定める命令第10条、第67条の2",
        [
            "番号法別表第一の主務省令で定める事務を定める命令第10条",
            "番号法別表第一の主務省令で定める事務を定める命令第67条の2",
        ],
    ),
    (
        "高槻市個人番号の利用及び特定個人情報の提供に関する条例第4条",
        ["高槻市個人番号の利用及び特定個人情報の提供に関する条例第4条"],
    ),
    ("個人番号カード省令第23条の2（機構が処理する事務）", ["個人番号カード省令第23条の2"]),
    ("番号法施行令第22条", ["番号法施行令第22条"]),
    ("36-2", ["36の2の項"]),
    ("８５の２", ["85の2の項"]),
    ("本人の同意", []),
    ("本人確認の方法", []),
    ("関係法令", []),
    ("専用線による方法、番号法第19条第8号", ["番号法第19条第8号"]),
    ("", []),
    ("主務省令第2条の表の1、3の項", ["主務省令第2条の表の1の項", "主務省令第2条の表の3の項"]),
    ("利用特定個人情報の提供に関する命令第二条の表の48の項", ["主務省令第2条の表の48の項"]),
]


@pytest.mark.parametrize(("basis", "printed"), EXAMPLES, ids=[basis for basis, _ in EXAMPLES])
def test_a_basis_is_read_as_these_citations(basis: str, printed: list[str]) -> None:
    assert [str(c) for c in parse_citations(basis)] == printed


def find_bases(data: Any) -> Iterator[str]:
    """Yield every basis of plain model data; what a starter leaves to write is none yet."""
    if isinstance(data, dict):
        for key, value in data.items():
            written = [str(one) for one in value if not PLACEHOLDER.search(str(one))] if key in BASES else ()
            yield from written if key in BASES else find_bases(value)
    elif isinstance(data, list):
        for value in data:
            yield from find_bases(value)


@pytest.mark.parametrize("path", MODELS, ids=[p.name for p in MODELS])
def test_every_basis_of_the_models_is_read(path: Path) -> None:
    told = write_out_change(bring(read(read_text(path), str(path)), path), path, read_text)
    bases = list(find_bases(told))
    assert [b for b in bases if not _tells_a_place(parse_citations(b))] == []


@pytest.mark.parametrize("template", find_templates())
def test_every_basis_of_a_starter_is_read(template: str) -> None:
    bases = list(find_bases(read(make_starter(template, "みなと市長"), template)))
    assert bases
    assert [b for b in bases if not _tells_a_place(parse_citations(b))] == []


def _tells_a_place(citations: tuple[Citation, ...]) -> bool:
    """Each citation has a place in a law, or is a law alone; nothing is left of the numbers' printing."""
    plain = all(not set(c.article + c.item + c.row) - set("0123456789の") for c in citations)
    return plain and bool(citations) and all(c.article or c.table or c.row or c.law for c in citations)


LETTERS = "本市は住民の情報をシステムに登録した、及び同じ手順で別の課へ渡す和主命利関"


@pytest.mark.parametrize(
    "cited", ["番号法第19条第8号", "別表第二の27の項", "主務省令第2条の表の13の項", "第9条第1項"]
)
@pytest.mark.parametrize("seed", range(20))
def test_what_stands_before_a_citation_is_no_part_of_it(cited: str, seed: int) -> None:
    letters = random.Random(seed)  # noqa: S311
    words = "".join(letters.choice(LETTERS) for _ in range(letters.randrange(1, 60)))
    alone = [evolve(found, text="") for found in parse_citations(cited)]
    for text in (f"{words}、{cited}", f"{words}。({words})、{cited}"):
        assert [evolve(found, text="") for found in parse_citations(text)] == alone


@pytest.mark.parametrize("before", ["", "この事務は", "市町村が行う条件付きの事務は", "命令及び"])
def test_the_name_of_a_law_begins_with_the_words_that_it_ends(before: str) -> None:
    [found] = parse_citations(f"{before}番号法第19条第8号")
    assert (found.law, found.article, found.item) == ("番号法", "19", "8")


def test_every_number_of_a_long_list_is_a_citation() -> None:
    found = parse_citations("別表第二 1、2、3、４，５８５の２、 57、 58、85の2の項")
    assert [c.row for c in found] == ["1", "2", "3", "4", "585の2", "57", "58", "85の2"]
    assert {c.table for c in found} == {"別表第二"}


def test_a_citation_keeps_its_own_piece_of_the_text() -> None:
    first, second = parse_citations("番号法第19条第6号（委託先への提供）、番号法第19条第8号")
    assert first.text == "番号法第19条第6号(委託先への提供)"
    assert second.text == "番号法第19条第8号"


KINDS = [
    ("番号利用法第9条", LawKind.NUMBER_ACT),
    ("住基法第14条", LawKind.REGISTER_ACT),
    ("高槻市個人情報保護条例第10条第2項第5号", LawKind.ORDINANCE),
    ("命令第12条の2", LawKind.ORDER),
    ("個人番号カード省令第23条の2", LawKind.ORDER),
    ("地方税法第294条", LawKind.OTHER),
    ("別表第1の8の項", LawKind.UNKNOWN),
]


@pytest.mark.parametrize(("basis", "kind"), KINDS)
def test_the_name_tells_the_kind_of_law(basis: str, kind: LawKind) -> None:
    assert [c.kind for c in parse_citations(basis)] == [kind]


@pytest.mark.parametrize(
    ("printed", "digits"), [("19", "19"), ("十九", "19"), ("百二十", "120"), ("八", "8")]
)
def test_kanji_numerals_are_numbers(printed: str, digits: str) -> None:
    assert to_digits(printed) == digits


def test_a_table_in_brackets_that_are_of_the_law_before_is_of_that() -> None:
    (told,) = parse_citations("番号法第19条第7号（別表第二の27の項。改正前）")
    assert told.former


JOINED = [
    "1、2、3",
    "1/2/3",
    "1／2／3",
    "1の項/2の項/3の項",
    "1並びに2、3",
    "1及び2並びに3",
    "1若しくは2又は3",
]
PARTED = ["1と2と3", "1の項と2の項と3の項", "1 2 3", "1　2　3", "1\n2\n3"]
SIGNED = [
    *(f"1の項{sign}2の項{sign}3" for sign in ("；", "や", "．", "＋", "。", "・", "，", "および", " ", "\n")),
    *(f"1{sign}2{sign}3" for sign in ("；", "＋", "および", "または")),
    *(f"1の項（地方税）{sign}2の項（国保）{sign}3" for sign in ("、", "；", "・", "や", "\n", "及び")),
    "1の項「地方税」、2の項（4の項に当たるものを除く。）、3",
]


@pytest.mark.parametrize("rows", [*JOINED, *PARTED, *SIGNED])
@pytest.mark.parametrize("table", ["番号法第19条第8号及び主務省令第2条の表", "番号法第9条第1項 別表の"])
def test_rows_are_joined_by_signs_words_and_gaps(table: str, rows: str) -> None:
    assert [cited.row for cited in parse_citations(f"{table}{rows}の項")] == ["1", "2", "3"]


@pytest.mark.parametrize(
    "behind",
    [
        *("と第9条第2項の条例", " 2024年", "/19条8号", "並びに第10条", "。20日以内に届け出る。", "：令和6年"),
        *("（主務省令第16条）", "\n２．住基法第30条の9", "（20の項に当たるものを除く。）"),
    ],
)
def test_what_is_no_row_is_not_joined_to_the_rows(behind: str) -> None:
    cited = [c for c in parse_citations(f"番号法第9条第1項 別表の24の項{behind}") if c.table]
    assert [c.row for c in cited if c.row] == ["24"]


def test_a_number_behind_a_table_in_brackets_is_no_row_of_it() -> None:
    cited = parse_citations("番号法第9条第1項（別表の24の項） 2 住基法第30条の9")
    assert [c.row for c in cited if c.row] == ["24"]


def test_a_remark_that_a_row_is_of_the_law_before_keeps_that_row_so() -> None:
    (cited, *_) = parse_citations("番号法別表第一の24の項（改正前）、25の項")
    assert (cited.row, cited.former) == ("24", True)
