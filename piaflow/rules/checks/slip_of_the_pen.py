"""slip-of-the-pen: what is written wrongly in a document, all of it in one finding."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from piaflow.rules import needs
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Hit, Severity
from piaflow.rules.rule import Rule
from piaflow.rules.slips.brackets import find_open
from piaflow.rules.slips.broken import find_broken
from piaflow.rules.slips.doubled import find_doubled
from piaflow.rules.slips.instructions import find_instructions
from piaflow.rules.slips.misspelt import find_misspelt
from piaflow.rules.slips.ordinals import find_bare
from piaflow.rules.slips.spellings import find_spellings
from piaflow.rules.slips.telling import tell_slips

_KINDS = (
    find_misspelt,
    find_spellings,
    find_doubled,
    find_broken,
    find_open,
    find_bare,
    find_instructions,
)


def _find(dossier: Dossier) -> Iterator[Hit]:
    """Who mends one reads the proofs once more: a finding for each would hide the others."""
    yield from tell_slips(chain.from_iterable(find(dossier) for find in _KINDS), "誤字・脱字などとみられる")


RULE = Rule(
    name="slip-of-the-pen",
    title="誤字・脱字",
    checks="文と変更箇所の行から、次のものを探し、1つの文書のものを1つの指摘にまとめる。法令の題名、機関と全国のシステムの名（law/data/names.json）と続いた2字以内だけが違う語と、よく取り違えられる語（減失と滅失、符合と符号、捜査ログと操作ログなど）。正しく書く所があれば近いものを添え、文書が自分のシステムや主体の名とする語は問わない。"
    "続けて2度ある4字以上の語と助詞（「におけるの」も）。1つの動詞の前の2つの「を」（情報を移転を行う）、「を」の抜けた「番号管理する」、余る「な」（必要なない）、続く句読点。開いたまま閉じない括弧（句点まで読めた欄だけ。「1)」は問わない）。"
    "「第19条8号」「省令23条」のように「第」の付かない条・項・号（「第」を付ける引用がその4倍より少ない文書は、付けない書き方とみる）。"
    "Ⅱ.5の根拠に引く条例・規則・省令の、重なった語、助詞の「の」「を」、中黒、仮名書きの接続詞だけが違う名。委託先も委託内容も同じ委託事項の、1、2字だけ違う名。"
    "「※…について記載する」のような、書き手への注（※や括弧で始まり、記載する・記入してくださいで終わる文）の残り。",
    matters="名が違えば、どの法令、どの機関のことかが決まらない。直しかけの文では、何をするのか、前後の何が落ちたのかが分からない。写された誤りは、ほかの欄にも残っている。綴りの違う条例や委託は別のものと読まれ、残った注は、書くべきことが書かれたのかを分からなくする。",
    settle="文を読み、正しい名、落ちた語や「第」を補い、余る語と注を消す。条例の題名と契約の名を確かめて、1つの綴りにそろえる。",
    source="様式4・様式3の記述の欄、法令の題名と番号法・住基法の語、取り違えられる語（law/data/names.json）",
    severity=Severity.NOTE,
    confidence=Confidence.LOW,
    find=_find,
    needs=(needs.TEXTS, needs.HANDOVERS, needs.ENTRUSTMENTS),
)
