"""department-differs: a 局, 部 or 課 that a document calls by two names which differ in 者, 等 or a dot."""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import frozen

from piaflow.domain.grouping import group_by
from piaflow.domain.names import fold, name_some
from piaflow.domain.span import Span, find_beginnings
from piaflow.rules import needs
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity
from piaflow.rules.rule import Rule

_UNIT = re.compile(r"[一-龠々ぁ-んァ-ヴー・]+?(?:局|部|課|室|センター)(?!長)")
_BESIDE = str.maketrans("", "", "者等・")
_FIELDS = ("Ⅰ.7.①", "Ⅱ.2.⑥", "Ⅱ.3.⑦.使用部署", "Ⅴ.1.①", "Ⅴ.2.①")
_LEAST = 4
"""Letters of a name that two departments do not share by chance but for one."""


@frozen
class _Named:
    """A department as it is printed, with those around it, whose entry or field names it, and the lines."""

    around: str
    name: str
    subject: str
    spans: tuple[Span, ...]


def _find(dossier: Dossier) -> Iterator[Hit]:
    """Only inside the same units (高齢福祉部 and 高齢者福祉部 of one 局): elsewhere two may have nearly one name."""
    told = group_by(
        ((named.around, named.name.translate(_BESIDE)), named)
        for text, subject, spans in _list_texts(dossier)
        for named in _divide(fold(text), subject, spans)
    )
    for (around, _), places in sorted(told.items()):
        by_name = dict(sorted(group_by((named.name, named) for named in places).items()))
        if len(by_name) > 1:
            names = name_some((f"「{name}」" for name in by_name), "と")
            yield Hit(
                f"{around}の{names}は、1つの部署の2つの名とみえる。",
                tuple(dict.fromkeys(min(n.subject for n in found) for found in by_name.values())),
                tuple(Evidence(f"{around}{name}", find_beginnings(found)) for name, found in by_name.items()),
                about="と".join(by_name),
            )


def _list_texts(dossier: Dossier) -> Iterator[tuple[str, str, tuple[Span, ...]]]:
    for declared in dossier.entries.values():
        for row in getattr(declared.entry, "rows", ()):
            yield row.name, declared.name, row.spans
        yield getattr(declared.entry, "recipient", ""), declared.name, declared.entry.spans
    for cell in (cell for full in _FIELDS for cell in dossier.form.ask(full)):
        yield from ((line, cell.subject or cell.key, spans) for line, spans in cell.lines)


def _divide(text: str, subject: str, spans: tuple[Span, ...]) -> Iterator[_Named]:
    """Yield each department behind another that it belongs to, from the left."""
    around, end = "", -1
    for found in _UNIT.finditer(text):
        around = around if found.start() == end else ""
        if around and len(found.group()) >= _LEAST:
            yield _Named(around, found.group(), subject, spans)
        around, end = around + found.group(), found.end()


RULE = Rule(
    name="department-differs",
    title="部署の名が、文書の中で違う",
    checks="Ⅰ.7、Ⅱ.2⑥、Ⅱ.3の使用部署、Ⅱ.5の移転先・提供先、Ⅴの部署の名のうち、同じ局や部の下にあって「者」「等」「・」だけが違うものを言う。局や部の書かれていない名は比べない。",
    matters="どちらが今の名か、1つの部署か2つの部署かが分からない。",
    settle="組織規則の今の名にそろえる。",
    source="様式4・様式3 Ⅰ.7、Ⅱ.2⑥、Ⅱ.3、Ⅱ.5、Ⅴ",
    severity=Severity.NOTE,
    confidence=Confidence.LOW,
    find=_find,
    needs=(needs.HANDOVERS,),
)
