"""A model file that is being edited: its text as last read, the edits since, undo and redo, and saving.

There is one such value per file, whoever looks at it: edits name what they were made on, and none is written over
unseen. What comes from outside meets the edits address by address.

Libraries are imported where they are needed, so that `import piaflow` stays light.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from copy import deepcopy
from enum import Enum
from hashlib import sha256
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

from attrs import Factory, define, evolve, field, frozen

from piaflow.app.desk_words import tell_problem
from piaflow.app.journals import Journal, Unsaved
from piaflow.app.layouts import (
    LAYOUT,
    find_layouts,
    list_layout_files,
    match_pictures,
    read_places,
    tell_layout,
)
from piaflow.app.model import Model
from piaflow.domain.assessment import Assessment, Draft
from piaflow.domain.names import fold, rename_entry
from piaflow.domain.nodes import File
from piaflow.domain.records import Revision
from piaflow.errors import (
    FileAccessError,
    InputError,
    ModelError,
    PiaflowError,
    Problem,
    WrongValueError,
    clip,
)
from piaflow.form.entering import WORDS_OF_ROWS, enter, is_name, is_typed
from piaflow.form.form import Cell, Filled
from piaflow.proposals.projecting import project
from piaflow.store.patching import (
    ROWS,
    Edit,
    Misfit,
    Tree,
    find_edits,
    find_value,
    from_tree,
    put_edits,
    to_tree,
)

if TYPE_CHECKING:
    from piaflow.review.keeping import KeptTable
    from piaflow.store.load import Loaded

_ONE_STEP = 2.0  # seconds: what is typed on in one field is one step of undo
_MOST_STEPS = 500
_NAMED = ("parties", "systems", "files")


class News(Enum):
    """知らせ: what became of the file outside."""

    NONE = ""
    TAKEN = "ファイルがほかで書き換えられたので、読み直しました"
    MERGED = "ファイルがほかで書き換えられました。書きかけと重ならないので、両方を合わせました"
    CLASHES = "ファイルがほかで書き換えられ、書きかけと同じ所があります。どちらにするか選んでください"
    BROKEN = "ファイルがほかで書き換えられ、読めなくなりました。書きかけは残っています"
    GONE = "ファイルがなくなりました。書きかけは残っています"


@frozen
class Clash:
    """重なり: an address that was edited here and outside; the model has what stands outside until a person chooses."""

    path: tuple[str, ...]
    base: Any
    mine: Any
    theirs: Any


@frozen
class Step:
    """手順: what one command changed, to be undone as one. `where` and `tab` say of whom it may go on."""

    edits: tuple[Edit, ...]
    where: str = ""
    tab: str = ""
    at: float = Factory(monotonic)


@define
class RefusedError(PiaflowError):
    """A command that cannot be done. The sentence says why; `found` is what stands there instead of what was told."""

    why: str
    found: str | None = None

    def __str__(self) -> str:
        """The sentence."""
        return self.why


@frozen
class Snapshot:
    """一時点: a state of an editing, with its revision."""

    revision: int
    model: Assessment
    tree: Tree = field(repr=False)


@define
class Editing:
    """編集: one model file on the desk.

    `saved` is the tree of the file as last read or written, `tree` that of now; `version` is the hash of the bytes as last
    read or written, of the file and of those beside it that it is made of.
    """

    path: Path
    journal: Journal
    version: str = ""
    saved: Tree = field(factory=dict, repr=False)
    tree: Tree = field(factory=dict, repr=False)
    model: Assessment = field(init=False, repr=False)
    base: Assessment = field(init=False, repr=False)
    loaded: Loaded = field(init=False, repr=False)
    revision: int = 0
    done: list[Step] = field(factory=list, repr=False)
    undone: list[Step] = field(factory=list, repr=False)
    _joined_from: Tree = field(factory=dict, repr=False)
    """What stood before the last step, which what is typed next may go on."""
    clashes: list[Clash] = field(factory=list)
    _compared: tuple[Assessment, str] | None = field(default=None, repr=False)
    """The state that rows of 変更箇所 were last taken from, and its name: those that nobody confirmed follow it."""
    _withdrawn: tuple[Revision, ...] = field(default=(), repr=False)
    """Rows whose difference is gone: with it they come again, with the day that a person gave them."""
    kept: tuple[Edit, ...] = ()
    """What an earlier run left in the journal: offered, never put in by itself."""

    @classmethod
    def open(cls, path: Path, state: Path) -> Editing:
        """Open a model file. Raises FileAccessError, or InputError as loading does."""
        opened = cls(path, Journal.of(path, state))
        opened._take(*opened._read())
        left = opened.journal.read()
        new = _find_new_names(opened.model, left.placed)
        opened.kept = tuple(_place_anew(edit, new) for edit in left.edits)
        return opened

    # The file.

    def _read(self) -> tuple[Loaded, str, Tree]:
        from piaflow.store.load import load_file

        loaded = load_file(self.path)
        if loaded.base is not None:
            raise FileAccessError(
                str(self.path), "変更ファイルはここでは書けません（元のモデルを開いてください）"
            )
        version = self._hash(loaded.texts)
        return loaded, version, {**to_tree(loaded.assessment), **self._read_layouts(loaded.assessment)}

    def _take(self, loaded: Loaded, version: str, tree: Tree) -> None:
        self.loaded, self.version, self.saved = loaded, version, tree
        self.base = self.model = loaded.assessment
        self.tree = deepcopy(tree)

    def _hash(self, files: Iterable[Path]) -> str:
        """Return the version that stands on the disk now, with the places of boxes beside it; "" where a file is gone."""
        hashed = sha256()
        try:
            for file in (*sorted(files), *list_layout_files(self.path)):
                hashed.update(sha256(str(file).encode() + b"\0" + file.read_bytes()).digest())
        except OSError:
            return ""
        return hashed.hexdigest()

    def _read_layouts(self, assessment: Assessment) -> Tree:
        held = read_places(self.path, assessment)
        told = {name: {box: [c, r] for box, c, r in kept.cells} for name, kept in held.items()}
        return {LAYOUT: told} if told else {}

    @property
    def is_dirty(self) -> bool:
        """Whether something is typed that the file does not hold."""
        return self.tree != self.saved or bool(self.clashes)

    def snapshot(self) -> Snapshot:
        """Return the state of now as a value, to work on while it goes on."""
        return Snapshot(self.revision, self.model, self.tree)

    # Commands.

    def type_cell(self, path: str, was: Filled, now: Filled, tab: str = "") -> None:
        """Type into a cell of the form. Raises RefusedError where another stands there now, or where it cannot stand."""
        cell = self._find_cell(path)
        held = cell.filled
        stands = "" if held.derived else held.text
        if (tidy(stands), frozenset(held.unread)) != (tidy(was.text), frozenset(was.unread)):
            raise RefusedError("この欄は、ほかの画面で書き換えられています", found=stands)
        if not is_typed(cell):
            raise RefusedError("この欄は、モデルのほかの所から決まります")
        if is_name(cell):
            section = "files" if cell.address.file else "systems"
            self.rename((section, cell.file or cell.subject), now.text, tab)
            return
        sections = self._refusing(lambda: enter(self.model, cell, now))
        if sections:
            self._put_model(lambda: self._assemble(sections), path, tab)

    def _find_cell(self, path: str) -> Cell:
        found = next((cell for cell in project(self.model).cells if cell.path == path), None)
        if found is None:
            raise RefusedError("この欄は、もうありません")
        return found

    def set_value(self, path: tuple[str, ...], was: Any, now: Any, tab: str = "") -> None:
        """Put a value at an address of the model; None takes it away. Raises RefusedError."""
        found = find_value(self.tree, path)
        if found != was:
            raise RefusedError("ここは、ほかの画面で書き換えられています", found=tell_value(found))
        tree, _ = put_edits(self.tree, [*self._find_missing(path, now), Edit(path, was, now)])
        self._put_model(lambda: from_tree(_without_layout(tree)), " ".join(path), tab)

    def type_value(
        self, path: tuple[str, ...], was: str, now: Any, show: Callable[[Any], str], tab: str = ""
    ) -> None:
        """Put what is typed into a table at an address; `was` is what the page showed there, by `show`.

        Raises RefusedError.
        """
        found = find_value(self.tree, path)
        if show(found) != was:
            raise RefusedError("ここは、ほかの画面で書き換えられています", found=show(found))
        if path[0] == "revisions" and path[-1] in WORDS_OF_ROWS:  # the words are a person's from now on
            row = find_value(self.tree, path[:-1])
            left = {key: value for key, value in row.items() if key not in ("inferred", path[-1])}
            self.set_value(path[:-1], row, {**left, path[-1]: now} if now is not None else left, tab)
            return
        self.set_value(path, found, now, tab)

    def add(self, path: tuple[str, ...], value: Any, tab: str = "") -> None:
        """Put what is new at an address; of a section that is a list, at any key. Raises RefusedError."""
        if find_value(self.tree, path) is not None:
            raise RefusedError(f"「{clip(path[-1])}」はもうあります")
        if ROWS in path and find_value(self.tree, path[: path.index(ROWS)]) is None:
            raise RefusedError(f"「{clip(path[1])}」に「{clip(path[3])}」はありません。先に足します")
        tree, _ = put_edits(self.tree, [*self._find_missing(path, value), Edit(path, None, value)])
        self._put_model(lambda: from_tree(_without_layout(tree)), " ".join(path), tab)

    def remove(self, path: tuple[str, ...], tab: str = "") -> None:
        """Take away what stands at an address. Raises RefusedError with what still names it."""
        found = find_value(self.tree, path)
        if found is None:
            raise RefusedError("もうありません")
        self.set_value(path, found, None, tab)

    def rename(self, path: tuple[str, str], name: str, tab: str = "") -> None:
        """Call a party, system or file otherwise, wherever it is named; its place in the pictures goes with it.

        The old name stays as an alias where something needs it. Raises RefusedError.
        """
        section, old = path
        if section not in _NAMED or find_value(self.tree, path) is None:
            raise RefusedError("もうありません")
        known = self.model.find(name)
        if known is not None and known.name != old:
            raise RefusedError(f"「{clip(name)}」はもうあります")
        self._put_model(lambda: self._call(section, old, name), f"name {section} {name}", tab, {old: name})

    def _call(self, section: str, old: str, name: str) -> Assessment:
        """Return the model in which a node has another name: what is printed says it, all else follows by its alias."""
        names = {old: name}
        sections = self.model.sections
        node = next(one for one in sections[section] if one.name == old)
        was_alias = any(fold(alias) == fold(old) for alias in node.aliases)
        others = tuple(alias for alias in node.aliases if fold(alias) not in (fold(name), fold(old)))
        renamed = evolve(node, name=name, aliases=(*others, old))
        sections[section] = tuple(renamed if one is node else one for one in sections[section])
        sections["flows"] = tuple(
            evolve(flow, declared=tuple(rename_entry(entry, names) for entry in flow.declared))
            for flow in sections["flows"]
        )
        sections["files"] = tuple(_call_contractor(file, old, name) for file in sections["files"])
        if fold(self.model.overview.body) == fold(old):
            sections["overview"] = evolve(self.model.overview, body=name)
        called = self._assemble(sections)
        if was_alias:
            return called
        bare = {**called.sections}
        bare[section] = tuple(
            evolve(one, aliases=others) if one.name == name else one for one in bare[section]
        )
        with contextlib.suppress(ModelError):
            return self._assemble(bare)
        return called

    def _find_missing(self, path: tuple[str, ...], value: Any) -> list[Edit]:
        """Return what a flow names and its picture has not yet: its step (the 備考 follows), the first picture itself.

        Beside other pictures a new name is more likely one of them, mistyped.
        """
        if path[0] != "flows" or value is None:
            return []
        key = path[2:]
        flow = {**(find_value(self.tree, path[:2]) or {}), key[0]: value} if key else value
        name, step = flow.get("diagram"), flow.get("step")
        pictures = self.tree.get("diagrams", {})
        if name and not pictures:
            return [Edit(("diagrams", name), None, {"steps": {step: {}}} if step else {})]
        known = next((one for one in pictures if name and fold(one) == fold(name)), None)
        if known is None or not step or fold(step) in map(fold, pictures[known].get("steps", ())):
            return []
        return [Edit(("diagrams", known, "steps", step), None, {})]

    def propose_rows(self, before: Assessment, was: str, tab: str = "") -> KeptTable:
        """Put what differs since an earlier state, which is called `was`, into 変更箇所, and return what was done.

        From then on these rows follow it until a person confirms them. Raises PiaflowError.
        """
        from piaflow.app.reviews import keep_rows_since

        kept = keep_rows_since(before, self.model, was)
        self._compared, self._withdrawn = None, ()
        self.put_rows(kept.rows, tab)
        self._compared = before, was
        return kept

    def put_rows(self, rows: Sequence[Revision], tab: str = "") -> None:
        """Put the rows of 変更箇所 in the place of those there are. Raises RefusedError."""
        self._put_model(lambda: self._assemble({"revisions": tuple(rows)}), "revisions", tab)

    def _follow(self, model: Assessment) -> Assessment:
        """Return a model with its rows of 変更箇所 that nobody confirmed as they follow now: none outlives its difference.

        What differs besides is no row until a person asks for it: one may have been taken away.
        """
        from piaflow.app.reviews import keep_rows_since

        if self._compared is None or not (self._withdrawn or any(row.inferred for row in model.revisions)):
            return model
        was, now = ({**one.sections, "revisions": ()} for one in (self.model, model))
        if was == now:  # most of what is typed meanwhile is typed into the rows
            return model
        held = evolve(model, revisions=(*model.revisions, *self._withdrawn))
        kept = keep_rows_since(self._compared[0], held, self._compared[1])
        self._withdrawn = kept.withdrawn
        new = set(map(id, kept.added))
        return evolve(model, revisions=tuple(row for row in kept.rows if id(row) not in new))

    def confirm_rows(self, rows: Collection[str], tab: str = "") -> None:
        """Confirm rows of 変更箇所 that followed from a comparison, by their keys in the tree. Raises RefusedError."""
        keys = list(self.tree.get("revisions", {}))
        confirmed = (
            evolve(row, inferred="") if key in rows else row
            for key, row in zip(keys, self.model.revisions, strict=True)
        )
        self.put_rows(tuple(confirmed), tab)

    def place_boxes(self, picture: str, cells: Mapping[str, tuple[int, int]], tab: str = "") -> None:
        """Keep the boxes of a picture in cells: those of all boxes, so that none moves for another."""
        tree = deepcopy(self.tree)
        tree.setdefault(LAYOUT, {})[picture] = {box: list(cell) for box, cell in cells.items()}
        self._record(tree, self.model, f"move {picture}", tab, joins=False)

    def free_boxes(self, picture: str, tab: str = "") -> None:
        """Leave the places of a picture to be found anew."""
        tree = deepcopy(self.tree)
        tree.get(LAYOUT, {}).pop(picture, None)
        if not tree.get(LAYOUT, True):
            del tree[LAYOUT]
        self._record(tree, self.model, f"free {picture}", tab, joins=False)

    def choose(self, path: tuple[str, ...], *, mine: bool, tab: str = "") -> None:
        """Settle a clash: take what was typed here, or leave what stands outside. Raises RefusedError."""
        clash = next((one for one in self.clashes if one.path == path), None)
        if clash is None:
            raise RefusedError("もう選ばれています")
        chosen = Edit(path, find_value(self.tree, path), clash.mine if mine else clash.theirs)
        if path[0] == LAYOUT:
            self._record(put_edits(self.tree, [chosen])[0], self.model, " ".join(path), tab)
        else:
            self.set_value(path, chosen.was, chosen.now, tab)
        self.clashes.remove(clash)
        self._bump()

    def _assemble(self, sections: Mapping[str, Any]) -> Assessment:
        from piaflow.store.load import assemble

        return assemble(Draft(**{**self.model.sections, **sections}))

    def _put_model(
        self, make: Callable[[], Assessment], where: str, tab: str, renamed: Mapping[str, str] | None = None
    ) -> None:
        model = self._follow(self._refusing(make))
        layout = deepcopy({LAYOUT: self.tree[LAYOUT]}) if LAYOUT in self.tree else {}
        for cells in layout.get(LAYOUT, {}).values():
            for old, new in (renamed or {}).items():
                if old in cells:
                    cells[new] = cells.pop(old)
        self._record({**to_tree(model), **layout}, model, where, tab)

    def _refusing(self, make: Callable[[], Any]) -> Any:
        try:
            return make()
        except ModelError as error:
            raise RefusedError(tell_problems(error.problems)) from None
        except PiaflowError as error:
            told = error.japanese if isinstance(error, WrongValueError) else str(error)
            raise RefusedError(told or "この値は使えません") from None

    def _record(self, tree: Tree, model: Assessment, where: str, tab: str, *, joins: bool = True) -> None:
        edits = tuple(find_edits(self.tree, tree))
        if not edits:
            return
        last = self.done[-1] if self.done else None
        goes_on = last and (last.where, last.tab) == (where, tab) and monotonic() - last.at < _ONE_STEP
        if last and goes_on and joins and not self.undone:
            self.done[-1] = Step(tuple(find_edits(self._joined_from, tree)), where, tab)
        else:
            self._joined_from = self.tree
            self.done.append(Step(edits, where, tab))
            del self.done[:-_MOST_STEPS]
        self.undone.clear()
        self.tree, self.model = tree, model
        self._bump()

    def undo(self) -> bool:
        """Take back the last step by its inverse; edits of other addresses since stay. Raises RefusedError."""
        return self._step(self.done, self.undone)

    def redo(self) -> bool:
        """Do again what was taken back last. Raises RefusedError."""
        return self._step(self.undone, self.done)

    def _step(self, source: list[Step], target: list[Step]) -> bool:
        if not source:
            return False
        step = source[-1]
        inverse = tuple(edit.inverse for edit in step.edits)
        tree, misfits = put_edits(self.tree, inverse)
        if misfits:
            raise RefusedError("その後に同じ所が書き換えられたので、元に戻せません")
        self.model = self._refusing(lambda: from_tree(_without_layout(tree)))
        source.pop()
        target.append(Step(inverse, step.where))
        self.tree = tree
        self._bump()
        return True

    def _bump(self) -> None:
        self.revision += 1
        with contextlib.suppress(FileAccessError):  # work goes on where nothing can be kept beside it
            self.journal.keep(self.path, Unsaved((*self.kept, *self._unsaved()), self._list_placed()))

    def _unsaved(self) -> tuple[Edit, ...]:
        clashes = (Edit(clash.path, clash.base, clash.mine) for clash in self.clashes)
        return (*find_edits(self.saved, self.tree), *clashes)

    # The journal.

    def take_kept(self) -> int:
        """Put in what the journal kept of an earlier run; return how many places clash with the file of now."""
        edits, self.kept = self.kept, ()
        tree, misfits = put_edits(self.tree, edits)
        model, misfits = self._fit(tree, self.tree, edits, misfits)
        self.done.append(Step(tuple(find_edits(self.tree, model[0])), "journal"))
        self.tree, self.model = model
        self.clashes += [_tell_clash(misfit) for misfit in misfits]
        self._bump()
        return len(misfits)

    def drop_kept(self) -> None:
        """Forget what the journal kept of an earlier run."""
        self.kept = ()
        self._bump()

    def _fit(
        self, tree: Tree, plain: Tree, edits: Iterable[Edit], misfits: tuple[Misfit, ...]
    ) -> tuple[tuple[Tree, Assessment], tuple[Misfit, ...]]:
        """Return a merged tree with its model; where both together are none, the plain one, and every edit clashes."""
        try:
            return (tree, from_tree(_without_layout(tree))), misfits
        except ModelError:
            clashing = tuple(Misfit(edit, find_value(plain, edit.path)) for edit in edits)
            return (deepcopy(plain), from_tree(_without_layout(plain))), clashing

    # Outside.

    def look(self) -> News:
        """Look whether the file was written outside: a clean page takes it, edits meet it address by address."""
        found = self._hash(self.loaded.texts)
        if found == self.version:
            return News.NONE
        if not found:
            return News.GONE
        try:
            loaded, version, theirs = self._read()
        except (InputError, FileAccessError):
            return News.BROKEN
        before = {**self.tree}
        self._call_pictures(loaded.assessment)
        edits = self._unsaved()
        self._take(loaded, version, theirs)
        if not edits:
            self.done.clear()
            self.undone.clear()
            self._bump()
            return News.TAKEN
        tree, misfits = put_edits(theirs, edits)
        (self.tree, self.model), misfits = self._fit(tree, theirs, edits, misfits)
        self.done.append(Step(tuple(find_edits(before, self.tree)), "outside"))
        self.undone.clear()
        self.clashes = [_tell_clash(misfit) for misfit in misfits]
        self._bump()
        return News.CLASHES if misfits else News.MERGED

    def _call_pictures(self, now: Assessment) -> None:
        """Keep the places of boxes under what their pictures are called in the file by now."""
        new = _find_new_names(now, self._list_placed())
        for tree in (self.saved, self.tree):
            if LAYOUT in tree:
                tree[LAYOUT] = _call_anew(tree[LAYOUT], new)
        self.kept = tuple(_place_anew(edit, new) for edit in self.kept)

    def _list_placed(self) -> dict[str, list[str]]:
        """Return the boxes that were placed in each picture, none where a picture has its own way."""
        placed = {**self.saved.get(LAYOUT, {}), **self.tree.get(LAYOUT, {})}
        return {diagram.name: [*placed.get(diagram.name, ())] for diagram in self.model.diagrams}

    # Saving.

    def save(self, version: str) -> None:
        """Write what changed into the person's file, comments and layout kept, whole or not at all.

        `version` is what the page was made on. Raises RefusedError where the file is another now, or FileAccessError.
        """
        from piaflow.store.save import revise

        if version != self.version or self._hash(self.loaded.texts) != self.version:
            raise RefusedError("ファイルがほかで書き換えられています。先に読み直します")
        if self.clashes:
            raise RefusedError(News.CLASHES.value)
        placed = {
            file: self._arrange(file.picture)
            for file in find_layouts(self.path, self.model)
            if find_value(self.tree, (LAYOUT, file.picture)) != find_value(self.saved, (LAYOUT, file.picture))
        }
        beside = {file.path: layout.encode() for file, layout in placed.items() if layout}
        revise(self.model, self.path, beside=beside, durable=True)
        for file, layout in placed.items():
            if not layout:
                file.path.unlink(missing_ok=True)
        tree = self.tree
        self._take(*self._read())
        self._go_on_from(tree)
        self._bump()

    def _arrange(self, picture: str) -> str:
        """Return the layout file of a picture as it is to be saved, "" where nobody placed its boxes."""
        cells = find_value(self.tree, (LAYOUT, picture))
        return tell_layout(Model.of_loaded(self.model), picture, cells) if cells else ""

    def _go_on_from(self, tree: Tree) -> None:
        """Let the last step be what led to what was saved, of which a box that came to its picture since has a place."""
        differs = tuple(find_edits(tree, self.saved))
        if not differs:  # the order of entries alone may differ
            return
        self.undone.clear()
        last = self.done.pop() if self.done else Step(())
        before, _ = put_edits(tree, [edit.inverse for edit in last.edits])
        self.done.append(evolve(last, edits=tuple(find_edits(before, self.saved))))

    def save_as(self, path: Path) -> None:
        """Write the model, and where its boxes stand, into files that are not there yet. Raises FileAccessError."""
        from piaflow.store.save import write_copy

        if path.exists():
            raise FileAccessError(str(path), "もうあります（上書きしません）")
        layouts = {
            file.path: layout.encode()
            for file in find_layouts(path, self.model)
            if (layout := self._arrange(file.picture))
        }
        write_copy(self.model, self.loaded.texts, self.path, path, beside=layouts)


def _without_layout(tree: Tree) -> Tree:
    return {section: told for section, told in tree.items() if section != LAYOUT}


def _find_new_names(now: Assessment, placed: Mapping[str, Collection[str]]) -> dict[str, str]:
    """Return what pictures of then are called now."""
    return {was: name for name, was in match_pictures(now, placed).items()}


def _call_anew(layout: Tree, new: Mapping[str, str]) -> Tree:
    return {new.get(was, was): cells for was, cells in layout.items()}


def _place_anew(edit: Edit, new: Mapping[str, str]) -> Edit:
    """Return an edit of the places of boxes as one of the picture that is called otherwise by now."""
    if edit.path[0] != LAYOUT:
        return edit
    if len(edit.path) == 1:
        return evolve(
            edit, was=_call_anew(edit.was or {}, new) or None, now=_call_anew(edit.now or {}, new) or None
        )
    section, picture, *boxes = edit.path
    return evolve(edit, path=(section, new.get(picture, picture), *boxes))


def _call_contractor(file: File, old: str, name: str) -> File:
    """Call a 委託先 otherwise where the form prints it (Ⅱ.4): an alias would leave the old name there."""
    called = tuple(
        evolve(one, contractor=name) if fold(one.contractor) == fold(old) else one
        for one in file.entrustments
    )
    return file if called == file.entrustments else evolve(file, entrustments=called)


def _tell_clash(misfit: Misfit) -> Clash:
    return Clash(misfit.edit.path, misfit.edit.was, misfit.edit.now, misfit.found)


def tidy(text: str) -> str:
    """Return a text as it is taken from a field: no spaces at the ends of its lines, no empty line around it."""
    return "\n".join(line.rstrip() for line in text.splitlines()).strip("\n")


def tell_value(value: Any) -> str:
    """Return a value as one text: a list with 、 between."""
    if isinstance(value, list):
        return "、".join(map(tell_value, value))
    if isinstance(value, dict):
        return "、".join(f"{key}: {tell_value(one)}" for key, one in value.items())
    return "" if value is None else str(value)


def tell_problems(problems: tuple[Problem, ...]) -> str:
    """Return what is wrong as one text: the first few."""
    told = list(dict.fromkeys(map(tell_problem, problems)))
    more = f"\nほか {len(told) - 3} 件" if len(told) > 3 else ""  # noqa: PLR2004
    return "\n".join(told[:3]) + more
