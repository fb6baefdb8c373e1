"""Writing: what is there keeps its mode and its links, nothing is half done, and no input is written over."""

from __future__ import annotations

import os
import socket
import threading
import time
from pathlib import Path

import pytest

from piaflow.errors import FileAccessError
from piaflow.store.reading import read_bytes, remembering_inputs
from piaflow.store.writing import write, write_all

LONG_AGO = 3600


def names(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*"))


@pytest.mark.parametrize("target", ["folder", "missing/m.yaml", "file.txt/m.yaml", "x" * 300, "a\0b", "ring"])
def test_a_place_that_cannot_be_written_is_named(target: str, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file.txt").write_text("", encoding="utf-8")
    (tmp_path / "ring").symlink_to("ring")
    with pytest.raises(FileAccessError) as caught:
        write(tmp_path / target, b"new")
    assert str(caught.value).startswith(f"{tmp_path / target}: 書けません（")
    assert "Errno" not in str(caught.value)
    assert names(tmp_path) == ["file.txt", "folder", "ring"]


@pytest.mark.parametrize(("umask", "mode"), [(0o022, 0o644), (0o077, 0o600), (0o002, 0o664)])
def test_a_new_file_has_the_mode_that_the_umask_leaves(umask: int, mode: int, tmp_path: Path) -> None:
    before = os.umask(umask)
    try:
        write(tmp_path / "m.yaml", b"new")
    finally:
        os.umask(before)
    assert (tmp_path / "m.yaml").stat().st_mode & 0o777 == mode


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o755, 0o666])
def test_a_file_written_anew_keeps_its_mode(mode: int, tmp_path: Path) -> None:
    path = tmp_path / "m.yaml"
    path.write_bytes(b"old")
    path.chmod(mode)
    write(path, b"new")
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"new", mode)


def test_a_link_stays_and_what_it_points_to_is_written(tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    (tmp_path / "far" / "real.yaml").write_bytes(b"old")
    (tmp_path / "near.yaml").symlink_to("far/real.yaml")
    (tmp_path / "link.yaml").symlink_to("near.yaml")
    (tmp_path / "to come.yaml").symlink_to("far/new.yaml")
    write(tmp_path / "link.yaml", b"new")
    write(tmp_path / "to come.yaml", b"new")
    assert [(tmp_path / "far" / n).read_bytes() for n in ("real.yaml", "new.yaml")] == [b"new", b"new"]
    assert all((tmp_path / n).is_symlink() for n in ("near.yaml", "link.yaml", "to come.yaml"))


def test_bytes_are_written_into_a_pipe_and_a_device(tmp_path: Path) -> None:
    pipe, got = tmp_path / "pipe", []
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: got.append(pipe.read_bytes()), daemon=True)
    reader.start()
    write(pipe, b"new")
    reader.join(10)
    write("/dev/null", b"new")
    assert got == [b"new"]
    assert pipe.is_fifo()
    assert Path("/dev/null").is_char_device()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everything")
def test_a_file_that_its_owner_protected_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_bytes(b"old")
    (tmp_path / "m.yaml").chmod(0o444)
    with pytest.raises(FileAccessError, match="許されていません"):
        write(tmp_path / "m.yaml", b"new")


@pytest.mark.parametrize("spelling", ["same", "dots", "dots behind nothing", "link", "hard link"])
def test_an_input_is_never_written_over_under_whatever_name(spelling: str, tmp_path: Path) -> None:
    path = tmp_path / "m.yaml"
    path.write_bytes(b"old")
    (tmp_path / "link").symlink_to("m.yaml")
    (tmp_path / "hard link").hardlink_to(path)
    dots = {"dots": "x", "dots behind nothing": "no such folder"}
    up = tmp_path / dots[spelling] / ".." / "m.yaml" if spelling in dots else tmp_path / spelling
    target = path if spelling == "same" else up
    (tmp_path / "x").mkdir()
    with remembering_inputs():
        read_bytes(path, 10)
        with pytest.raises(FileAccessError, match="読み込んだファイル"):
            write_all({tmp_path / "other": b"new", target: b"new"})
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["hard link", "link", "m.yaml", "x"]


