"""The entries of Ⅱ.4 and Ⅱ.5, and whole files: which entry is which, what is new, and what follows from each."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from attrs import evolve

from piaflow.domain.entries import Entrustment, Handover
from piaflow.domain.flows import Flow
from piaflow.domain.names import EntryName, fold
from piaflow.domain.nodes import File
from piaflow.form.table import Row
from piaflow.form.updating.bench import GONE, PERSON, UNKNOWN, WHICH, Bench, Deviation
from piaflow.form.updating.flows import hand_on
from piaflow.form.updating.rows import update_rows
from piaflow.form.updating.values import Part, update_values

_Entry = Entrustment | Handover
_NAMED = "人が引いた流れなので、変えていません"


def update_entries(bench: Bench, section: str, rows: Sequence[Row], of: Part) -> None:
    """Compare the entries of one kind of a file, write what is certain and add what is new."""
    own, new, old = of.own, of.new, of.old
    held: Mapping[str, _Entry] = {fold(entry.number): entry for entry in getattr(own, section)}
    earlier = {fold(entry.number): entry for entry in getattr(old, section)} if old else {}
    known = {name for entry in held.values() for name in _identify(bench, entry)}
    for entry in getattr(new, section):
        mine, was = held.get(fold(entry.number)), earlier.get(fold(entry.number))
        told = Deviation(f"{own.name}/{entry.number}", "", _tell_entry(entry), (), entry.spans)
        if mine is None:
            if _identify(bench, entry) & known:
                bench.leave(told, "同じ名の記載が、モデルでは別の番号にあります")
            elif was is None:
                _add_entry(bench, told, (section, own, new), entry)
            continue
        if not _is_same_entry(bench, mine, entry):
            # a document that says again what it said, or a model that does not know its own entry by name
            if was is None or _identify(bench, was) != _identify(bench, entry):
                told = evolve(told, was=_tell_entry(mine), was_at=mine.spans)
                bench.leave(told, WHICH)
            continue
        where = ("files", own.name, section, mine.number)
        number = entry.number.removeprefix(entry.WORD)
        update_values(bench, rows, Part(where, mine, entry, was, of.place, number))
        if isinstance(mine, Entrustment) and isinstance(entry, Entrustment):
            _update_contractor(bench, where, mine, entry, was)
        elif isinstance(mine, Handover) and isinstance(entry, Handover):
            update_rows(bench, where, mine, entry, was if isinstance(was, Handover) else None)
    gone = held.keys() - {fold(entry.number) for entry in getattr(new, section)}
    _list_gone(bench, own.name, [e for number, e in held.items() if number in gone], earlier)


def _list_gone(bench: Bench, file: str, gone: Iterable[_Entry], earlier: Collection[str]) -> None:
    for entry in gone:
        if entry.spans and (not bench.before or fold(entry.number) in earlier):
            bench.leave(Deviation(f"{file}/{entry.number}", _tell_entry(entry), "", entry.spans), GONE)


def _identify(bench: Bench, entry: _Entry) -> frozenset[str]:
    """The names by which one knows an entry again: what is entrusted and to whom, or who receives, or which 別紙 says so."""
    annex = (entry.annex,) if isinstance(entry, Handover) and entry.annex else ()
    return frozenset(fold(bench.call(name)) for name in (*_list_names(entry), *annex))


def _is_same_entry(bench: Bench, own: _Entry, new: _Entry) -> bool:
    return bool(_identify(bench, own) & _identify(bench, new))


def _add_entry(bench: Bench, told: Deviation, to: tuple[str, File, File], entry: _Entry) -> None:
    """Add an entry to a section of a file, with the flows that it declares and the parties that these need."""
    section, own, new = to
    named = str(new.name_entry(entry))
    flows = [
        evolve(
            hand_on(flow, new.name, own.name),
            declared=tuple(str(EntryName.of(own.name, EntryName(d).number)) for d in flow.declared),
        )
        for flow in bench.now.flows
        if named in flow.declared
    ]
    file = bench.find_owner(("files", own.name))
    sections = bench.place(("files", own.name), evolve(file, **{section: (*getattr(file, section), entry)}))
    _put_with_flows(bench, told, flows, (entry,), **sections)


def add_file(bench: Bench, told: Deviation, file: File) -> None:
    """Add a file with its entries, its printed words, the flows that are about it and the parties that these need."""
    flows = [flow for flow in bench.now.flows if file.name in (flow.source, flow.target, flow.file)]
    named = tuple(text for text in bench.now.texts if f".{file.name}." in text.address)
    texts = {"texts": (*bench.model.texts, *named)} if bench.model.texts else {}
    file = evolve(file, holder=bench.model.body if file.holder == bench.now.body else file.holder)
    _put_with_flows(bench, told, flows, file.entrustments, files=(*bench.model.files, file), **texts)


def _put_with_flows(
    bench: Bench, told: Deviation, flows: Sequence[Flow], entries: Iterable[_Entry], **sections: Any
) -> None:
    """Put what is new with those flows whose ends the model knows or receives: the parties that flows and entries name."""
    ends = {name for flow in flows for name in (flow.source, flow.target)}
    ends |= {entry.contractor for entry in entries if isinstance(entry, Entrustment) and entry.contractor}
    parties = tuple(p for p in bench.now.parties if p.name in ends and bench.model.find(p.name) is None)
    received = {one.name for one in (*parties, *sections["files"])}
    known = tuple(
        flow
        for flow in flows
        if all(bench.model.find(e) or e in received for e in (flow.source, flow.target))
    )
    sections |= {"flows": (*bench.model.flows, *known), "parties": (*bench.model.parties, *parties)}
    bench.put(told, **sections)


def _update_contractor(
    bench: Bench, where: tuple[str, ...], own: Entrustment, new: Entrustment, old: Entrustment | None
) -> None:
    """Another contractor takes an entry over, and the flows that follow from the entry alone with it."""
    was, now = bench.call(own.contractor), bench.call(new.contractor)
    if not now or fold(was) == fold(now) or (old and fold(bench.call(old.contractor)) == fold(now)):
        return
    told = Deviation(f"{where[1]}/{own.number}　委託先名", was, now, own.spans, new.spans)
    if bench.before and was and (old is None or fold(bench.call(old.contractor)) != fold(was)):
        bench.leave(told, PERSON)
        return
    if not bench.before and was:
        bench.leave(told, UNKNOWN)
        return
    entry = evolve(bench.find_owner(where), contractor=now, spans=new.spans or own.spans)
    parties = tuple(p for p in bench.now.parties if p.name == now and bench.model.find(now) is None)
    named = str(EntryName.of(where[1], own.number))
    follows = {id(flow) for flow in bench.model.flows if named in flow.declared and flow.inferred}
    flows = tuple(hand_on(flow, was, now) if id(flow) in follows else flow for flow in bench.model.flows)
    bench.put(told, **bench.place(where, entry), flows=flows, parties=(*bench.model.parties, *parties))
    for flow in bench.model.flows:
        if named in flow.declared and not flow.inferred and was in (flow.source, flow.target):
            bench.leave(
                Deviation(f"流れ {flow.source} → {flow.target}", was, now, flow.spans, new.spans), _NAMED
            )


def _tell_entry(entry: _Entry) -> str:
    return "、".join(_list_names(entry)) or "（名は読めていません）"


def _list_names(entry: _Entry) -> Iterator[str]:
    names = (entry.subject, entry.contractor) if isinstance(entry, Entrustment) else (entry.recipient,)
    yield from (name for name in names if name)
