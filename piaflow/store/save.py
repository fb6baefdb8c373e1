"""Writing an assessment as a model file."""

from __future__ import annotations

import contextlib
from codecs import BOM_UTF8
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from piaflow.domain.assessment import Assessment, Draft
from piaflow.errors import FileAccessError, PiaflowError
from piaflow.store.catalogue import load_catalogue
from piaflow.store.chain import find_all_beside, find_texts
from piaflow.store.csv_lists import UnfitError, edit_list
from piaflow.store.dumping import dump, to_data
from piaflow.store.editing import edit
from piaflow.store.load import assemble, parse
from piaflow.store.parsing import read
from piaflow.store.reading import MOST_BYTES, read_bytes, read_text, refuse_size
from piaflow.store.shorthand import Beside, find_inner, find_lists, shorten_boxes, state_unset
from piaflow.store.source import Block
from piaflow.store.writing import write_all


def save(assessment: Assessment, path: str | Path) -> None:
    """Write the model file; of one that is there already only what changed, comments and layout stay.

    Texts and lists that the model keeps in a file beside it are written there. Raises FileAccessError where that cannot be
    done; nothing is half-written.
    """
    file = Path(path)
    texts = _edited(assessment, file) or {file: write_anew(assessment)}
    write_all({place: encode(place, text) for place, text in texts.items()}, waited_for=[file])


def write_anew(assessment: Assessment) -> str:
    """Return the text of a model file that is not there yet: as a person would write it, with `rest` for most boxes."""
    data = to_data(assessment)
    shorten_boxes(data)
    return dump(data)


def write_copy(
    assessment: Assessment, texts: Mapping[Path, str], was: Path, path: Path, *, beside: Mapping[Path, bytes]
) -> None:
    """Write a model into a new file, with the comments and the layout of that which it was read from.

    That one, `was`, may be gone: `texts` is what was read. Where texts or lists lay beside it, they go into the new file.
    `beside` is written with it. Raises FileAccessError; nothing is half-written.
    """
    edited = _edit_texts({path: texts[was]}, path, assessment, (True,)) if len(texts) == 1 else {}
    text = edited.get(path) or write_anew(assessment)
    write_all({path: encode(path, text), **beside}, durable=True)


def revise(
    assessment: Assessment,
    path: str | Path,
    *,
    beside: Mapping[Path, bytes] = MappingProxyType({}),
    durable: bool = False,
) -> None:
    """Write into a model file that the call has read what changed, and nothing else: comments and layout stay.

    `beside` is written with it, all or nothing; `durable` waits until the disk has it. What is written was read back
    before it takes the place of the file.
    Raises FileAccessError where the file cannot be kept so, or not be written; then nothing is written.
    """
    file = Path(path)
    texts = _edited(assessment, file, depths=(True,))
    if not texts:
        what = "コメントや並びを保ったままでは書き換えられません（別名 * や << を使う所を確かめてください）"
        raise FileAccessError(str(file), what)
    changed = {place: text for place, text in texts.items() if text != read_text(place)}
    files = {place: encode(place, text) for place, text in changed.items()}
    write_all({**files, **beside}, rewritten=texts, durable=durable)


def encode(path: Path, text: str) -> bytes:
    """Return the text of a file in UTF-8, with the sign before it where the file has one: Excel needs it in a CSV.

    Raises FileAccessError for what nobody could read again.
    """
    has_sign = path.is_file() and read_bytes(path, MOST_BYTES).startswith(BOM_UTF8)
    encoded = text.encode("utf-8-sig" if has_sign else "utf-8")
    refuse_size(path, len(encoded), MOST_BYTES)
    return encoded


def _edited(assessment: Assessment, path: Path, depths: Sequence[bool] = (True, False)) -> Mapping[Path, str]:
    """Return the text of the file at a path with the assessment in it, and those of the files beside it.

    `depths` says whether parts are edited in depth or as whole sections, whichever can be done first. Nothing where
    there is no such file or it cannot be kept.
    """
    if not path.is_file():
        return {}
    with contextlib.suppress(PiaflowError):
        return _edit_texts(_read_files(path), path, assessment, depths)
    return {}


