"""Writing an assessment as a model file."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import attrs
import yaml

from piaflow.domain.assessment import Assessment, Draft
from piaflow.errors import PiaflowError
from piaflow.store.chain import find_beside
from piaflow.store.dumping import dump, to_data, to_yaml
from piaflow.store.editing import edit
from piaflow.store.load import parse
from piaflow.store.parsing import read
from piaflow.store.reading import read_text
from piaflow.store.writing import write_all


def save(assessment: Assessment, path: str | Path) -> None:
    """Write the model file; of one that is there already only what changed, comments and layout stay.

    Texts that the model keeps in a file beside it are written there. Raises FileAccessError where that cannot be
    done; nothing is half-written.
    """
    file = Path(path)
    texts = _edited(assessment, file) or {file: to_yaml(assessment)}
    write_all({place: text.encode() for place, text in texts.items()}, waited_for=[file])


def _edited(assessment: Assessment, path: Path) -> Mapping[Path, str]:
    """Return the text of the file at a path with the assessment in it, and that of the texts beside it.

    Nothing where there is no such file or it cannot be kept.
    """
    if not path.is_file():
        return {}
    try:
        files = _read_files(path)
        was = parse(files[path], str(path), files.__getitem__)
    except PiaflowError:
        return {}
    if _same(was, assessment):
        return files
    for in_depth in (True, False):
        with contextlib.suppress(PiaflowError, ValueError, yaml.YAMLError):
            edited = _edit_files(files, path, to_data(was), to_data(assessment), in_depth=in_depth)
            if _same(parse(edited[path], str(path), edited.__getitem__), assessment):
                return edited
    return {}


def _read_files(path: Path) -> Mapping[Path, str]:
    text = read_text(path)
    beside = find_beside(read(text, str(path)), path)
    return {path: text} if beside is None else {path: text, beside: read_text(beside)}


def _edit_files(
    files: Mapping[Path, str], path: Path, was: dict[str, Any], now: dict[str, Any], *, in_depth: bool
) -> Mapping[Path, str]:
    edited = {}
    for beside in files.keys() - {path}:
        held, told = was.pop("texts", {}), now.pop("texts", {})
        is_edit = held and told
        edited[beside] = edit(files[beside], held, told, in_depth=in_depth) if is_edit else dump(told)
    return {path: edit(files[path], was, now, in_depth=in_depth), **edited}


def _same(one: Assessment, other: Assessment) -> bool:
    """Whether both say the same, whatever is made of them (a Model of the one, perhaps)."""
    both = [Draft(**{a.name: getattr(told, a.name) for a in attrs.fields(Draft)}) for told in (one, other)]
    return both[0] == both[1]
