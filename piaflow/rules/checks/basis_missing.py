"""basis-missing: a 提供先, a 移転先, or a row of a 別紙 without 法令上の根拠."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from piaflow.domain.entries import Handover
from piaflow.domain.nodes import File
from piaflow.domain.span import collect_spans, find_beginnings
from piaflow.rules import needs
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Evidence, Hit, Spot
from piaflow.rules.handing import name_rows
from piaflow.rules.quoting import tells_nothing
from piaflow.rules.rule import Rule


def _find(dossier: Dossier) -> Iterator[Hit]:
    for file in dossier.model.files:
        for listed in (file.provisions, file.transfers):
            if any(_cites(entry.basis) or _has_basis_in_rows(entry) for entry in listed):
                yield from (hit for entry in listed for hit in _hits(dossier, file, entry))


def _has_basis_in_rows(entry: Handover) -> bool:
    return any(_cites(row.basis) for row in entry.rows)


def _cites(basis: Iterable[str]) -> bool:
    """Whether a basis is told, and not only that there is none (―, 該当なし)."""
    return not all(map(tells_nothing, basis))


def _hits(dossier: Dossier, file: File, entry: Handover) -> Iterator[Hit]:
    """A whole entry without a basis is blank only if the form's other fields of it were read."""
    name = file.name_entry(entry)
    if _cites(entry.basis) or (entry.annex and not entry.rows):
        return
    bare = [row for row in entry.rows if not _cites(row.basis)]
    if bare and _has_basis_in_rows(entry):
        told = f"{name}の別紙は行ごとに法令上の根拠を書くが、{name_rows(entry, bare)}には根拠がない。"
        yield Hit(
            told, (name,), (Evidence("根拠のない行", find_beginnings(bare)), _others(entry)), about="別紙の行"
        )
    elif not entry.rows and _is_whole(entry) and not dossier.is_unread("①", name):
        told = f"{name}（{entry.recipient}）に法令上の根拠がない。"
        yield Hit(
            told,
            (name,),
            (
                Evidence(
                    f"①法令上の根拠 {'、'.join(entry.basis) or '記載なし'}", entry.spans, Spot("①", name)
                ),
            ),
        )


def _is_whole(entry: Handover) -> bool:
    told = (entry.recipient, entry.purpose, entry.information)
    return all(told) and not any(map(tells_nothing, told))


def _others(entry: Handover) -> Evidence:
    return Evidence("根拠のある行", collect_spans([row for row in entry.rows if _cites(row.basis)][:1]))


RULE = Rule(
    name="basis-missing",
    title="提供先・移転先に法令上の根拠がない",
    checks="ほかの提供先・移転先や別紙のほかの行が法令上の根拠を書くのに、根拠のないものを探す。"
    "用途や情報も読めていない提供先・移転先は問わない。",
    matters="特定個人情報の提供は番号法19条の各号のどれかに当たらなければできず、移転（利用）にも9条の根拠が要る。",
    settle="その相手についての根拠の条項を書く。根拠がなければ、その提供・移転はできない。",
    source="番号法9条・19条、様式4・様式3 Ⅱ.5①",
    find=_find,
    needs=(needs.HANDOVERS, needs.ANNEXES),
)
