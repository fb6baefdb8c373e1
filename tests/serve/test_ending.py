"""The end of the server is no fault: who still waits for an answer is told so in a line."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from piaflow.serve.room import Paper, make_key
from tests.cli.calling import MINATO
from tests.serve.calling import Answer, run_desk


@pytest.mark.slow
def test_what_is_still_worked_out_at_the_end_leaves_no_traceback(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(MINATO, tmp_path / "minato.yaml")
    ends, told = threading.Event(), list[Answer]()
    monkeypatch.setattr(Paper, "answer", lambda _, __: ends.wait())
    with run_desk(tmp_path, tmp_path / "state") as desk:
        desk.state("minato.yaml")
        asking = threading.Thread(target=lambda: told.append(desk.get(f"{desk.page('minato.yaml')}/answers")))
        asking.start()
        asking.join(0.5)
        assert asking.is_alive()
    asking.join(30)
    ends.set()
    assert [(answer.status, answer.json()["why"]) for answer in told] == [(503, "piaflow serve を終えました")]
    assert not [record for record in caplog.records if record.exc_info]


@pytest.mark.slow
def test_the_end_waits_for_no_picture(tmp_path: Path) -> None:
    """A thread of a pool is waited for when Python ends, however long a picture takes."""
    words = (
        "import asyncio, time; from pathlib import Path; from piaflow.serve.room import Room\n"
        f"room = Room(Path({str(tmp_path)!r}), Path({str(tmp_path)!r}))\n"
        "async def ask():\n"
        "    asking = asyncio.create_task(room.work_out(lambda: time.sleep(60)))\n"
        "    await asyncio.sleep(0.1); asking.cancel(); room.close()\n"
        "asyncio.run(ask())\n"
    )
    subprocess.run([sys.executable, "-c", words], check=True, timeout=30)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="a signal as Ctrl-C sends it")
def test_ctrl_c_says_nothing_while_a_page_is_open(tmp_path: Path) -> None:
    """An open page holds a stream, which the end cuts off."""
    shutil.copy(MINATO, tmp_path / "minato.yaml")
    known = {**os.environ, "XDG_STATE_HOME": str(tmp_path / "state"), "PYTHONUNBUFFERED": "1"}
    words = [sys.executable, "-m", "piaflow", "serve", str(tmp_path), "--no-browser"]
    with subprocess.Popen(
        words,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=known,
        preexec_fn=_hear_ctrl_c,  # noqa: PLW1509 - no thread runs beside this test
    ) as server:
        assert server.stdout
        address = next(line for line in server.stdout if "http" in line).strip()
        port, code = int(address.split(":")[2].split("/")[0]), address.partition("?")[2]
        host = f"Host: 127.0.0.1:{port}\r\n"
        entered = _ask(port, f"GET /start?{code} HTTP/1.1\r\n{host}Connection: close\r\n\r\n")
        cookie = re.search(r"set-cookie: ([^;]+)", entered, re.IGNORECASE)
        assert cookie
        page = f"/m/{make_key(tmp_path.resolve() / 'minato.yaml')}/events"
        with socket.create_connection(("127.0.0.1", port), timeout=30) as stream:
            stream.sendall(f"GET {page} HTTP/1.1\r\n{host}Cookie: {cookie[1]}\r\n\r\n".encode())
            while b": ok" not in stream.recv(65536):
                pass
            server.send_signal(signal.SIGINT)
            _, said = server.communicate(timeout=30)
    assert (server.returncode, said) == (130, "")


def _hear_ctrl_c() -> None:
    """What a shell starts in the background does not hear it, and so do the tests there."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _ask(port: int, words: str) -> str:
    with socket.create_connection(("127.0.0.1", port), timeout=30) as opened:
        opened.sendall(words.encode())
        return b"".join(iter(lambda: opened.recv(65536), b"")).decode()
