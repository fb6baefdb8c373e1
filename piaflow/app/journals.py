"""What a person has typed and not saved, kept outside their files, so that a crash loses nothing.

Autosave is off, which is a promise about the person's file and not about their work.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Collection, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from attrs import field, frozen

from piaflow.errors import FileAccessError
from piaflow.store.patching import Edit
from piaflow.store.writing import write_all

_KIND = "piaflow journal 1"


def find_state_folder() -> Path:
    """Return the folder of the user in which programs keep what is no document (XDG on Linux, LOCALAPPDATA on Windows)."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "piaflow"
    return Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state") / "piaflow"


@frozen
class Unsaved:
    """書きかけ: the edits of a file that are not in it yet, and the boxes that were placed in each picture it had then."""

    edits: tuple[Edit, ...] = ()
    placed: Mapping[str, Collection[str]] = field(factory=dict)


@frozen
class Journal:
    """日誌: the edits of one file that are not in it yet; `place` is where they are kept."""

    place: Path

    @classmethod
    def of(cls, path: Path, folder: Path) -> Journal:
        """Return the journal of a model file: called by the place of the file, for two of one name are two."""
        return cls(folder / "journals" / f"{sha256(str(path.resolve()).encode()).hexdigest()[:24]}.json")

    def keep(self, path: Path, unsaved: Unsaved) -> None:
        """Keep what is not saved, and nothing where there are no edits. Raises FileAccessError."""
        if not unsaved.edits:
            self.place.unlink(missing_ok=True)
            return
        edits = [[list(edit.path), edit.was, edit.now, edit.at] for edit in unsaved.edits]
        placed = {picture: [*boxes] for picture, boxes in unsaved.placed.items()}
        told = {"kind": _KIND, "file": str(path), "edits": edits, "placed": placed}
        text = json.dumps(told, ensure_ascii=False)
        write_all({self.place: text.encode()}, make_folders=True)

    def read(self) -> Unsaved:
        """Return what was kept, nothing where there is nothing or nobody can read it."""
        try:
            told = json.loads(self.place.read_text(encoding="utf-8"))
            if told["kind"] != _KIND:
                return Unsaved()
            placed = {str(name): [*map(str, boxes)] for name, boxes in told.get("placed", {}).items()}
            return Unsaved(tuple(_read_edit(one) for one in told["edits"]), placed)
        except (OSError, ValueError, KeyError, TypeError, AttributeError, FileAccessError):
            return Unsaved()


def _read_edit(told: list[Any]) -> Edit:
    path, was, now, at = told
    return Edit(tuple(map(str, path)), was, now, int(at))
