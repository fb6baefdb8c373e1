"""Entries of Ⅱ that got another number: a 委託事項, 提供先 or 移転先 is known by what it is about, not by its number."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from attrs import evolve

from piaflow.domain.assessment import Assessment
from piaflow.domain.entries import Entrustment, Provision, Transfer
from piaflow.domain.names import EntryName, fold
from piaflow.domain.nodes import File
from piaflow.domain.records import Text
from piaflow.law.addresses import Address

_Numbered = Entrustment | Provision | Transfer
_Key = Callable[[Assessment, _Numbered], object]
ENDED = "（変更前）"
"""What stands behind the name of an entry of before whose number is another's now."""


def find_renumbered(before: Assessment, after: Assessment) -> dict[str, str]:
    """Return the name before of each entry that has another number now; `before` is told in the names of `after`.

    An entry is the one that says all the same, else that of the same subject and contractor (recipients and purpose),
    else that of the same subject (recipients, 別紙), and only then that of the same number: of a 委託事項 not where another
    does something else. That has no name before (""). Of several that are alike
    those of one number are one, the others each in its turn where they are as many as before.
    """
    was = {file.name: file for file in before.files}
    return {
        new: old
        for file in after.files
        if file.name in was
        for old, new in _match_entries(before, was[file.name], after, file)
        if old != new
    }


def under_new_numbers(before: Assessment, renumbered: Mapping[str, str]) -> Assessment:
    """Return the state before with its entries numbered as now; one that ended and whose number is another's says so."""
    if not renumbered:
        return before
    now = {old: new for new, old in renumbered.items() if old}
    ended = (name for name in renumbered if name in before.entries_by_name and name not in now)
    now |= {name: f"{name}{ENDED}" for name in ended}
    return evolve(
        before,
        files=tuple(_number_file(file, now) for file in before.files),
        flows=tuple(
            evolve(f, declared=tuple(now.get(name, name) for name in f.declared)) for f in before.flows
        ),
        texts=tuple(_place_text(before, text, now) for text in before.texts),
        accepted=tuple(evolve(a, key=_call_subjects(a.key, now)) for a in before.accepted),
    )


def tell_apart(renumbered: Mapping[str, str]) -> dict[str, str]:
    """Return the name before of each entry, and for one that came under another's number of before a name of its own."""
    taken = {old or new for new, old in renumbered.items()}
    moved = {new: old for new, old in renumbered.items() if old}
    return {**{name: f"{name}（変更後）" for name in taken}, **moved}


def _match_entries(
    before: Assessment, was: File, after: Assessment, file: File
) -> Iterator[tuple[str, EntryName]]:
    for old, new in (
        (was.entrustments, file.entrustments),
        (was.provisions, file.provisions),
        (was.transfers, file.transfers),
    ):
        for one, other in _match(before, old, after, new):
            yield was.name_entry(one) if one else "", file.name_entry(other)


def _match(
    before: Assessment, old: Sequence[_Numbered], after: Assessment, new: Sequence[_Numbered]
) -> Iterator[tuple[_Numbered | None, _Numbered]]:
    gone, come = [*old], [*new]
    for key in (_tell_all, _tell_both, _tell_subject, _tell_annex):
        for with_number in (True, False):
            was, now = (
                _group(state, entries, key, with_number=with_number)
                for state, entries in ((before, gone), (after, come))
            )
            for told in was:
                if len(was[told]) == len(now.get(told, ())):
                    for one, other in zip(was[told], now[told], strict=True):
                        gone.remove(one)
                        come.remove(other)
                        yield one, other
    numbers = {entry.number: entry for entry in gone}
    for entry in come:
        if there := numbers.get(entry.number):
            yield None if _is_another(before, there, after, entry) else there, entry


def _is_another(before: Assessment, old: _Numbered, after: Assessment, new: _Numbered) -> bool:
    """Whether a 委託事項 tells something else of another contractor than the one of its number did."""
    if not (isinstance(old, Entrustment) and isinstance(new, Entrustment)):
        return False
    (was, who), (now, other) = (
        (fold(entry.subject), state.canonical(entry.contractor) if entry.contractor else "")
        for state, entry in ((before, old), (after, new))
    )
    return bool(who and other) and who != other and was not in now and now not in was


def _group(
    a: Assessment, entries: Sequence[_Numbered], key: _Key, *, with_number: bool
) -> dict[object, list[_Numbered]]:
    found: dict[object, list[_Numbered]] = {}
    for entry in entries:
        if told := key(a, entry):
            found.setdefault((told, entry.number if with_number else ""), []).append(entry)
    return found


def _tell_all(_: Assessment, entry: _Numbered) -> object:
    return evolve(entry, number=entry.WORD + "0", spans=())


def _tell_both(a: Assessment, entry: _Numbered) -> object:
    """What is entrusted and to whom, or to whom it goes and for what."""
    subject = _tell_subject(a, entry)
    other = a.canonical(entry.contractor) if isinstance(entry, Entrustment) else fold(entry.purpose)
    return (subject, other) if subject and other else None


def _tell_subject(a: Assessment, entry: _Numbered) -> object:
    """What is entrusted, or to whom it goes."""
    if isinstance(entry, Entrustment):
        return fold(entry.subject)
    return frozenset(map(a.canonical, filter(None, entry.names)))


def _tell_annex(_: Assessment, entry: _Numbered) -> object:
    return None if isinstance(entry, Entrustment) else fold(entry.annex)


def _number_file(file: File, now: Mapping[str, str]) -> File:
    def number(entry: _Numbered) -> str:
        name = file.name_entry(entry)
        return EntryName(now.get(name, name)).number

    return evolve(
        file,
        entrustments=tuple(evolve(e, number=number(e)) for e in file.entrustments),
        provisions=tuple(evolve(e, number=number(e)) for e in file.provisions),
        transfers=tuple(evolve(e, number=number(e)) for e in file.transfers),
    )


def _place_text(a: Assessment, text: Text, now: Mapping[str, str]) -> Text:
    """A text that stands at a field of an entry goes with it."""
    at = Address.find(text.address, a.overview.form)
    if at is None or not at.is_field or not at.file or not at.number:
        return text
    files = {f"ファイル{index}": file.name for index, file in enumerate(a.listed_files, 1)}
    name = EntryName.of(a.canonical(files.get(at.file, at.file)), at.field.counted + at.number)
    if name not in now:
        return text
    number = EntryName(now[name]).number.removeprefix(at.field.counted)
    return evolve(text, address=str(evolve(at, number=number)))


def _call_subjects(key: str, now: Mapping[str, str]) -> str:
    """A finding that was accepted is so of the entry under its number of now."""
    rule, at, subjects = key.partition("@")
    names, colon, about = subjects.partition(":")
    return rule + at + "+".join(now.get(name, name) for name in names.split("+")) + colon + about
