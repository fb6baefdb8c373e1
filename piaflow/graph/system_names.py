"""What the name of a system tells by itself: what it is for, and whether another document may mean another by it.

Documents of one body write one system under several names: 既存住基システム, 住民基本台帳システム; 国保, 国民健康保険システム.
What two names have in common beside words that every system may bear (システム, サーバー, 既存 …) says whether they may
mean one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import combinations

from attrs import frozen

from piaflow.domain.choices import NodeKind
from piaflow.domain.names import fold
from piaflow.graph.morphemes import repeat

_BESIDE = re.compile(r"\([^()]*\)|[「」『』\[\]\s・･/／、。ー-]|等$")
"""Remarks, signs, and the long vowel that some leave out (サーバ)."""
_REMARK = re.compile(r"\(([^()]+)\)")
_SPELLED = (("障がい", "障害"), ("子ども", "こども"), ("税務", "税"))
_THING = "サブシステム|システム|サバ|ソフトウェア|プラットフォム|パッケジ|アプリケション|アプリ|クラウド|機能|機器|装置"
_END = re.compile(f"(?:{_THING}|情報|業務|事務|管理|処理|支援)+$")
_FRONT = re.compile(
    "^(?:国の|既存|現行|次期|新|旧|標準準拠|標準化|庁内(?!連携)|全庁|自治体|団体内|[本当](?:市|区|町|村|県|府|都|道|団体)の?)+"
)
_MANY = re.compile(
    repeat(
        "その他|他課|他|各|個別|既存|業務|基幹|総合|行政|住民|情報|系|庁内|内部|共通|標準|準拠|関係|関連|連携先|連携元|対象"
        f"|該当|当該|本|ホスト|汎用|電算|事務|処理|管理|所管|担当|利用|職員|課|の|ほか|{_THING}"
    )
)
"""Words that say of a system no more than that it is one, or one of several."""
_PARTS_OF_MANY = re.compile(
    repeat(
        f"ファイル|共有|フォルダ|デタベス|DB|AP|(?i:web)|ウェブ|バックアップ|ストレジ|NAS|プリント|プリンタ|用|{_THING}"
    )
)
"""What each system has of its own."""
_MANY_TERMINALS = re.compile(
    repeat(
        "専用|共用|業務|事務|作業|入力|操作|参照|閲覧|照会|持ち?出し?|貸与|配布|ノト|モバイル|デスクトップ|用|型"
    )
)
_SORTS = (
    (
        NodeKind.TERMINAL,
        re.compile("(?:端末|タミナル|パソコン|PC|タブレット|スマトフォン|スマホ|携帯電話)(?:機|装置)?$"),
    ),
    (
        NodeKind.NETWORK,
        re.compile("(?:ネットワク|(?<!キャビ)ネット|回線|専用線|閉域網|VPN|NWS?)$|(?<=LAN)$|(?<=WAN)$"),
    ),
    (
        NodeKind.MEDIUM,
        re.compile(
            "(?:[HS]DD|SSD|LTO|MO|メモリ|媒体|ディスク|テプ|用?紙|帳票|届書?|申請書|通知書|書類|カド|票)$|(?<=CD)R?$|(?<=DVD)R?$|(?<=USB)$|(?<=USBメモリ)$"
        ),
    ),
)
"""The end of a name by what sort of thing it is of."""
_MANY_MEDIA = re.compile(
    repeat(
        "電子|外部|可搬型?|電磁的?|記録|光|磁気|紙|USB|メモリ|フラッシュ|CD|DVD|BD|SD|LTO|MO|[HS]DD|外付け?|内蔵|ハド|フロッピ"
    )
)
_WORDS_FOR_MANY = {
    NodeKind.SYSTEM: (_MANY, _PARTS_OF_MANY),
    NodeKind.TERMINAL: (_MANY, _MANY_TERMINALS),
    NodeKind.MEDIUM: (_MANY_MEDIA,),
}
"""Words by which each document may mean another, by what sort of thing they are said of."""
_OF_EACH = {
    NodeKind.SYSTEM: re.compile(
        repeat(
            "複合機|複写機|コピ機?|印刷機?|封入|封緘|裁断機?|シュレッダ?|プリンタ?|スキャナ?|読み?取り?機?|OCR|AIOCR|QR|バコド|カドリダライタ?"
            "|カドリダ|リダ|ライタ|FAX|ファクス|ファックス|ファクシミリ|電話機?|ルタ|ハブ|スイッチ|ファイアウォル|ゲトウェイ|プロキシ|中継|認証|AD|電子?メル|メル"
            "|Excel|エクセル|Access|アクセス|CSV|表計算|ファイル|電子?デタ|デタ|機|用|型"
        )
    ),
    NodeKind.TERMINAL: re.compile(
        repeat(
            "窓口|受付|申請|届出|交付|発行|検索|更新|登録|印刷|運用|保守|監視|開発|本庁|支所|出張所|クライアント|シン|仮想|専用|共用|業務|事務|職員|用|型"
        )
    ),
    NodeKind.NETWORK: re.compile(
        repeat(
            "LGWAN|[LW]AN|総合行政|地方公共団体|インタネット|インタ|イントラ|庁舎?[内間]|施設間|構内|専用|通信|公衆|閉域|広域|電話|光|IP|無線|有線|接続|業務|系"
        )
    ),
}
"""What each 業務 has for itself, and the lines that things only go through, by what sort of thing it is.

