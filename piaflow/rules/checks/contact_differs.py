"""contact-differs: a department that answers enquiries (②) and stands in no 連絡先 (①)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from piaflow.domain.names import fold, name_some
from piaflow.form.form import Cell, CellOrigin
from piaflow.rules import needs
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity
from piaflow.rules.rule import Rule

_CONTACT, _ANSWER = "Ⅴ.2.①", "Ⅴ.2.②"
_DEPARTMENT = re.compile(
    r"(?P<name>[一-龠々ァ-ヴー]{1,12}(?:課|室|局|センター))(?=及び|並びに|又は|と|、|で|に|が|から|へ|$)"
)
_OFFICE = re.compile("課|室|局|センター")
_ASKED = "Ⅴ.1.①"
_TELEPHONE = re.compile(r"\d{2,5}-\d{1,4}-\d{3,4}(?:内線\d+)?")
_ANY = re.compile(r"^(?:各|所管|担当|主管|関係|当該|該当|同)")
_PARTED = re.compile("及び|並びに|又は|若しくは")


def _find(dossier: Dossier) -> Iterator[Hit]:
    yield from _find_telephones(dossier)
    contact, answer = (dossier.cell(number) for number in (_CONTACT, _ANSWER))
    if not (contact and answer and _is_told(contact) and _is_told(answer)):
        return
    listed = fold(contact.text)
    named = (
        found["name"]
        for part in _PARTED.split(fold(answer.text))
        for found in _DEPARTMENT.finditer(part)
        if not _ANY.match(found["name"])
    )
    absent = [name for name in dict.fromkeys(named) if name not in listed]
    if absent and _OFFICE.search(listed):
        yield Hit(
            f"問合せの②対応方法は{name_some(absent)}が受けるとするが、①連絡先にその名がない。",
            (answer.key,),
            (Evidence(f"②対応方法 {name_some(absent)}", answer.spans), Evidence("①連絡先", contact.spans)),
        )


def _find_telephones(dossier: Dossier) -> Iterator[Hit]:
    """The same office at the same place, reached by another number."""
    asked, contact = (dossier.cell(number) for number in (_ASKED, _CONTACT))
    if not (asked and contact and _is_told(asked) and _is_told(contact)):
        return
    one, other = (_read_telephone(cell) for cell in (asked, contact))
    if one and other and one[0] == other[0] and one[1] != other[1]:
        yield Hit(
            f"請求先と連絡先は同じ部署だが、電話番号は{one[1]}と{other[1]}である。",
            (contact.key,),
            (
                Evidence(f"{asked.address.item} {one[1]}", asked.spans),
                Evidence(f"{contact.address.item} {other[1]}", contact.spans),
            ),
            about="電話番号",
        )


def _read_telephone(cell: Cell) -> tuple[str, str] | None:
    """The words before the one telephone number of a field, and that number; None where there is not just one."""
    text = re.sub(r"[\s・,、()]", "", fold(cell.text))
    numbers = [*_TELEPHONE.finditer(text)]
    return (text[: numbers[0].start()], numbers[0].group()) if len(numbers) == 1 else None


def _is_told(cell: Cell) -> bool:
    return bool(cell.text) and cell.origin is not CellOrigin.UNREAD


RULE = Rule(
    name="contact-differs",
    title="問合せを受ける部署や電話番号が、連絡先と違う",
    checks="Ⅴ.2の②対応方法が名を挙げる課や室を、①連絡先の名と比べる。担当課・各課のような語は問わない。Ⅴ.1①の請求先とⅤ.2①の連絡先が同じ部署で、電話番号だけが違うものも言う。",
    matters="本人が、受け付けるはずの部署に問い合わせられない。",
    settle="受け付ける部署の連絡先を①に加えるか、②を今の部署に直す。",
    source="様式4 Ⅴ.2①②（様式3では Ⅳ.2①②）",
    severity=Severity.NOTE,
    confidence=Confidence.LOW,
    find=_find,
    needs=(needs.TEXTS,),
)
