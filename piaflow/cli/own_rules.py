"""Whose code a command runs: the rules of the working project, those of another only where that is allowed.

The working project is the one whose configuration is found from the folder in which the command was called,
as long as that file belongs to who calls or to the owner of that folder: on a shared machine another user may
have put one above it. A page that is filled may stand in any other folder, with a configuration of its own.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import click
from attrs import define, field

from piaflow.app.project import Project, Rules, find_configuration_file, load_project
from piaflow.cli.output import tell
from piaflow.cli.words import ALLOW_CODE
from piaflow.errors import InputError, Place, PlacedProblem


@define
class Call:
    """The folder in which the command was called, and whether code of other projects may be run."""

    home: str
    allow_code: bool
    told: set[str] = field(factory=set)

    def permit(self, file: str, rules: Sequence[str]) -> None:
        """Say whose rules are loaded. Raises InputError where their code is not to be run."""
        named = "、".join(rules)
        if not (self.allow_code or self._is_own(file)):
            what = (
                f"作業中のプロジェクトの規則でないので動かしません: {named}（動かしてよければ {ALLOW_CODE}）"
            )
            raise InputError((PlacedProblem(Place(file), what),))
        if file not in self.told:
            self.told.add(file)
            tell(f"{file} の規則を使います: {named}", err=True)

    def _is_own(self, file: str) -> bool:
        if file != find_configuration_file(self.home):
            return False
        owners = Path(self.home).stat().st_uid, *((os.geteuid(),) if hasattr(os, "geteuid") else ())
        return Path(file).stat().st_uid in owners


def load_own_project(*, select: Sequence[str] = (), ignore: Sequence[str] = ()) -> Project:
    """Return the project of the current folder. Raises as `load_project`, and where its code may not be run."""
    call = click.get_current_context().find_object(Call)
    assert call is not None  # noqa: S101 - the outermost group says it for every command
    return load_project(select=select, ignore=ignore, permit=call.permit, hear=partial(tell, err=True))


def find_rules(view: str) -> Rules | None:
    """Return the rules whose findings a picture marks; None for a view that marks none."""
    return load_own_project().rules if view == "findings" else None
