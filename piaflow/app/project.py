"""The rules of a project: those of piaflow, its own after them, and which of them are run."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from attrs import frozen

from piaflow.app.foreign import Foreign
from piaflow.domain.visible import reveal
from piaflow.errors import InputError, Place, PlacedProblem, UnknownNameError, hint
from piaflow.rules.rule import Rule, choose_rules

Rules = tuple[Rule, ...]


@frozen
class Project:
    """`known` are all rules of the project, `rules` those that it runs."""

    known: Rules
    rules: Rules


def _permit_all(_: str, __: Sequence[str]) -> None:
    return None


def _print_aside(words: str) -> None:
    sys.stderr.write(f"{reveal(words)}\n")


def find_configuration_file(folder: str | Path) -> str:
    """Return the file that configures the project of a folder, "" where none does. Raises as `load_project`."""
    from piaflow.store.configuration import find_configuration

    return find_configuration(folder).file


def load_project(
    folder: str | Path = ".",
    *,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    permit: Callable[[str, Sequence[str]], None] = _permit_all,
    hear: Callable[[str], None] = _print_aside,
) -> Project:
    """Return the project of a folder. `select` goes before what it selects, `ignore` adds to what it ignores.

    Imports the modules that its configuration names, if `permit`, asked with the file and the names, lets it;
    `hear` gets what they and their rules print.
    Raises FileAccessError, InputError with everything that is wrong with the configuration, or
    UnknownNameError for a name in `select` or `ignore`.
    """
    from piaflow.rules.catalogue import RULES
    from piaflow.store.configuration import find_configuration

    found = find_configuration(folder)
    if found.rules:
        permit(found.file, found.rules)
    known = (*RULES, *_load_rules(Foreign(found.file, hear), found.rules, RULES))
    try:
        rules = choose_rules(known, select=found.select, ignore=found.ignore)
    except UnknownNameError as error:
        raise _wrong(found.file, str(error)) from None
    if select:
        rules = choose_rules(known, select=select, ignore=found.ignore)
    choose_rules(known, select=ignore)
    return Project(known, tuple(rule for rule in rules if rule.name not in ignore))


def _wrong(file: str, *complaints: str) -> InputError:
    return InputError(tuple(PlacedProblem(Place(file), what) for what in complaints))


def _load_rules(foreign: Foreign, names: Sequence[str], others: Sequence[Rule]) -> tuple[Rule, ...]:
    if not names:
        return ()
    folder = str(Path(foreign.file).parent)
    if folder not in sys.path:
        sys.path.insert(0, folder)
    loaded: list[Rule] = []
    problems: list[str] = []
    for name in names:
        try:
            found, complaint = foreign.run(
                f"rules の「{name}」", "を取り込めません", partial(_find_rules, foreign, name)
            )
        except InputError as error:
            problems += (problem.what for problem in error.problems)
            continue
        loaded += found
        problems += [complaint] if complaint else []
    problems += _find_clashes(others, loaded)
    if problems:
        raise _wrong(foreign.file, *problems)
    return tuple(loaded)


def _find_rules(foreign: Foreign, name: str) -> tuple[tuple[Rule, ...], str]:
    """Return the rules that `module:NAME` stands for, or why there are none. Any look at a module runs its code."""
    module_name, _, attribute = name.partition(":")
    if not (module_name and attribute):
        return (), f"rules の「{name}」は module:NAME の形ではありません"
    module = importlib.import_module(module_name)
    if not hasattr(module, attribute):
        return (), f"rules の「{name}」はありません{hint(attribute, vars(module))}"
    value = getattr(module, attribute)
    rules = (value,) if isinstance(value, Rule) else value
    if not (isinstance(rules, tuple | list) and rules and all(isinstance(rule, Rule) for rule in rules)):
        return (), f"rules の「{name}」は Rule でも Rule の並びでもありません"
    return tuple(map(foreign.take, rules)), ""


def _find_clashes(others: Sequence[Rule], loaded: Sequence[Rule]) -> Iterator[str]:
    taken = {rule.name for rule in others}
    for rule in loaded:
        if rule.name in taken:
            yield f"規則の名前「{rule.name}」はもう使われています"
        taken.add(rule.name)
