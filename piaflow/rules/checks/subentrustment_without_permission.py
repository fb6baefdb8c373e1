"""subentrustment-without-permission: 再委託 without a 許諾方法, or although the entry says that there is none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import FlowKind
from piaflow.domain.entries import Entrustment
from piaflow.domain.names import fold
from piaflow.rules import needs
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity, Spot
from piaflow.rules.handing import list_entrustments
from piaflow.rules.quoting import tells_nothing
from piaflow.rules.rule import Rule

_DENIES = re.compile(
    r"再委託[^。]*(?:禁|不可|ません|ておら|ない)|(?:禁止(?:している|する)?|不可|ません)[。)]*$"
)
_NOTHING = re.compile(
    rf"^[\W_ー]*$|[なず無]$|[な無][しい]$|ない[。)]|該当(?:事項)?(?:[は無あせ]|な[しい]|し[なま]|$)|^同上|{_DENIES.pattern}"
)
"""How a field is filled in that says that there is nothing: －, なし, 再委託しない。, 再委託は禁止している。"""
_CLAUSES = re.compile("[、。,]")
_BESIDE = re.compile("(?:は|も|として|について|場合|とき|際|ため)$")
"""How a clause ends that only leads up to what is denied: 原則として、再委託は禁止."""


def _find(dossier: Dossier) -> Iterator[Hit]:
    for name, entry in list_entrustments(dossier.model):
        below = [f for f in dossier.flows_of_entry[name] if f.flow.kind is FlowKind.SUBENTRUSTMENT]
        if entry.subentrusted is Certainty.NO and below:
            yield Hit(
                f"{name}は再委託しないとするが、{below[0].label}は再委託の流れである。",
                (name, *(facts.id for facts in below)),
                (
                    Evidence(f"{name}⑦ 再委託しない", entry.spans),
                    Evidence("再委託の流れ", tuple(s for facts in below for s in facts.spans)),
                ),
                severity=Severity.ERROR,
            )
        elif entry.subentrusted is Certainty.NO and _is_told(entry.subcontent):
            yield Hit(
                f"{name}は⑦で再委託しないとするが、⑨に再委託事項を書く。",
                (name,),
                (
                    Evidence(f"{name}⑦ 再委託しない", entry.spans, Spot("⑦", name)),
                    Evidence(f"⑨ {entry.subcontent}", entry.spans, Spot("⑨", name)),
                ),
                about="再委託事項",
                confidence=Confidence.LOW if _DENIES.search(fold(entry.subcontent)) else None,
            )
        elif entry.subentrusted is Certainty.YES and _wants_permission(dossier, name, entry):
            yield Hit(
                f"{name}は再委託するとし⑨に再委託事項を書くが、⑧に再委託の許諾方法がない。",
                (name,),
                (
                    Evidence(f"{name}⑦ 再委託する ⑨ {entry.subcontent}", entry.spans),
                    Evidence(f"⑧ {entry.permission or '記載なし'}"),
                ),
                about="許諾方法",
            )
    yield from _find_denied(dossier)


def _find_denied(dossier: Dossier) -> Iterator[Hit]:
    """The cover, or Ⅲ.4 of the same file, says that nothing is 再委託."""
    sentences = [
        s for s in dossier.sentences if s.cell.field.full == _COVER or s.cell.field.full.startswith("Ⅲ.4")
    ]
    denied = [s for s in sentences if _DENIED.search(s.plain) and not _PARTLY.search(s.plain)]
    for name, entry in list_entrustments(dossier.model) if denied else ():
        file = dossier.entries[name].file
        said = next((s for s in denied if s.cell.file in ("", file)), None)
        if said and entry.subentrusted is Certainty.YES:
            where = said.where if said.cell.file else "表紙の特記事項"
            yield Hit(
                f"{where}は再委託をしないとするが、{name}は⑦で再委託するとする。",
                (name,),
                (Evidence(where, said.spans), Evidence(f"{name}⑦ 再委託する", entry.spans, Spot("⑦", name))),
                about="再委託をしない",
                confidence=Confidence.LOW,
            )


_COVER = "表紙.特記事項"
_DENIED = re.compile(
    r"再委託(?:は|を|も)?(?:一切)?(?:認めて(?:いない|おらず)|認めない|行わない|行って(?:いない|おらず)|して(?:いない|おらず)|禁止|禁じ)"
)
_PARTLY = re.compile("原則|無断|承[諾認]|許[諾可]|場合|除き|除い|限り|ただし|再々|委託事項|同意|以外|なく")


def _wants_permission(dossier: Dossier, name: str, entry: Entrustment) -> bool:
    is_bare = not entry.permission or tells_nothing(entry.permission)
    is_told = bool(entry.subcontent) and not tells_nothing(entry.subcontent)
    return is_told and is_bare and not dossier.is_unread("⑧", name)


def _is_told(subcontent: str) -> bool:
    """Whether ⑨ tells of work that is 再委託: where it denies something too, by what stands before that."""
    text = fold(subcontent)
    before = _CLAUSES.split(text)[0] if _DENIES.search(text) else text
    return bool(text) and not any((tells_nothing(before), _NOTHING.search(before), _BESIDE.search(before)))


RULE = Rule(
    name="subentrustment-without-permission",
    title="再委託の許諾方法がない、または再委託の有無が食い違う",
    checks="再委託すると書く委託事項に許諾方法があるか、しないと書く委託事項に再委託の流れや再委託事項（⑨）がないかを見る。"
    "再委託事項（⑨）が読めていない委託事項の許諾方法は問わない。表紙の特記事項やⅢ.4が再委託をしないと言い切り、⑦が再委託するとするものも、要確認として言う（承諾のない再委託を禁じる文は言わない）。再委託事項（⑨）が業務を挙げたうえで何かを禁じるものも、要確認とする。",
    matters="再委託は最初の委託者の許諾がなければできず、許諾のない再委託先は個人番号を扱えない。",
    settle="⑧に許諾の方法を書く。再委託をしないなら⑦と流れをそろえる。",
    source="番号法10条・19条6号、様式4 Ⅱ.4⑦～⑨、様式3 Ⅱ.4⑤～⑦",
    severity=Severity.WARNING,
    find=_find,
    needs=(needs.ENTRUSTMENTS,),
)
