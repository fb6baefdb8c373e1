"""What a model writes of its screening: 様式4 Ⅵ.1, 様式3 Ⅴ.1, and the chapters Ⅱ to Ⅳ of 様式2.

A field whose answer the model leaves open stays empty: the bands decide 500人以上 only where both their ends
agree, and a mark of Ⅳ stands only where every file says so.
"""

from __future__ import annotations

from collections.abc import Callable

from piaflow.domain.assessment import Assessment, Overview
from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import FormKind, ScreeningResult, SubjectBand
from piaflow.form import file_cells
from piaflow.form.file_cells import OfFile
from piaflow.form.form import Filled
from piaflow.form.overview_cells import Once, fact
from piaflow.form.texts import choice, day, yes_or_no
from piaflow.law.handlers import find_many_handlers
from piaflow.law.thresholds import is_lower

_OBLIGED: dict[ScreeningResult, FormKind | None] = {
    ScreeningResult.FULL: FormKind.FULL,
    ScreeningResult.PRIORITY: FormKind.PRIORITY,
    ScreeningResult.BASIC: FormKind.BASIC,
    ScreeningResult.NONE: None,
}
_FREELY = {FormKind.FULL: "（任意に全項目評価を実施）", FormKind.PRIORITY: "（任意に重点項目評価を実施）"}


def screening(tell: Callable[[Overview], str]) -> Once:
    """Return the cell that one fact of the screening fills."""

    def cell(a: Assessment) -> Filled:
        text = tell(a.overview)
        return Filled(text, a.overview.screening.spans if text else ())

    return cell


screened = screening(lambda o: day(o.screening.date))
accident = screening(lambda o: yes_or_no(o.screening.accident, "発生あり", "発生なし"))


@screening
def result(o: Overview) -> str:
    """しきい値判断結果, with 任意 where the form is higher than the one that it obliges to."""
    known = o.screening.result
    if known is ScreeningResult.UNKNOWN:
        return ""
    obliged = _OBLIGED[known]
    higher = o.form is not obliged and not is_lower(o.form, obliged)
    return choice(known) + (_FREELY.get(o.form, "") if higher else "")


@fact
def subjects(o: Overview) -> str:
    """対象人数 as 様式2 prints its choices."""
    return choice(o.subjects) + ("（任意実施）" if o.subjects is SubjectBand.UNDER_1K else "")


def handlers(a: Assessment) -> Filled:
    """取扱者数: 500 or more, where the bands of all files and contractors decide it."""
    text = yes_or_no(find_many_handlers(a.listed_files), "500人以上", "500人未満")
    used = (span for file in a.listed_files for span in file.use.spans)
    entrusted = (span for file in a.listed_files for entry in file.entrustments for span in entry.spans)
    return Filled(text, (*used, *entrusted) if text else ())


@screening
def submitted(o: Overview) -> str:
    """提出する評価書の種類: certain only for the highest; above a lower one the body may go freely."""
    return "基礎項目評価書及び全項目評価書" if o.screening.result is ScreeningResult.FULL else ""


def _of_all(mark: OfFile) -> Once:
    """Return the cell that is marked where each of the files bears the mark."""

    def cell(a: Assessment) -> Filled:
        marks = [mark(a, file) for file in a.listed_files]
        if not marks or not all(filled.text for filled in marks):
            return Filled()
        return Filled(marks[0].text, tuple(span for filled in marks for span in filled.spans))

    return cell


not_entrusted = _of_all(file_cells.not_entrusted)
not_handed_over = _of_all(file_cells.not_handed_over)


def not_connected(way: str) -> Once:
    """Return the cell of 接続しない for one way (入手, 提供)."""
    return fact(lambda o: f"［○］接続しない（{way}）" if o.network is Certainty.NO else "")
