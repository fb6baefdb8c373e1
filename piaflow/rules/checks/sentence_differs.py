"""sentence-differs: a sentence that a document prints in several places, and in some of them with another word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum

from attrs import frozen

from piaflow.domain.grouping import group_by
from piaflow.domain.names import fold, name_some
from piaflow.domain.span import find_beginnings
from piaflow.rules import needs
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity
from piaflow.rules.rule import Rule
from piaflow.rules.wording import Sentence

_HEAD = re.compile(r"^[①-⑳・･\d.\-\s]*")
_LEAST, _SAME, _LONGEST = 20, 15, 16
"""Letters of a sentence that is told again word for word, of what is the same in two, and of what differs."""
_BESIDE = 3
"""With how many neighbours a sentence is compared, in the order of their letters from either end."""
_MANY, _FEW = 3, 4
"""So many copies against one, and so few letters, show a slip of the pen."""
_AROUND, _SHOWN = 6, 3

_LAW = re.compile("(?:番号|個人情報保護|住基)?(?:法|法律|条例|規則|政令|省令|規程|要綱|告示)")
_DELETED = re.compile("消去|廃棄|破棄|削除")
_METHOD = re.compile("物理的?(?:に)?(?:破壊|破砕|消去)|専用ソフト|溶解|裁断|シュレッダ|焼却|磁気的|上書き")
_PERIOD = re.compile("年間?(?:保|を|に|の間|とする|以)|か月|カ月|ヶ月|箇月|日間|時間|回(?!線|収)")
_NAMED = re.compile("機能|システム|ネットワーク|サーバ")
_OF_NAME = re.compile(r"[一-龠ァ-ヴーA-Za-z0-9]+$")
_LETTERS = re.compile("[一-龠ぁ-んァ-ヴ]+")
_KANA = re.compile("[ぁ-んァ-ヴ]")
_SAYING = re.compile("[等各第前後上下左右新旧本当別他毎出内外月年日市区町村都道府県有無不非未済]")
"""Single letters that are a word of their own: 月次 and 年次, 区域内 and 区域外 are two on purpose."""
_Told = Mapping[str, tuple[Sentence, ...]]


class _Kind(Enum):
    LAW = "根拠の法令が違う"
    DISPOSAL = "消し方が違う"
    PERIOD = "年数や回数が違う"
    NAME = "名が違う"
    SLIP = "1語だけ違う"


@frozen
class _Cut:
    """Two sentences, how many places print each, and how many letters are the same before and after what differs.

    `share_file` is whether both are told of one file.
    """

    texts: tuple[str, str]
    copies: tuple[int, int]
    first: int
    last: int
    share_file: bool

    @property
    def runs(self) -> tuple[str, str]:
        """What differs."""
        one, other = (text[self.first : len(text) - self.last] for text in self.texts)
        return one, other

    @property
    def before(self) -> str:
        """What is the same before it."""
        return self.texts[0][: self.first]

    @property
    def after(self) -> str:
        """What is the same after it."""
        return self.texts[0][len(self.texts[0]) - self.last :]

    def show(self, around: int) -> tuple[str, str]:
        """Return what differs, each with some letters on both sides of it."""
        one, other = (self.before[-around:] + run + self.after[:around] for run in self.runs)
        return one, other

    def judge(self, known: Sequence[str]) -> _Kind | None:
        """Return in what the two differ; None where it may be on purpose."""
        if all(_LAW.fullmatch(run) for run in self.runs):
            return _Kind.LAW
        if _DELETED.search(self.texts[0]) and any(map(_METHOD.search, self.show(_LONGEST))):
            return _Kind.DISPOSAL if any(map(_METHOD.search, self.runs)) or self._is_slip() else None
        if self.share_file and all(map(str.isdecimal, self.runs)) and _PERIOD.match(self.after):
            return _Kind.PERIOD
        if all(self.runs) and self._are_names(known):
            return _Kind.NAME
        return _Kind.SLIP if self._is_slip() else None

    def _are_names(self, known: Sequence[str]) -> bool:
        """Whether both are the middle of a name that begins and ends alike, and one of the two names nothing known."""
        begins, ends = _OF_NAME.search(self.before), _NAMED.match(self.after)
        if not (ends and begins and len(begins[0]) >= _FEW and all(map(_OF_NAME.fullmatch, self.runs))):
            return False
        names = (begins[0] + run + ends[0] for run in self.runs)
        return not all(any(name in other for other in known) for name in names)

    def _is_slip(self) -> bool:
        """A kanji that is another one, or lacks; or a few letters in one place against several."""
        if any(run and not _LETTERS.fullmatch(run) for run in self.runs):
            return False
        longest = max(map(len, self.runs))
        if longest == 1 and not any(map(_KANA.search, self.runs)):
            return not any(map(_SAYING.search, self.runs))
        return longest <= _FEW and not all(self.runs) and min(self.copies) == 1 and max(self.copies) >= _MANY


def _find(dossier: Dossier) -> Iterator[Hit]:
    sentences = sorted(dossier.sentences, key=lambda s: (s.where, s.subject))
    told = group_by((_HEAD.sub("", fold(s.text)), s) for s in sentences)
    known = [fold(name) for node in dossier.model.nodes for name in (node.name, *node.aliases)]
    texts = [text for text in told if len(text) >= _LEAST]
    pairs = sorted({*_pair(sorted(texts)), *_pair(sorted(texts, key=_turn))})
    cuts = (_cut(told, one, other) for one, other in pairs)
    found = group_by((kind, cut) for cut in cuts if cut and (kind := cut.judge(known)))
    for kind in _Kind:
        same = found.get(kind, ())
        together = [same] if kind in (_Kind.DISPOSAL, _Kind.SLIP) and same else [(cut,) for cut in same]
        yield from (_hit(told, kind, cuts) for cuts in together)


def _turn(text: str) -> str:
    return text[::-1]


def _pair(texts: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield each text with the next few: those that begin, or end, alike stand side by side."""
    for at, text in enumerate(texts):
        for other in texts[at + 1 : at + 1 + _BESIDE]:
            yield (text, other) if text < other else (other, text)


