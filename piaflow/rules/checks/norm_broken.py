"""norm-broken: a norm of the catalogue (T1–T11), and the shortest chain that breaks it."""

from __future__ import annotations

from collections.abc import Iterator

from piaflow.rules import needs
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Evidence, Grounds, Hit, Severity
from piaflow.rules.norms import BrokenNorm, find_broken_norms
from piaflow.rules.rule import Rule


def _find(dossier: Dossier) -> Iterator[Hit]:
    return (_hit(dossier, found) for found in find_broken_norms(dossier))


def _hit(dossier: Dossier, found: BrokenNorm) -> Hit:
    """Nobody can hold a body to a norm that is newer than its document, or that may be for other bodies or systems."""
    norm, broken = found.norm, found.broken
    older, is_known = _is_older(dossier, norm.as_of), broken.confidence is not Confidence.LOW
    notes = (
        "文書は規範より前のもの" if older else "",
        "" if found.binds else "評価実施機関の種類が分からない",
        "" if is_known else "名からは何のシステムか分からない",
    )
    note = "、".join(filter(None, notes))
    return Hit(
        f"規範{norm.name}「{norm.rule}」に、{broken.way} が合わない{f'（{note}）' if note else ''}。",
        broken.nodes,
        (Evidence(f"{norm.name} {norm.grounds}（{norm.as_of}）"), *broken.evidence),
        about=norm.name,
        severity=Severity.NOTE if not is_known else Severity.WARNING if note else Severity.ERROR,
        confidence=broken.confidence if found.binds else Confidence.LOW,
        grounds=Grounds.LATER_NORM if older else Grounds.COMPUTED,
    )


def _is_older(dossier: Dossier, as_of: str) -> bool:
    """A document without a date counts as older: nobody can hold it to the norm. Then it is a warning."""
    return dossier.published is None or dossier.published.isoformat() < as_of


RULE = Rule(
    name="norm-broken",
    title="全国の規範と合わない",
    checks="目録の規範（T1～T11）のうち契約で言え、その種類の評価実施機関を縛るものを、目録を指す（entry）システムの流れと接続に当てはめる。"
    "目録を指さなくても名や別名が目録の項に当たるシステムは、許される側ではその項とみる。"
    "目録を指さないシステムは、名がほかの業務のものであるときだけ、許される項でないとみる（代表端末、連携サーバー、媒体のように名から分からないものは要確認）。",
    matters="市町村CSや中間サーバーの前後のつなぎ方は全国で決まっていて、外れた図はたいてい書き誤りか、決まりより前の姿である。",
    settle="図と接続の記載を確かめる。規範より前の構成なら、移行の予定とともに承知（accepted）する。",
    source="共通機能標準仕様書2.7、住民記録システム標準仕様書、番号法21条の2（目録の各規範の典拠）",
    find=_find,
    needs=(needs.ENTRIES, needs.FLOWS),
)
