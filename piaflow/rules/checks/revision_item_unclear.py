"""revision-item-unclear: rows of 変更箇所 whose 項目 leads to no one field of the form."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence

from attrs import evolve

from piaflow.domain.grouping import group_by
from piaflow.domain.names import fold, name_some
from piaflow.domain.records import Revision
from piaflow.domain.span import Span
from piaflow.law.printed_items import SECTION_ALONE, find_fault
from piaflow.rules import needs
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity
from piaflow.rules.places import Revised
from piaflow.rules.rule import Rule

_CIRCLED = re.compile("[①-⑳]")
_RECIPIENTS = ("提供先", "移転先")
_REMARK = 20
"""Letters of a cell that only remarks on a row: （提供先の削除）."""
_SHOWN = 30


def _find(dossier: Dossier) -> Iterator[Hit]:
    form = dossier.model.overview.form
    files = [file.name for file in dossier.model.listed_files]
    read = dossier.read.cells if dossier.read else ()
    told = [cell for cell in read if cell.field.is_of_revisions and cell.text and cell.spans]
    printed = {cell.text for cell in told}
    own = group_by((fold(cell.text), cell.spans) for cell in told if cell.address.place.endswith(".項目"))
    found = ((_find_fault(row, find_fault(row.item, form, files), printed), row) for row in dossier.revisions)
    faults = group_by((fault, row) for fault, row in found if fault)
    if faults:
        rows = [row for same in faults.values() for row in same]
        said = "、".join(
            f"{name_some((f'「{_shorten(row.item)}」' for row in same), '')}（{fault}）"
            for fault, same in faults.items()
        )
        yield Hit(
            f"変更箇所の項目から、どの欄のことかが決まらない: {said}。",
            (Revised(min(row.item for row in rows)),),
            tuple(Evidence(fault, _find_lines(same, own)) for fault, same in faults.items()),
        )


def _find_lines(
    rows: Sequence[Revision], own: Mapping[str, tuple[tuple[Span, ...], ...]]
) -> tuple[Span, ...]:
    """Return where the 項目 of each row begins; where its lines are not known, where the row does."""
    found = ([*own.get(fold(row.item), ()), row.spans] for row in rows)
    near = (next((spans for spans in told if _is_within(spans, told[-1])), told[-1]) for told in found)
    return tuple(evolve(spans[0], last=spans[0].first) for spans in near if spans)


def _is_within(spans: tuple[Span, ...], row: tuple[Span, ...]) -> bool:
    return any(lines.first <= spans[0].first <= lines.last for lines in row)


def _find_fault(row: Revision, fault: str, printed: Container[str]) -> str:
    """The section alone is enough where the cells number the fields themselves, which a model may have shortened."""
    if fault == SECTION_ALONE and (row.after not in printed or _CIRCLED.search(row.before + row.after)):
        return ""
    item, after = fold(row.item), fold(row.after)
    own, other = _RECIPIENTS if _RECIPIENTS[0] in item else _RECIPIENTS[::-1]
    swapped = (
        own in item and other not in item and len(after) <= _REMARK and other in after and own not in after
    )
    return fault or (f"変更後は{other}のことをいう" if swapped else "")


def _shorten(item: str) -> str:
    """Its end tells the field."""
    said = " ".join(item.split())
    return said if len(said) <= _SHOWN else f"…{said[-_SHOWN:]}"


RULE = Rule(
    name="revision-item-unclear",
    title="変更箇所の項目が、様式の欄を1つに示さない",
    checks="変更箇所の項目が、節の見出しまでで止まり変更前後にも欄の番号がないもの、同じ丸数字を2度書くもの、様式の見出しと1、2語だけ違うもの、様式4の見出しに別の番号を付けたもの（Ⅳ評価実施手続）、提供先の行に移転先（その逆も）のことを書くものを言う。文書の中のものは1つの指摘にまとめる。",
    matters="どの欄が変わったのかが分からなければ、次の変更とも今の記載とも比べられない。",
    settle="様式の見出しと番号のとおりに項目を書く。",
    source="様式4 別添3・様式3 別添2（変更箇所）",
    severity=Severity.NOTE,
    confidence=Confidence.LOW,
    find=_find,
    needs=(needs.REVISIONS,),
)
