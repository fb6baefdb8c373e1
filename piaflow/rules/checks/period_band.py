"""period-band: the box of 保管期間 (Ⅱ.6②) against the years that the reason beside it names."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping

from piaflow.domain.choices import PeriodBand
from piaflow.domain.grouping import group_by
from piaflow.domain.names import fold, name_some
from piaflow.domain.nodes import File
from piaflow.law.bands import Range, find_range
from piaflow.law.citations import to_digits
from piaflow.rules import needs
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity, Spot
from piaflow.rules.rule import Rule
from piaflow.rules.wording import Sentence

_DELETING = ("Ⅱ.6.③", "Ⅲ.7.リスク3.手順の内容")
_DELETED = re.compile(
    r"(?<![\d元])(\d{1,2})年間?(?:を(?:過ぎ|経過|超え)|(?:が)?経過|保存した?後|保管した?後)[^。]{0,40}?(?:消|廃棄|破棄)"
)
"""Years after which something is deleted."""
_YEARS = re.compile(
    r"(?<!\d)(?<!明治)(?<!大正)(?<!昭和)(?<!平成)(?<!令和)(\d{1,3})年(?!度|\d|法律)(?:間?(以上|を?超|を過ぎ|を経過))?"
)
"""Years, and what says that it is longer than so many."""


_KANJI = re.compile("(?<![数何])[一二三四五六七八九十百]+(?=年)")


def _in_digits(text: str) -> str:
    """Return a text, folded, with its years in digits: 五年間 is 5年間."""
    return _KANJI.sub(lambda years: to_digits(years[0]), fold(text))


def _find(dossier: Dossier) -> Iterator[Hit]:
    deleting = group_by(
        ((s.cell.file, s.cell.field.full), s) for s in dossier.sentences if s.cell.field.full in _DELETING
    )
    for file in dossier.model.files:
        told = _YEARS.findall(_in_digits(file.storage.justification))
        periods = [Range(int(n), math.inf if longer else int(n) + 1) for n, longer in told]
        if periods and not _fits(file.storage.period, periods):
            yield _hit(file, [period.lowest for period in periods])
        yield from _find_procedure(file, deleting)


def _find_procedure(file: File, deleting: Mapping[tuple[str, str], tuple[Sentence, ...]]) -> Iterator[Hit]:
    """What is deleted after so many years, where all that one of the fields names miss the period."""
    band = find_range(file.storage.period)
    for number in _DELETING if band else ():
        deleted = [
            (s, int(n))
            for s in deleting.get((file.name, number), ())
            for n in _DELETED.findall(_in_digits(s.text))
        ]
        if band and deleted and not any(band.lowest <= years < band.below for _, years in deleted):
            told = name_some(dict.fromkeys(f"{years}年" for _, years in deleted))
            sentence = deleted[0][0]
            yield Hit(
                f"{file.name}の保管期間は「{file.storage.period.value}」だが、{sentence.where}は{told}で消すとする。",
                (file.name_entry(file.storage),),
                (_box(file), Evidence(f"{sentence.where} {told}", sentence.spans)),
                about=sentence.where,
                confidence=Confidence.LOW,
            )


def _fits(band: PeriodBand, periods: list[Range]) -> bool:
    """A reason that names several periods fits where one of them does; a box that is not shown always does."""
    known = find_range(band)
    if known is None:
        return band is not PeriodBand.NOT_SET
    return any(known.lowest < period.below and period.lowest < known.below for period in periods)


def _hit(file: File, years: list[int]) -> Hit:
    storage, told = file.storage, name_some(f"{number}年" for number in years)
    return Hit(
        f"{file.name}の保管期間は「{storage.period.value}」だが、その妥当性は{told}を挙げる。",
        (file.name_entry(file.storage),),
        (
            _box(file),
            Evidence(f"Ⅱ.6② その妥当性 {told}", storage.spans, Spot("Ⅱ.6.②.妥当性", file.name)),
        ),
        # the reason may well say why no period is set though a law or a rule sets one
        confidence=Confidence.LOW if storage.period is PeriodBand.NOT_SET else None,
    )


def _box(file: File) -> Evidence:
    storage = file.storage
    return Evidence(f"Ⅱ.6② 保管期間「{storage.period.value}」", storage.spans, Spot("Ⅱ.6.②.期間", file.name))


RULE = Rule(
    name="period-band",
    title="保管期間の区分と、その妥当性に書かれた年数が合わない",
    checks="Ⅱ.6②の保管期間の区分を、その妥当性が挙げる年数と比べる。年数を挙げながら「定められていない」とするものも、その理由が書かれていることがあるので要確認として言う。Ⅱ.6③かⅢ.7リスク3の手順が「○年を過ぎたものを消す」と書く年数が区分の外にあるものも、要確認として言う。",
    matters="法令が定める年数を過ぎても消さないなら、その理由と消去の手順が要る。",
    settle="法令や規程の保存年限を確かめて区分を選び直す。年限の後も持つなら、そのことを妥当性に書く。",
    source="様式4 Ⅱ.6②、Ⅲ.7リスク3",
    severity=Severity.WARNING,
    confidence=Confidence.MEDIUM,
    find=_find,
    needs=(needs.PERIODS,),
)
