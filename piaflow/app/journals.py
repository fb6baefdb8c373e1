"""What a person has typed and not saved, kept outside their files, so that a crash loses nothing.

Autosave is off, which is a promise about the person's file and not about their work.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any

from attrs import frozen

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
class Journal:
    """日誌: the edits of one file that are not in it yet; `place` is where they are kept."""

    place: Path

    @classmethod
    def of(cls, path: Path, folder: Path) -> Journal:
        """Return the journal of a model file: called by the place of the file, for two of one name are two."""
        return cls(folder / "journals" / f"{sha256(str(path.resolve()).encode()).hexdigest()[:24]}.json")

    def keep(self, path: Path, edits: Iterable[Edit]) -> None:
        """Keep the edits, and nothing where there are none. Raises FileAccessError."""
        told = [[list(edit.path), edit.was, edit.now, edit.at] for edit in edits]
        if not told:
            self.place.unlink(missing_ok=True)
            return
        text = json.dumps({"kind": _KIND, "file": str(path), "edits": told}, ensure_ascii=False)
        write_all({self.place: text.encode()}, make_folders=True)

    def read(self) -> tuple[Edit, ...]:
        """Return the edits that were kept, none where there are none or nobody can read them."""
        try:
            told = json.loads(self.place.read_text(encoding="utf-8"))
            if told["kind"] != _KIND:
                return ()
            return tuple(_read_edit(one) for one in told["edits"])
        except (OSError, ValueError, KeyError, TypeError, FileAccessError):
            return ()


def _read_edit(told: list[Any]) -> Edit:
    path, was, now, at = told
    return Edit(tuple(map(str, path)), was, now, int(at))
