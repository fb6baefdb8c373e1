"""Model files rewritten in their shorter forms, each with the lists that then stand beside it."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Sequence
from pathlib import Path

from piaflow.errors import InputError, PlacedProblem
from piaflow.store.save import encode
from piaflow.store.tidying import Tidied, tidy
from piaflow.store.writing import write_all


def tidy_files(paths: Sequence[str | Path], *, writing: bool) -> tuple[Tidied, ...]:
    """Return what becomes of the model files in their shorter forms, and write all of them where that is asked.

    Raises FileAccessError, or InputError with the problems of all files together; nothing is half-written.
    """
    tidied: list[Tidied] = []
    problems: list[PlacedProblem] = []
    for path in paths:
        try:
            tidied.append(tidy(Path(path)))
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(tuple(problems))
    tidied = [one for one in tidied if one.is_changed]
    if writing:
        models = {one.path: encode(one.path, one.after) for one in tidied}
        # Excel takes a CSV for UTF-8 only by this sign.
        lists = {path: BOM_UTF8 + text.encode() for one in tidied for path, text in one.lists.items()}
        write_all({**lists, **models}, rewritten=models, make_folders=True)
    return tuple(tidied)
