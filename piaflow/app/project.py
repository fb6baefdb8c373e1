"""The rules of a project: those of piaflow, its own after them, and which of them are run."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from attrs import evolve, frozen

from piaflow.errors import InputError, Place, PlacedProblem, UnknownNameError, hint
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Finding, Hit
from piaflow.rules.rule import Rule, choose_rules

_WHATEVER = (Exception, SystemExit)  # what a module of the project may raise: leaving is not for it to decide


@frozen
class Project:
    """`known` are all rules of the project, `rules` those that it runs."""

    known: tuple[Rule, ...]
    rules: tuple[Rule, ...]


def _permit_all(_: str, __: Sequence[str]) -> None:
    return None


def load_project(
    folder: str | Path = ".",
    *,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    permit: Callable[[str, Sequence[str]], None] = _permit_all,
) -> Project:
    """Return the project of a folder. `select` goes before what it selects, `ignore` adds to what it ignores.

    Imports the modules that its configuration names, if `permit`, asked with the file and the names, lets it.
    Raises FileAccessError, InputError with everything that is wrong with the configuration, or
    UnknownNameError for a name in `select` or `ignore`.
    """
    from piaflow.rules.catalogue import RULES
    from piaflow.store.configuration import find_configuration

    found = find_configuration(folder)
    if found.rules:
        permit(found.file, found.rules)
    known = (*RULES, *_load_rules(found.file, found.rules, RULES))
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


def _load_rules(file: str, names: Sequence[str], others: Sequence[Rule]) -> tuple[Rule, ...]:
    if not names:
        return ()
    folder = str(Path(file).parent)
    if folder not in sys.path:
        sys.path.insert(0, folder)
    loaded: list[Rule] = []
    problems: list[str] = []
    for name in names:
        found, complaint = _find_rules(name)
        loaded += (_guard(rule, file) for rule in found)
        problems += [complaint] if complaint else []
    problems += _find_clashes(others, loaded)
    if problems:
        raise _wrong(file, *problems)
    return tuple(loaded)


def _find_rules(name: str) -> tuple[tuple[Rule, ...], str]:
    """Return the rules that `module:NAME` stands for, or why there are none."""
    module_name, _, attribute = name.partition(":")
    if not (module_name and attribute):
        return (), f"rules の「{name}」は module:NAME の形ではありません"
    try:
        module = importlib.import_module(module_name)
    except _WHATEVER as error:
        return (), f"rules の「{name}」を取り込めません（{_tell(error)}）"
    if not hasattr(module, attribute):
        return (), f"rules の「{name}」はありません{hint(attribute, vars(module))}"
    found = _as_rules(getattr(module, attribute))
    return found, "" if found else f"rules の「{name}」は Rule でも Rule の並びでもありません"


def _tell(error: BaseException) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())


def _guard(rule: Rule, file: str) -> Rule:
    """Return a rule of the project's own that cannot end the command: what it raises is told as its mistake."""

    def run(ask: Callable[[], Iterable[Hit]]) -> list[Hit]:
        try:
            return list(ask())
        except _WHATEVER as error:
            raise _wrong(file, f"規則「{rule.name}」が途中で止まりました（{_tell(error)}）") from error

    def find(dossier: Dossier) -> list[Hit]:
        return run(lambda: rule.find(dossier))

    def review(dossier: Dossier, found: Sequence[Finding]) -> list[Hit]:
        return run(lambda: rule.review(dossier, found))

    return evolve(rule, find=find, review=review)


def _as_rules(value: Any) -> tuple[Rule, ...]:
    if isinstance(value, Rule):
        return (value,)
    is_several = isinstance(value, tuple | list) and all(isinstance(rule, Rule) for rule in value)
    return tuple(value) if is_several else ()


def _find_clashes(others: Sequence[Rule], loaded: Sequence[Rule]) -> Iterator[str]:
    taken = {rule.name for rule in others}
    for rule in loaded:
        if rule.name in taken:
            yield f"規則の名前「{rule.name}」はもう使われています"
        taken.add(rule.name)
