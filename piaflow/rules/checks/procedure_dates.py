"""procedure-dates: the days of 評価実施手続: 意見聴取 of 30 days, then 第三者点検 or 承認, then 公表."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from attrs import frozen

from piaflow.domain.choices import FormKind
from piaflow.domain.names import fold
from piaflow.form.form import Cell, CellOrigin
from piaflow.law.eras import parse_date, print_date
from piaflow.rules import needs
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity, Spot
from piaflow.rules.places import PUBLISHED, SCREENING
from piaflow.rules.quoting import tells_nothing
from piaflow.rules.rule import Rule

_LEAST = 30
"""Days that 意見聴取 takes as a rule (規則7条4項, 指針第5の3), the first and the last one counted."""
_HEARD, _SHORTER, _REVIEWED = "Ⅵ.2.②", "Ⅵ.2.③", "Ⅵ.3.①"
_SUBMITTED, _APPROVED, _ISSUED = "Ⅵ.4.①", "表紙.承認日", "表紙.公表日"
_DAY = re.compile(r"(?:(?:(?:昭和|平成|令和)(?:元|\d+)|\d{4})年)?(?:\d+月)?\d+日(?!間)")
_ERAS = {"S": "昭和", "H": "平成", "R": "令和"}
_SHORT = re.compile(
    r"(?P<year>(?<![A-Za-z])[SHR](?:元|\d\d?)|(?:昭和|平成|令和)(?:元|\d\d?)|(?<!\d)\d{4})"
    r"(?:(?P<sign>[./-])(?P<month>\d\d?)(?P=sign)(?P<day>\d\d?)(?!\d)|(?=年))"
)
_TO = r"(?P<to>日(?:\([^()]*\))?(?:[~〜-]|から))"
_SHORT_END = re.compile(rf"{_TO}(?:(?P<month>\d\d?)[./])?(?P<day>\d\d?)(?=$|[(まに、。])")
"""How the last day stands behind the first one, whose year or month it has: R7.12.1~12.20, R7.12.1~20."""
_YEAR, _MONTH = re.compile(r"^.*?年"), re.compile(r"\d+月")
_ENDS = 2
_FULL = re.compile(r"(?:元|\d+)年\d+月")


@frozen
class _Step:
    """A step of the procedure: its field, what it is called, and its first and last day."""

    number: str
    name: str
    first: date
    last: date

    @property
    def evidence(self) -> Evidence:
        days = dict.fromkeys((print_date(self.first), print_date(self.last)))
        return Evidence(f"{self.name} {'から'.join(days)}", at=Spot(self.number))


def _find(dossier: Dossier) -> Iterator[Hit]:
    heard = _read_period(dossier.cell(_HEARD))
    steps = {
        _HEARD: heard and _Step(_HEARD, "意見聴取", *heard),
        **{
            number: _read_step(dossier, number, name)
            for number, name in (
                (_REVIEWED, "第三者点検"),
                (_SUBMITTED, "委員会への提出"),
                (_APPROVED, "委員会の承認"),
                (_ISSUED, "公表"),
            )
        },
    }
    yield from _find_short(dossier, steps[_HEARD])
    yield from _find_backwards(dossier.cell(_HEARD))
    for earlier, later in _ORDER:
        one, other = steps[earlier], steps[later]
        if one and other and _is_turned(one, other):
            yield Hit(
                f"{one.name}（{print_date(one.last)}）が、{other.name}（{print_date(other.last)}）より後である。",
                (SCREENING, PUBLISHED),
                (one.evidence, other.evidence),
                about=f"{one.name}と{other.name}",
                # a draft bears the day of the last publication, and an emergency comes before its assessment
                confidence=Confidence.LOW if later == _ISSUED else None,
            )


_ORDER = (
    (_HEARD, _REVIEWED),
    (_HEARD, _ISSUED),
    (_REVIEWED, _ISSUED),
    (_SUBMITTED, _APPROVED),
    (_APPROVED, _ISSUED),
)


def _is_turned(one: _Step, other: _Step) -> bool:
    """A review in several sittings may begin before the hearing ends: its last day counts."""
    return one.last > other.last


def _read_step(dossier: Dossier, number: str, name: str) -> _Step | None:
    days = _read_days(dossier.cell(number))
    return _Step(number, name, min(days), max(days)) if days else None


def _read_days(cell: Cell | None) -> list[date]:
    if cell is None or not cell.text or cell.origin is CellOrigin.UNREAD:
        return []
    text = _spell_days(fold(cell.text))
    days, known = list[date](), ""
    for found in _DAY.finditer(text):
        year = _YEAR.match(found.group())
        known = year[0] if year else known
        months = _MONTH.findall(text[: found.end()])
        day = re.search(r"\d+日", found.group())
        read = parse_date(f"{known}{months[-1] if months else ''}{day[0] if day else ''}")
        if read is None:
            return []  # a day that cannot be read may be any
        days.append(read)
    return days or [read for read in (parse_date(text),) if read]


def _spell_days(text: str) -> str:
    """A folded text whose short days are printed as others are: R7.12.1~12.20 as 令和7年12月1日~12月20日."""

    def spell(found: re.Match[str]) -> str:
        year = f"{_ERAS.get(found['year'][0], found['year'][0])}{found['year'][1:]}"
        return f"{year}年{found['month']}月{found['day']}日" if found["day"] else year

    def spell_end(found: re.Match[str]) -> str:
        month = f"{found['month']}月" if found["month"] else ""
        return f"{found['to']}{month}{found['day']}日"

    return _SHORT_END.sub(spell_end, _SHORT.sub(spell, text))


def _read_period(cell: Cell | None) -> tuple[date, date] | None:
    """The first and the last day, where exactly these two are printed, in order."""
    days = _read_days(cell)
    return (days[0], days[1]) if len(days) == _ENDS and days[0] <= days[1] else None


def _find_backwards(cell: Cell | None) -> Iterator[Hit]:
    """A period whose end is printed, with its year, before its beginning."""
    days = _read_days(cell)
    if (
        cell
        and len(days) == _ENDS
        and days[0] > days[1]
        and len(_FULL.findall(_spell_days(fold(cell.text)))) == _ENDS
    ):
        yield Hit(
            f"意見聴取の期間の終わり（{print_date(days[1])}）が、初め（{print_date(days[0])}）より前である。",
            (SCREENING,),
            (Evidence("意見聴取の期間", cell.spans, at=Spot(_HEARD)),),
            about="意見聴取の期間の終わり",
        )


def _find_short(dossier: Dossier, heard: _Step | None) -> Iterator[Hit]:
    reason = dossier.cell(_SHORTER)
    length = (heard.last - heard.first).days + 1 if heard else _LEAST
    if (
        heard
        and length < _LEAST
        and dossier.model.overview.form is FormKind.FULL
        and reason
        and reason.origin is not CellOrigin.UNREAD
        and (not reason.text or tells_nothing(reason.text))
    ):
        yield Hit(
            f"意見聴取の期間は{length}日で、30日に足りないが、期間を短縮する特段の理由がない。",
            (SCREENING,),
            (heard.evidence, Evidence("期間を短縮する特段の理由 空欄", reason.spans, at=Spot(_SHORTER))),
            about="意見聴取の期間",
        )


RULE = Rule(
    name="procedure-dates",
    title="評価実施手続の日の順や長さが合わない",
    checks="意見聴取、第三者点検、委員会への提出と承認、公表の日を読み、意見聴取が終わるより前に点検が終わっている、点検や承認が公表より後である、などの順の違いを言う。"
    "意見聴取の期間の終わりが初めより前であるものと、様式4では、意見聴取が30日に足りず、短縮の理由が空欄のものも言う。日がすべては読めない欄は比べない。公表日と比べるものは、公表の前の案や緊急時の事後評価かもしれないので、要確認とする。",
    matters="意見を踏まえて見直したものを第三者が点検し、そのあとに公表する。順が違えば、点検や承認を経ない評価書が公表されたことになる。",
    settle="実際の日を確かめて直す。期間を短くしたなら、Ⅵ.2③に特段の理由を書く。",
    source="番号法28条1項～4項、特定個人情報保護評価に関する規則7条4項、指針第5の3、様式4 Ⅵ.2～4、様式3 Ⅴ.2～3",
    severity=Severity.WARNING,
    confidence=Confidence.MEDIUM,
    find=_find,
    needs=(needs.PROCEDURE,),
)
