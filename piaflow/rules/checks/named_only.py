"""named-only: a system or a file that the texts name and that Ⅰ.2 and Ⅰ.3 do not hold."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from attrs import frozen

from piaflow.domain.assessment import Assessment
from piaflow.domain.choices import ConnectionChoice
from piaflow.domain.grouping import group_by
from piaflow.domain.span import Founded, Span, find_beginnings
from piaflow.rules import needs
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity
from piaflow.rules.places import Numbered, Subject
from piaflow.rules.rule import Rule
from piaflow.rules.spelling import to_key
from piaflow.rules.wording import Sentence

_NAMED = ("システム", "ファイル")
_NAME = re.compile(
    rf"(?P<name>[一-龠々〆ヶァ-ヴーA-Za-z0-9]*?(?P<kind>{'|'.join(_NAMED)}))(?![ァ-ヴーA-Za-z]|連携|機構)"
)
_KANJI = re.compile("[一-龠]")
_HEADING = re.compile(".*措置")
"""The end of a heading that the name goes on from on the next line."""
_FEWEST = 3
"""Characters before システム or ファイル that make it a name."""
_NO_NAMES = re.compile(
    r"^(?:各|当該|同|本|他|既存|新|旧|前記|上記|関係|所管|対象|使用|利用|複数|全|基幹|業務|情報|管理|個別|関連|当|以下|庁内|電子計算機)"
    r"|^(?:連携|移転|提供|照会|接続|送信|通知|相手|入手|取得|登録|出力|保管|管理)(?:先|元)(?:の)?(?:システム|ファイル)$"
    r"|(?:書|票|帳票|印刷|媒体)ファイル$"
    r"|(?:個人情報|個人番号|用|ログ|データ|電子|バックアップ|設定|定義|転送|暗号化|圧縮|添付|中間|連携|履歴|一時|交換|更新|管理|特定|記録)ファイル$"
    r"|(?:認証|監視|管理|情報|業務|基幹|検知|防御|防止|対策|制御|警備|入退室|空調|電源|運用|ファイル|電算|コンピュータ|オペレーティング|住民基本台帳|ネットワーク|行政)システム$"
)
_NATIONAL = (
    "情報提供ネットワーク",
    "住民基本台帳ネットワーク",
    "住基ネット",
    "個人番号カード管理",
    "総合行政ネットワーク",
)
_FOREIGN = ("保存", "機構", "都道府県", "全国")
_CHAPTERS = ("Ⅱ", "Ⅲ")


@frozen
class _Said:
    """A sentence of a field or of the 備考: where it stands, what a finding on it is about, and its lines once shown."""

    text: str
    where: str
    subject: Subject
    told: Founded

    @property
    def spans(self) -> tuple[Span, ...]:
        return self.told.spans

    @classmethod
    def of(cls, sentence: Sentence) -> _Said:
        return cls(sentence.text, sentence.where, sentence.subject, sentence)


def _list_remarks(model: Assessment) -> Iterator[_Said]:
    """The sentences of the 備考 of 別添1. Labels of a picture are none: they run into each other in a text layer."""
    for diagram in model.diagrams:
        for step in diagram.steps:
            where = f"別添1 {diagram.name}の{step.number}"
            yield _Said(step.text, where, Numbered(diagram.name, step.number), step)


def _find(dossier: Dossier) -> Iterator[Hit]:
    """Texts call what they know by parts of its name: what shares its last word with something known is no other."""
    model = dossier.model
    known = {to_key(name) for node in model.nodes for name in (node.name, *node.aliases)}
    known |= {to_key(choice.value) for choice in ConnectionChoice}
    national = {to_key(name) for entry in dossier.catalogue.systems for name in (entry.name, *entry.aliases)}
    sentences = (_Said.of(s) for chapter in _CHAPTERS for s in dossier.sentences_of.get(chapter, ()))
    named = group_by(
        (name, said) for said in (*sentences, *_list_remarks(model)) for name in _names(said.text)
    )
    for name, using in named.items():
        key = to_key(name)
        is_national = not name.endswith("ファイル") and any(
            key in other or other in key for other in national
        )
        if not is_national and not any(_is_same(key, other) for other in known):
            yield _hit(name, using)


def _names(text: str) -> Iterator[str]:
    plain = unicodedata.normalize("NFKC", text)
    for found in _NAME.finditer(plain) if any(kind in plain for kind in _NAMED) else ():
        name, kind = _HEADING.sub("", found["name"]).lstrip("0123456789"), found["kind"]
        foreign = any(word in name for word in (*_NATIONAL, *_FOREIGN))
        long = len(name) - len(kind) >= _FEWEST and _KANJI.search(name)
        if long and not foreign and not _NO_NAMES.search(name):
            yield name


def _is_same(name: str, known: str) -> bool:
    """Whether one name stands in the other, or begins as it does."""
    return name in known or known in name or name[:_FEWEST] == known[:_FEWEST]


def _hit(name: str, using: tuple[_Said, ...]) -> Hit:
    places = "、".join(dict.fromkeys(sentence.where for sentence in using))
    where, what = ("Ⅰ.3", "ファイル") if name.endswith("ファイル") else ("Ⅰ.2", "システム")
    return Hit(
        f"{places}は「{name}」のことを述べるが、{where}にその{what}がない。",
        (min((said.subject for said in using), key=str),),
        (Evidence(f"「{name}」", find_beginnings(using)),),
        about=name,
    )


RULE = Rule(
    name="named-only",
    title="文が名を挙げるシステムやファイルが、Ⅰ.2・Ⅰ.3にない",
    checks="Ⅱ・Ⅲの文と別添1の備考が「○○システム」「○○ファイル」と名を挙げるもののうち、文書のシステムとファイルの名や別名、全国の目録の名のどれとも似ていないものを言う。よその機関のもの、一般の語（ログファイル、監視システムなど）は数えない。名の一部だけで呼ぶこともあるので要確認とする。",
    matters="よその評価書からの写しか、挙げ忘れたシステムやファイルであり、どちらも評価されていない。",
    settle="使うものならⅠ.2・Ⅰ.3に加える。写し誤りなら、実際の名に直す。",
    source="様式4・様式3 Ⅰ.2、Ⅰ.3、Ⅱ、Ⅲ、様式4 別添1",
    severity=Severity.NOTE,
    confidence=Confidence.LOW,
    find=_find,
    needs=(needs.TEXTS, needs.SYSTEMS),
)
