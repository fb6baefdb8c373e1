"""Sentences of a 備考: who hands what to whom, as far as the sentence says it.

The verbs that hand over, ask or receive say which of the words of a clause give and get.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from attrs import frozen

from piaflow.source.drafting.clauses import (
    Arg,
    Clause,
    IsEnd,
    Mention,
    Role,
    list_clauses,
    only_ends,
    part_sentence,
)

_BOTH = re.compile(r"送受信|授受|やりとり|照会・(?:回答|提供)|相互")
_SOFT_ASKS = frozenset({"確認", "検索"})
"""Acts that ask somebody only where the sentence says 〜に対して: a 検索 by itself asks the sender's own records."""


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


def find_handings(sentence: str, is_end: IsEnd, names: Sequence[str] = ()) -> tuple[Handing, ...]:
    """Return what a sentence says to be handed over, clause by clause; empty where it says nothing of the kind.

    `names` are those that are written with kana (医療保険者等向け中間サーバー等), the longest first.
    """
    return tuple(handing for part in part_sentence(sentence, names) for handing in _read(part, is_end))


def _read(words: str, is_end: IsEnd) -> Iterator[Handing]:
    carried: list[Arg] = []
    for clause in list_clauses(words, is_end):
        told = Clause(clause.verb, clause.tail, _complete(clause, carried))
        for inner, things in _inner(clause):
            yield from _interpret_inner(inner, things, told, is_end)
        yield from _interpret(told, is_end)
        carried = [
            arg
            for arg in told.args
            if arg.role in (*_SUBJECTS, Role.OBJECT) or (arg.comma and arg.role is Role.FROM)
        ]


_SUBJECTS = (Role.AT, Role.SUBJECT, Role.TOPIC, Role.BY)


def _complete(clause: Clause, carried: Sequence[Arg]) -> list[Arg]:
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


def _inner(clause: Clause) -> Iterator[tuple[Clause, tuple[Mention, ...]]]:
    """The clauses about the words of a clause, each with these words, the outer ones first."""
    for arg in clause.args:
        for inner in arg.clauses:
            yield inner, arg.mentions
            yield from _inner(inner)


def _interpret_inner(
    clause: Clause, things: tuple[Mention, ...], main: Clause, is_end: IsEnd
) -> Iterator[Handing]:
    """What a clause about a thing says: it comes from somebody to whoever acts in the sentence, where that is said."""
    act = clause.act
    if not act or act["asks"]:
        return
    senders = only_ends(clause.of(Role.FROM), is_end)
    stated = only_ends(clause.of(Role.AT, Role.TO, Role.AT_ONE), is_end)
    actors = stated or only_ends(main.of(Role.AT, Role.SUBJECT, Role.TOPIC) or _comma_from(main), is_end)
    receives = bool(act["receives"]) != clause.is_passive
    if senders and (receives or clause.is_passive):
        again = "た" in clause.tail
        yield Handing(_noun(act), senders, actors, objects=things, own=not actors, again=again)


def _comma_from(clause: Clause) -> tuple[Mention, ...]:
    return tuple(m for arg in clause.args if arg.role is Role.FROM and arg.comma for m in arg.mentions)


def _interpret(clause: Clause, is_end: IsEnd) -> Iterator[Handing]:
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


def _find_between(clause: Clause, is_end: IsEnd) -> tuple[Mention, ...]:
    """The two of AとBの間で, and of AとBとの間で."""
    among = [mention for mention in clause.of(Role.AT) if mention.text in ("間", "相互")]
    beside = tuple(Mention(mention.of[-1]) for mention in among if mention.of)
    ends = (*only_ends(clause.of(Role.WITH), is_end), *only_ends(beside, is_end))
    return ends if among and len(ends) == _PAIR else ()


_PAIR = 2


def _receive(clause: Clause, act: str, objects: tuple[Mention, ...], is_end: IsEnd) -> Handing:
    senders = only_ends(clause.of(Role.FROM) or clause.of(Role.BY), is_end)
    receivers = only_ends(_ends_first(clause, is_end, Role.AT, Role.SUBJECT, Role.TOPIC), is_end)
    return Handing(act, senders, receivers, clause.of(Role.VIA), objects, own=not receivers)


def _send(clause: Clause, act: re.Match[str], objects: tuple[Mention, ...], is_end: IsEnd) -> Handing | None:
    soft = act["asks"] in _SOFT_ASKS
    with_object = (Role.WITH,) if objects else ()
    to = clause.of(Role.TO) if soft else _ends_first(clause, is_end, Role.TO, Role.AT_ONE, *with_object)
    receivers = only_ends(to, is_end)
    subject = () if clause.is_passive else (Role.SUBJECT, Role.TOPIC)
    senders = only_ends(_ends_first(clause, is_end, Role.FROM, *subject, Role.AT, Role.BY), is_end)
    at = tuple(
        mention
        for arg in clause.args
        if arg.role is Role.OBJECT or (clause.is_passive and arg.role in (Role.SUBJECT, Role.TOPIC))
        for inner in arg.clauses
        for mention in only_ends(inner.place, is_end)
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


def _interpret_update(clause: Clause, ground: Arg | None, is_end: IsEnd) -> Iterator[Handing]:
    """Aにて…された情報を基に、Bの…を更新する: what is at A goes to B."""
    if ground is None or not clause.verb.endswith("更新"):
        return
    senders = tuple(m for inner in ground.clauses for m in only_ends(inner.of(Role.AT), is_end))
    owners = tuple(Mention(of) for m in clause.of(Role.OBJECT) for of in m.of if is_end(Mention(of)))
    if senders and owners:
        yield Handing("更新", senders, owners, objects=tuple(Mention(m.text) for m in clause.of(Role.OBJECT)))


def _ends_first(clause: Clause, is_end: IsEnd, *roles: Role) -> tuple[Mention, ...]:
    """What stands in the first of these roles that names somebody."""
    for role in roles:
        found = only_ends(clause.of(role), is_end)
        if found:
            return found
    return ()


def _noun(act: re.Match[str]) -> str:
    return str(next(filter(None, act.groups())))
