"""Running the desk: a free port of this machine alone, the address with its one-time code, and the end."""

from __future__ import annotations

import socket
import webbrowser
from collections.abc import Callable
from pathlib import Path

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
    uvicorn.Server(config).run(sockets=[bound])


def _bind(port: int) -> socket.socket:
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        bound.bind((_HERE, port))
    except OSError as error:
        bound.close()
        raise FileAccessError(f"{_HERE}:{port}", f"使えません（{tell_refusal(error)}）") from None
    bound.listen(128)
    return bound
