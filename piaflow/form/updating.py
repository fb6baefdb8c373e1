"""A newer revision of a document put into the model that a person made of an earlier one.

What a person added stays: names, flows, steps, notes. What the document says otherwise now is written where it is
certain which part of the model it tells of, and that the model had it from the document; all else is a deviation that
is told and left. Where the earlier revision is at hand, that is a merge of three: what did not change in the document is
left as it is, and what a person wrote since is never written over. Without it a choice, a box or a count is taken from
the document where the model cites lines for it; other words are only told, since nobody knows whether they were printed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import Any

import attrs
from attrs import define, evolve, field, frozen

from piaflow.domain.assessment import Assessment, Document, Draft
from piaflow.domain.certainty import Certainty
from piaflow.domain.entries import Count, Entrustment, Handover
from piaflow.domain.flows import Flow
from piaflow.domain.names import EntryName, fold
from piaflow.domain.nodes import File, System
from piaflow.domain.records import Revision, Text
from piaflow.domain.span import Span
from piaflow.errors import ModelError
from piaflow.form import table
from piaflow.form.merging import ABSENT, PERSON, UNKNOWN, Trio, find_default
from piaflow.form.table import Row
from piaflow.law.addresses import Address

Assemble = Callable[[Draft], Assessment]
_Entry = Entrustment | Handover
_OWN = ("overview.body", "overview.procedure", "counts", "contractor", "recipient")
"""Values that are looked at for themselves: they say which assessment it is, or which part of it."""
_ENTRIES = (
    ("entrustments", table.ENTRUSTMENT),
    ("provisions", table.PROVISION),
    ("transfers", table.TRANSFER),
)
_ROOT = "overview"


@frozen
class Deviation:
    """What a document says otherwise than a model: where, both values, and the lines of both.

    `why` says why it was not written into the model, "" where it was.
    """

    where: str
    was: str
    now: str
    was_at: tuple[Span, ...] = ()
    now_at: tuple[Span, ...] = ()
    why: str = ""


@frozen
class Updated:
    """A model with what a newer revision says; what was `written`, and what was left as it was and why."""

    assessment: Assessment
    written: tuple[Deviation, ...]
    left: tuple[Deviation, ...]


def update(model: Assessment, now: Assessment, before: Assessment | None, assemble: Assemble) -> Updated:
    """Return a model with what a newer revision of its document says.

    `now` is what that tells, `before` what the earlier one told, None where it is not at hand. `assemble` makes an
    assessment of sections and raises ModelError where they are none.
    """
    updater = _Updater(model, now, before, assemble)
    updater.run()
    return Updated(updater.model, tuple(updater.written), tuple(updater.left))


_WHICH = "どれのことか決められません"
_GONE = "新しい版にありません（消していません）"
_NAMED = "人が引いた流れなので、変えていません"


@frozen
class _Part:
    """One part of the document: where it stands in the model (section, name, section of a file, number) and the form.

    `own` is what the model says of it, `new` what the newer revision does, `old` what the earlier one did (None where
    that is not at hand or had no such part).
    """

    where: tuple[str, ...]
    own: Any
    new: Any
    old: Any
    place: str = ""
    number: str = ""


@define
class _Updater:
    """Goes through the parts of a document, and puts each change into the model where that stays a model."""

    model: Assessment
    now: Assessment
    before: Assessment | None
    assemble: Assemble
    written: list[Deviation] = field(factory=list)
    left: list[Deviation] = field(factory=list)

    def run(self) -> None:
        self._update_values(table.DOCUMENT, _Part((), self.model, self.now, self.before))
        self._update_systems()
        self._update_files()
        self._update_revisions()
        self._update_texts()

    @property
    def _sections(self) -> dict[str, Any]:
        return {a.name: getattr(self.model, a.name) for a in attrs.fields(Draft)}

    def _put(self, told: Deviation, **sections: Any) -> None:
        """Write a change, with the document that it is from; one that makes no model is left."""
        key = next((span.document for span in told.now_at), "")
        known = {document.key for document in self.model.documents}
        more = tuple(d for d in self.now.documents if d.key == key and key not in known)
        if more:
            sections["documents"] = (*self.model.documents, *(Document(d.key, d.file) for d in more))
        try:
            self.model = self.assemble(Draft(**{**self._sections, **sections}))
        except ModelError as error:
            self.left.append(evolve(told, why=error.problems[0].what))
        else:
            self.written.append(told)

    def _leave(self, told: Deviation, why: str) -> None:
        self.left.append(evolve(told, why=why))

    # Values of one owner.

    def _update_values(self, rows: Iterable[Row], one: _Part) -> None:
        """Compare the values of one part, and write those that are certain."""
        for row in rows:
            asked = row.field(self.model.overview.form)
            if not row.value or row.calls or row.value in _OWN or asked is None:
                continue
            address = Address.of(asked, file=one.place, number=one.number)
            read = attrgetter(row.value)
            told = Trio(row, read(one.own), read(one.new), self._read_old(row, one.old))
            part, new_part = (attrgetter(row.part)(x) if row.part else x for x in (one.own, one.new))
            if told.is_boxes:
                value, why = told.merge_boxes(is_printed=bool(part.spans))
            else:
                value, why = told.merge(is_printed=bool(part.spans), default=find_default(part, row.name))
            if value is None and not why:
                continue
            label = f"{address}　{asked.label.rpartition('／')[2]}"
            deviation = Deviation(
                label, told.write(told.own), told.write(told.new), part.spans, new_part.spans
            )
            if value is None:
                self._leave(deviation, why)
                continue
            current = self._find_owner(one.where)
            changed = {row.name: value, "spans": new_part.spans or part.spans}
            self._put(deviation, **self._place(one.where, _evolve_part(current, row.part, changed)))
            if why:
                self._leave(deviation, why)

    def _read_old(self, row: Row, old: Any) -> Any:
        if self.before is None:
            return None
        return ABSENT if old is None else attrgetter(row.value)(old)

    def _find_owner(self, where: tuple[str, ...]) -> Any:
        if not where:
            return Draft(**self._sections)
        section, name, *entry = where
        found = next(one for one in getattr(self.model, section) if one.name == name)
        if not entry:
            return found
        return next(one for one in getattr(found, entry[0]) if one.number == entry[1])

    def _place(self, where: tuple[str, ...], owner: Any) -> dict[str, Any]:
        """The sections of the model with an owner in its place."""
        if not where:
            return {_ROOT: owner.overview}
        section, name, *entry = where
        held = getattr(self.model, section)
        if entry:
            file = next(one for one in held if one.name == name)
            entries = tuple(owner if e.number == entry[1] else e for e in getattr(file, entry[0]))
            owner = evolve(file, **{entry[0]: entries})
        return {section: tuple(owner if one.name == name else one for one in held)}

    # Systems and files.

    def _update_systems(self) -> None:
        listed = [system for system in self.model.systems if system.number]
        pairs = self._match(listed, [s for s in self.now.systems if s.number], "Ⅰ.2 システム", "systems")
        for own, new in pairs:
            old = self._find_old(new, "systems")
            part = _Part(("systems", own.name), own, new, old, number=new.number)
            self._update_values(table.SYSTEM, part)

    def _update_files(self) -> None:
        pairs = self._match(self.model.listed_files, self.now.files, "Ⅰ.3 ファイル", "files")
        places = {file.name: f"ファイル{at}" for at, file in enumerate(self.now.files, 1)}
        for own, new in pairs:
            old = self._find_old(new, "files")
            part = _Part(("files", own.name), own, new, old, place=places[new.name])
            self._update_values(table.FILE, part)
            self._update_counts(own, new, old)
            for section, rows in _ENTRIES:
                self._update_entries(section, rows, part)

    def _match(
        self, own: Sequence[Any], new: Sequence[Any], what: str, section: str
    ) -> list[tuple[Any, Any]]:
        """The nodes of both that are called alike. A new one is added where it can be no other under a new name."""
        called = {fold(name): one for one in own for name in (one.name, *one.aliases)}
        pairs = [(called[fold(one.name)], one) for one in new if fold(one.name) in called]
        matched = {id(one) for one, _ in pairs}
        free = [one for one in own if id(one) not in matched and one.spans]
        for one in new:
            if fold(one.name) in called or (self.before and self._find_old(one, section) is not None):
                continue
            told = Deviation(what, "", one.name, (), one.spans)
            if free:
                self._leave(told, f"「{'」「'.join(f.name for f in free)}」の新しい名前かもしれません")
            elif isinstance(one, System):
                self._put(told, systems=(*self.model.systems, one))
            else:
                self._leave(told, "ファイルは、流れと合わせて人が足します")
        for one in free:
            self._leave(Deviation(what, one.name, "", one.spans), _GONE)
        return pairs

    def _find_old(self, new: System | File, section: str) -> Any:
        """What the earlier revision called as the newer one does."""
        held: Sequence[Any] = getattr(self.before, section) if self.before else ()
        return next((one for one in held if fold(one.name) == fold(new.name)), None)

    def _update_counts(self, own: File, new: File, old: File | None) -> None:
        held = {count.kind: count for count in own.counts}
        earlier = {count.kind: count for count in old.counts} if old else {}
        for count in new.counts:
            mine, was = held.get(count.kind), earlier.get(count.kind)
            if count.done is Certainty.UNKNOWN or _tell_count(mine) == _tell_count(count):
                continue
            if was is not None and _tell_count(was) == _tell_count(count):
                continue
            told = Deviation(
                f"{new.name}　{count.kind.value}の有無と件数",
                _tell_count(mine),
                _tell_count(count),
                mine.spans if mine else (),
                count.spans,
            )
            printed = mine is None or (
                _tell_count(was) == _tell_count(mine) if self.before else bool(mine.spans)
            )
            if not printed:
                self._leave(told, PERSON if self.before else UNKNOWN)
                continue
            file = self._find_owner(("files", own.name))
            counts = tuple(count if c.kind is count.kind else c for c in file.counts)
            counts = counts if mine else (*counts, count)
            self._put(told, **self._place(("files", own.name), evolve(file, counts=counts)))

    # Entries of Ⅱ.4 and Ⅱ.5.

    def _update_entries(self, section: str, rows: Sequence[Row], of: _Part) -> None:
        own, new, old = of.own, of.new, of.old
        held: Mapping[str, _Entry] = {fold(entry.number): entry for entry in getattr(own, section)}
        earlier = {fold(entry.number): entry for entry in getattr(old, section)} if old else {}
        known = {name for entry in held.values() for name in self._identify(entry)}
        for entry in getattr(new, section):
            mine, was = held.get(fold(entry.number)), earlier.get(fold(entry.number))
            told = Deviation(f"{own.name}/{entry.number}", "", _tell_entry(entry), (), entry.spans)
            if mine is None:
                if self._identify(entry) & known:
                    self._leave(told, "同じ名の記載が、モデルでは別の番号にあります")
                elif was is None:
                    self._add_entry(told, section, own, new, entry)
                continue
            if not self._is_same_entry(mine, entry):
                # a document that says again what it said, or a model that does not know its own entry by name
                if was is None or self._identify(was) != self._identify(entry):
                    told = evolve(told, was=_tell_entry(mine), was_at=mine.spans)
                    self._leave(told, _WHICH)
                continue
            where = ("files", own.name, section, mine.number)
            number = entry.number.removeprefix(entry.WORD)
            self._update_values(rows, _Part(where, mine, entry, was, of.place, number))
            if isinstance(mine, Entrustment) and isinstance(entry, Entrustment):
                self._update_contractor(where, mine, entry, was)
        gone = held.keys() - {fold(entry.number) for entry in getattr(new, section)}
        for entry in (held[number] for number in held if number in gone):
            if entry.spans and (not self.before or fold(entry.number) in earlier):
                self._leave(
                    Deviation(f"{own.name}/{entry.number}", _tell_entry(entry), "", entry.spans), _GONE
                )

    def _identify(self, entry: _Entry) -> frozenset[str]:
        """The names by which one knows an entry again: what is entrusted and to whom, or who receives."""
        return frozenset(fold(self._call(name)) for name in _list_names(entry))

    def _call(self, name: str) -> str:
        node = self.model.find(name) if name else None
        return node.name if node else name

    def _is_same_entry(self, own: _Entry, new: _Entry) -> bool:
        return bool(self._identify(own) & self._identify(new))

    def _add_entry(self, told: Deviation, section: str, own: File, new: File, entry: _Entry) -> None:
        """Add an entry, with the flows that it declares and the parties that these need."""
        named = str(new.name_entry(entry))
        flows = [
            evolve(
                _hand_on(flow, new.name, own.name),
                declared=tuple(str(EntryName.of(own.name, EntryName(d).number)) for d in flow.declared),
            )
            for flow in self.now.flows
            if named in flow.declared
        ]
        ends = {name for flow in flows for name in (flow.source, flow.target)}
        ends |= {entry.contractor} if isinstance(entry, Entrustment) and entry.contractor else set()
        parties = tuple(p for p in self.now.parties if p.name in ends and self.model.find(p.name) is None)
        drawn = {p.name for p in parties}
        known = tuple(
            flow
            for flow in flows
            if all(self.model.find(e) or e in drawn for e in (flow.source, flow.target))
        )
        file = self._find_owner(("files", own.name))
        sections = self._place(
            ("files", own.name), evolve(file, **{section: (*getattr(file, section), entry)})
        )
        self._put(
            told, **sections, flows=(*self.model.flows, *known), parties=(*self.model.parties, *parties)
        )

    def _update_contractor(
        self, where: tuple[str, ...], own: Entrustment, new: Entrustment, old: Entrustment | None
    ) -> None:
        """Another contractor takes an entry over, and the flows that follow from the entry alone with it."""
        was, now = self._call(own.contractor), self._call(new.contractor)
        if not now or fold(was) == fold(now) or (old and fold(self._call(old.contractor)) == fold(now)):
            return
        told = Deviation(f"{where[1]}/{own.number}　委託先名", was, now, own.spans, new.spans)
        if self.before and was and (old is None or fold(self._call(old.contractor)) != fold(was)):
            self._leave(told, PERSON)
            return
        if not self.before and was and not own.spans:
            self._leave(told, UNKNOWN)
            return
        entry = evolve(self._find_owner(where), contractor=now, spans=new.spans or own.spans)
        parties = tuple(p for p in self.now.parties if p.name == now and self.model.find(now) is None)
        named = str(EntryName.of(where[1], own.number))
        follows = {id(flow) for flow in self.model.flows if named in flow.declared and flow.inferred}
        flows = tuple(_hand_on(flow, was, now) if id(flow) in follows else flow for flow in self.model.flows)
        self._put(told, **self._place(where, entry), flows=flows, parties=(*self.model.parties, *parties))
        for flow in self.model.flows:
            if named in flow.declared and not flow.inferred and was in (flow.source, flow.target):
                self._leave(
                    Deviation(f"流れ {flow.source} → {flow.target}", was, now, flow.spans, new.spans), _NAMED
                )

    # Lists of the whole document.

    def _update_revisions(self) -> None:
        own, new = self.model.revisions, self.now.revisions
        held = {_name_revision(row) for row in own}
        earlier = {_name_revision(row) for row in self.before.revisions} if self.before else None
        more = [r for r in new if _name_revision(r) not in held and _name_revision(r) not in (earlier or ())]
        if not more:
            return
        told = Deviation("変更箇所", f"{len(own)}行", f"{len(more)}行増える", (), more[0].spans)
        grows = earlier is not None or (bool(own) and held <= {_name_revision(row) for row in new})
        if grows:
            self._put(told, revisions=(*own, *more))
        else:
            self._leave(told, "モデルの行が新しい版の行と合わないので、増えた行が分かりません")

    def _update_texts(self) -> None:
        """The printed words of fields, where the model holds some."""
        if not self.model.texts:
            return
        held = {fold(text.address): text for text in self.model.texts}
        earlier = {fold(text.address): text for text in self.before.texts} if self.before else {}
        for text in self.now.texts:
            own, was = held.get(fold(text.address)), earlier.get(fold(text.address))
            if own is None or _say_text(own) == _say_text(text) or _say_text(was) == _say_text(text):
                continue
            told = Deviation(text.address, _say_text(own), _say_text(text), own.spans, text.spans)
            if self.before and _say_text(was) == _say_text(own):
                texts = tuple(text if t.address == own.address else t for t in self.model.texts)
                self._put(told, texts=texts)
            else:
                self._leave(told, PERSON if self.before else UNKNOWN)


def _evolve_part(owner: Any, path: str, changed: Mapping[str, Any]) -> Any:
    """The owner with other values in the part at a path (overview.screening)."""
    if not path:
        return evolve(owner, **changed)
    step, _, rest = path.partition(".")
    inner = _evolve_part(getattr(owner, step), rest, changed)
    return evolve(owner, **{step: inner})


def _tell_count(count: Count | None) -> str:
    if count is None or count.done is Certainty.UNKNOWN:
        return ""
    number = f"（{count.count}件）" if count.count >= 0 else ""
    return f"{'行っている' if count.done is Certainty.YES else '行っていない'}{number}"


def _tell_entry(entry: _Entry) -> str:
    return "、".join(_list_names(entry)) or "（名は読めていません）"


def _list_names(entry: _Entry) -> Iterator[str]:
    names = (entry.subject, entry.contractor) if isinstance(entry, Entrustment) else (entry.recipient,)
    yield from (name for name in names if name)


def _hand_on(flow: Flow, was: str, now: str) -> Flow:
    """The flow with another name for one of its ends, or its file."""
    ends = (now if name == was else name for name in (flow.source, flow.target, flow.file))
    source, target, file = ends
    return evolve(flow, source=source, target=target, file=file)


def _name_revision(row: Revision) -> tuple[str, ...]:
    return tuple(map(fold, (row.date, row.item, row.before, row.after)))


def _say_text(text: Text | None) -> str:
    """What stands in a field, in words and boxes."""
    if text is None:
        return ""
    boxes = (f"{box.choice}: {box.box.value}" for box in text.boxes)
    return "\n".join((text.text, *boxes))
