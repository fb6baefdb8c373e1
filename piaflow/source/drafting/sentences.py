"""Sentences of a 備考: who hands what to whom, as far as the sentence says it.

A small grammar, not a parser of Japanese: words that carry meaning and the particles after them, the verb that each
belongs to, and a list of verbs that hand over or receive. A verb before a noun (市町村CSから受信した情報) makes a clause of
its own about that noun. Words before a comma belong to the verb of the sentence, others to the next verb.
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
_PARTICLES = re.compile(
    rf"^(?:[{_VIA}-{_AND}]|から|より|まで|として|とし|[へにでとがはもをのやか])(?:[はもの]|には|では)?"
)
_ADVERBS = re.compile(
    "(?:それぞれ|すべて|また|さらに|その|この|それら|これら|ともに|あわせて|なお|まず|つぎに|あらかじめ|ほか|など|ごと)?(?:の|に|を)?"
)
"""Kana that stand between words and begin none."""
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
_BOTH = re.compile(r"送受信|授受|やりとり|照会・(?:回答|提供)|相互")
_KEPT = re.compile(r"登録|格納|記録|保存|保管|蓄積")
_SOFT_ASKS = frozenset({"確認", "検索"})
"""Acts that ask somebody only where the sentence says 〜に対して: a 検索 by itself asks the sender's own records."""


@frozen
class Mention:
    """Words that may name somebody: `of` are those before の (機構の個人番号管理システム)."""

    text: str
    of: tuple[str, ...] = ()


@frozen
class Handing:
    """受け渡し: what one clause says. An empty end is not said; `own` says that it is the subject that is left out.

    `object_at` is where the thing handed over is, as a clause before it says (市町村CSにて更新された情報). `again`: a clause
    in the past about a thing, which may only tell again what an earlier step does.
    """

    act: str
    senders: tuple[Mention, ...] = ()
    receivers: tuple[Mention, ...] = ()
    via: tuple[Mention, ...] = ()
    objects: tuple[Mention, ...] = ()
    object_at: tuple[Mention, ...] = ()
    own: bool = False
    asks: bool = False
    both: bool = False
    again: bool = False


@define
class _Arg:
    role: Role
    mentions: tuple[Mention, ...]
    comma: bool
    clauses: list[_Clause] = field(factory=list)


@define
class _Clause:
    verb: str
    tail: str
    args: list[_Arg]

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
        return "れ" in self.tail

    @property
    def act(self) -> re.Match[str] | None:
        """What it does with something, None also where it does not: 提供しない."""
        return None if _NOT.search(self.tail) else _ACT.search(self.verb)


IsEnd = Callable[[Mention], bool]
"""Whether words name a party, a system or a file."""


def find_handings(sentence: str, is_end: IsEnd, names: Sequence[str] = ()) -> tuple[Handing, ...]:
    """Return what a sentence says to be handed over, clause by clause; empty where it says nothing of the kind.

    `names` are those that are written with kana (医療保険者等向け中間サーバー等), the longest first.
    """
    words = strip_notes(sentence)[0]
    for name in names:
        words = words.replace(name, name.translate(_HIDDEN))
    words = _FOR.sub("向け".translate(_HIDDEN), words)
    for rule, sign in _RULES:
        words = rule.sub(sign, words)
    parts = (part for part in re.split(r"[。※]", words) if part)
    return tuple(handing for part in parts for handing in _read(part, is_end))


def _read(words: str, is_end: IsEnd) -> Iterator[Handing]:
    carried: list[_Arg] = []
    for clause in _list_clauses(words, is_end):
        told = _Clause(clause.verb, clause.tail, _complete(clause, carried))
        for inner, things in _inner(clause):
            yield from _interpret_inner(inner, things, told, is_end)
        yield from _interpret(told, is_end)
        carried = [
            arg
            for arg in told.args
            if arg.role in (*_SUBJECTS, Role.OBJECT) or (arg.comma and arg.role is Role.FROM)
        ]


_SUBJECTS = (Role.AT, Role.SUBJECT, Role.TOPIC, Role.BY)


def _complete(clause: _Clause, carried: Sequence[_Arg]) -> list[_Arg]:
    """The words of a clause, with the subject and the object of the one before where it has none."""
    own = {arg.role for arg in clause.args}
    subjects = own & {*_SUBJECTS, Role.FROM}
    more = [
        arg
        for arg in carried
        if (arg.role is Role.OBJECT and Role.OBJECT not in own)
        or (arg.role is not Role.OBJECT and not subjects)
    ]
    return [*more, *clause.args]


