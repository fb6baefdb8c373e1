"""A newer revision of a document put into the model that a person made of an earlier one.

What a person added stays: names, flows, steps, notes. What the document says otherwise now is written where it is
certain which part of the model it tells of, and that the model had it from the document; all else is a deviation that
is told and left. Where the earlier revision is at hand, that is a merge of three: what did not change in the document is
left as it is, and what a person wrote since is never written over. Without it a choice, a box or a count is taken from
the document where the model cites lines for it; other words are only told, since nobody knows whether they were printed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from attrs import frozen

from piaflow.domain.assessment import Assessment
from piaflow.domain.choices import FormKind
from piaflow.domain.names import fold
from piaflow.domain.nodes import File, System
from piaflow.domain.records import Revision, Text
from piaflow.form import table
from piaflow.form.updating.bench import GONE, PERSON, UNKNOWN, Assemble, Bench, Deviation
from piaflow.form.updating.entries import add_file, update_entries
from piaflow.form.updating.flows import update_flows
from piaflow.form.updating.values import Part, update_counts, update_values

_ENTRIES = (
    ("entrustments", table.ENTRUSTMENT),
    ("provisions", table.PROVISION),
    ("transfers", table.TRANSFER),
)


@frozen
class Updated:
    """A model with what a newer revision says; what was `written`, and what was left as it was and why."""

    assessment: Assessment
    written: tuple[Deviation, ...]
    left: tuple[Deviation, ...]


def update(
    model: Assessment, now: Assessment, before: Assessment | None, assemble: Assemble, *, listed: str
) -> Updated:
    """Return a model with what a newer revision of its document says.

    `now` is what that tells, `before` what the earlier one told, None where it is not at hand, `listed` what the newer
    one prints as its Ⅰ.3. `assemble` makes an assessment of sections and raises ModelError where they are none.
    """
    bench = Bench(model, now, before, assemble, listed)
    update_values(bench, table.DOCUMENT, Part((), model, now, before))
    _update_systems(bench)
    _update_files(bench)
    update_flows(bench)
    _update_revisions(bench)
    _update_texts(bench)
    return Updated(bench.model, tuple(bench.written), tuple(bench.left))


def _update_systems(bench: Bench) -> None:
    listed = [system for system in bench.model.systems if system.number]
    pairs = _match(bench, listed, [s for s in bench.now.systems if s.number], "Ⅰ.2 システム", "systems")
    for own, new in pairs:
        old = _find_old(bench, new, "systems")
        part = Part(("systems", own.name), own, new, old, number=new.number)
        update_values(bench, table.SYSTEM, part)


def _update_files(bench: Bench) -> None:
    pairs = _match(bench, bench.model.listed_files, bench.now.files, "Ⅰ.3 ファイル", "files")
    places = {file.name: f"ファイル{at}" for at, file in enumerate(bench.now.files, 1)}
    for own, new in pairs:
        old = _find_old(bench, new, "files")
        part = Part(("files", own.name), own, new, old, place=places[new.name])
        update_values(bench, table.FILE, part)
        update_counts(bench, own, new, old)
        for section, rows in _ENTRIES:
            update_entries(bench, section, rows, part)


def _match(
    bench: Bench, own: Sequence[Any], new: Sequence[Any], what: str, section: str
) -> list[tuple[Any, Any]]:
    """The nodes of both that are called alike. A new one is added where it can be no other under a new name."""
    called = {fold(name): one for one in own for name in (one.name, *one.aliases)}
    called |= {fold(new_name): one for one, new_name in _list_renamed(bench, own, new, section, called)}
    pairs = [(called[fold(one.name)], one) for one in new if fold(one.name) in called]
    matched = {id(one) for one, _ in pairs}
    free = [one for one in own if id(one) not in matched and one.spans]
    for one in new:
        if fold(one.name) in called or (bench.before and _find_old(bench, one, section) is not None):
            continue
        told = Deviation(what, "", one.name, (), one.spans)
        rivals = [other for other in own if id(other) not in matched] if isinstance(one, File) else free
        if rivals:
            bench.leave(told, f"「{'」「'.join(f.name for f in rivals)}」の新しい名前かもしれません")
        elif isinstance(one, System):
            bench.put(told, systems=(*bench.model.systems, one))
        elif why := _find_doubt(bench, one):
            bench.leave(told, why)
        else:
            add_file(bench, told, one)
    for one in free:
        bench.leave(Deviation(what, one.name, "", one.spans), GONE)
    return pairs


def _find_doubt(bench: Bench, file: File) -> str:
    """Why nobody can say that a file is new: Ⅰ.3 or Ⅱ does not tell of it, or the model calls something else so."""
    if bench.model.find(file.name) is not None:
        return "モデルでは、この名はⅠ.3のファイルのものではありません"
    if fold(file.name) not in fold(bench.listed):
        return "Ⅰ.3に、この名が読めませんでした"
    has_chapter = bench.now.overview.form is FormKind.BASIC or any(entry.spans for entry in file.entries)
    return "" if has_chapter else "Ⅱに、このファイルの記載が読めませんでした"


def _list_renamed(
    bench: Bench, own: Sequence[Any], new: Sequence[Any], section: str, called: Collection[str]
) -> Iterator[tuple[Any, str]]:
    """The systems that a person calls otherwise than the document did and does: known by their number."""
    for one in new:
        if isinstance(one, System) and fold(one.name) not in called and _find_old(bench, one, section):
            yield from ((mine, one.name) for mine in own if mine.number == one.number)


def _find_old(bench: Bench, new: System | File, section: str) -> Any:
    """What the earlier revision called as the newer one does."""
    held: Sequence[Any] = getattr(bench.before, section) if bench.before else ()
    return next((one for one in held if fold(one.name) == fold(new.name)), None)


# Lists of the whole document.


def _update_revisions(bench: Bench) -> None:
    """Rows of 変更箇所 are added, never changed: those that the earlier revision did not have, or of days after the last."""
    own, new = bench.model.revisions, bench.now.revisions
    more, unsure = _list_more(own, new)
    if bench.before:
        fresh, doubtful = _list_more(bench.before.revisions, new)
        lacking = [*more, *unsure]
        more, unsure = [r for r in lacking if r in fresh], [r for r in lacking if r in doubtful]
    elif not own or not {_date_revision(row) for row in own} <= {_date_revision(row) for row in new}:
        last = max((row.date for row in own), default="")
        later = [row for row in more if last and row.date > last]
        more, unsure = later, [row for row in (*more, *unsure) if row not in later]
    if more:
        told = Deviation("変更箇所", f"{len(own)}行", f"{len(more)}行増える", (), more[0].spans)
        bench.put(told, revisions=(*own, *more))
    if unsure:
        told = Deviation("変更箇所", f"{len(own)}行", f"{len(unsure)}行", (), unsure[0].spans)
        bench.leave(told, "モデルの行が新しい版の行と合わないので、増えた行が分かりません")


def _list_more(own: Sequence[Revision], new: Sequence[Revision]) -> tuple[list[Revision], list[Revision]]:
    """The rows that others lack for certain, and those of which they have some in other words: on one day, of one 項目."""
    held, same = Counter(map(_name_revision, own)), Counter(map(_name_revision, new))
    reworded = Counter(name[:2] for name in (held - same).elements())
    lacking = same - held
    left = [row for row in reversed(new) if _take(lacking, _name_revision(row))]
    asked = Counter(map(_date_revision, left))
    more = [row for row in reversed(left) if not reworded[_date_revision(row)]]
    unsure = [row for row in reversed(left) if 0 < reworded[_date_revision(row)] < asked[_date_revision(row)]]
    return more, unsure


def _take(counted: Counter[tuple[str, ...]], name: tuple[str, ...]) -> bool:
    """Take one of what is counted, where there is any."""
    counted[name] -= 1
    return counted[name] >= 0


def _update_texts(bench: Bench) -> None:
    """The printed words of fields, where the model holds some."""
    if not bench.model.texts:
        return
    held = {fold(text.address): text for text in bench.model.texts}
    earlier = {fold(text.address): text for text in bench.before.texts} if bench.before else {}
    for text in bench.now.texts:
        own, was = held.get(fold(text.address)), earlier.get(fold(text.address))
        if own is None or _say_text(own) == _say_text(text) or _say_text(was) == _say_text(text):
            continue
        told = Deviation(text.address, _say_text(own), _say_text(text), own.spans, text.spans)
        if bench.before and _say_text(was) == _say_text(own):
            texts = tuple(text if t.address == own.address else t for t in bench.model.texts)
            bench.put(told, texts=texts)
        else:
            bench.leave(told, PERSON if bench.before else UNKNOWN)


def _name_revision(row: Revision) -> tuple[str, ...]:
    return tuple(map(fold, (row.date, row.item, row.before, row.after)))


def _date_revision(row: Revision) -> tuple[str, ...]:
    return _name_revision(row)[:2]


def _say_text(text: Text | None) -> str:
    """What stands in a field, in words and boxes."""
    if text is None:
        return ""
    boxes = (f"{box.choice}: {box.box.value}" for box in text.boxes)
    return "\n".join((text.text, *boxes))
