"""A running desk in a thread, and requests that go out as they are written."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import uvicorn
from attrs import define, frozen

from piaflow.serve.guard import Keys
from piaflow.serve.room import Room, make_key
from piaflow.serve.routes import make_app

_WAIT = 30.0


@frozen
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Any:
        """The body as data."""
        return json.loads(self.body)


@define
class Desk:
    """A running desk: `keys` open it, `room` is what it works on."""

    port: int
    room: Room
    keys: Keys

    @property
    def host(self) -> str:
        """The Host of its own page."""
        return f"127.0.0.1:{self.port}"

    @property
    def own(self) -> dict[str, str]:
        """The headers that its own page sends."""
        return {
            "Host": self.host,
            "Sec-Fetch-Site": "same-origin",
            "Cookie": f"piaflow-{self.port}={self.keys.cookie}",
        }

    def send(self, method: str, path: str, headers: Mapping[str, str], body: bytes = b"") -> Answer:
        """Send a request word by word and return the answer; of a stream what comes at once."""
        lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
        lines += [f"Content-Length: {len(body)}"] if body else []
        raw = "\r\n".join([*lines, "Connection: close", "", ""]).encode("utf-8") + body
        with socket.create_connection(("127.0.0.1", self.port), timeout=_WAIT) as opened:
            opened.sendall(raw)
            received = b""
            while piece := opened.recv(65536):
                received += piece
                if b"text/event-stream" in received and b"\r\n\r\n" in received:
                    break
        head, _, told = received.partition(b"\r\n\r\n")
        first, *rest = head.decode("latin-1").split("\r\n")
        pairs = (line.partition(": ") for line in rest)
        return Answer(int(first.split()[1]), {name.lower(): value for name, _, value in pairs}, told)

    def get(self, path: str) -> Answer:
        """Ask as our page does."""
        return self.send("GET", path, self.own)

    def post(self, path: str, told: Any, **more: str) -> Answer:
        """Command as our page does."""
        headers = {**self.own, "Content-Type": "application/json", **more}
        return self.send("POST", path, headers, json.dumps(told, ensure_ascii=False).encode())

    def page(self, name: str) -> str:
        """The address of a file's desk."""
        return f"/m/{make_key(self.room.folder / name)}"

    def state(self, name: str) -> Any:
        """What the page shows of a file."""
        answer = self.get(f"{self.page(name)}/state")
        assert answer.status == 200, answer.body.decode()
        return answer.json()

    def edit(self, name: str, **told: Any) -> Answer:
        """One command on a file."""
        return self.post(f"{self.page(name)}/edit", told)

    def type(self, name: str, at: str, was: str, now: str, tab: str = "") -> Answer:
        """Type into a cell of a file's form."""
        return self.edit(name, do="type", at=at, was={"text": was}, now={"text": now}, tab=tab)

    def save(self, name: str) -> Answer:
        """Save a file as its page does."""
        return self.post(f"{self.page(name)}/save", {}, **{"If-Match": f'"{self.state(name)["version"]}"'})


@contextmanager
def run_desk(folder: Path, state: Path) -> Iterator[Desk]:
    """Run a desk on a free port until the block ends."""
    bound = socket.create_server(("127.0.0.1", 0))
    port = bound.getsockname()[1]
    keys, room = Keys(), Room(folder.resolve(), state)
    config = uvicorn.Config(
        make_app(room, port, keys), log_level="error", timeout_graceful_shutdown=1, ws="none"
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]}, daemon=True)
    thread.start()
    end = time.monotonic() + _WAIT
    while not server.started:
        assert time.monotonic() < end
        time.sleep(0.01)
    try:
        yield Desk(port, room, keys)
    finally:
        server.should_exit = True
        thread.join(_WAIT)
        bound.close()
