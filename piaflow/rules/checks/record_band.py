"""record-band: the band of 記録される項目 against the number of items in the list."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from piaflow.domain.nodes import File
from piaflow.law.bands import Range, find_range
from piaflow.rules import needs
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Evidence, Hit, Spot
from piaflow.rules.recorded import (
    find_open_groups,
    find_record_spans,
    list_items,
    split_items,
    split_widely,
    tells_all,
)
from piaflow.rules.rule import Rule


def _find(dossier: Dossier) -> Iterator[Hit]:
    for file in dossier.model.files:
        band = find_range(file.band)
        items, words = list_items(file), dossier.model.vocabulary
        parted = split_items(items)
        most = len(words.expand(parted)) + sum(map(_count_more, items))
        if band is not None and _is_outside(file, band, len(items), most):
            is_less = len(items) < band.lowest
            doubt = is_less and find_open_groups(file, words)
            number = len(parted if is_less else items)
            yield evolve(_hit(dossier, file, number), confidence=Confidence.LOW if doubt else None)


def _count_more(name: str) -> int:
    """How many items more an entry may name than it surely does: 異動の記録（異動年月日、異動事由）, 氏名・住所."""
    return len(split_widely((name,))) - len(split_items((name,)))


def _is_outside(file: File, band: Range, fewest: int, most: int) -> bool:
    """A group counts as one item or as all that it holds; a list not told to its end can only be longer than the band."""
    return fewest >= band.below or (tells_all(file) and most < band.lowest)


def _hit(dossier: Dossier, file: File, number: int) -> Hit:
    listed = f"{number}項目" if file.records.complete else f"{number}項目以上"
    return Hit(
        f"{file.name}に記録される項目は「{file.band.value}」とあるが、記録項目の一覧は{listed}である。",
        (file.name,),
        (
            Evidence(f"記録される項目「{file.band.value}」", file.spans, Spot("Ⅱ.2.④", file.name)),
            Evidence(f"記録項目の一覧 {listed}", find_record_spans(dossier, file)),
        ),
    )


RULE = Rule(
    name="record-band",
    title="記録される項目の数の区分が一覧と合わない",
    checks="Ⅱ.2④の項目数の区分を、別添の記録項目の一覧の数と比べる。終わりのない一覧（「等」「ほか」「その他」で終わる項目のあるものも）と、別紙を指すだけのもの、空の一覧は、区分を超えたときだけ言う。1行に並べた項目は、1つずつ数え、中黒、空き、番号で並ぶものは、1つずつかもしれないとみる。括弧の中に並ぶものも項目に数え、何を持つかの書かれない「○○情報」があれば、少ないとは言い切らない（要確認）。",
    matters="項目の数はファイルの大きさを示す最初の数で、一覧だけを増減すると置き去りになる。",
    settle="一覧が今の姿かを確かめ、区分を選び直すか一覧を補う。",
    source="様式4・様式3 Ⅱ.2④と、ファイル記録項目の別添",
    find=_find,
    needs=(needs.RECORDS,),
)
