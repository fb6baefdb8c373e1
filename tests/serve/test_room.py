"""The files on the desk: each is opened once, whoever asks for it at the same moment."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from piaflow.app.editing import Editing
from piaflow.serve import room as rooms
from piaflow.serve.room import Room, make_key
from tests.serve.calling import Desk


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


def test_a_starter_asks_for_the_name_of_the_body(desk: Desk) -> None:
    told = {"from": "starter", "starter": "介護保険", "body": " ", "name": "介護"}
    answer = desk.post("/new", told)
    assert answer.status == 400
    assert answer.json()["why"].startswith("評価実施機関の名を書いてください")
    assert not (desk.room.folder / "介護.yaml").exists()