def _edit_texts(
    files: Mapping[Path, str], path: Path, assessment: Assessment, depths: Sequence[bool]
) -> Mapping[Path, str]:
    """Return the texts of a file and of those beside it with the assessment in them, nothing where it cannot be kept."""
    try:
        was = parse(files[path], str(path), files.__getitem__)
        # What the catalogue gives is given again, whatever was cleared of it.
        assessment = assemble(Draft(**assessment.sections))
    except PiaflowError:
        return {}
    if _same(was, assessment):
        return files
    for in_depth in depths:
        with contextlib.suppress(PiaflowError, ValueError, yaml.YAMLError):
            edited = _edit_files(files, path, to_data(was), to_data(assessment), in_depth=in_depth)
            if _same(parse(edited[path], str(path), edited.__getitem__), assessment):
                return edited
    return {}


def _read_files(path: Path) -> dict[Path, str]:
    text = read_text(path)
    beside = dict.fromkeys(one.path for one in find_all_beside(read(text, str(path)), path))
    return {path: text, **{file: read_text(file) for file in beside}}


def _edit_files(
    files: Mapping[Path, str], path: Path, was: dict[str, Any], now: dict[str, Any], *, in_depth: bool
) -> Mapping[Path, str]:
    root = read(files[path], str(path))
    _take_back(was, now, root)
    edited = dict(files)
    texts = find_texts(root, path)
    if texts is not None:
        held, told = was.pop("texts", {}), now.pop("texts", {})
        text = files[texts.path]
        edited[texts.path] = edit(text, held, told, in_depth=in_depth) if held and told else dump(told)
    for beside in find_lists(root, path):
        _edit_list(files, edited, beside, was, now)
    if in_depth:  # whole sections are written without defaults
        for data in (was, now):
            state_unset(data, root)
    edited[path] = edit(files[path], was, now, in_depth=in_depth)
    return edited


def _take_back(was: dict[str, Any], now: dict[str, Any], root: Block) -> None:
    """Leave in the data of before only what stands in the file, `root`, of what the catalogue gives no more.

    A system that leaves its entry says from then on what it got from there, and so do the parties that own entries.
    """
    systems = root.get("systems", {})
    for name, held in was.get("systems", {}).items():
        told = now.get("systems", {}).get(name, {})
        if name in systems and held.get("entry") != told.get("entry"):
            stated = systems[name]
            for key in held.keys() - stated.keys():
                del held[key]
            if "aliases" in stated:
                held["aliases"] = _keep(held["aliases"], stated["aliases"])
    entries = [system["entry"] for system in now.get("systems", {}).values() if "entry" in system]
    given = {entry.owner for entry in map(load_catalogue().find, entries) if entry}
    for name in was.get("parties", {}).keys() - root.get("parties", {}).keys():
        if name not in given or name not in now.get("parties", {}):
            del was["parties"][name]


def _keep(aliases: Any, stated: Collection[str]) -> Any:
    """Return those aliases that are stated, in a list or with their lines."""
    if isinstance(aliases, dict):
        return {name: told for name, told in aliases.items() if name in stated}
    return [name for name in aliases if name in stated]


def _edit_list(
    files: Mapping[Path, str],
    edited: dict[Path, str],
    beside: Beside,
    was: dict[str, Any],
    now: dict[str, Any],
) -> None:
    """Edit the CSV of a list, and let both data name it in its place; what no cell can hold goes into the model."""
    held, told = (find_inner(data, beside.where[:-1]) for data in (was, now))
    if not all(isinstance(owner.get(beside.key), list) for owner in (held, told)):
        return  # what has the list is there no more, or shares it
    text = files[beside.path]
    with contextlib.suppress(UnfitError):
        new = edit_list(text, held[beside.key], told[beside.key], beside.kind, beside.key)
        if edited[beside.path] in (text, new):  # another list of the same file may not be changed with it
            edited[beside.path] = new
            held[beside.key] = told[beside.key] = beside.named


def _same(one: Assessment, other: Assessment) -> bool:
    """Whether both say the same, whatever is made of them (a Model of the one, perhaps)."""
    return Draft(**one.sections) == Draft(**other.sections)