def test_what_a_call_is_there_to_rewrite_and_what_a_notebook_loaded_is_written(tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    path.write_bytes(b"old")
    with remembering_inputs():
        read_bytes(path, 10)
        write_all({path: b"new"}, rewritten=[path])
    read_bytes(path, 10)
    write(path, b"newer")
    assert path.read_bytes() == b"newer"


def test_where_one_of_several_cannot_be_written_none_is(tmp_path: Path) -> None:
    (tmp_path / "b.svg").mkdir()
    (tmp_path / "a.svg").write_bytes(b"old")
    files = {tmp_path / name: b"new" for name in ("a.svg", "new/c.svg", "b.svg")}
    with pytest.raises(FileAccessError, match=r"b\.svg: 書けません（フォルダーです）"):
        write_all(files, make_folders=True)
    assert (tmp_path / "a.svg").read_bytes() == b"old"
    assert names(tmp_path) == ["a.svg", "b.svg"]


def test_what_a_killed_call_left_goes_with_the_next_one_and_nothing_else_does(tmp_path: Path) -> None:
    old = time.time() - LONG_AGO
    for name in (".piaflow-1.tmp", ".piaflow-notes", "mine.tmp", ".piaflow-2.tmp"):
        (tmp_path / name).write_bytes(b"half")
        os.utime(tmp_path / name, (old, old))
    os.utime(tmp_path / ".piaflow-2.tmp")
    write(tmp_path / "m.yaml", b"new")
    assert names(tmp_path) == [".piaflow-2.tmp", ".piaflow-notes", "m.yaml", "mine.tmp"]


@pytest.mark.parametrize("kind", ["pipe", "device", "folder", "ring", "nul"])
def test_only_regular_files_are_read_and_nothing_waits(kind: str, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    (tmp_path / "ring").symlink_to("ring")
    path = {"device": Path("/dev/zero"), "nul": Path("a\0b")}.get(kind, tmp_path / kind)
    with pytest.raises((FileAccessError, OSError)):
        read_bytes(path, 10)


@pytest.mark.parametrize("kind", ["pipe", "socket", "link to a pipe"])
def test_several_files_never_wait_for_the_reader_of_one(kind: str, tmp_path: Path) -> None:
    place = tmp_path / "place"
    if kind == "socket":
        with socket.socket(socket.AF_UNIX) as opened:
            opened.bind(str(place))
    else:
        os.mkfifo(place)
    target = tmp_path / "link" if kind == "link to a pipe" else place
    if target != place:
        target.symlink_to(place)
    (tmp_path / "page.md").write_text("old", encoding="utf-8")
    before = names(tmp_path)
    with pytest.raises(FileAccessError, match="パイプかソケット"):
        write_all({tmp_path / "page.md": b"new", target: b"new"})
    assert (tmp_path / "page.md").read_text(encoding="utf-8") == "old"
    assert names(tmp_path) == before


def test_one_file_by_two_names_is_not_given_two_contents(tmp_path: Path) -> None:
    (tmp_path / "a.svg").write_text("old", encoding="utf-8")
    (tmp_path / "b.svg").symlink_to("a.svg")
    files = tmp_path / "a.svg", tmp_path / "b.svg"
    with pytest.raises(FileAccessError, match=r"b\.svg: .*a\.svg と同じファイルです"):
        write_all(dict(zip(files, (b"one", b"two"), strict=True)))
    assert (tmp_path / "a.svg").read_text(encoding="utf-8") == "old"
    write_all(dict.fromkeys(files, b"one"))
    assert (tmp_path / "b.svg").is_symlink()
    assert names(tmp_path) == ["a.svg", "b.svg"]
