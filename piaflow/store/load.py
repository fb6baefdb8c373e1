"""Reading a model file, or a change file on its base, as an Assessment."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import attrs
import yaml
from cattrs.errors import BaseValidationError

from piaflow.domain.assessment import Assessment, Draft
from piaflow.errors import ModelError, Problem
from piaflow.form.written import refuse_misplaced
from piaflow.law.completing import complete, find_unknown_entries
from piaflow.store.beside import bring
from piaflow.store.catalogue import is_catalogue, load_catalogue
from piaflow.store.change import Base, find_base, patch, walk_bases
from piaflow.store.converter import ShapeError, make_converter
from piaflow.store.dumping import to_yaml
from piaflow.store.mending import set_aside
from piaflow.store.problems import find_name_problems, find_shape_problems, place_problems
from piaflow.store.reading import remember_path
from piaflow.store.source import Plain, compose, read_nodes, read_text


def load(path: str | Path) -> Assessment:
    """Return the assessment that a model file describes; a change file comes back applied to its base.

    Raises FileAccessError where the file cannot be read and InputError with every problem of it.
    """
    return _structure(compose_file(Path(path)), str(path))


def parse(text: str, name: str = "<text>", read: Callable[[Path], str] | None = None) -> Assessment:
    """Return the assessment that a model text describes. Raises InputError with every problem.

    `read` gives the text of the file beside it that it names for its texts; without it there is none.
    """
    root = compose(text, name)
    return _structure(root if read is None else bring(root, name, read), name)


def load_base(path: str | Path) -> Assessment | None:
    """Return the base that a change file names, as an assessment; None where the file is a model of its own.

    Raises as `load`.
    """
    chain = walk_bases(Path(path))
    _, _, base = next(chain)
    return None if base is None else _structure(_apply_all(chain), str(base.path))


def apply(base: Assessment, change: str | Path) -> Assessment:
    """Return `base` with the change file applied, whatever base the file names. Raises as `load`.

    The named base belongs to the change as an input: no command writes over it.
    """
    root = compose(to_yaml(base), "<model>")
    change_root = compose(read_text(change), str(change))
    named = find_base(change_root, str(change))
    if named is not None:
        remember_path(named.path)
    return _structure(patch(root, base, change_root, str(change)), str(change))


def compose_file(path: Path) -> yaml.MappingNode:
    """Return the YAML tree of a model file, that of a change file applied to its base. Raises as `load`."""
    return _apply_all(walk_bases(path))


def _apply_all(chain: Iterable[tuple[Path, yaml.MappingNode, Base | None]]) -> yaml.MappingNode:
    """Return the tree of the model at the end of a chain of bases, with the changes before it applied."""
    *changes, (model, tree, _) = chain
    tree, file = bring(tree, model), str(model)
    for change, root, _ in reversed(changes):
        tree = patch(tree, _structure(tree, file), root, str(change))
        file = str(change)
    return tree


def _structure(root: yaml.MappingNode, name: str) -> Assessment:
    source = read_nodes(root, name)
    if is_catalogue(source.data):
        what = "全国のシステムの目録のファイルで、評価書のモデルではありません"
        raise place_problems((Problem((), what),), source)
    try:
        draft = make_converter().structure(source.data, Draft)
    except (BaseValidationError, ShapeError) as error:
        raise place_problems(_all_problems(source.data, error), source) from None
    try:
        return _assemble(draft)
    except ModelError as error:
        raise place_problems(find_name_problems(error), source) from None


def _assemble(draft: Draft) -> Assessment:
    """Return the assessment that a draft makes with what it leaves to the catalogue. Raises ModelError."""
    catalogue = load_catalogue()
    unknown = tuple(find_unknown_entries(draft, catalogue))
    told = complete(draft, catalogue)
    try:
        model = Assessment(**{a.name: getattr(told, a.name) for a in attrs.fields(Draft)})
    except ModelError as error:
        raise ModelError((*unknown, *error.problems)) from None
    if unknown:
        raise ModelError(unknown)
    refuse_misplaced(model)
    return model


def _all_problems(data: dict[str, Plain], error: Exception) -> tuple[Problem, ...]:
    """Names are checked too where the shape is wrong: with the wrong places set aside."""
    problems = find_shape_problems(error)
    try:
        _assemble(make_converter().structure(set_aside(data, problems), Draft))
    except (BaseValidationError, ShapeError):
        return problems
    except ModelError as unresolved:
        # What was set aside stands there empty, which is not the writer's doing.
        told = {problem.where for problem in problems}
        return (*problems, *(p for p in find_name_problems(unresolved) if p.where not in told))
    return problems
