"""Writing an assessment as a model file."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any

import attrs
import yaml

from piaflow.domain.assessment import Assessment
from piaflow.errors import PiaflowError
from piaflow.law.completing import leave_out_received
from piaflow.store.catalogue import load_catalogue
from piaflow.store.converter import make_converter
from piaflow.store.dumping import dump
from piaflow.store.editing import edit
from piaflow.store.load import parse
from piaflow.store.source import read_text
from piaflow.store.writing import write


def to_data(assessment: Assessment) -> dict[str, Any]:
    """Return the plain data of an assessment as a model file holds them."""
    data: dict[str, Any] = make_converter().unstructure(
        leave_out_received(assessment, load_catalogue()), Assessment
    )
    for system in assessment.systems:
        if system.entry:
            data["systems"][system.name] |= {"kind": system.kind.value, "owner": system.owner}
    return data


def to_yaml(assessment: Assessment) -> str:
    """Return the model text of an assessment; loading it gives an equal assessment."""
    return dump(to_data(assessment))


def save(assessment: Assessment, path: str | Path) -> None:
    """Write the model file; of one that is there already only what changed, comments and layout stay.

    Raises FileAccessError where that cannot be done; nothing is half-written.
    """
    write(path, (_edited(assessment, Path(path)) or to_yaml(assessment)).encode())


def _edited(assessment: Assessment, path: Path) -> str:
    """Return the text of the file at a path with the assessment in it, "" where there is none or it cannot be kept."""
    if not path.is_file():
        return ""
    try:
        text = read_text(path)
        was = parse(text, str(path))
    except PiaflowError:
        return ""
    if _same(was, assessment):
        return text
    for in_depth in (True, False):
        with contextlib.suppress(PiaflowError, ValueError, yaml.YAMLError):
            edited = edit(text, to_data(was), to_data(assessment), in_depth=in_depth)
            if _same(parse(edited, str(path)), assessment):
                return edited
    return ""


def _same(one: Assessment, other: Assessment) -> bool:
    """Whether both say the same, whatever is made of them (a Model of the one, perhaps)."""
    both = [
        Assessment(**{a.name: getattr(told, a.name) for a in attrs.fields(Assessment) if a.init})
        for told in (one, other)
    ]
    return both[0] == both[1]
