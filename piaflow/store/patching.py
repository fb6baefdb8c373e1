"""What two states of a model differ in, as edits of single addresses: undone, put on another state, or told apart from it.

A model is a tree of its plain data in which every entry of a list that has names (a flow by its id, a contract by what it
says) stands under its name: so an address means the same after another entry was added. What has no names is one value.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from typing import Any

from attrs import frozen
from cattrs.errors import BaseValidationError

from piaflow.domain.assessment import Assessment, Draft
from piaflow.errors import ModelError
from piaflow.law.completing import leave_out_received
from piaflow.store.catalogue import load_catalogue
from piaflow.store.change import LIST_NAMES
from piaflow.store.converter import ShapeError, make_converter
from piaflow.store.dumping import to_data
from piaflow.store.load import assemble
from piaflow.store.problems import find_shape_problems

Path = tuple[str, ...]
Tree = dict[str, Any]
ROWS = "rows"
"""The key of the rows of a 別紙, each of which stands under its number and name."""
_HANDOVERS = ("provisions", "transfers")


@frozen
class Edit:
    """書き換え: at an address `was` becomes `now`; None where nothing stands there. `at` is the place among its siblings."""

    path: Path
    was: Any
    now: Any
    at: int = -1

    @property
    def inverse(self) -> Edit:
        """The edit that takes it back."""
        return Edit(self.path, self.now, self.was, self.at)


@frozen
class Misfit:
    """食い違い: an edit that does not fit, since `found` stands at its address instead of what it was made on."""

    edit: Edit
    found: Any


def to_tree(assessment: Assessment) -> Tree:
    """Return the plain data of a model, each entry of a list that has names under its name."""
    data = to_data(assessment)
    told = leave_out_received(assessment, load_catalogue())
    for section, name in LIST_NAMES.items():
        if section in data:
            # The id of a flow that has a twin bears a mark of its words, and would be another with each key that is typed.
            names = [*map(told.print_flow, told.flows)] if section == "flows" else name(told)
            data[section] = dict(zip(_tell_apart(names), data[section], strict=True))
    for entry in _list_annexes(data):
        names = [" ".join(filter(None, (row.get("number"), row["name"]))) for row in entry[ROWS]]
        entry[ROWS] = dict(zip(_tell_apart(names), entry[ROWS], strict=True))
    return data


def _list_annexes(data: Tree) -> Iterator[Tree]:
    """Yield the entries whose recipients a 別紙 lists."""
    for file in data.get("files", {}).values():
        for section in _HANDOVERS:
            yield from (entry for entry in file.get(section, {}).values() if ROWS in entry)


def _tell_apart(names: Sequence[str]) -> Iterator[str]:
    """Yield each name, the second of equal ones with its number."""
    seen: Counter[str] = Counter()
    for name in names:
        seen[name] += 1
        yield name if seen[name] == 1 else f"{name} ({seen[name]})"


def from_tree(tree: Tree) -> Assessment:
    """Return the model that a tree tells. Raises ModelError with all that is wrong."""
    data = {key: list(told.values()) if key in LIST_NAMES else told for key, told in tree.items()}
    if "files" in data:
        data["files"] = deepcopy(data["files"])
        for entry in _list_annexes(data):
            entry[ROWS] = list(entry[ROWS].values())
    try:
        return assemble(make_converter().structure(data, Draft))
    except (BaseValidationError, ShapeError) as error:
        raise ModelError(find_shape_problems(error)) from None


def find_edits(was: Tree, now: Tree, path: Path = ()) -> Iterator[Edit]:
    """Yield what makes the one tree the other, each at the deepest address that both have."""
    for at, (key, old) in enumerate(was.items()):
        if key not in now:
            yield Edit((*path, key), old, None, at)
    for at, (key, new) in enumerate(now.items()):
        old = was.get(key)
        if old == new:
            continue
        if isinstance(old, dict) and isinstance(new, dict):
            yield from find_edits(old, new, (*path, key))
        else:
            yield Edit((*path, key), old, new, at)


def put_edits(tree: Tree, edits: Iterable[Edit]) -> tuple[Tree, tuple[Misfit, ...]]:
    """Return a tree with all edits that fit it, and those that do not; what says so already fits.

    The edits are those of one comparison, in any order: what is new comes last, in the order of its places, so that
    each stands where it stood.
    """
    now = deepcopy(tree)
    misfits: list[Misfit] = []
    for edit in sorted(edits, key=lambda edit: edit.at if edit.was is None else -1):
        found = find_value(now, edit.path)
        if found == edit.now:
            continue
        owner = find_value(now, edit.path[:-1])
        if found != edit.was or not (isinstance(owner, dict) or edit.was is None):
            misfits.append(Misfit(edit, found))
            continue
        _put(now, edit)
    return now, tuple(misfits)


def find_value(tree: Tree, path: Path) -> Any:
    """Return what stands at an address, None where nothing does."""
    found: Any = tree
    for key in path:
        if not isinstance(found, dict) or key not in found:
            return None
        found = found[key]
    return found


def _put(tree: Tree, edit: Edit) -> None:
    owner = tree
    for key in edit.path[:-1]:
        owner = owner.setdefault(key, {})
    key = edit.path[-1]
    if edit.now is None:
        del owner[key]
    elif key in owner or not 0 <= edit.at < len(owner):
        owner[key] = deepcopy(edit.now)
    else:
        behind = list(owner.items())[edit.at :]
        for name, _ in behind:
            del owner[name]
        owner[key] = deepcopy(edit.now)
        owner.update(behind)