def _inner(clause: _Clause) -> Iterator[tuple[_Clause, tuple[Mention, ...]]]:
    """The clauses about the words of a clause, each with these words, the outer ones first."""
    for arg in clause.args:
        for inner in arg.clauses:
            yield inner, arg.mentions
            yield from _inner(inner)


def _list_clauses(words: str, is_end: IsEnd) -> Iterator[_Clause]:
    """The clauses of a sentence whose verb is no part of another."""
    told = _Told(is_end)
    chunks = list(_CHUNK.finditer(words))
    led = _find_kana(words[: chunks[0].start()]) if chunks else ""
    for at, chunk in enumerate(chunks):
        tail, mark = chunk[2].removeprefix("など"), chunk[3]
        text = led + chunk[1].translate(_SHOWN)
        is_noun = not mark and _find_role(tail) is not Role.VERB
        led = _find_kana(_PARTICLES.sub("", tail, count=1)) if is_noun else ""
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


def _find_kana(words: str) -> str:
    """Kana before a word that begin it (つくば市, みどり県), "" where they are words of their own."""
    return "" if _ADVERBS.fullmatch(words) else words


@define
class _Told:
    """The words of a sentence since its last verb."""

    is_end: IsEnd
    args: list[_Arg] = field(factory=list)
    of: list[str] = field(factory=list)
    """Words before の, which go with the next ones."""
    listed: list[Mention] = field(factory=list)
    """What a list has named before its last."""
    about: list[_Clause] = field(factory=list)
    """The clause about the next words."""
    beside: list[_Arg] = field(factory=list)
    """Words that go with a noun (住民からの申請): with the verb only where that noun is it (広域連合への送付を行う)."""
    passed: list[_Arg] = field(factory=list)
    """Such words of before, unless what stands between turns out to be a clause of its own."""

    def add_beside(self, text: str, role: Role) -> None:
        """Add words that go with the noun that follows."""
        mention = Mention(text, tuple(self.of))
        self.beside.append(_Arg(role, (*_only(self.listed, self.is_end), mention), comma=False))
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
            listed = self.listed if role is Role.OBJECT else list(_only(self.listed, self.is_end))
            self.args.append(_Arg(role, (*listed, mention), comma, self.about))
            self.listed, self.about = [], []
            self.passed += self.beside
            self.beside = []

    def turn_inward(self, verb: str, tail: str) -> None:
        """Make a clause about the words that follow, of those that belong to its verb."""
        self._end_object()
        own = _take_own(self.args, verb)
        self.args = self.args[: len(self.args) - len(own)]
        self.about = [_Clause(verb, tail, own)]
        self.beside, self.passed = [*self.passed, *self.beside], []

    def close(self, verb: str, tail: str) -> _Clause:
        """Return the clause of a verb, and begin anew."""
        self._end_object()
        clause = _Clause(verb, tail, [*self.args, *self.beside])
        self.args, self.about, self.beside, self.passed = [], [], [], []
        return clause

    def _end_object(self) -> None:
        """What stands before の and a verb is its object: 異動情報の入力をする."""
        if self.of and not (self.args and self.args[-1].role is Role.OBJECT):
            thing = Mention(self.of[-1], tuple(self.of[:-1]))
            self.args.append(_Arg(Role.OBJECT, (thing,), comma=False, clauses=self.about))
        self.of, self.listed = [], []


def _find_role(tail: str) -> Role:
    tail = _NOUN_ENDING.sub("", tail) if _NOUN_ENDING.match(tail) else tail
    return next((role for pattern, role in _PATTERNS if pattern.match(tail)), Role.BARE)


def _take_own(args: Sequence[_Arg], verb: str) -> list[_Arg]:
    """The words of a clause about a noun: those back to a comma; who gives and gets, only where its verb hands over."""
    foreign = () if _ACT.search(verb) else (Role.FROM, Role.TO, Role.VIA, Role.TOPIC)
    own: list[_Arg] = []
    for arg in reversed(args):
        if arg.comma or arg.role in foreign:
            break
        own.insert(0, arg)
    return own


def _interpret_inner(
    clause: _Clause, things: tuple[Mention, ...], main: _Clause, is_end: IsEnd
) -> Iterator[Handing]:
    """What a clause about a thing says: it comes from somebody to whoever acts in the sentence, where that is said."""
    act = clause.act
    if not act or act["asks"]:
        return
    senders = _only(clause.of(Role.FROM), is_end)
    stated = _only(clause.of(Role.AT, Role.TO, Role.AT_ONE), is_end)
    actors = stated or _only(main.of(Role.AT, Role.SUBJECT, Role.TOPIC) or _comma_from(main), is_end)
    receives = bool(act["receives"]) != clause.is_passive
    if senders and (receives or clause.is_passive):
        again = "た" in clause.tail
        yield Handing(_noun(act), senders, actors, objects=things, own=not actors, again=again)


