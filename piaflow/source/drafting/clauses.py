"""Clauses of a sentence: words that carry meaning, what the particle after each says of them, and the verb they belong to.

A small grammar, not a parser of Japanese. A verb before a noun (市町村CSから受信した情報) makes a clause of its own about that
noun. Words before a comma belong to the verb of the sentence, others to the next verb.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from enum import Enum

from attrs import define, field, frozen

from piaflow.domain.names import fold


class Role(Enum):
    """What a particle says of the words before it."""

    FROM = "から"
    TO = "へ"
    AT_ONE = "に"
    AT = "において"
    VIA = "経由"
    BY = "により"
    WITH = "と"
    SUBJECT = "が"
    TOPIC = "は"
    OBJECT = "を"
    GROUND = "を基に"
    OF = "の"
    AND = "及び"
    AS = "として"
    BARE = ""
    VERB = "動詞"


_VIA, _TO, _AT, _BY, _GROUND, _AND = (chr(0xE001 + i) for i in range(6))
_WRITTEN: tuple[tuple[str, str], ...] = (
    (r"を?経由(?:して|し|する|した|で|により|にて)?|を(?:通じ|介し|通し)て?", _VIA),
    (r"に対して|に対し|に向けて|に宛てて|(?:宛て?|あて)に", _TO),
    (r"において|にて", _AT),
    (r"における|に係る|に関する", "の"),
    (r"によって|により|による", _BY),
    (r"を(?:基|もと|元)に|に基づ(?:き|いて)", _GROUND),
    (r"を(?:用い|利用し|使用し)て?", _GROUND),
    (r"及び|並びに|および|ならびに|又は|若しくは|または|もしくは", _AND),
    (r"と同時に|とともに|と共に", "、"),
    (r"写し", "写"),
    (r"受け?付け", "受付"),
    (r"受け?取", "受取"),
    (r"受け?渡", "受渡"),
    (r"受け?入れ", "受入"),
    (r"取り?込", "取込"),
    (r"引き?渡", "引渡"),
    (r"届け?出", "届出"),
    (r"問い?合わ?せ", "問合"),
    (r"(?:提供|交付|通知|送付|連携|回答|提出|送信)を受け", "受領し"),
    (r"を(?:行う|行なう|おこなう|実施する|する)", "する"),
    (r"を(?:行い|行ない|おこない|実施し|し)", "し"),
    (r"を(?:行っ|行なっ|おこなっ|行わ(?=[なずま])|行なわ(?=[なずま]))", "し"),
    (r"を(?:行われ|実施され|され)", "され"),
)
"""What is written with characters that carry meaning and only joins words, each as one sign; verbs in one spelling."""
_HIDDEN = {code: code + 0xB000 for code in range(0x3041, 0x3097)}
_SHOWN = {hidden: code for code, hidden in _HIDDEN.items()}
"""Kana inside a name, which join nothing: hidden among characters that carry meaning until the name is told."""
_PARTICLES = re.compile(rf"^(?:[{_VIA}-{_AND}]|から|より|まで|として|とし|[へにでとがはもをのやか])")
_ADVERBS = re.compile(
    "(?:それぞれ|すべて|また|さらに|その|この|それら|これら|ともに|あわせて|なお|まず|つぎに|あらかじめ|ほか|など|ごと)?(?:の|に|を|は|も|が|には|では)?"
)
"""Kana that stand between words and begin none."""
_LAST_KANA = re.compile("[ぁ-ん]*$")
_UNKNOWN_KANA = "〓"
_FOREIGN = re.compile("[\ue000-\uf8ff]")
"""Characters that fonts have of their own (外字): they would be taken for the signs."""
_FOR = re.compile(r"向け(?=[^ぁ-ん、。])")
_RULES = tuple((re.compile(pattern), sign) for pattern, sign in _WRITTEN)
_CHUNK = re.compile(rf"([^ぁ-ん、。,{_VIA}-{_AND}]+)([ぁ-ん{_VIA}-{_AND}]*)([、,。]?)")
_ROLES: tuple[tuple[str, Role], ...] = (
    (_VIA, Role.VIA),
    (_TO, Role.TO),
    (_AT, Role.AT),
    (_BY, Role.BY),
    (_GROUND, Role.GROUND),
    (_AND, Role.AND),
    ("から|より", Role.FROM),
    ("へ", Role.TO),
    ("に", Role.AT_ONE),
    ("で", Role.AT),
    ("として|とし", Role.AS),
    ("と", Role.WITH),
    ("が", Role.SUBJECT),
    ("は|も", Role.TOPIC),
    ("を", Role.OBJECT),
    ("の", Role.OF),
    ("や|か(?![られ])", Role.AND),
    ("[すしさせいるたてらりむみんうえけくきっれか]", Role.VERB),
)
_PATTERNS = tuple((re.compile(pattern), role) for pattern, role in _ROLES)
_NOUN_ENDING = re.compile(r"[しきりいちみえけせ](?=[のをがへ])")
"""What is left of a verb that is a noun: 手続きの, 見直しを."""
_CONDITION = "場合"
_BESIDE = re.compile(r"(?:から|より|へ)の")
_NOT = re.compile(r"ない|なく|ません|ず$")
_BEFORE_NOUN = re.compile(r"(?:る|た|う|む|い)$")
_TIMES = re.compile(r"(?:際|場合|時|後|前|為|都度|事|旨|毎|間)(?:$|[^一-龥])")
_NOTE = re.compile(r"\(([^()]*)\)")
_SENDS = (
    "送付|送信|通知|提供|連携|移転|配信|交付|発送|郵送|転送|報告|提出|届出|申請|回答|返送|返却|引渡|受渡|渡|伝送|伝達|送|"
    "登録|格納|納品|開示|回付|請求|送達|配付|配布|通報|提示|入力|副本登録|アップロード"
)
_ASKS = "照会|要求|依頼|問合|確認|検索"
_RECEIVES = "受付|受理|受領|受信|受取|受入|取得|入手|収受|取込|ダウンロード"
_ACT = re.compile(
    rf"(?:(?P<sends>{_SENDS})|(?P<asks>{_ASKS})|(?P<receives>{_RECEIVES}))(?:処理|業務|事務|等)?$"
)
_KEPT = re.compile(r"登録|格納|記録|保存|保管|蓄積")


@frozen
class Mention:
    """Words that may name somebody: `of` are those before の (機構の個人番号管理システム)."""

    text: str
    of: tuple[str, ...] = ()


@define
class Arg:
    """Words of a clause in one role: several where they are listed, with the clauses about them."""

    role: Role
    mentions: tuple[Mention, ...]
    comma: bool
    clauses: list[Clause] = field(factory=list)


@define
class Clause:
    """A verb with its ending, and the words that belong to it."""

    verb: str
    tail: str
    args: list[Arg]

    def of(self, *roles: Role) -> tuple[Mention, ...]:
        """What stands in the first of these roles that has something."""
        for role in roles:
            found = [mention for arg in self.args if arg.role is role for mention in arg.mentions]
            if found:
                return tuple(found)
        return ()

    @property
    def place(self) -> tuple[Mention, ...]:
        """Where it happens, or where it puts what it is about (基幹システムに登録された)."""
        return self.of(Role.AT) or (self.of(Role.AT_ONE) if _KEPT.search(self.verb) else ())

    @property
    def is_passive(self) -> bool:
        """Whether something is done to its subject: 通知される."""
        return "れ" in self.tail

    @property
    def act(self) -> re.Match[str] | None:
        """What it does with something, None also where it does not: 提供しない."""
        return None if _NOT.search(self.tail) else _ACT.search(self.verb)


IsEnd = Callable[[Mention], bool]
"""Whether words name a party, a system or a file."""


def part_sentence(sentence: str, names: Sequence[str]) -> tuple[str, ...]:
    """Return the parts of a sentence in the spelling that clauses are read from, without what stands in brackets.

    `names` are those that are written with kana (医療保険者等向け中間サーバー等), the longest first.
    """
    words = _FOREIGN.sub(_UNKNOWN_KANA, strip_notes(sentence)[0])
    for name in names:
        words = words.replace(name, name.translate(_HIDDEN))
    words = _FOR.sub("向け".translate(_HIDDEN), words)
    for rule, sign in _RULES:
        words = rule.sub(sign, words)
    return tuple(part for part in re.split(r"[。※]", words) if part)


def list_clauses(words: str, is_end: IsEnd) -> Iterator[Clause]:
    """The clauses of a sentence whose verb is no part of another."""
    told = _Told(is_end)
    chunks = list(_CHUNK.finditer(words))
    led = _LAST_KANA.findall(words[: chunks[0].start()])[0] if chunks else ""
    led = "" if _ADVERBS.fullmatch(led) else led
    for at, chunk in enumerate(chunks):
        tail, mark = chunk[2].removeprefix("など"), chunk[3]
        text = chunk[1].translate(_SHOWN)
        text = text if led == _UNKNOWN_KANA and len(text) > 1 else led + text
        led = "" if mark else _find_kana(tail)
        following = words[chunks[at + 1].start() :] if at + 1 < len(chunks) else ""
        role = _find_role(tail)
        if role is Role.BARE and not following and _ACT.search(text):
            role = Role.VERB
        if role is Role.OF:
            told.of.append(text)
        elif _BESIDE.match(tail):
            told.add_beside(text, role)
        elif role is not Role.VERB:
            told.add(text, role, comma=bool(mark))
        elif not mark and following and _BEFORE_NOUN.search(tail) and not _TIMES.match(following):
            told.turn_inward(text, tail)
        else:
            yield told.close(text, tail)


def _find_kana(tail: str) -> str:
    """Kana before a word that begin it (からつくば市, がみどり県), "" where they are words of their own.

    Of the ending of a verb nobody knows where it ends: a sign stands for it, so that one character names nobody.
    """
    if _find_role(tail) is Role.VERB and not _NOUN_ENDING.match(tail):
        return _UNKNOWN_KANA
    kana = _LAST_KANA.search(_PARTICLES.sub("", tail, count=1))
    return "" if kana is None or _ADVERBS.fullmatch(kana[0]) else kana[0]


@define
class _Told:
    """The words of a sentence since its last verb."""

    is_end: IsEnd
    args: list[Arg] = field(factory=list)
    of: list[str] = field(factory=list)
    """Words before の, which go with the next ones."""
    listed: list[Mention] = field(factory=list)
    """What a list has named before its last."""
    about: list[Clause] = field(factory=list)
    """The clause about the next words."""
    beside: list[Arg] = field(factory=list)
    """Words that go with a noun (住民からの申請): with the verb only where that noun is it (広域連合への送付を行う)."""
    passed: list[Arg] = field(factory=list)
    """Such words of before, unless what stands between turns out to be a clause of its own."""

    def add_beside(self, text: str, role: Role) -> None:
        """Add words that go with the noun that follows."""
        mention = Mention(text, tuple(self.of))
        self.beside.append(Arg(role, (*only_ends(self.listed, self.is_end), mention), comma=False))
        self.of, self.listed = [], []

    def add(self, text: str, role: Role, *, comma: bool) -> None:
        """Add words with what their particle says of them.

        What a condition is of stands before it; Aの場合はX、Bの場合はYへ lists X and Y.
        """
        mention = Mention(text, tuple(self.of))
        self.of = []
        if text == _CONDITION:
            self.args = [arg for arg in self.args if arg.comma]
        elif role is Role.AND or (role is Role.BARE and comma):
            self.listed.append(mention)
        else:
            listed = self.listed if role is Role.OBJECT else list(only_ends(self.listed, self.is_end))
            self.args.append(Arg(role, (*listed, mention), comma, self.about))
            self.listed, self.about = [], []
            self.passed += self.beside
            self.beside = []

    def turn_inward(self, verb: str, tail: str) -> None:
        """Make a clause about the words that follow, of those that belong to its verb."""
        self._end_object()
        own = _take_own(self.args, verb)
        self.args = self.args[: len(self.args) - len(own)]
        self.about = [Clause(verb, tail, own)]
        self.beside, self.passed = [*self.passed, *self.beside], []

    def close(self, verb: str, tail: str) -> Clause:
        """Return the clause of a verb, and begin anew."""
        self._end_object()
        clause = Clause(verb, tail, [*self.args, *self.beside])
        self.args, self.about, self.beside, self.passed = [], [], [], []
        return clause

    def _end_object(self) -> None:
        """What stands before の and a verb is its object: 異動情報の入力をする."""
        if self.of and not (self.args and self.args[-1].role is Role.OBJECT):
            thing = Mention(self.of[-1], tuple(self.of[:-1]))
            self.args.append(Arg(Role.OBJECT, (thing,), comma=False, clauses=self.about))
        self.of, self.listed = [], []


def _find_role(tail: str) -> Role:
    tail = _NOUN_ENDING.sub("", tail) if _NOUN_ENDING.match(tail) else tail
    return next((role for pattern, role in _PATTERNS if pattern.match(tail)), Role.BARE)


def _take_own(args: Sequence[Arg], verb: str) -> list[Arg]:
    """The words of a clause about a noun: those back to a comma; who gives and gets, only where its verb hands over."""
    foreign = () if _ACT.search(verb) else (Role.FROM, Role.TO, Role.VIA, Role.TOPIC)
    own: list[Arg] = []
    for arg in reversed(args):
        if arg.comma or arg.role in foreign:
            break
        own.insert(0, arg)
    return own


def only_ends(mentions: Sequence[Mention], is_end: IsEnd) -> tuple[Mention, ...]:
    """Return those that name somebody."""
    return tuple(mention for mention in mentions if is_end(mention))


def strip_notes(sentence: str) -> tuple[str, tuple[str, ...]]:
    """Return a sentence without what stands in brackets, and that."""
    notes: list[str] = []
    words = fold(sentence)
    while found := _NOTE.search(words):
        notes.append(found[1])
        words = words[: found.start()] + words[found.end() :]
    return words, tuple(notes)


def name_aliases(sentence: str) -> Iterator[tuple[str, str]]:
    """Yield the names that a sentence gives one thing: 住民基本台帳(既存住基システム)."""
    for found in re.finditer(r"([^ぁ-ん、。()]+)\(([^()ぁ-ん、。※]+)\)", fold(sentence)):
        yield found[1], found[2]
