"""Which fields of work contain which, as the names of systems say it: 予防接種 is a part of 健康管理.

One package does the work of several of the 標準準拠 20 業務, and each document calls it as wide or as narrow as its own
事務 sees it. So a wide and a narrow name may mean one system; they need not, and two narrow ones of one field do not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from piaflow.domain.choices import NodeKind
from piaflow.graph.system_names import read_words

_REGISTER = "(?:統合|CS|市町村CS|コミュニケションサバ|(?:住基|住民基本台帳)ネット(?:ワク)?(?:統合|CS)?)"
"""The terminals of 住基ネット: each of these names means 統合端末."""
_FIELDS = {
    NodeKind.SYSTEM: (
        (
            "(?:総合|市|区|町|村|県|府|都|地方)?税(?:総合|基幹)?",
            (
                "(?:個人|法人)?(?:住民|市民|町民|村民|区民|県民|市県民|市町村民)税.*|(?:固定)?資産税.*|軽自動車税?.*|都市計画税"
                "|事業所税|国保税|国民健康保険税|収納.*|滞納.*|収滞納|徴収.*|賦課.*|課税.*|口座振替|[家土][屋地]評価|.*申告受付"
            ),
        ),
        (
            "健康(?:づくり|増進)?|(?:総合)?保健(?:衛生|福祉)?",
            ".*(?:予防|ワクチン)接種(?!記録).*|.*(?:健診|検診|健康診査).*|母子.*|成人保健.*|妊産?婦.*|乳幼児.*|養育医療|精神保健",
        ),
        ("戸籍", "(?:戸籍の?)?附票|除籍|改製原戸籍"),
        (
            "住基|住記|住民基本台帳|住民記録",
            "印鑑.*|(?:戸籍の?)?附票|外国人(?:住民|登録)|(?:住民)?異動(?:受付)?|転出入|支援措置",
        ),
        (
            "(?:総合|社会|保健)?福祉(?:総合)?",
            (
                "障害.*|(?:特別)?児童(?:扶養)?手当|児童福祉|生活保護|生保|ひとり親.*|.*医療費?助成|(?:老人|高齢者)福祉|保育.*"
                "|自立支援.*|.*手帳"
            ),
        ),
        (
            "子育て|児童福祉|児童家庭|こども家庭",
            "(?:特別)?児童(?:扶養)?手当|こども子育て|ひとり親.*|保育.*|幼稚園.*|学童.*",
        ),
        ("こども子育て", "保育.*|幼稚園.*|施設等?利用.*|教育保育.*|(?:支給|教育保育給付)認定"),
        ("介護(?:保険)?", "要?介護.+|認定審査会?"),
        ("障害者?(?:福祉|総合)?", "障害.+|自立支援.*|.*手帳|更生医療|育成医療|補装具|特別障害者手当"),
        ("国保年金|保険年金|医療保険", "国保.*|国民健康保険.*|国民年金.*|年金|後期高齢.*"),
        ("国保|国民健康保険", "レセプト.*|高額療養費.*|特定健診.*"),
        ("後期|後期高齢者?(?:医療)?", "後期.+"),
        ("生活保護|生保", "医療扶助.*|レセプト.*"),
        ("教育|学校教育|学務|就学", "学齢簿?|就学.+|学籍.*|給食費?.*|奨学.*"),
        ("選挙(?:人名簿)?", "選挙.+|(?:期日前|不在者)?投票.*"),
    ),
    NodeKind.TERMINAL: ((_REGISTER, _REGISTER),),
}
"""By what sort of thing it is: what the whole of a field is called, and what its parts are."""


@lru_cache(maxsize=65_536)
def find_fields(sort: NodeKind, words: str) -> frozenset[str]:
    """Return the fields of which the words of a name say the whole: 健康 of 健康管理システム."""
    return frozenset(whole for whole, _ in _FIELDS.get(sort, ()) if re.fullmatch(whole, words))


@lru_cache(maxsize=65_536)
def find_fields_around(sort: NodeKind, words: str) -> frozenset[str]:
    """Return the fields of which the words of a name say a part: 予防接種 of 健康管理."""
    return frozenset(whole for whole, parts in _FIELDS.get(sort, ()) if re.fullmatch(parts, words))


def find_work(names: Iterable[str]) -> frozenset[str]:
    """Return the fields of which the names of a system say the whole or a part: what work it certainly is for."""
    system, words = NodeKind.SYSTEM, read_words(names)
    return frozenset[str]().union(*(find_fields(system, w) | find_fields_around(system, w) for w in words))
