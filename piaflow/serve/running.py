"""Running the desk: a free port of this machine alone, the address with its one-time code, and the end."""

from __future__ import annotations

import logging
import socket
import webbrowser
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import uvicorn

from piaflow.app.journals import find_state_folder
from piaflow.errors import FileAccessError, tell_refusal
from piaflow.serve.guard import ENTRANCE, Keys
from piaflow.serve.room import Room
from piaflow.serve.routes import make_app

_HERE = "127.0.0.1"


def serve(folder: Path, *, port: int = 0, opens: bool = True, tell: Callable[[str], object] = print) -> None:
    """Serve a folder until it is told to end. Raises FileAccessError where there is no such folder or no port."""
    if not folder.is_dir():
        raise FileAccessError(str(folder), "フォルダーがありません")
    bound = _bind(port)
    port = bound.getsockname()[1]
    keys = Keys()

    def address() -> str:
        return f"http://{_HERE}:{port}{ENTRANCE}?code={keys.code}"

    room = Room(folder.resolve(), find_state_folder())
    app = make_app(
        room, port, keys, lambda: tell(f"ほかのブラウザーで開くには（1回だけ使えます）: {address()}")
    )
    tell(f"{folder} を開いています。終えるには Ctrl-C を押します\n{address()}")
    if opens:
        webbrowser.open(address())
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=1,
        ws="none",
    )
    logging.getLogger("uvicorn.error").addFilter(_is_no_end)
    _Server(config, room).run(sockets=[bound])


class _Server(uvicorn.Server):
    """A server that lets go of the open pages when it is told to end: each holds a stream for as long as it is open."""

    def __init__(self, config: uvicorn.Config, room: Room) -> None:
        super().__init__(config)
        self.room = room

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Begin the end."""
        super().handle_exit(sig, frame)
        self.room.let_go()


def _is_no_end(record: logging.LogRecord) -> bool:
    """Whether a line tells something else than that the end cut off what was worked out: who waits for it is told so."""
    return not str(record.msg).startswith("Cancel %s running task")


def _bind(port: int) -> socket.socket:
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        bound.bind((_HERE, port))
    except OSError as error:
        bound.close()
        raise FileAccessError(f"{_HERE}:{port}", f"使えません（{tell_refusal(error)}）") from None
    bound.listen(128)
    return bound
