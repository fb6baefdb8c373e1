"""declared-count: the declared number of 委託・提供・移転 against what is listed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from piaflow.domain.choices import CountKind
from piaflow.domain.entries import Count, Entrustment, Handover
from piaflow.domain.names import fold
from piaflow.domain.nodes import File
from piaflow.rules import needs
from piaflow.rules.coverage import is_described, list_recipients
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Evidence, Hit
from piaflow.rules.listing import Listed, find_count_field, find_listed, find_listed_spans
from piaflow.rules.places import Counted
from piaflow.rules.rule import Rule

_ENTRIES = {
    CountKind.ENTRUSTMENTS: "Ⅱ.4.委託事項",
    CountKind.PROVISIONS: "Ⅱ.5.提供先",
    CountKind.TRANSFERS: "Ⅱ.5.移転先",
}
"""Where the form has the entries of each kind, by the numbers of 様式4."""


def _find(dossier: Dossier) -> Iterator[Hit]:
    for file in dossier.model.files:
        for count in file.counts:
            listed = find_listed(file, count.kind)
            known = count.count >= 0 and listed
            off = known and count.count not in (len(listed), _rows(listed))
            if off and (count.count < len(listed) or not _stands_elsewhere(dossier, file, listed)):
                yield _hit(dossier, file, count, listed)


def _stands_elsewhere(dossier: Dossier, file: File, listed: Listed) -> bool:
    """Whether what an entry is about stands where nobody can count it: then there may be more, and never less."""
    return any(
        _lacks_annex(entry) or _has_numbers(entry) or _may_be_list(dossier, file, entry) for entry in listed
    )


def _lacks_annex(entry: Entrustment | Handover) -> bool:
    """An entry refers to a 別紙 that the model does not hold, or to whom a law or another page tells."""
    if isinstance(entry, Entrustment):
        return any(map(_ELSEWHERE.search, (entry.subject, entry.contractor))) or "一覧" in entry.content
    return (bool(entry.annex) or is_described(entry)) and not entry.rows


_ELSEWHERE = re.compile("別[紙添表途]|一覧")
"""What the name of a 委託 or its 委託先 says where another page tells of several: 別紙のとおり, 委託先一覧."""


def _has_numbers(entry: Entrustment | Handover) -> bool:
    """Whether one entry bears several numbers: 提供先1～59."""
    return bool(_SEVERAL_NUMBERS.search(fold(entry.number)))


_SEVERAL_NUMBERS = re.compile(r"\d(?:[~〜,、・-]|から|及び|ないし)\D*\d")
_SEVERAL = re.compile(
    "各(?!務原)|(?:関係|関連|(?<![安保健])全)(?:ての|する)?(?:所管|担当)?(?:課|部[署局]|室|局|所属|機関)|[、,・]|及び|並びに|又は|(?:等|など|ほか)$"
)
"""Words by which a recipient may be several."""


def _names_several(entry: Entrustment | Handover) -> bool:
    plain = isinstance(entry, Handover) and not entry.rows
    return plain and any(_SEVERAL.search(fold(name)) for name in list_recipients(entry))


def _may_be_list(dossier: Dossier, file: File, entry: Entrustment | Handover) -> bool:
    """Whether the words of an entry that are the name of nobody may name several."""
    if not isinstance(entry, Handover) or entry.recipient or entry.rows:
        return False
    cell = dossier.cell(f"Ⅱ.5.{entry.WORD}{{k}}", file.name_entry(entry))
    return cell is not None and bool(cell.text)


def _rows(listed: Listed) -> int:
    """A 別紙 counts by its rows, an entry without one as one."""
    return sum(len(getattr(entry, "rows", ())) or 1 for entry in listed)


def _may_lack(dossier: Dossier, file: File, kind: CountKind) -> bool:
    """Whether a document that was read has words in these entries that were not told: an entry may be among them."""
    cells = dossier.read.cells if dossier.read else ()
    lost = (cell for cell in cells if cell.filled.lost and cell.address.place.startswith(_ENTRIES[kind]))
    numbers = [one.name for one in dossier.model.files]
    return any(cell.address.file == f"ファイル{numbers.index(file.name) + 1}" for cell in lost)


def _find_sureness(dossier: Dossier, file: File, count: Count, listed: Listed) -> Confidence | None:
    """A sum stands on each that is counted."""
    may_be_more = count.count > len(listed) and any(map(_names_several, listed))
    if may_be_more or _may_lack(dossier, file, count.kind):
        return Confidence.LOW
    return Confidence.MEDIUM if any(entry.inferred for entry in listed) else None


def _hit(dossier: Dossier, file: File, count: Count, listed: Listed) -> Hit:
    kind, rows = count.kind.value, _rows(listed)
    sides = (
        Evidence(f"{kind}の件数 {count.count}件", count.spans, find_count_field(file, count.kind)),
        Evidence(f"一覧 {rows}件", find_listed_spans(listed)),
    )
    return Hit(
        f"{file.name}の{kind}は{count.count}件とあるが、書かれているのは{rows}件である。",
        (Counted(file.name, count.kind),),
        sides,
        confidence=_find_sureness(dossier, file, count, listed),
    )


RULE = Rule(
    name="declared-count",
    title="件数と一覧が合わない",
    checks="Ⅱ.4の委託の件数、Ⅱ.5の提供・移転の件数を、委託事項・提供先・移転先（別紙があればその行）の数と比べる。別紙や法令の表でだけ相手を言うもの、別紙を指すだけの委託事項、いくつもの番号を1つに書くものがあれば、書かれているものより件数が少ないときだけ言う。"
    "「各…」「関係課」「…及び…」のように、いくつもの相手を言う語があるときは、少ないとは言い切らない（要確認）。",
    matters="件数は公表される頁の初めにあり、読む人はそれで規模を知る。別紙だけを直すと食い違いが残る。",
    settle="別紙の行と件数のどちらが今の姿かを確かめ、もう一方を直す。",
    source="様式4・様式3 Ⅱ.4、Ⅱ.5",
    find=_find,
    needs=(needs.COUNTS, needs.ANNEXES),
)
