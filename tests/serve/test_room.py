"""The files on the desk: each is opened once, whoever asks for it at the same moment."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from piaflow.app.editing import Editing
from piaflow.serve import room as rooms
from piaflow.serve.room import Room, make_key


def test_two_windows_that_open_a_file_at_once_are_at_one_paper(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Slow:
        @staticmethod
        def open(path: Path, state: Path) -> Editing:
            time.sleep(0.2)
            return Editing.open(path, state)

    monkeypatch.setattr(rooms, "Editing", Slow)
    room = Room(folder, tmp_path / "state")
    key = make_key(folder / "minato.yaml")
    with ThreadPoolExecutor(2) as both:
        papers = list(both.map(room.open, [key, key]))
    assert papers[0] is papers[1]
