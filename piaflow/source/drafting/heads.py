"""Heads of names: what a name ends with says what kind of party or system it names; and which spellings are of one name."""

from __future__ import annotations

import re
from functools import lru_cache

from piaflow.domain.choices import NodeKind, PartyKind
from piaflow.domain.names import fold
from piaflow.domain.nodes import Party, System

_SYSTEMS: tuple[tuple[str, NodeKind], ...] = (
    (r"端末機?|パソコン|PC", NodeKind.TERMINAL),
    (r"ネットワーク|NWS|回線", NodeKind.NETWORK),
    (r"アプリ|アプリケーション", NodeKind.APPLICATION),
    (r"媒体|USBメモリ|DVD|CD-R|DAT", NodeKind.MEDIUM),
    (
        r"システム|サーバー?|CS|GW|ゲートウェイ|データベース|DB|ポータル|サイト|基盤|プラットフォーム",
        NodeKind.SYSTEM,
    ),
)
_PEOPLE = (
    "住民|市民|町民|村民|区民|都民|県民|府民|道民|国民|本人|代理人|保護者|世帯主|世帯員|患者|児童|生徒|学生|妊婦|妊産婦|遺族|"
    "申請者|届出者|届出人|請求者|対象者|受給者|受給資格者|被保険者|被接種者|受診者|納税者|納税義務者|扶養義務者|利用者|"
    "加入者|組合員|来庁者|転入者|転出者|高齢者|障害者"
)
_PARTIES: tuple[tuple[str, PartyKind], ...] = (
    (_PEOPLE, PartyKind.PERSON),
    (r"再?委託先|受託者|受託業者|委託(?:事)?業者", PartyKind.CONTRACTOR),
    (
        r"(?:株式|有限|合同)会社.*|会社|事業者|銀行|郵便局|信用金庫|医療機関|病院|診療所|薬局",
        PartyKind.COMPANY,
    ),
    (r"税務署|法務局|(?<![市県府道都本支区町])庁|省|大臣|^国", PartyKind.NATIONAL),
    (r"都道府県(?:知事)?|[一-龥ぁ-んァ-ヴ]{2,}[都道府県](?:知事)?", PartyKind.PREFECTURE),
    (r"市区?町村長?|自治体|[一-龥ぁ-んァ-ヴ]{2,}[市町村区]長?", PartyKind.MUNICIPALITY),
    (r"[一-龥]{2,}(?:課|室|係|局|部)|支所|出張所|窓口", PartyKind.DEPARTMENT),
    (
        r"広域連合|連合会|組合|協会|基金|協議会|委員会|事務所|年金機構|議会|公社|情報照会者|情報提供者|医療保険者",
        PartyKind.OTHER_PUBLIC,
    ),
)
"""What a name ends with says who it is, as far as it does; the first that fits."""
_LONG_VOWEL = re.compile(r"(?<=[ァ-ヴ])ー(?![ァ-ヴ])")
_SHORT = {"(株)": "株式会社", "(有)": "有限会社", "(合)": "合同会社"}
_BARE = frozenset(
    (
        "システム",
        "端末",
        "サーバ",
        "サーバー",
        "媒体",
        "業務端末",
        "業務システム",
        "ネットワーク",
        "回線",
        "他システム",
    )
)


@lru_cache(maxsize=65_536)
def spell(name: str) -> str:
    """Return what two spellings of one name have alike: サーバ and サーバー, ㈱ and 株式会社, without blanks."""
    key = fold(name)
    for short, long in _SHORT.items():
        key = key.replace(short, long)
    return _LONG_VOWEL.sub("", key)


def make_node(name: str) -> Party | System | None:
    """A new node of the kind that its head says; a head alone names nobody."""
    if not name or name in _BARE:
        return None
    for head, kind in _PARTIES:
        if re.search(rf"(?:{head})$", name):
            return Party(name, kind)
    for head, node_kind in _SYSTEMS:
        if re.search(rf"(?:{head})$", name):
            return System(name, kind=node_kind)
    return None