def _comma_from(clause: _Clause) -> tuple[Mention, ...]:
    return tuple(m for arg in clause.args if arg.role is Role.FROM and arg.comma for m in arg.mentions)


def _interpret(clause: _Clause, is_end: IsEnd) -> Iterator[Handing]:
    act = clause.act
    ground = next((arg for arg in clause.args if arg.role is Role.GROUND), None)
    if not act:
        yield from _interpret_update(clause, ground, is_end)
        return
    objects = clause.of(Role.OBJECT) or (clause.of(Role.SUBJECT, Role.TOPIC) if clause.is_passive else ())
    between = _find_between(clause, is_end)
    if between and (_BOTH.search(clause.verb) or act["asks"] or act["sends"]):
        yield Handing(_noun(act), between[:1], between[1:], objects=objects, both=True)
    elif act["receives"]:
        yield _receive(clause, _noun(act), objects, is_end)
    else:
        told = _send(clause, act, objects, is_end)
        if told:
            yield told


def _find_between(clause: _Clause, is_end: IsEnd) -> tuple[Mention, ...]:
    """The two of AとBの間で, and of AとBとの間で."""
    among = [mention for mention in clause.of(Role.AT) if mention.text in ("間", "相互")]
    beside = tuple(Mention(mention.of[-1]) for mention in among if mention.of)
    ends = (*_only(clause.of(Role.WITH), is_end), *_only(beside, is_end))
    return ends if among and len(ends) == _PAIR else ()


_PAIR = 2


def _receive(clause: _Clause, act: str, objects: tuple[Mention, ...], is_end: IsEnd) -> Handing:
    senders = _only(clause.of(Role.FROM) or clause.of(Role.BY), is_end)
    receivers = _only(_ends_first(clause, is_end, Role.AT, Role.SUBJECT, Role.TOPIC), is_end)
    return Handing(act, senders, receivers, clause.of(Role.VIA), objects, own=not receivers)


def _send(clause: _Clause, act: re.Match[str], objects: tuple[Mention, ...], is_end: IsEnd) -> Handing | None:
    soft = act["asks"] in _SOFT_ASKS
    with_object = (Role.WITH,) if objects else ()
    to = clause.of(Role.TO) if soft else _ends_first(clause, is_end, Role.TO, Role.AT_ONE, *with_object)
    receivers = _only(to, is_end)
    subject = () if clause.is_passive else (Role.SUBJECT, Role.TOPIC)
    senders = _only(_ends_first(clause, is_end, Role.FROM, *subject, Role.AT, Role.BY), is_end)
    at = tuple(
        mention
        for arg in clause.args
        if arg.role is Role.OBJECT or (clause.is_passive and arg.role in (Role.SUBJECT, Role.TOPIC))
        for inner in arg.clauses
        for mention in _only(inner.place, is_end)
    )
    if soft and not receivers:
        return None
    return Handing(
        _noun(act),
        senders,
        receivers,
        clause.of(Role.VIA),
        objects,
        at,
        own=not senders and not clause.is_passive,
        asks=bool(act["asks"]),
    )


def _interpret_update(clause: _Clause, ground: _Arg | None, is_end: IsEnd) -> Iterator[Handing]:
    """Aにて…された情報を基に、Bの…を更新する: what is at A goes to B."""
    if ground is None or not clause.verb.endswith("更新"):
        return
    senders = tuple(m for inner in ground.clauses for m in _only(inner.of(Role.AT), is_end))
    owners = tuple(Mention(of) for m in clause.of(Role.OBJECT) for of in m.of if is_end(Mention(of)))
    if senders and owners:
        yield Handing("更新", senders, owners, objects=tuple(Mention(m.text) for m in clause.of(Role.OBJECT)))


def _ends_first(clause: _Clause, is_end: IsEnd, *roles: Role) -> tuple[Mention, ...]:
    """What stands in the first of these roles that names somebody."""
    for role in roles:
        found = _only(clause.of(role), is_end)
        if found:
            return found
    return ()


def _only(mentions: Sequence[Mention], is_end: IsEnd) -> tuple[Mention, ...]:
    return tuple(mention for mention in mentions if is_end(mention))


def _noun(act: re.Match[str]) -> str:
    return str(next(filter(None, act.groups())))


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
