"""reference-mismatch: a text that refers to a field by the number of one and the label of another."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from piaflow.domain.grouping import group_by
from piaflow.domain.names import name_some
from piaflow.domain.span import Span
from piaflow.form.form import Cell
from piaflow.law.references import PRINTED, Reference, read_reference
from piaflow.rules import needs
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Evidence, Hit, Severity
from piaflow.rules.rule import Rule
from piaflow.rules.wording import Passage


@frozen
class _Told:
    """A reference with the field that says it and the lines there."""

    cell: Cell
    reference: Reference
    spans: tuple[Span, ...]

    @property
    def printed(self) -> str:
        return f"{self.reference.number}{self.reference.label}"


def _find(dossier: Dossier) -> Iterator[Hit]:
    """One finding for each file, entry or field and each wrong reference, with all the fields that print it."""
    told = (told for passage in dossier.passages for told in _misses(passage))
    by_subject = group_by(((one.cell.subject or one.cell.key, one.printed), one) for one in told)
    yield from (_hit(subject, printed, found) for (subject, printed), found in by_subject.items())


def _misses(passage: Passage) -> Iterator[_Told]:
    cell = passage.cell
    for found in PRINTED.finditer(passage.text):
        reference = read_reference(found, cell.address.chapter)
        labelled = reference.find_labelled(cell.address.form)
        if labelled and reference.number not in labelled:
            yield _Told(cell, reference, passage.find_lines(*found.span()))


def _hit(subject: str, printed: str, found: tuple[_Told, ...]) -> Hit:
    first = found[0]
    stands = name_some(first.reference.find_labelled(first.cell.address.form))
    fields = name_some(dict.fromkeys(f"「{told.cell.field.label}」" for told in found), "と")
    return Hit(
        f"{fields}の記載は「{printed}」を参照するが、様式の「{first.reference.label}」は{stands}である。",
        (subject,),
        tuple(Evidence(f"{told.cell.field.label} 「{printed}」", told.spans) for told in found),
        about=printed,
    )


RULE = Rule(
    name="reference-mismatch",
    title="参照する欄の番号と名が合わない",
    checks="Ⅰ～Ⅵの文が「２．③対象となる本人の範囲」のように番号と名で参照する欄について、その名の欄が様式のその番号にあるかを見る。"
    "章を書かない参照は、その文のある章のものとみる。様式の欄の名でないもの、番号だけのものは問わない。",
    matters="番号と名が別の欄を指せば、どちらの欄の記載を読めばよいか（何が渡るのか、誰の情報か）が決まらない。",
    settle="参照したい欄を確かめ、番号か名を直す。",
    source="様式4・様式3の欄の番号と見出し",
    severity=Severity.WARNING,
    find=_find,
    needs=(needs.TEXTS,),
)