What one document says of such a thing holds of what it does with it: no two scan the same, nor send the same through LGWAN.
"""
_BETWEEN = re.compile(
    "(?=.*(?:連携|基盤|宛名))"
    + repeat(
        "庁内|全庁|マイナンバ|番号制度|個人番号|番号|情報|デタ|システム間?|業務|共通|統合|住登外者?|連携|基盤|宛名"
    )
)
"""What is said of what stands between the systems of a body: 団体内統合宛名, 庁内連携, 共通基盤, 番号連携サーバー.

One product often is several of these, and is called by the one that a 事務 uses.
"""
_SHORT = (2, 3)
"""Letters of an abbreviation: 住基, 国保, 児扶手."""


@frozen
class SystemName:
    """What a name says: the `words` that tell what the system is for, and what sort it is.

    No words: it says no more than that it is a system, or one of several (業務システム, 他システム). What is `of_each` 業務
    (窓口端末, スキャナー) is nothing else for that.
    """

    words: str
    sort: NodeKind
    of_each: bool = True


@lru_cache(maxsize=65_536)
def read_system_name(name: str) -> SystemName:
    """Return what the name of a system tells, but for what stands in brackets."""
    plain = _BESIDE.sub("", fold(name))
    for written, usual in _SPELLED:
        plain = plain.replace(written, usual)
    sort, bare = _find_sort(plain)
    if any(words.fullmatch(bare) for words in _WORDS_FOR_MANY.get(sort, (_MANY,))):
        return SystemName("", sort)
    words = _FRONT.sub("", _END.sub("", bare)) or bare
    return SystemName(words, sort, bool(sort in _OF_EACH and _OF_EACH[sort].fullmatch(words)))


def read_words(names: Iterable[str]) -> frozenset[str]:
    """Return what names tell that a system is for, and what stands behind them in brackets (VRS, ぴったりサービス)."""
    return frozenset(said.words for said in _read_all(names)) - {""}


def is_system(name: str) -> bool:
    """Whether a name ends as that of a system does (介護保険システム, 国保サーバー)."""
    return bool(re.search(f"(?:{_THING})$", _BESIDE.sub("", fold(name))))


def is_between(words: Iterable[str]) -> bool:
    """Whether what names tell is that a system stands between the systems of a body (共通基盤, 統合宛名)."""
    return any(map(_BETWEEN.fullmatch, words))


def is_of_each(names: Iterable[str]) -> bool:
    """Whether two documents need not mean one by these names: words for many (業務システム), or what each 業務 has."""
    return all(said.of_each for said in _read_all(names))


def _read_all(names: Iterable[str]) -> Iterator[SystemName]:
    return (read_system_name(text) for name in names for text in (name, *_REMARK.findall(fold(name))))


def _find_sort(plain: str) -> tuple[NodeKind, str]:
    """Return what sort of thing a name is of, and the name without the word for it."""
    for sort, pattern in _SORTS:
        thing = re.sub(f"(?:{_THING})+$", "", plain) if sort is NodeKind.NETWORK else plain
        if found := pattern.search(thing):
            return sort, thing[: found.start()]
    return NodeKind.SYSTEM, plain


def find_sort(kind: NodeKind, name: str) -> NodeKind:
    """Return what sort of thing a node is: by its kind where that says more than システム, else by its name.

    An application is a system; so is what no name tells otherwise.
    """
    told = read_system_name(name).sort if kind is NodeKind.SYSTEM else kind
    return NodeKind.SYSTEM if told is NodeKind.APPLICATION else told


@lru_cache(maxsize=65_536)
def find_shorter(words: str) -> frozenset[str]:
    """Return what the same system may be called for short: the words' beginnings and ends, and abbreviations.

    住基 is 住民基本台帳: the first letter, and one or two others in their order. A number is not cut (S1 is not S10).
    """
    return frozenset(_list_shorter(words))


@lru_cache(maxsize=65_536)
def find_begun(words: str) -> frozenset[str]:
    """Return what another is called for short of which these words may name a part: 国保資格 begins with 国保."""
    return frozenset(words[:length] for length in _SHORT if length < len(words) and _may_cut(words, length))


@lru_cache(maxsize=65_536)
def find_abbreviated(words: str) -> frozenset[str]:
    """Return the abbreviations of words that are no beginning of them: 国保, not 児童 of 児童扶養手当."""
    return frozenset(short for short in _list_abbreviations(words) if not words.startswith(short))


def _list_shorter(words: str) -> Iterator[str]:
    for cut in range(1, len(words)):
        yield from (words[:cut], words[cut:]) if _may_cut(words, cut) else ()
    yield from _list_abbreviations(words)


def _list_abbreviations(words: str) -> Iterator[str]:
    for length in _SHORT if not words.isascii() else ():
        yield from (words[0] + "".join(rest) for rest in combinations(words[1:], length - 1))


def _may_cut(words: str, cut: int) -> bool:
    return not (_is_latin(words[cut - 1]) and _is_latin(words[cut]))


def _is_latin(letter: str) -> bool:
    return letter.isascii() and letter.isalnum()
