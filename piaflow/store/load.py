"""Reading model files, each once: what it says as an Assessment, where each thing stands, and what it is made of."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from pathlib import Path

from attrs import define, evolve, field, frozen
from cattrs.errors import BaseValidationError

from piaflow.domain.assessment import Assessment, Draft
from piaflow.errors import FileAccessError, ModelError, PiaflowError, Place, Problem, Where
from piaflow.form.written import refuse_misplaced
from piaflow.law.completing import complete, find_unknown_entries
from piaflow.store.catalogue import find_catalogue_file, is_catalogue, load_catalogue
from piaflow.store.chain import MOST_BASES, File, bring, find_all_beside, find_base, walk_bases
from piaflow.store.change import patch
from piaflow.store.converter import ShapeError, make_converter, write_path
from piaflow.store.dumping import to_yaml
from piaflow.store.parsing import read
from piaflow.store.problems import find_name_problems, find_shape_problems, place_problems, set_aside
from piaflow.store.reading import read_text, remember_path
from piaflow.store.shorthand import write_out, write_out_change
from piaflow.store.source import Block, Source

_NO_COVER = {"body": "", "procedure": ""}
"""What stands for the cover of a model that has none yet."""
_ASKING = re.compile(r"^(?P<told>.*\S)\s+#\s*(?P<comment>要確認.*)$")


@frozen(eq=False)
class Loaded:
    """A model file, or a change file applied to its base, as it was read.

    What it says is worked out when it is asked for, once: of a base that only is changed nobody asks, unless a
    change calls its flows by what they say. `texts` are the texts of the file and of those that it alone is made of.
    """

    path: Path
    tree: Block
    texts: Mapping[Path, str]
    base: Loaded | None

    @property
    def text(self) -> str:
        """The text of the file itself."""
        return self.texts[self.path]

    @cached_property
    def assessment(self) -> Assessment:
        """What the file says. Raises InputError with every problem of it."""
        return _structure(self._source)

    @cached_property
    def sketch(self) -> Draft | None:
        """What the file says so far as its shape is right, its names not looked up; None where it is not even a sketch.

        While a model is typed it is hardly ever whole, and what it declares is asked for all the same.
        """
        return _sketch(self.tree)

    @cached_property
    def _source(self) -> Source:
        return Source(self.tree, str(self.path))

    @cached_property
    def length(self) -> int:
        """How many files its chain of bases has, itself among them."""
        return 1 + (self.base.length if self.base else 0)

    def place(self, where: Where) -> Place:
        """Return the place of a path of field names, or of the nearest path above that a file of the model holds.

        Each value has the place that it was written in, of whatever file of the chain.
        """
        found = self._source.place(write_path(where))
        return evolve(found, file=os.path.normpath(found.file))

    def holds(self, where: Where) -> bool:
        """Whether a file itself writes this path: what a model receives from the catalogue, it does not."""
        path = write_path(where)
        is_list = len(path) > 1 and path[-2] == "names" and isinstance(path[-1], int)
        # A list of items is written as its names.
        return self._source.holds((*path[:-2], path[-1]) if is_list else path)

    def find_asking(self) -> Iterator[tuple[Place, str, str]]:
        """Yield each line with a comment `# 要確認` in the files of the model: its place, its text, the comment."""
        for file, text in self.texts.items():
            for number, line in enumerate(text.splitlines(), 1):
                found = _ASKING.match(line)
                if found:
                    yield Place(str(file), number, 1), found["told"].strip(), found["comment"].strip()
        if self.base:
            yield from self.base.find_asking()


@define
class Loader:
    """Loads the model files of one call: a file that several name, as a base or by itself, is read once.

    `read` gives the text of a file.
    """

    read: Callable[[Path], str] = read_text
    _held: dict[str, Loaded] = field(factory=dict)

    def load(self, path: str | Path) -> Loaded:
        """Return what a model file or change file holds.

        Raises FileAccessError where the file cannot be read and InputError with every problem of it.
        """
        loaded = self.open(Path(path))
        for document in loaded.assessment.documents:
            remember_path(loaded.path.parent / document.file)
        return loaded

    def open(self, path: Path) -> Loaded:
        """Return what a file holds; what it says is still to be looked into. Raises as `load`."""
        found = self._held.get(os.path.realpath(path))
        if found is not None:
            return found
        files: list[File] = []
        for file in walk_bases(path, self.read):
            files.append(file)
            found = self._held.get(os.path.realpath(file.base.path)) if file.base else None
            if found is not None:
                if file.base and len(files) + found.length > MOST_BASES:
                    raise file.base.refuse_length()
                break
        for file in reversed(files):
            found = _put_on(file, found, self.read)
            self._held[os.path.realpath(file.path)] = found
        assert found is not None  # noqa: S101 - the walk yields the file itself at least
        return found


def _put_on(file: File, base: Loaded | None, read_file: Callable[[Path], str]) -> Loaded:
    """Return a file with its base, or as a model of its own, with what stands in files beside it."""
    texts = {file.path: file.text}

    def read_beside(beside: Path) -> str:
        texts[beside] = texts.get(beside) or read_file(beside)
        return texts[beside]

    if base is not None:
        change = write_out_change(file.root, file.path, read_beside)
        tree = patch(base.tree, lambda: base.assessment, change, str(file.path))
        return Loaded(file.path, tree, texts, base)
    return Loaded(file.path, bring(file.root, file.path, read_beside), texts, None)


def load(path: str | Path) -> Assessment:
    """Return the assessment that a model file describes; a change file comes back applied to its base.

    Raises FileAccessError where the file cannot be read and InputError with every problem of it.
    """
    return load_file(path).assessment


def load_file(path: str | Path) -> Loaded:
    """Return what a model file or change file holds: assessment, places and base. Raises as `load`."""
    return Loader().load(path)


def parse(text: str, name: str = "<text>", read_beside: Callable[[Path], str] | None = None) -> Assessment:
    """Return the assessment that a model text describes. Raises InputError with every problem.

    `read_beside` gives the text of a file beside it that it names for its texts or for a list; without it there is none.
    """
    root = read(text, name)
    told = write_out(root, name, _refuse_beside) if read_beside is None else bring(root, name, read_beside)
    return _structure(Source(told, name))


def _refuse_beside(path: Path) -> str:
    raise FileAccessError(str(path), "文字だけのモデルからは、ほかのファイルを読みません")


def apply(base: Assessment, change: str | Path) -> Assessment:
    """Return `base` with the change file applied, whatever base the file names. Raises as `load`.

    The named base belongs to the change as an input: no command writes over it.
    """
    root = read(to_yaml(base), "<model>")
    change_root = read(read_text(change), str(change))
    named = find_base(change_root, change)
    if named is not None:
        remember_path(named.path)
    written = write_out_change(change_root, change, read_text)
    return _structure(Source(patch(root, lambda: base, written, str(change)), str(change)))


def find_sources(path: str | Path) -> tuple[Path, ...]:
    """Return the model file, the bases, texts and lists it is made of as far as they can be read, and the catalogue."""
    found = [Path(path)]
    with contextlib.suppress(PiaflowError):
        for file in walk_bases(Path(path)):
            found += [one.path for one in find_all_beside(file.root, file.path)]
            found += [file.base.path] if file.base else []
    return (*found, find_catalogue_file())


def _structure(source: Source) -> Assessment:
    if is_catalogue(source.data):
        what = "全国のシステムの目録のファイルで、評価書のモデルではありません"
        raise place_problems((Problem((), what),), source)
    try:
        draft = make_converter().structure(source.data, Draft)
    except (BaseValidationError, ShapeError) as error:
        raise place_problems(_all_problems(source.data, error), source) from None
    try:
        return assemble(draft)
    except ModelError as error:
        raise place_problems(find_name_problems(error), source) from None


def assemble(draft: Draft) -> Assessment:
    """Return the assessment that a draft makes with what it leaves to the catalogue. Raises ModelError."""
    catalogue = load_catalogue()
    unknown = tuple(find_unknown_entries(draft, catalogue))
    told = complete(draft, catalogue)
    try:
        model = Assessment(**told.sections)
    except ModelError as error:
        raise ModelError((*unknown, *error.problems)) from None
    if unknown:
        raise ModelError(unknown)
    refuse_misplaced(model)
    return model


def _sketch(data: Block) -> Draft | None:
    structure = make_converter().structure
    told = data if isinstance(data.get("assessment"), Block) else {**data, "assessment": _NO_COVER}
    try:
        return complete(structure(told, Draft), load_catalogue())
    except (BaseValidationError, ShapeError) as error:
        problems = find_shape_problems(error)
    try:
        return complete(structure(set_aside(told, problems), Draft), load_catalogue())
    except (BaseValidationError, ShapeError):
        return None


def _all_problems(data: Block, error: Exception) -> tuple[Problem, ...]:
    """Names are checked too where the shape is wrong: with the wrong places set aside."""
    problems = find_shape_problems(error)
    try:
        assemble(make_converter().structure(set_aside(data, problems), Draft))
    except (BaseValidationError, ShapeError):
        return problems
    except ModelError as unresolved:
        # What was set aside stands there empty, which is not the writer's doing.
        told = {problem.where for problem in problems}
        return (*problems, *(p for p in find_name_problems(unresolved) if p.where not in told))
    return problems