def _cut(told: _Told, one: str, other: str) -> _Cut | None:
    """Return where two texts differ, None where that is in more than a few words."""
    least, most = sorted((len(one), len(other)))
    if most - least > _LONGEST:
        return None
    first = next((n for n in range(least) if one[n] != other[n]), least)
    last = next((n for n in range(least - first) if one[-1 - n] != other[-1 - n]), least - first)
    if first + last < _SAME or most - first - last > _LONGEST:
        return None
    files = [{sentence.cell.file for sentence in told[text]} for text in (one, other)]
    return _Cut((one, other), (len(told[one]), len(told[other])), first, last, bool(files[0] & files[1]))


def _hit(told: _Told, kind: _Kind, cuts: Sequence[_Cut]) -> Hit:
    shown: dict[str, str] = {}
    for cut in cuts:
        shown.update(zip(cut.texts, cut.show(_AROUND), strict=True))
    said = {text: f"{_where(told[text])}「{words.replace('。', '')}」" for text, words in shown.items()}
    pairs = [said] if kind is _Kind.DISPOSAL else [cut.texts for cut in cuts]
    return Hit(
        f"同じ文が、所によって{kind.value}: {name_some('と'.join(said[text] for text in pair) for pair in pairs)}。",
        (min(s.subject for text in shown for s in told[text]),),
        tuple(Evidence(words, find_beginnings(told[text], most=_SHOWN)) for text, words in said.items()),
        about=name_some(words.replace("。", "") for words in shown.values()),
        severity=Severity.NOTE if kind is _Kind.SLIP else None,
    )


def _where(sentences: Iterable[Sentence]) -> str:
    return name_some(dict.fromkeys(sentence.where for sentence in sentences), most=_SHOWN)


RULE = Rule(
    name="sentence-differs",
    title="同じ文が、所によって1語だけ違う",
    checks="文書の中の20字以上の文を比べ、1か所のほかは同じ文のうち、根拠の法令の語（法と条例）、消し方（物理的破壊と専用ソフトなど）、1つのファイルについての年数や回数、初めと終わりが同じ機能やシステムの名、"
    "又は漢字1字（3か所以上の文に1か所だけ違うものは4字まで）が違うものを言う。入手と移転のようなすることの語、ほかの数、句読点、送り仮名、「等」の違いは問わない。所によって本当に違うこともあるので、要確認とする。",
    matters="一方だけを直したしるしで、どちらが今の扱いかが決まらない。",
    settle="今の扱いを確かめ、同じことを言う文をそろえる。",
    source="様式4・様式3の記述の欄",
    severity=Severity.WARNING,
    confidence=Confidence.LOW,
    find=_find,
    needs=(needs.TEXTS,),
)
