"""Saving is all or nothing: the old file stays until the new one is whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from piaflow.errors import FileAccessError
from piaflow.store.load import load
from piaflow.store.save import save

MINATO = Path(__file__).parents[1] / "fixtures" / "minato.yaml"


def test_a_new_file_takes_the_place_of_the_old(tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_text("old", encoding="utf-8")
    save(load(MINATO), tmp_path / "m.yaml")
    assert load(tmp_path / "m.yaml") == load(MINATO)
    assert [p.name for p in tmp_path.iterdir()] == ["m.yaml"]


def test_a_failed_rename_leaves_the_old_file_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "m.yaml").write_text("old", encoding="utf-8")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(FileAccessError, match="書けません"):
        save(load(MINATO), tmp_path / "m.yaml")
    assert [(p.name, p.read_text(encoding="utf-8")) for p in tmp_path.iterdir()] == [("m.yaml", "old")]


def test_a_disk_that_fills_up_leaves_the_old_file_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "m.yaml").write_text("old", encoding="utf-8")

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("piaflow.store.writing.os.fdopen", full)
    with pytest.raises(FileAccessError, match="書けません"):
        save(load(MINATO), tmp_path / "m.yaml")
    assert [(p.name, p.read_text(encoding="utf-8")) for p in tmp_path.iterdir()] == [("m.yaml", "old")]
