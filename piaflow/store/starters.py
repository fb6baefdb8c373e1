"""Starters: commented model files for a body to fill in, each made of its own lines and of parts that all share."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from textwrap import indent

from piaflow.domain.choices import FormKind
from piaflow.errors import UnknownNameError, find_nearest
from piaflow.store.catalogue import find_catalogue_folder
from piaflow.store.parsing import read
from piaflow.store.reading import read_text

_BODY = "〔評価実施機関〕"
_FORM = "様式"
_END = "\n---\n"
_NAMED = re.compile("«([^«»]+)»")
_LINE = re.compile("^( *)«([^«»]+)»$", re.MULTILINE)
"""A line that is a name alone: the part's lines stand there, as far in as the name."""


def find_templates() -> tuple[str, ...]:
    """Return the names of the templates there are, sorted."""
    return tuple(sorted(path.stem for path in (find_catalogue_folder() / "templates").glob("*.yaml")))


def make_starter(
    template: str, body: str, form: FormKind = FormKind.FULL, facts: Mapping[str, str] | None = None
) -> str:
    """Return the commented text of a starter model for the body, written on a form.

    `facts` are further words of the cover, as the model file calls them (code, kind). Raises UnknownNameError.
    """
    known = find_templates()
    if template not in known:
        raise UnknownNameError("ひな型", template, find_nearest(template, known) or "、".join(known))
    text = _expand(read_text(find_catalogue_folder() / "templates" / f"{template}.yaml"), form)
    told = "".join(f"\n  {key}: {_as_scalar(value)}" for key, value in (facts or {}).items() if value)
    return text.replace(f"  body: {_BODY}", f"  body: {_BODY}{told}", 1).replace(_BODY, _as_scalar(body))


def read_questions() -> Mapping[str, str]:
    """Return what a person asks before writing a field, by the number of the field in 様式4."""
    return _read_texts("questions.yaml")


@cache
def _read_texts(name: str) -> Mapping[str, str]:
    file = find_catalogue_folder() / name
    return {key: str(text).rstrip("\n") for key, text in read(read_text(file), str(file)).items()}


def _expand(text: str, form: FormKind) -> str:
    """Return the lines of a template with its values and the parts that it names in their places."""
    head, _, lines = text.partition(_END)
    values = {name: str(value) for name, value in read(head, "head").items()}
    told = {**_read_texts("parts.yaml"), **values, _FORM: form.value}
    while _NAMED.search(lines):
        lines = _LINE.sub(lambda found: indent(told[found[2]], found[1]), lines)
        lines = _NAMED.sub(lambda found: told[found[1]], lines)
    return lines


def _as_scalar(text: str) -> str:
    """Return the text as YAML reads it back: between quotes where it is no plain name."""
    return text if text.isalnum() else "'" + text.replace("'", "''") + "'"
