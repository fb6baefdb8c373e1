"""reference-mismatch: a field called by the number of one and the label of another, and so a file in 変更箇所."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from attrs import frozen

from piaflow.domain.grouping import group_by
from piaflow.domain.names import fold, name_some
from piaflow.domain.span import Span, find_beginnings
from piaflow.form.form import Cell
from piaflow.law.references import PRINTED, Reference, read_reference
from piaflow.rules import needs
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity
from piaflow.rules.places import Revised
from piaflow.rules.rule import Rule
from piaflow.rules.wording import Passage

_FILE = re.compile(r"[（(](?P<number>[0-9０-９]{1,2})[）)]\s*(?P<name>[^（()）0-9０-９「」、。\s]{3,})")
"""A file by its number, as the headings of Ⅱ and Ⅲ print it: （２）本人確認情報ファイル."""


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
    yield from _find_misnumbered(dossier)


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


def _find_misnumbered(dossier: Dossier) -> Iterator[Hit]:
    """A row may keep the number that a file had on its day: a person must look."""
    files = _list_files(dossier)
    numbers = {fold(name): number for number, (name, _) in files.items()}
    for item, rows in group_by((row.item, row) for row in dossier.revisions).items():
        for found in _FILE.finditer(item):
            number, own = fold(found["number"]), numbers.get(fold(found["name"]))
            if own and own != number:
                there = f"{files[number][0]}である" if number in files else "ない"
                yield Hit(
                    f"変更箇所の{item}は{found['name']}を（{number}）とするが、文書の{found['name']}は（{own}）で、（{number}）は{there}。",
                    (Revised(item),),
                    (
                        Evidence(f"項目 {item}", find_beginnings(rows)),
                        Evidence(f"Ⅱ.1（{own}）{found['name']}", files[own][1]),
                    ),
                    about=found["name"],
                    severity=Severity.NOTE,
                    confidence=Confidence.LOW,
                )


def _list_files(dossier: Dossier) -> Mapping[str, tuple[str, tuple[Span, ...]]]:
    """The files of a document that was read, by the number that it prints, else by their order; a model has none."""
    found: dict[str, tuple[str, tuple[Span, ...]]] = {}
    for cell in dossier.read.ask("Ⅱ.1") if dossier.read else ():
        printed = _FILE.fullmatch(cell.text.strip())
        number = fold(printed["number"]) if printed else cell.address.file.removeprefix("ファイル")
        if cell.text:
            found[number] = (printed["name"] if printed else cell.text.strip(), cell.spans)
    return found


RULE = Rule(
    name="reference-mismatch",
    title="参照する欄の番号と名が合わない",
    checks="Ⅰ～Ⅵの文が「２．③対象となる本人の範囲」のように番号と名で参照する欄について、その名の欄が様式のその番号にあるかを見る。"
    "章を書かない参照は、その文のある章のものとみる。様式の欄の名でないもの、番号だけのものは問わない。"
    "読んだ文書では、変更箇所の項目が「（２）本人確認情報ファイル」のように番号と名で挙げるファイルも見る。変更の日の番号のこともあるので、要確認とする。",
    matters="番号と名が別のものを指せば、どちらの記載のことか（何が渡るのか、誰の情報か、どのファイルを変えたのか）が決まらない。",
    settle="指したい欄やファイルを確かめ、番号か名を直す。",
    source="様式4・様式3の欄の番号と見出し",
    severity=Severity.WARNING,
    find=_find,
    needs=(needs.TEXTS, needs.REVISIONS),
)
